"""The table of quality: what an extractor does not have is '-', and the best of the others is named."""

from __future__ import annotations

from bench.halves import half_of
from bench.measure import OTHERS, OURS, Scores, Tool, measure
from bench.quality import full_table, short_table

TRAFILATURA, NEWSPAPER, *_ = OTHERS


def scores(speed: float, **fields: float) -> dict[str, Scores]:
    return {name: Scores(131, fields, 2, speed) for name in ("news-dev", "articles-dev")}


def cells(table: str, *starts: str) -> list[str]:
    """The cells of the row that begins with these cells."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
    return next(row for row in rows if row[: len(starts)] == list(starts))


def test_an_extractor_that_is_not_installed_has_no_scores(capsys) -> None:
    assert measure(Tool("gone", "gone-extractor", "gone_extractor", frozenset({"body"})), []) == {}
    assert capsys.readouterr().err == "gone-extractor is not installed here; 'make bench' installs it.\n"


def test_what_an_extractor_does_not_have_is_a_dash() -> None:
    table = full_table({OURS: scores(200, body=0.98, title=0.9), TRAFILATURA: {}})
    assert cells(table, "news-dev", OURS.title)[2:] == [
        "0.980",
        "0.900",
        "-",
        "-",
        "-",
        "-",
        "-",
        "2",
        "200.0",
    ]
    assert cells(table, "news-dev", TRAFILATURA.title)[2:] == ["-"] * 9


def test_the_best_of_the_others_stands_beside_ours() -> None:
    table = short_table(
        {
            OURS: scores(200, body=0.98, captions=0.8),
            TRAFILATURA: scores(20, body=0.95),
            NEWSPAPER: scores(8, body=0.88),
        }
    )
    assert cells(table, "body")[1:] == ["0.980", "0.950 (trafilatura)"] * 2
    assert cells(table, "captions")[1:] == ["0.800", "-"] * 2
    assert cells(table, "pages/s")[1:] == ["200", "20 (trafilatura)"] * 2


def test_every_page_of_a_publication_is_in_the_same_half() -> None:
    assert half_of("https://www.fjordposten.example/sak/1") == half_of("https://fjordposten.example/sport")
    assert {half_of(f"https://blad{number}.example/") for number in range(20)} == {"first", "second"}
