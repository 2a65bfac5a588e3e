"""A report counts what stands in the archive, of each publication and of all together."""

from __future__ import annotations

import sqlite3
from datetime import date

import pytest

from archive.filters import Filters, UnknownSite
from archive.report.edits import Edits
from archive.report.read import Report, read_report
from archive.report.spoken_of import Name, Names, Story
from tests.archive.archive_under_test import STARTED, ArchiveUnderTest
from tests.archive.report.corpus import COPIES


def test_articles_and_days(report: Report) -> None:
    fjell, fjord = report.publications
    assert (fjell.name, fjell.title, fjell.total.articles) == ("fjellposten", "Fjellposten", 1)
    assert (fjord.name, fjord.total.articles) == ("fjordposten", 4)
    assert (report.total.articles, report.total.first, report.total.last) == (5, "2023-12-31", "2024-05-02")
    assert [(month, tally.articles) for month, tally in fjord.months.items()] == [
        (None, 1),
        ("2023-12", 1),
        ("2024-05", 2),
    ]
    assert fjord.days == [date(2023, 12, 31), date(2024, 5, 1), date(2024, 5, 2)]


def test_fields_and_kinds(report: Report) -> None:
    fjord = report.publications[1].total
    assert {name: number for name, number in fjord.numbers.items() if name != "words"} == {
        "articles": 4,
        "title": 4,
        "lead": 1,
        "text": 4,
        "authors": 2,
        "day": 3,
        "minute": 1,
        "keywords": 2,
        "captions": 1,
        "sponsored": 1,
        "paywalled": 1,
        "gone": 0,
        "early": 0,
    }
    assert (fjord.percent("authors"), fjord.percent("title"), fjord.percent("gone")) == (50, 100, 0)


def test_languages(report: Report) -> None:
    numbers = {name: tally.articles for name, tally in report.publications[1].languages.items()}
    assert numbers == {"nb": 1, "nn": 1, "": 2}


def test_authors_and_keywords_the_most_frequent_first(report: Report) -> None:
    assert report.authors == Names(2, (Name("Kari Nordmann", 2, 1), Name("Ola Øy", 1, 1)))
    assert report.keywords == Names(2, (Name("fisk", 2, 1), Name("laks", 1, 1)))


def test_near_identical_articles(report: Report) -> None:
    stories = report.stories
    assert (stories.articles, stories.stories, stories.copies) == (2, 1, 1)
    assert stories.largest == (Story("Fra NTB", COPIES[0].url, 2, 2),)


def test_edits(report: Report) -> None:
    fjell, fjord = report.publications
    assert (fjell.edits, fjord.edits) == (Edits(), Edits(1, 1, 1))


def test_crawls_and_raw_copies(report: Report) -> None:
    fjell, fjord = (one.crawls for one in report.publications)
    assert (fjord.number, fjord.reason, fjord.pages, fjord.new) == (1, "finished", 5, 4)
    assert [(problem.problem, problem.times) for problem in fjord.problems] == [("HTTP status 404.", 1)]
    assert (fjord.answers, fjord.copies) == (5, 4)
    assert (fjell.reason, fjell.answers, fjell.copies) == (None, 1, 0)


@pytest.mark.parametrize("reason", ["ingest", "import"])
def test_to_take_in_files_is_no_crawl(fresh: ArchiveUnderTest, reason: str) -> None:
    fresh.writer.finish_crawl(fresh.crawl_id, STARTED, reason, {"pages": 1})
    [one] = read_report(fresh.db, Filters()).publications
    assert (one.crawls.number, one.crawls.reason, one.crawl_days) == (1, reason, [])


@pytest.mark.parametrize(
    ("filters", "publications", "articles"),
    [
        (Filters(sites=("fjellposten",)), ["fjellposten"], 1),
        (Filters(since=date(2024, 1, 1)), ["fjellposten", "fjordposten"], 3),
        (Filters(until=date(2023, 12, 31)), ["fjellposten", "fjordposten"], 1),
    ],
)
def test_a_choice_of_publications_and_days(
    reading: sqlite3.Connection, filters: Filters, publications: list[str], articles: int
) -> None:
    report = read_report(reading, filters)
    assert [one.name for one in report.publications] == publications
    assert report.total.articles == articles
    assert report.authors.number <= 2 * articles
    assert report.looks == ()


def test_a_choice_that_leaves_one_of_two_copies_has_no_copies(reading: sqlite3.Connection) -> None:
    stories = read_report(reading, Filters(sites=("fjellposten",))).stories
    assert (stories.copies, stories.largest) == (0, ())


def test_an_unknown_publication_is_refused(reading: sqlite3.Connection) -> None:
    with pytest.raises(UnknownSite):
        read_report(reading, Filters(sites=("ukjent",)))
    assert not reading.in_transaction


def test_an_empty_archive(connection: sqlite3.Connection) -> None:
    report = read_report(connection, Filters())
    assert (report.total.articles, report.publications, report.looks) == (0, (), ())
