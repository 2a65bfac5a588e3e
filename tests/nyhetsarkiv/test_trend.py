from __future__ import annotations

import csv
import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result
from rich.console import Console

from archive.opening import open_archive
from archive.records import ArticleRecord
from nyhetsarkiv.commands import trend as command
from tests.archive.archive_under_test import begin

NOON = "2024-06-01T12:00:00+00:00"
ARTICLES = (  # day, text
    ("2024-01-31", "Laksen er dyr."),
    ("2024-03-01", "Lakseslakteriet bygges."),
    ("2024-03-09", "Torsk."),
    (None, "Laks uten dato."),
)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive.db"
    with closing(open_archive(path)) as connection:
        begun = begin(connection)
        for number, (day, body) in enumerate(ARTICLES):
            published = f"{day}T12:00:00+01:00" if day else None
            url = f"https://fjordposten.example/{number}"
            begun.store_own(ArticleRecord(url, "Sak", body, published=published), NOON)
    return path


def test_plain_lines_when_piped(run: Callable[..., Result], archive: Path) -> None:
    result = run("trend", "laks", "--archive", archive)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "query\tsite\tmonth\tarticles\tof\tper_1000\twhole",
        "laks\t\t2024-01\t1\t1\t1000.0\t0",
        "laks\t\t2024-02\t0\t0\t\t1",
        "laks\t\t2024-03\t1\t2\t500.0\t0",
    ]
    assert result.stderr.splitlines() == [
        "laks: 2 articles (1 by longer words alone) of 3, 666.7 per 1,000.",
        "Articles without a date, which are in no row: laks 1.",
        "* Not whole: the days counted are those from 2024-01-31 to 2024-03-09.",
    ]
    assert run("trend", "laks", "-q", "--archive", archive).stderr == ""


def test_csv_with_a_row_a_period_and_query(run: Callable[..., Result], archive: Path) -> None:
    words = ("laks", "torsk OR laks", "--compare", "--by", "year", "--csv")
    result = run("trend", *words, "--archive", archive)
    assert list(csv.reader(result.stdout.splitlines())) == [
        ["query", "site", "year", "articles", "of", "per_1000", "whole"],
        ["laks", "", "2024", "2", "3", "666.7", "0"],
        ["torsk OR laks", "", "2024", "3", "3", "1000.0", "0"],
    ]


def test_json_for_machines(run: Callable[..., Result], archive: Path) -> None:
    result = run("trend", "laks", "--by", "year", "--per", "site", "--json", "--archive", archive)
    assert (result.exit_code, result.stderr) == (0, "")
    share = {"articles": 2, "of": 3, "per_1000": 666.7}
    assert json.loads(result.stdout) == {
        "by": "year",
        "first": "2024-01-31",
        "last": "2024-03-09",
        "lines": [
            {
                "query": "laks",
                "site": "fjordposten",
                "found": {"words": 1, "compounds": 1},
                **share,
                "undated": {"articles": 1, "of": 1, "per_1000": 1000.0},
                "points": [
                    {"period": "2024", "first": "2024-01-01", "last": "2024-12-31", "whole": False, **share}
                ],
            }
        ],
    }


def test_words_are_one_query_as_in_search_unless_they_are_compared(
    run: Callable[..., Result], archive: Path
) -> None:
    result = run("trend", "laks", "dyr", "--by", "year", "--archive", archive)
    assert result.stdout.splitlines()[1:] == ["laks dyr\t\t2024\t1\t3\t333.3\t0"]
    assert result.stderr.endswith("All words are one query; --compare counts each by itself.\n")
    result = run("trend", "laks", "dyr", "--compare", "--by", "year", "--archive", archive)
    assert [line.split("\t")[0] for line in result.stdout.splitlines()[1:]] == ["laks", "dyr"]
    assert "--compare" not in result.stderr


def shown(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, width: int, *words: object
) -> list[str]:
    """The lines on a terminal of that width."""
    terminal = lambda: Console(force_terminal=True, width=width, color_system=None)  # noqa: E731
    monkeypatch.setattr(command, "console", terminal)
    lines = run("trend", *words).stdout.splitlines()
    assert max(map(len, lines)) <= width
    return [line.rstrip() for line in lines]


def test_a_terminal_shows_bars_and_marks_what_is_not_whole(
    run: Callable[..., Result], archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = shown(run, monkeypatch, 80, "laks", "--archive", archive)
    assert [lines[0].split(), *(line.split() for line in lines[2:5])] == [
        ["month", "laks", "of", "per", "1,000"],
        ["2024-01*", "1", "1", "1000.0", "█" * 40],
        ["2024-02", "0", "0"],
        ["2024-03*", "1", "2", "500.0", "█" * 20],
    ]
    assert lines[6] == "laks: 2 articles (1 by longer words alone) of 3, 666.7 per 1,000."


@pytest.mark.parametrize(("width", "heads"), [(80, [2, 1]), (120, [3])])
def test_lines_stand_side_by_side_as_far_as_the_terminal_is_wide(
    run: Callable[..., Result],
    archive: Path,
    monkeypatch: pytest.MonkeyPatch,
    width: int,
    heads: list[int],
) -> None:
    queries = ("laks", "torsk", "slakteri OR anlegg", "--compare", "--by", "year")
    lines = shown(run, monkeypatch, width, *queries, "--archive", archive)
    assert [line.count("per 1,000") for line in lines if line.startswith("year")] == heads
    assert any("slakteri OR anl…" in line for line in lines)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("laks AND",), "Error: The query lacks a word at its end."),
        (
            ("laks", "--site", "fjord"),
            "Error: 'fjord' is no publication in this archive: it has fjordposten.",
        ),
        (("laks", "--by", "decade"), "Usage:"),
        (("laks", "--json", "--csv"), "Usage:"),
        ((), "Usage:"),
    ],
)
def test_what_cannot_be_counted_is_refused_in_one_sentence(
    run: Callable[..., Result], archive: Path, words: tuple[str, ...], sentence: str
) -> None:
    result = run("trend", *words, "--archive", archive)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(sentence)


def test_an_empty_archive_and_none(run: Callable[..., Result], empty_archive: Path, tmp_path: Path) -> None:
    result = run("trend", "laks", "--archive", empty_archive)
    assert result.exit_code == 0
    assert result.stderr == "No article with a date meets this choice.\n"
    result = run("trend", "laks", "--archive", tmp_path / "none.db")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "there is no archive yet" in result.stderr
