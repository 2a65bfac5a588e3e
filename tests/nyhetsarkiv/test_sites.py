from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from crawler.sites.registry import find_site, site_names
from tests.nyhetsarkiv.conftest import TableServer
from tests.sites.server import SiteServer

PROFILE = 'title = "Fjordposten"\nhome = "https://fjordposten.example/"\ndomains = ["fjordposten.example"]\n'


def test_list_names_every_publication_in_plain_lines(run: Callable[..., Result]) -> None:
    header, *lines = run("sites", "list").stdout.splitlines()
    assert header.split("\t") == ["name", "title", "sector", "publisher", "home"]
    assert [line.split("\t")[0] for line in lines] == site_names()


def test_list_for_machines(run: Callable[..., Result]) -> None:
    sites = {site["name"]: site for site in json.loads(run("sites", "list", "--json").stdout)}
    assert sorted(sites) == site_names()
    assert sites["packnews"]["home"] == "https://www.packnews.no/"


def test_show_fills_in_the_defaults(run: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "fjordposten.toml"
    path.write_text(PROFILE, encoding="utf-8")
    lines = run("sites", "show", path).stdout.splitlines()
    assert "domains\tfjordposten.example" in lines
    assert "crawl.delay\t2.0" in lines
    assert json.loads(run("sites", "show", path, "--json").stdout)["crawl"]["delay"] == 2.0


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "paknews",
            "Error: There is no publication 'paknews'. Did you mean packnews? "
            "A profile of your own is given by its path, as in ./mine.toml.\n",
        ),
        ("./mine.toml", "Error: mine.toml: no such profile file. Check the path.\n"),
    ],
)
def test_an_unknown_publication_is_wrong_usage(name: str, sentence: str, run: Callable[..., Result]) -> None:
    result = run("sites", "show", name)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", sentence)


def test_a_wrong_key_is_named_with_its_file_and_the_allowed_ones(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    path = tmp_path / "fjordposten.toml"
    path.write_text(PROFILE + "[crawl]\nspeed = 3\n", encoding="utf-8")
    result = run("sites", "show", path)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"Error: {path}: [crawl] unknown key 'speed'. Allowed here: delay, ")


def test_check_shows_what_a_crawl_would_read(run: Callable[..., Result], demo_sites: SiteServer) -> None:
    base = demo_sites.bases["byggposten"]
    asked_before = len(demo_sites.requests)
    result = run("sites", "check", demo_sites.profiles["byggposten"])
    assert (result.exit_code, result.stderr) == (0, "")
    table, card = result.stdout.split("\n\n", 1)
    assert [line.split("\t") for line in table.splitlines()] == [
        ["asked for", "at", "found"],
        ["robots", f"{base}robots.txt", "names 1 sitemap"],
        ["list", base, "shows 5 articles and leads to 10 lists, 1 feed"],
        [
            "sitemap",
            f"{base}sitemap_index.xml",
            "lists 0 pages, 0 articles among them, and 2 further sitemaps",
        ],
        [
            "sitemap",
            f"{base}post-sitemap.xml",
            "lists 12 pages, 12 articles among them, and 0 further sitemaps",
        ],
        ["feed", f"{base}feed/", "lists 5 articles, the newest of 2024-03-14"],
        ["article", f"{base}2024/03/14/skolen-som-lukter-skog/", "is read: Skolen som lukter skog"],
    ]
    assert "authors: Henriette Solvang" in card
    asked = [request.path for request in demo_sites.requests[asked_before:]]
    assert asked.count("/robots.txt") <= 2
    assert len(asked) <= 8


def test_check_for_machines(run: Callable[..., Result], demo_sites: SiteServer) -> None:
    result = run("sites", "check", demo_sites.profiles["havbruksbladet"], "--json")
    checked = json.loads(result.stdout)
    assert [one["kind"] for one in checked["looked"]] == ["robots", "section", "feed", "article"]
    assert checked["article"]["title"] == "Kamera teller lusa mens fisken svømmer forbi"


