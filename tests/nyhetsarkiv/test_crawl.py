from __future__ import annotations

import json
import socket
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import Result

from tests.crawler.publication import SmallPublication, article, links, page, redirect
from tests.crawling import crawl
from tests.sites.server import Answer, SiteServer


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "Missing argument 'NAMES...'"),
        (["paknews"], "There is no publication 'paknews'. Did you mean packnews?"),
        (["packnews", "--limit", "0"], "0 is not in the range x>=1"),
        (["packnews", "--since", "mai"], "'mai' is not a day. Write it as 2024-05-31."),
        (["packnews", "--until", "31.05.2024"], "'31.05.2024' is not a day. Write it as 2024-05-31."),
        (
            ["packnews", "--since", "2024-06-01", "--until", "2024-05-31"],
            "Error: --since is a later day than --until. Give the earlier one first.",
        ),
        (["packnews"], "A crawl of packnews needs a contact address that the publisher sees. Give yours: "),
        (
            ["packnews", "--contact", "kari"],
            "The contact 'kari' is neither an e-mail address nor a web page.",
        ),
    ],
)
def test_wrong_usage_is_said_before_anything_is_made(
    words: list[str],
    sentence: str,
    run: Callable[..., Result],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NYHETSARKIV_CONTACT", raising=False)
    result = run("crawl", "--archive", tmp_path / "archive.db", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_two_profiles_of_one_name_are_refused(
    run: Callable[..., Result], demo_sites: SiteServer, tmp_path: Path
) -> None:
    one = demo_sites.profiles["byggposten"]
    other = tmp_path / one.name
    other.write_bytes(one.read_bytes())
    result = run("crawl", "--archive", tmp_path / "archive.db", one, other)
    assert result.exit_code == 2
    assert result.stderr == "Error: Two profiles are named byggposten. Rename one of the files.\n"


def test_a_limit_counts_articles_and_is_no_complaint(demo_sites: SiteServer, tmp_path: Path) -> None:
    result = crawl(demo_sites.profiles["byggposten"], "--archive", tmp_path / "a.db", "--limit", 3, "--json")
    assert (result.returncode, result.stderr) == (0, "")
    (outcome,) = json.loads(result.stdout)
    assert (outcome["site"], outcome["reason"], outcome["counts"]["new"]) == ("byggposten", "limit", 3)


def test_the_result_is_plain_lines_when_piped(demo_sites: SiteServer, tmp_path: Path) -> None:
    result = crawl(demo_sites.profiles["byggposten"], "--archive", tmp_path / "a.db")
    assert (result.returncode, result.stderr) == (0, "")
    header, line = result.stdout.splitlines()
    assert header == "site\tended\tpages\tnew\tchanged\tunchanged\tproblems"
    assert line.split("\t")[:2] == ["byggposten", "finished"]
    assert line.split("\t")[3:] == ["12", "0", "0", "0"]


def test_a_publication_that_does_not_answer_needs_a_look(tmp_path: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{unused.getsockname()[1]}"
        profile = tmp_path / "stille.toml"
        profile.write_text(
            f'title = "Stille"\nhome = "http://{host}/"\ndomains = ["{host}"]\n'
            "[crawl]\ndelay = 0\nallow_private = true\n",
            encoding="utf-8",
        )
        result = crawl(profile, "--archive", tmp_path / "a.db", "-q")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        f"Look: stille: The server refuses connections (http://{host}/robots.txt).",
        f"Look: stille: the crawl was not completed (robots.txt of {host} cannot be read: "
        "The server refuses connections). Run the same command again.",
        "Look: stille: no article was found. Check the network, and the profile's addresses.",
    ]


@pytest.mark.parametrize("paths", [("/",), ("/", "/robots.txt")], ids=["the front page", "all of it"])
def test_a_publication_that_has_moved_is_told_with_its_new_host(
    paths: tuple[str, ...], tmp_path: Path
) -> None:
    moved: dict[str, Answer | list[Answer]] = {}
    there = SmallPublication({"/": page(links("/en-ny-kai")), "/en-ny-kai": article("Kai")}, name="nyposten")
    with SiteServer([SmallPublication(moved), there]) as server:
        host = urlsplit(server.bases["nyposten"]).netloc
        moved.update({path: redirect(f"http://{host}{path}") for path in paths})
        profile = server.profiles["kaiposten"]
        result = crawl(profile, "--archive", tmp_path / "a.db")
        assert result.returncode == 1
        assert result.stderr.splitlines()[-1] == (
            f"Look: kaiposten: its address leads to {host}, which is not among the profile's domains. "
            "Add it there, if it is the publication's own."
        )
        assert "Run the same command again" not in result.stderr
        profile.write_text(profile.read_text().replace("domains = [", f"domains = ['{host}', "))
        assert crawl(profile, "--archive", tmp_path / "a.db").returncode == 0


def test_a_queue_that_cannot_be_opened_is_said_in_one_sentence(
    run: Callable[..., Result], demo_sites: SiteServer, tmp_path: Path
) -> None:
    (tmp_path / "a.crawl.db").mkdir()
    result = run("crawl", demo_sites.profiles["byggposten"], "--archive", tmp_path / "a.db")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"Error: {tmp_path / 'a.crawl.db'}: it cannot be opened. "
        "Check that the folder exists and that you may write there.\n"
    )


def test_a_crawl_without_its_limit_goes_on_behind_it(demo_sites: SiteServer, tmp_path: Path) -> None:
    words = (demo_sites.profiles["byggposten"], "--archive", tmp_path / "a.db", "--json")
    found = []
    for more in (("--limit", 3), ("--limit", 4), ()):
        (outcome,) = json.loads(crawl(*words, *more).stdout)
        found.append((outcome["reason"], outcome["went_on"], outcome["counts"]["new"]))
    assert found == [("limit", False, 3), ("limit", True, 4), ("finished", True, 5)]
