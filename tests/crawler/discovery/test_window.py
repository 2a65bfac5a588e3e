from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.discovery.entry import Entry
from crawler.discovery.window import NEWER, OLDER, Window, part_span


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Oslo"))


MAY = Window(day("2024-05-01"), day("2024-06-01"))
SAK = "https://fagbladet.example/en-sak"


@pytest.mark.parametrize(
    ("moment", "missed"),
    [("2024-04-30T23:59", OLDER), ("2024-05-01", None), ("2024-05-31T23:59", None), ("2024-06-01", NEWER)],
)
def test_both_days_are_included(moment: str, missed: str | None) -> None:
    assert MAY.misses(day(moment)) == missed


@pytest.mark.parametrize(
    ("entry", "may"),
    [
        (Entry(SAK), True),
        (Entry(SAK, day("2024-05-17")), True),
        (Entry(SAK, day("2024-04-17"), day("2024-05-17")), False),
        (Entry(SAK, day("2024-06-17")), False),
        (Entry(SAK, lastmod=day("2024-04-17")), False),
        (Entry(SAK, lastmod=day("2024-07-17")), True),
        (Entry("https://fagbladet.example/2024/05/17/en-sak/"), True),
        (Entry("https://fagbladet.example/2024/04/en-sak/"), True),
        (Entry("https://fagbladet.example/2024/04/17/en-sak/"), False),
        (Entry("https://fagbladet.example/2024/7/en-sak/"), False),
        (Entry("https://fagbladet.example/2024/02/31/en-sak/"), True),
    ],
)
def test_what_may_be_an_article_of_these_days(entry: Entry, may: bool) -> None:
    assert MAY.may_hold(entry) is may
    assert Window().may_hold(entry)


@pytest.mark.parametrize(
    ("entry", "is_older"),
    [
        (Entry(SAK), False),
        (Entry(SAK, day("2024-04-17")), True),
        (Entry("https://fagbladet.example/2024/04/29/en-sak/"), True),
        (Entry("https://fagbladet.example/2024/04/30/en-sak/"), False),
        (Entry("https://fagbladet.example/2024/04/en-sak/"), False),
        (Entry("https://fagbladet.example/2024/03/en-sak/"), True),
        (Entry("https://fagbladet.example/2024/03/en-sak/", lastmod=day("2024-07-17")), False),
    ],
)
def test_what_is_known_to_be_older(entry: Entry, is_older: bool) -> None:
    assert MAY.is_older(entry) is is_older
    assert not Window().is_older(entry)


@pytest.mark.parametrize(
    ("address", "first", "end"),
    [
        ("sitemap-2024-05.xml", "2024-05-01", "2024-06-01"),
        ("sitemap-2024-12.xml", "2024-12-01", "2025-01-01"),
        ("sitemap_202405.xml.gz", "2024-05-01", "2024-06-01"),
        ("sitemap/20240531.xml", "2024-05-31", "2024-06-01"),
        ("sitemap/2024/5.xml", "2024-05-01", "2024-06-01"),
        ("sitemap.xml?yyyy=2024&mm=05&dd=31", "2024-05-31", "2024-06-01"),
        ("sitemap.xml?yyyy=2024&mm=05", "2024-05-01", "2024-06-01"),
        ("artikler-2024.xml", "2024-01-01", "2025-01-01"),
    ],
)
def test_days_in_the_address_of_a_sitemaps_part(address: str, first: str, end: str) -> None:
    assert part_span(f"https://fagbladet.example/{address}") == (day(first), day(end))


@pytest.mark.parametrize(
    "address", ["sitemap.xml", "post-sitemap12.xml", "sitemap-19.xml", "kart/1234567.xml"]
)
def test_other_addresses_of_parts_name_no_day(address: str) -> None:
    assert part_span(f"https://blad2024.example/{address}") is None


@pytest.mark.parametrize(
    ("part", "may"),
    [
        (Entry("https://x.example/sitemap-2024-04.xml"), False),
        (Entry("https://x.example/sitemap-2024-05.xml"), True),
        (Entry("https://x.example/sitemap-2024-06.xml"), False),
        (Entry("https://x.example/sitemap-2024.xml"), True),
        (Entry("https://x.example/sitemap-3.xml", lastmod=day("2024-04-30")), False),
        (Entry("https://x.example/sitemap-3.xml", lastmod=day("2024-07-30")), True),
    ],
)
def test_which_parts_may_reach_these_days(part: Entry, may: bool) -> None:
    assert MAY.may_reach(part) is may
