"""A report in words and tables, before it takes a form."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from archive.filters import Filters
from archive.records import ArticleRecord
from archive.report.document import Document, Section
from archive.report.read import Report, read_report
from archive.report.sections import document
from tests.archive.archive_under_test import STARTED, ArchiveUnderTest
from tests.archive.report.corpus import COPIES

MADE = date(2024, 5, 6)


def sections(told: Document) -> dict[str, Section]:
    return {section.title: section for section in told.sections}


def test_it_says_of_what_it_is(reading: sqlite3.Connection) -> None:
    filters = Filters(sites=("fjordposten",), since=date(2024, 1, 1), until=date(2024, 12, 31))
    told = document(read_report(reading, filters), "archive.db", MADE)
    assert told.title == "Report on archive.db"
    assert told.about == (
        "Made on 2024-05-06.",
        "Only fjordposten.",
        "Only articles published from 2024-01-01 until 2024-12-31, days in Norway.",
    )


def test_the_same_archive_gives_the_same_report(reading: sqlite3.Connection, report: Report) -> None:
    assert document(read_report(reading, Filters()), "a.db", MADE) == document(report, "a.db", MADE)


def test_what_the_archive_holds(report: Report) -> None:
    section = sections(document(report, "archive.db", MADE))["What the archive holds"]
    assert section.text == (
        "5 articles of 2 publications, from 2023-12-31 to 2024-05-02.",
        "127 words, 2 authors, 2 keywords; 4 stories if near-identical articles count once.",
    )
    [table] = section.tables
    assert table.rows == (
        ("fjellposten", 1, 60, "2024-05-02", "2024-05-02", 0),
        ("fjordposten", 4, 67, "2023-12-31", "2024-05-02", 1),
        ("all", 5, 127, "2023-12-31", "2024-05-02", 1),
    )
    assert table.has_sum


def test_articles_by_year_and_by_month_without_a_gap(report: Report) -> None:
    section = sections(document(report, "archive.db", MADE))["Articles by year and month"]
    [table] = section.tables
    assert table.columns == ("publication", "2023", "2024")
    assert table.rows == (("fjellposten", 0, 1), ("fjordposten", 1, 2), ("all", 1, 3))
    assert section.chart == (
        ("2023-12", 1),
        ("2024-01", 0),
        ("2024-02", 0),
        ("2024-03", 0),
        ("2024-04", 0),
        ("2024-05", 3),
    )


def test_many_years_stand_in_few_columns(fresh: ArchiveUnderTest) -> None:
    for year in range(2010, 2024):
        url = f"https://fjordposten.example/{year}"
        fresh.store_own(
            ArticleRecord(url, "Sak", "Tekst.", published=f"{year}-06-01T12:00:00+02:00"), STARTED
        )
    [table] = sections(document(read_report(fresh.db, Filters()), "a.db", MADE))[
        "Articles by year and month"
    ].tables
    assert table.columns == ("publication", "until 2015", *map(str, range(2016, 2024)))
    assert table.rows == (("fjordposten", 6, *[1] * 8),)
    assert not table.has_sum


def test_how_complete_the_articles_are(report: Report) -> None:
    fields, kinds = sections(document(report, "archive.db", MADE))["How complete the articles are"].tables
    assert fields.columns[1:] == (
        *("title", "lead", "text", "authors", "day", "minute", "keywords", "captions"),
    )
    assert fields.rows[1] == ("fjordposten", 100, 25, 100, 50, 75, 25, 50, 25)
    assert fields.of_hundred
    assert kinds.rows[1] == ("fjordposten", 1, 1, 0, 0)


def test_languages_the_most_frequent_first(report: Report) -> None:
    [table] = sections(document(report, "archive.db", MADE))["Languages"].tables
    assert table.columns == ("publication", "unknown", "nb", "nn")
    assert table.rows[-1] == ("all", 3, 1, 1)


def test_copies_edits_and_crawls(report: Report) -> None:
    told = sections(document(report, "archive.db", MADE))
    [stories] = told["Near-identical articles"].tables
    assert stories.about.startswith("2 articles tell 1 story in the same words, so that 1 ")
    assert stories.rows == (("Fra NTB", 2, 2, COPIES[0].url),)
    assert told["Edits"].tables[0].rows == (("fjordposten", 1, 1, 1),)
    crawls, problems = told["Crawls"].tables
    assert crawls.rows == (
        ("fjellposten", 1, "2024-05-04", "unfinished", 0, 0, 0, 0),
        ("fjordposten", 1, "2024-05-03", "finished", 5, 4, 1, 80),
    )
    assert problems.rows == (("fjordposten", "HTTP status 404.", 1, "https://fjordposten.example/borte"),)


def test_an_empty_archive_has_every_section(connection: sqlite3.Connection) -> None:
    told = sections(document(read_report(connection, Filters()), "archive.db", MADE))
    assert told["What needs a look"].text == ("Nothing.",)
    assert told["What the archive holds"].text[0] == "0 articles of 0 publications."
    assert told["Articles by year and month"].text == ("No article has a date.",)
    assert told["Crawls"].text == ("No publication was crawled yet.",)


def test_what_needs_a_look_comes_first(fresh: ArchiveUnderTest) -> None:
    for ago in range(8, 18):
        day = date(2024, 5, 3) - timedelta(days=ago)
        article = ArticleRecord(
            f"https://fjordposten.example/{ago}", "Sak", "Tekst.", published=f"{day}T12:00"
        )
        fresh.store_own(article, STARTED)
    first = document(read_report(fresh.db, Filters()), "archive.db", MADE).sections[0]
    assert first.points == (
        "fjordposten: no article since 2024-04-25, 8 days before its last crawl; "
        "the longest pause of the year before was 1 day.",
    )
