"""Two rows that turn out to be one article become one, with all that was stored of both."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive.records import AuthorRecord
from tests.archive.archive_under_test import ARTICLE, ArchiveUnderTest

FIRST, SECOND, THIRD = (f"2024-05-0{day}T10:00:00+00:00" for day in (3, 4, 5))
HOME = "https://www.fjordposten.example"
OLD, NEW = f"{HOME}/i/abc/kai", f"{HOME}/i/abc/kai-er-dyr"
LONG = " ".join(f"Ord {number} om kaia i havna." for number in range(40))
BEFORE = replace(ARTICLE, url=OLD, title="Kai", body=LONG, authors=(AuthorRecord("Kari"),))
AFTER = replace(
    ARTICLE, url=NEW, title="Kaia er dyr", body=f"{LONG} Den er dyr.", authors=(AuthorRecord("Ola"),)
)


@pytest.fixture
def two(fresh: ArchiveUnderTest) -> ArchiveUnderTest:
    """An article under its old address, and under its new one."""
    assert fresh.store_own(BEFORE, FIRST) == "new"
    assert fresh.store_own(AFTER, SECOND) == "new"
    return fresh


def assert_one(it: ArchiveUnderTest, revisions: list[tuple[str, str]]) -> None:
    assert it.all("SELECT id, url, first_seen FROM articles") == [(1, OLD, FIRST)]
    assert it.all("SELECT url, article_id FROM aliases") == [(NEW, 1)]
    assert it.all("SELECT title, seen FROM revisions WHERE article_id = 1 ORDER BY seen") == revisions
    assert set(it.all("SELECT article_id FROM fetches")) == {(1,)}
    assert it.all("SELECT name FROM article_authors JOIN authors a ON a.id = author_id") == [("Ola",)]
    assert it.found("dyr") == [OLD]
    assert it.all("SELECT article_id FROM sketches") == [(1,)]
    assert it.all("SELECT * FROM clusters") == []


def test_when_the_old_address_leads_to_the_new_one(two: ArchiveUnderTest) -> None:
    assert two.store(replace(AFTER, aliases=(OLD,)), THIRD, NEW) == "unchanged"
    assert_one(two, [("Kai", FIRST)])


def test_when_the_page_names_the_new_one(two: ArchiveUnderTest) -> None:
    edited = replace(AFTER, body=f"{LONG} Den er for dyr.", aliases=(OLD,))
    assert two.store(edited, THIRD, OLD) == "changed"
    assert_one(two, [("Kai", FIRST), ("Kaia er dyr", SECOND)])


@pytest.mark.parametrize("at", [OLD, NEW])
def test_in_one_batch_with_others(at: str, fresh: ArchiveUnderTest) -> None:
    with fresh.writer.batch():
        fresh.store_own(BEFORE, FIRST)
        fresh.store_own(AFTER, SECOND)
        fresh.store(replace(AFTER, aliases=(OLD,)), THIRD, at)
    assert_one(fresh, [("Kai", FIRST)])


@pytest.mark.parametrize("at", [OLD, NEW])
@pytest.mark.parametrize("title", ["Kaia er dyr", "Noe annet"])
def test_an_article_of_another_story_stays(at: str, title: str, fresh: ArchiveUnderTest) -> None:
    """Its address leads to what came in its place; one that all pages name may be titled as they are."""
    fresh.store_own(replace(BEFORE, title=title, body="Kommunen sier nei. " * 30), FIRST)
    fresh.store_own(AFTER, SECOND)
    fresh.store(replace(AFTER, aliases=(OLD,)), THIRD, at)
    is_one = at == NEW and title == "Kaia er dyr"
    assert fresh.all("SELECT count(*) FROM articles") == [(1 if is_one else 2,)]


@pytest.mark.parametrize("at", [OLD, NEW])
def test_one_of_a_series_that_leads_to_the_next_stays(at: str, fresh: ArchiveUnderTest) -> None:
    fresh.store_own(replace(BEFORE, title=AFTER.title, published="2024-04-25T08:00:00+02:00"), FIRST)
    fresh.store_own(AFTER, SECOND)
    fresh.store(replace(AFTER, aliases=(OLD,)), THIRD, at)
    assert fresh.all("SELECT title FROM articles") == [(AFTER.title,), (AFTER.title,)]


def test_revisions_of_both_are_kept(two: ArchiveUnderTest) -> None:
    earlier = replace(BEFORE, title="Ny kai")
    two.store_own(earlier, "2024-05-03T12:00:00+00:00")
    two.store_own(replace(AFTER, title="Kaia er for dyr"), "2024-05-04T12:00:00+00:00")
    two.store(replace(AFTER, title="Kaia er for dyr", aliases=(OLD,)), THIRD, NEW)
    assert two.all("SELECT title FROM revisions ORDER BY seen") == [("Kai",), ("Ny kai",), ("Kaia er dyr",)]