def test_check_says_what_keeps_a_crawl_from_the_articles(
    run: Callable[..., Result], web: TableServer, tmp_path: Path
) -> None:
    web.answers = {
        "/": (200, "text/html", b"<h1>Under arbeid</h1>"),
        "/strom": (200, "text/html", b"<h1>Nei"),
    }
    path = tmp_path / "fjordposten.toml"
    path.write_text(
        local(web.address, '[discover]\nfeeds = ["/strom"]\nsitemaps = ["/kart"]\n'), encoding="utf-8"
    )
    result = run("sites", "check", path, "-q")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        f"Look: {web.address}/: shows 0 articles and leads to 0 lists, 0 feeds",
        f"Look: {web.address}/kart: there is no such page",
        f"Look: {web.address}/strom: It is no feed.",
        f"Look: {path}: no article was found. Name a feed or a section in the profile's [discover], or what "
        "an article's address looks like.",
    ]


def test_check_leaves_neither_the_publication_nor_the_open_net(
    run: Callable[..., Result], web: TableServer, tmp_path: Path
) -> None:
    web.answers = {"/": (302, "text/html", b"http://localhost:1/")}
    path = tmp_path / "fjordposten.toml"
    path.write_text(local(web.address), encoding="utf-8")
    words = "It leads to http://localhost:1/, which is not among the profile's domains."
    assert words in run("sites", "check", path).stdout
    path.write_text(local(web.address).replace("true", "false"), encoding="utf-8")
    result = run("sites", "check", path, "--contact", "kari@fjordposten.example")
    assert "127.0.0.1 is a private address, and the profile does not allow those." in result.stdout
    assert [path for path, _ in web.asked if path in ("/", "/robots.txt")] == 2 * ["/robots.txt"] + ["/"]


def local(address: str, discover: str = "") -> str:
    """A profile of a publication on this machine."""
    host = address.removeprefix("http://")
    head = f'title = "Fjordposten"\nhome = "{address}/"\ndomains = ["{host}"]\n'
    return f"{head}{discover}[crawl]\ndelay = 0\nallow_private = true\n"


@pytest.mark.parametrize("name", ["byggposten", "havbruksbladet", "emballasjenytt"])
def test_a_drafted_profile_finds_every_article(
    name: str, run: Callable[..., Result], demo_sites: SiteServer, tmp_path: Path
) -> None:
    result = run("sites", "add", demo_sites.bases[name], "--name", name, "--to", tmp_path)
    assert (result.exit_code, result.stderr) == (0, "")
    profile = find_site(str(tmp_path / f"{name}.toml"))
    publication = next(one for one in demo_sites.publications if one.name == name)
    assert profile.title == publication.title
    assert profile.home == demo_sites.bases[name]
    assert result.stdout.endswith(f"nyhetsarkiv sites check {tmp_path / name}.toml\n")


def test_a_draft_names_the_finders_and_the_language(
    run: Callable[..., Result], demo_sites: SiteServer, tmp_path: Path
) -> None:
    base = demo_sites.bases["byggposten"]
    run("sites", "add", base, "--name", "bygg", "--to", tmp_path)
    profile = find_site(str(tmp_path / "bygg.toml"))
    assert (profile.discover.feeds, profile.discover.sitemaps) == (
        (f"{base}feed/",),
        (f"{base}sitemap_index.xml",),
    )
    assert (profile.language, profile.crawl.allow_private) == ("nb", True)


@pytest.mark.parametrize(
    ("words", "exit_code", "sentence"),
    [
        (["www.fjordposten.no"], 2, "is no address of a front page. Write it as https://www.example.no/."),
        (["https://fjordposten.invalid/"], 2, "needs a contact address that the publisher sees."),
        (["http://127.0.0.1:1/", "--name", "fjord"], 1, "http://127.0.0.1:1/: cannot be looked at"),
        (
            ["http://127.0.0.1:1/", "--name", "Fjord"],
            2,
            "the profile's name 'Fjord' may hold only a-z, 0-9 and '-'",
        ),
        (["http://127.0.0.1:1/", "--name", "kjent"], 2, "kjent.toml: is there already. Give another --name"),
    ],
)
def test_a_draft_that_cannot_be_made_leaves_no_file(
    words: list[str], exit_code: int, sentence: str, run: Callable[..., Result], tmp_path: Path
) -> None:
    (tmp_path / "kjent.toml").write_text("# min egen", encoding="utf-8")
    result = run("sites", "add", *words, "--to", tmp_path)
    assert (result.exit_code, result.stdout) == (exit_code, "")
    assert sentence in result.stderr
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["# min egen"]
