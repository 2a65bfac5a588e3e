"""Articles are chosen by publication, Norwegian day, author and keyword."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from archive.filters import Filters, UnknownSite, where
from archive.records import AuthorRecord, SiteRecord
from tests.archive.archive_under_test import ARTICLE, SITE, STARTED, ArchiveUnderTest

AT = (  # name, published: as clocks in Norway show it, in UTC, a day alone, not at all
    ("evening", "2024-05-01T23:59:59+02:00"),
    ("midnight", "2024-05-02T00:00:00+02:00"),
    ("utc", "2024-05-01T22:30:00+00:00"),
    ("late", "2024-05-02T23:59:59+02:00"),
    ("next", "2024-05-03T00:00:00+02:00"),
    ("winter", "2024-12-31T23:30:00+01:00"),
    ("undated", None),
)


@pytest.fixture
def archive(fresh: ArchiveUnderTest) -> ArchiveUnderTest:
    """Articles around midnight, and one of another publication by another author."""
    for name, published in AT:
        fresh.store(replace(ARTICLE, url=f"https://{SITE}/{name}", published=published, aliases=()), STARTED)
    fresh.site_id = fresh.writer.site(SiteRecord("bergposten", "Bergposten", "bergposten.example"))
    other = replace(ARTICLE, url="https://bergposten.example/sei", authors=(AuthorRecord("Øyvind Ås"),))
    fresh.store(replace(other, keywords=("Sei",), published="2024-05-02T12:00:00+02:00"), STARTED)
    return fresh


def chosen(archive: ArchiveUnderTest, filters: Filters) -> list[str]:
    condition = where(archive.db, filters)
    sql = f"SELECT a.url FROM articles a WHERE {condition.sql} ORDER BY a.id"
    return [url.rpartition("/")[2] for (url,) in archive.all(sql, *condition.values)]


EVERY = [name for name, _ in AT] + ["sei"]
DAY = date(2024, 5, 2)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, EVERY),
        ({"since": DAY}, ["midnight", "utc", "late", "next", "winter", "sei"]),
        ({"until": DAY}, ["evening", "midnight", "utc", "late", "sei"]),
        ({"since": DAY, "until": DAY}, ["midnight", "utc", "late", "sei"]),
        ({"since": date(2025, 1, 1)}, []),
        ({"until": date(2024, 12, 31), "since": date(2024, 12, 31)}, ["winter"]),
        ({"since": date.min, "until": date.max}, [name for name in EVERY if name != "undated"]),
        ({"sites": ("bergposten",)}, ["sei"]),
        ({"sites": ("bergposten", "fjordposten")}, EVERY),
        ({"authors": ("øyvind ÅS",)}, ["sei"]),
        ({"authors": ("Øyvind",)}, []),
        ({"authors": ("Ola Øy", "Øyvind Ås")}, EVERY),
        ({"keywords": ("SEI",)}, ["sei"]),
        ({"keywords": ("se",)}, []),
        ({"keywords": ("laks",), "since": date(2024, 5, 3)}, ["next", "winter"]),
        ({"sites": ("fjordposten",), "keywords": ("sei",)}, []),
    ],
)
def test_articles_are_chosen(archive: ArchiveUnderTest, filters: dict[str, Any], expected: list[str]) -> None:
    assert chosen(archive, Filters(**filters)) == expected


def test_only_empty_filters_are_false() -> None:
    assert not Filters()
    assert Filters(since=DAY)


def test_an_unknown_publication_is_answered_with_those_there_are(archive: ArchiveUnderTest) -> None:
    with pytest.raises(UnknownSite, match=r"'bergpost' is no publication.* bergposten, fjordposten"):
        where(archive.db, Filters(sites=("bergpost",)))
