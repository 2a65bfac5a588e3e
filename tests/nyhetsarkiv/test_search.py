from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result
from rich.console import Console

from archive.opening import open_archive
from archive.records import ArticleRecord, AuthorRecord
from nyhetsarkiv.commands import search as command
from tests.archive.archive_under_test import begin

MORNING = "2024-05-03T06:00:00+00:00"
HOST = "https://fjordposten.example"
CLUSTER = ArticleRecord(
    f"{HOST}/klynge",
    "Klyngen vokser",
    "Klyngene i Ålesund vokser.\nFlere bedrifter blir med.",
    published="2024-05-02T00:30:00+02:00",
    authors=(AuthorRecord("Kari Nordmann"), AuthorRecord("Ola Øy")),
    keywords=("emballasje",),
    section="Nyheter",
    language="nb",
)
COMPOUND = ArticleRecord(f"{HOST}/molde", "Støtte", "En næringsklynge i Molde.", language="nb")
PLAIN = (
    f"2024-05-02\tfjordposten\tKlyngen vokser\t{HOST}/klynge\t"
    "Klyngene i Ålesund vokser. Flere bedrifter blir med.\n"
    f"\tfjordposten\tStøtte\t{HOST}/molde\tEn næringsklynge i Molde.\n"
)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive.db"
    with closing(open_archive(path)) as connection:
        begun = begin(connection)
        for article in (CLUSTER, COMPOUND):
            begun.store_own(article, MORNING)
    return path


def test_plain_lines_when_piped(run: Callable[..., Result], archive: Path) -> None:
    result = run("search", "klynge", "--archive", archive)
    assert (result.exit_code, result.stdout) == (0, PLAIN)
    assert result.stderr == "1 article found, and 1 by longer words.\n"
    assert run("search", "klynge", "-q", "--archive", archive).stderr == ""


def test_json_for_machines(run: Callable[..., Result], archive: Path) -> None:
    result = run("search", "klynge", "--json", "--limit", "1", "--archive", archive)
    values = json.loads(result.stdout)
    [found] = values.pop("results")
    assert values == {"query": "klynge", "found": {"words": 1, "compounds": None}}
    assert found.pop("score") < 0
    assert found == {
        "id": 1,
        "url": CLUSTER.url,
        "site": "fjordposten",
        "title": "Klyngen vokser",
        "title_marks": [[0, 7]],
        "snippet": "Klyngene i Ålesund vokser. Flere bedrifter blir med.",
        "snippet_marks": [[0, 8]],
        "published": CLUSTER.published,
        "authors": "Kari Nordmann; Ola Øy",
        "section": "Nyheter",
        "match": "words",
    }


def test_a_terminal_shows_the_words_in_colour(
    run: Callable[..., Result],
    archive: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(command, "console", lambda: Console(force_terminal=True, width=80, highlight=False))
    shown = run("search", "klynge", "--archive", archive).stdout
    assert "\x1b[1;33mKlyngen\x1b[0m" in shown
    assert "\x1b[2m2024-05-02 · fjordposten · Kari Nordmann; Ola Øy\x1b[0m" in shown
    assert "En \x1b[1;33mnæringsklynge\x1b[0m i Molde." in shown
    assert "fjordposten · in a longer word" in shown


@pytest.mark.parametrize(
    ("options", "addresses"),
    [
        ((), ["klynge", "molde"]),
        (("--since", "2024-05-02"), ["klynge"]),
        (("--until", "2024-05-01"), []),
        (("--since", "2024-05-02", "--until", "2024-05-02", "--site", "fjordposten"), ["klynge"]),
        (("--author", "ola øy"), ["klynge"]),
        (("--keyword", "Emballasje"), ["klynge"]),
        (("--keyword", "laks"), []),
        (("--field", "title"), ["klynge"]),
        (("--limit", "1"), ["klynge"]),
    ],
)
def test_options_narrow_the_search(
    run: Callable[..., Result], archive: Path, options: tuple[str, ...], addresses: list[str]
) -> None:
    result = run("search", "klynge", *options, "--archive", archive)
    lines = result.stdout.splitlines()
    assert [line.split("\t")[3] for line in lines] == [f"{HOST}/{address}" for address in addresses]
    assert result.exit_code == 0
    if not addresses:
        assert result.stderr.startswith("No article found.")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("klynge AND",), "Error: The query lacks a word at its end."),
        (('"ny hall',), "Error: A quotation mark in the query is not closed."),
        (
            ("klynge", "--site", "fjord"),
            "Error: 'fjord' is no publication in this archive: it has fjordposten.",
        ),
        (("klynge", "--field", "kicker"), "Usage:"),
        (("klynge", "--since", "i går"), "Usage:"),
    ],
)
def test_a_search_that_cannot_be_is_refused_in_one_sentence(
    run: Callable[..., Result], archive: Path, words: tuple[str, ...], sentence: str
) -> None:
    result = run("search", *words, "--archive", archive)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(sentence)


def test_no_archive_is_told(run: Callable[..., Result], tmp_path: Path) -> None:
    result = run("search", "laks", "--archive", tmp_path / "none.db")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "there is no archive yet" in result.stderr


def test_the_index_is_rebuilt(run: Callable[..., Result], archive: Path) -> None:
    with closing(open_archive(archive)) as connection:
        connection.execute("INSERT INTO articles_fts (articles_fts) VALUES ('delete-all')")
    assert run("search", "klynge", "--archive", archive).stdout == ""
    result = run("archive", "rebuild-search", "--archive", archive)
    assert result.exit_code == 0
    assert result.stdout == f"The search index of {archive} is new: 2 articles.\n"
    assert run("search", "klynge", "--archive", archive).stdout == PLAIN
    result = run("archive", "rebuild-search", "--json", "--archive", archive)
    assert json.loads(result.stdout) == {"archive": str(archive), "articles": 2}
    assert run("archive", "rebuild-search", "--archive", archive.parent / "none.db").exit_code == 2
