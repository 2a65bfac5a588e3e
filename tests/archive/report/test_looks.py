"""Each rule on what needs a look, from both sides of its threshold."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.report import thresholds
from archive.report.crawls import Crawls
from archive.report.edits import Edits
from archive.report.looks import looks
from archive.report.publication import Publication
from archive.report.tally import FIELDS, Tally
from archive.status import MANY_PROBLEMS, Problem

DAY = date(2024, 5, 3)


def publication(**values: Any) -> Publication:
    """A publication with 40 faultless articles, crawled every day of May until the third."""
    default: dict[str, Any] = {
        "name": "fjordposten",
        "title": "Fjordposten",
        "months": {"2024-04": articles(40)},
        "fetched": {"2024-05": articles(40)},
        "languages": {},
        "edits": Edits(),
        "crawls": Crawls(3, "2024-05-03T06:00:00+00:00", "finished", pages=40),
        "days": days(DAY, every=1),
        "crawl_days": days(DAY, every=1),
    }
    return Publication(**(default | values))


def articles(number: int, **fewer: int) -> Tally:
    """So many articles with every field, or fewer with some."""
    numbers = {"articles": number, **dict.fromkeys(FIELDS, number), "early": 0}
    return Tally(Counter(numbers | fewer))


def days(last: date, *, every: int, number: int = 10) -> list[date]:
    return [last - timedelta(days=every * ago) for ago in reversed(range(number))]


def told(*publications: Publication, is_cut: bool = False, meant: tuple[str, ...] = ()) -> list[str]:
    return list(looks(publications, meant, is_cut=is_cut))


def test_nothing_to_tell() -> None:
    assert told(publication()) == []
    assert told() == []


@pytest.mark.parametrize(
    ("silent", "every", "number", "is_told"),
    [
        (8, 1, 10, True),
        (7, 1, 10, False),  # a week is nothing
        (30, 30, 10, False),  # a monthly
        (31, 30, 10, True),
        (365, 1, 10, True),
        (366, 1, 10, False),  # a closed corpus
        (30, 1, 4, False),  # too few days to know its habit
    ],
)
def test_a_publication_that_fell_silent(silent: int, every: int, number: int, is_told: bool) -> None:
    last = DAY - timedelta(days=silent)
    one = publication(days=days(last, every=every, number=number))
    expected = (
        f"fjordposten: no article since {last}, {silent} days before its last crawl; "
        f"the longest pause of the year before was {every} day{'s' if every > 1 else ''}."
    )
    assert told(one) == ([expected] if is_told else [])
    assert told(one, is_cut=True) == []


def test_a_publication_that_is_no_longer_crawled() -> None:
    last = DAY - timedelta(days=12)
    crawls = Crawls(10, f"{last}T06:00:00+00:00", "finished", pages=40)
    one = publication(name="glemt", crawls=crawls, crawl_days=days(last, every=1), days=days(last, every=1))
    assert told(one, publication()) == [
        "glemt: it was not crawled for the last 12 days, while others were; "
        "the longest pause of the year before was 1 day."
    ]
    assert told(one) == []


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("finished", None),
        ("limit", None),
        ("shutdown", "fjordposten: its last crawl, of 2024-05-03, was not completed (shutdown)."),
        (None, None),  # of the same day as the newest one: it may still run
    ],
)
def test_how_the_last_crawl_ended(reason: str | None, sentence: str | None) -> None:
    one = publication(crawls=Crawls(3, "2024-05-03T06:00:00+00:00", reason, pages=40))
    assert told(one) == ([sentence] if sentence else [])


def test_a_crawl_that_was_killed_the_day_before_the_newest_one() -> None:
    crawls = Crawls(3, "2024-05-02T06:00:00+00:00", None)
    one = publication(crawls=crawls, crawl_days=days(DAY - timedelta(days=1), every=1))
    assert told(one, publication(name="nyeste")) == [
        "fjordposten: its last crawl, of 2024-05-02, never came to an end."
    ]


@pytest.mark.parametrize(("times", "is_told"), [(4, False), (5, True)])
def test_many_problems_of_the_last_crawl(times: int, is_told: bool) -> None:
    problems = (
        Problem("fjordposten", "HTTP status 500.", times, ""),
        Problem("fjordposten", "robots.txt forbids this page.", 30, ""),
    )
    crawls = Crawls(3, "2024-05-03T06:00:00+00:00", "finished", pages=40, problems=problems)
    expected = f"fjordposten: {times} of 40 pages of its last crawl had a problem, mostly: HTTP status 500."
    found = told(publication(crawls=crawls), meant=("robots.txt forbids this page.",))
    assert found == ([expected] if is_told else [])


def test_of_pages_from_files_neither_end_nor_problems_are_told() -> None:
    problems = (Problem("fjordposten", "It is no article.", 30, ""),)
    crawls = Crawls(1, "2024-05-03T06:00:00+00:00", "ingest", pages=40, problems=problems)
    one = publication(crawls=crawls, crawl_days=[], days=days(DAY - timedelta(days=100), every=1))
    assert told(one) == []


def test_a_crawl_without_a_single_article() -> None:
    one = publication(months={}, fetched={}, days=[])
    assert told(one) == ["fjordposten: it was crawled, and no article of it is here."]


@pytest.mark.parametrize(
    ("before", "after", "is_told"),
    [
        ((100, 96), (25, 3), True),
        ((100, 96), (19, 0), False),  # too few to say
        ((19, 19), (25, 0), False),
        ((100, 49), (25, 0), False),  # it was rare before
        ((100, 96), (100, 49), False),  # half of it is left
        ((100, 55), (100, 27), False),  # hardly a third of all
    ],
)
def test_a_field_that_was_lost(before: tuple[int, int], after: tuple[int, int], is_told: bool) -> None:
    months = {
        "2024-03": articles(before[0], authors=before[1]),
        "2024-04": articles(after[0], authors=after[1]),
    }
    expected = (
        "fjordposten: authors found in 12 % of the articles published since 2024-04, in 96 % in the year "
        "before: its markup may have changed."
    )
    assert told(publication(months=months)) == ([expected] if is_told else [])


def test_the_month_of_the_loss_is_the_one_with_the_sharpest_edge() -> None:
    shares = {"2024-01": 100, "2024-02": 100, "2024-03": 4, "2024-04": 5, "2024-05": 3}
    months = {month: articles(100, lead=share) for month, share in shares.items()}
    [sentence] = told(publication(months=months))
    assert sentence.startswith(
        "fjordposten: lead found in 4 % of the articles published since 2024-03, in 100 %"
    )


def test_a_loss_of_long_ago_is_known_by_now() -> None:
    months = {f"2022-{month:02}": articles(50) for month in range(1, 13)}
    months |= {f"2023-{month:02}": articles(50, captions=0) for month in range(1, 13)}
    assert len(told(publication(months=months))) == 1
    assert told(publication(months={**months, "2024-01": articles(50, captions=0)})) == []


def test_dates_are_missed_by_the_month_of_the_fetch() -> None:
    fetched = {"2024-04": articles(100), "2024-05": articles(50, day=2)}
    assert told(publication(fetched=fetched)) == [
        "fjordposten: day found in 4 % of the articles fetched first since 2024-05, in 100 % in the year "
        "before: its markup may have changed."
    ]


@pytest.mark.parametrize(
    ("number", "numbers", "sentences"),
    [
        (40, {"text": 37}, []),
        (40, {"text": 36}, ["fjordposten: 4 of 40 articles have no text."]),
        (10, {"text": 8}, []),
        (1000, {"early": 9}, []),
        (1000, {"early": 10}, ["fjordposten: 10 of 1,000 articles are dated later than they were fetched."]),
    ],
)
def test_articles_that_can_hardly_be_right(
    number: int, numbers: dict[str, int], sentences: list[str]
) -> None:
    assert told(publication(months={"2024-04": articles(number, **numbers)})) == sentences


def test_the_operators_guide_tells_the_numbers() -> None:
    guide = (Path(__file__).parents[3] / "docs" / "operator.md").read_text(encoding="utf-8")
    _, _, table = guide.partition("### A report every Monday")
    rows = [line for line in table.partition("\n## ")[0].splitlines() if line.startswith("|")]
    assert f"more than {thresholds.LEAST_SILENCE} days" in rows[2]
    assert thresholds.LONGEST_SILENCE == 365
    assert "more than a year" in rows[2]
    assert f"in {thresholds.LOST_POINTS * 100:.0f} of 100 fewer" in rows[4]
    assert (thresholds.LOST_HALF, thresholds.USUAL_SHARE) == (0.5, 0.5)
    assert (thresholds.LATEST_MONTHS, thresholds.MONTHS_BEFORE) == (12, 12)
    assert f"{thresholds.FEWEST_ARTICLES} articles" in rows[4]
    assert (MANY_PROBLEMS, thresholds.MANY_EMPTY, thresholds.MANY_EARLY) == (0.1, 0.1, 0.01)
    assert thresholds.FEWEST_FAULTY == 3
