"""The schema: made step by step, each step whole or not at all; views that people read."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from archive.migrations import migrations
from archive.opening import open_archive
from archive.records import AuthorRecord, CaptionRecord
from tests.archive.agency_copy import in_ten_newspapers
from tests.archive.archive_under_test import ARTICLE, FLAT, SITE, STARTED, URL, ArchiveUnderTest

FIRST, SECOND = "2024-05-03T10:00:01+00:00", "2024-05-04T10:00:01+00:00"
STEPS = [step.name for step in migrations._migrations]


def schema(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
    return connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()


@pytest.mark.parametrize("stop", STEPS)
def test_an_archive_left_at_any_step_is_brought_up_to_date(tmp_path: Path, stop: str) -> None:
    with closing(open_archive(tmp_path / "new.db")) as new:
        expected = schema(new)
    with closing(open_archive(tmp_path / "new.db")) as again:
        assert schema(again) == expected
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old, isolation_level=None)) as connection:
        connection.execute("PRAGMA application_id = 0x4E594145")
        migrations.apply(Database(connection), stop_before=stop)
    with closing(open_archive(old)) as connection:
        assert schema(connection) == expected
        noted = connection.execute("SELECT name FROM _sqlite_migrations ORDER BY id").fetchall()
        assert noted == [(step,) for step in STEPS]


def test_a_step_that_fails_leaves_no_trace_of_any(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA application_id = 0x4E594145")
        connection.execute("CREATE TABLE fetches (id INTEGER PRIMARY KEY)")  # in the way of the second step
    with pytest.raises(sqlite3.OperationalError, match="fetches already exists"):
        open_archive(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("fetches",)]


def test_articles_flat_has_one_row_an_article(fresh: ArchiveUnderTest) -> None:
    several: dict[str, Any] = {
        "authors": (AuthorRecord("Ola Øy"), AuthorRecord("Anna Ås"), AuthorRecord("NTB")),
        "keywords": ("slakteri", "laks"),
        "captions": (CaptionRecord("Tomta."), CaptionRecord("Kaia.")),
    }
    fresh.store(replace(ARTICLE, **several), FIRST)
    fresh.store(replace(ARTICLE, url=f"{URL}-2", authors=(), keywords=(), captions=(), kicker=None), SECOND)
    rows = fresh.by_name("articles_flat ORDER BY id")
    seen = ("first_seen", "last_seen", "last_changed")
    assert rows == [
        FLAT
        | dict.fromkeys(seen, FIRST)
        | {"id": 1, "site": "fjordposten", "captions": 2, "story": 1}
        | {"authors": "Ola Øy; Anna Ås; NTB", "keywords": "slakteri; laks"},
        FLAT
        | dict.fromkeys(seen, SECOND)
        | {"id": 2, "site": "fjordposten", "captions": 0, "story": 2}
        | {"url": f"{URL}-2", "kicker": None, "authors": None, "keywords": None},
    ]


def test_articles_flat_counts_earlier_texts_and_names_the_story(fresh: ArchiveUnderTest) -> None:
    for article in in_ten_newspapers()[:3]:
        fresh.store(article, FIRST, url=article.url)
    fresh.store(ARTICLE, FIRST)
    fresh.store(replace(ARTICLE, body="Ny tekst."), SECOND)
    assert fresh.all("SELECT id, story, revisions, published_day FROM articles_flat ORDER BY id") == [
        (1, 1, 0, None),
        (2, 1, 0, None),
        (3, 1, 0, None),
        (4, 4, 1, "2024-05-02"),
    ]
    ((stories,),) = fresh.all("SELECT count(DISTINCT story) FROM articles_flat")
    assert fresh.all("SELECT count(*) FROM stories") == [(stories,)] == [(2,)]


def test_authors_keywords_and_captions_have_a_row_each(fresh: ArchiveUnderTest) -> None:
    """What an article has none of leaves no row."""
    fresh.store(ARTICLE, FIRST)
    fresh.store(replace(ARTICLE, url=f"{URL}-2", authors=(), keywords=(), captions=()), FIRST)
    where = {"article_id": 1, "site": "fjordposten", "published_day": "2024-05-02"}
    where |= {"title": ARTICLE.title, "url": URL}
    assert fresh.by_name("authors_flat ORDER BY position") == [
        where | {"author": author.name, "role": author.role, "position": place, "word_count": 9}
        for place, author in enumerate(ARTICLE.authors)
    ]
    assert fresh.by_name("keywords_flat ORDER BY position") == [
        where | {"keyword": keyword, "position": place} for place, keyword in enumerate(ARTICLE.keywords)
    ]
    (caption,) = ARTICLE.captions
    assert fresh.by_name("captions_flat") == [
        where
        | {"caption": caption.text, "credit": caption.credit, "image_url": caption.image_url, "position": 0}
    ]


def test_crawl_health_has_one_row_a_crawl(fresh: ArchiveUnderTest) -> None:
    fresh.store(ARTICLE, FIRST, bytes=1000)
    fresh.store(None, FIRST, url=f"https://{SITE}/borte", status=404, bytes=20, problem="The page is gone.")
    fresh.store(None, FIRST, url=f"https://{SITE}/", bytes=300)
    fresh.writer.finish_crawl(fresh.crawl_id, SECOND, "finished", {})
    fresh.writer.start_crawl(fresh.site_id, SECOND)
    site = {"site": "fjordposten"}
    assert fresh.by_name("crawl_health ORDER BY crawl") == [
        site
        | {"crawl": 1, "started": STARTED, "finished": SECOND, "reason": "finished"}
        | {"fetches": 3, "articles": 1, "problems": 1, "bytes": 1320},
        site
        | {"crawl": 2, "started": SECOND, "finished": None, "reason": None}
        | {"fetches": 0, "articles": 0, "problems": 0, "bytes": 0},
    ]


def test_an_article_takes_along_what_belongs_to_it(fresh: ArchiveUnderTest) -> None:
    fresh.store(replace(ARTICLE, aliases=(f"{URL}-old",)), FIRST)
    fresh.store(replace(ARTICLE, body="Ny tekst."), SECOND)
    fresh.all("DELETE FROM articles")
    for table in ("article_authors", "article_keywords", "captions", "revisions", "aliases"):
        assert fresh.all(f"SELECT * FROM {table}") == []
    assert fresh.all("SELECT fetched, article_id FROM fetches") == [(FIRST, None), (SECOND, None)]


@pytest.mark.parametrize("check", ["integrity_check", "quick_check"])
def test_sqlite_itself_finds_nothing_wrong(fresh: ArchiveUnderTest, check: str) -> None:
    """Whoever looks without our eye for false alarms of older versions."""
    fresh.store(replace(ARTICLE, keywords=("slakteri", "laks"), authors=(AuthorRecord("Anna Ås"),)), FIRST)
    assert fresh.db.execute(f"PRAGMA {check}").fetchall() == [("ok",)]
