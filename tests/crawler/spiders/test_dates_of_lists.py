"""Dates of lists that count from now, or name no year, bound a crawl as far as they say something."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from crawler.parsers.date_words import MONTHS
from tests.crawler.conftest import Crawl
from tests.crawler.publication import Pages, article, page
from tests.sites.server import Answer

NOW = datetime.now(ZoneInfo("Europe/Oslo"))
_NAMES = {number: name for name, number in reversed(MONTHS.items())}


def ago(days: int) -> str:
    return (NOW - timedelta(days=days)).date().isoformat()


def yearless(days: int) -> str:
    day = NOW - timedelta(days=days)
    return f"{day.day}. {_NAMES[day.month]}"


SHOWN = {  # what the list says of an article, and how many days ago it was written
    "i dag": 0,
    "i dag kl. 00.01": 0,
    "for 3 timer siden": 0,
    "Nyheter | i går": 1,
    "2 dager siden": 2,
    yearless(20): 20,
    f"{yearless(30)} kl. 14": 30,
    "for 3 uker siden": 21,
    yearless(200): 200,
    "for 2 år siden": 730,
    f"Publisert {yearless(201)}": 566,  # of an earlier year, which the list does not say
}


def sak(number: int) -> str:
    return f"/en-sak-om-kai-nummer-{number}"


def publication() -> Pages:
    teasers = "".join(
        f"<article><h2><a href='{sak(number)}'>Sak</a></h2><p>{said}</p></article>"
        for number, said in enumerate(SHOWN)
    )
    saker = {sak(n): article(sak(n), published=ago(days)) for n, days in enumerate(SHOWN.values())}
    return {"/": page(f"<main>{teasers}</main>"), **saker}


@pytest.mark.parametrize(
    ("since", "until", "asked_in_vain"),
    [
        (10, None, set()),  # '2 dager siden' and all that is younger
        (100, 10, {200, 566}),
        (None, 10, set()),
        (600, 500, {20, 30, 200, 730}),  # days of any year, and two years or so
    ],
)
def test_only_what_may_be_of_the_days_asked_for_is_fetched(
    since: int | None, until: int | None, asked_in_vain: set[int], crawl: Crawl
) -> None:
    bounds = {name: ago(days) for name, days in (("since", since), ("until", until)) if days is not None}
    found = crawl(publication(), **bounds)
    wanted = [days for days in SHOWN.values() if (since or 9_999) >= days >= (until or 0)]
    ages = list(SHOWN.values())
    assert sorted(ages[int(str(url).rpartition("-")[2])] for url in found.articles()) == sorted(wanted)
    asked = {ages[int(path.rpartition("-")[2])] for path in found.asked if "kai-nummer" in path}
    assert asked - set(wanted) <= asked_in_vain


def test_a_list_ends_where_its_vague_dates_are_older(crawl: Crawl) -> None:
    """Each page of it is twenty days older than the one before."""
    pages: dict[str, Answer] = {}
    for number in range(1, 9):
        days = 20 * number
        teaser = f"<article><a href='{sak(number)}'>Sak</a><p>{yearless(days)}</p></article>"
        path = f"/?side={number}" if number > 1 else "/"
        pages[path] = page(f"{teaser}<a rel='next' href='/?side={number + 1}'>Neste</a>")
        pages[sak(number)] = article(sak(number), published=ago(days))
    found = crawl(pages, since=ago(50))
    assert found.articles() == [sak(1), sak(2)]
    assert [path for path in found.asked if "side" in path] == ["/?side=2", "/?side=3"]
