"""A batch is kept whole or not at all; a step of it that fails undoes itself alone."""

from __future__ import annotations

import contextlib
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from archive.records import CaptionRecord, FetchRecord, SiteRecord
from archive.search_index import search_in_step
from tests.archive.archive_under_test import ARTICLE, SITE, STARTED, URL, ArchiveUnderTest, Rows

FIRST, SECOND, THIRD = (f"2024-05-0{day}T10:00:00+00:00" for day in (3, 4, 5))
EDITED = replace(ARTICLE, title="Slakteriet utsatt", body="Byggingen er utsatt.\nKommunen sier nei.")
OTHER = replace(ARTICLE, url=f"https://{SITE}/sei", title="Sei", authors=(), keywords=("laks",), captions=())
BROKEN = replace(EDITED, captions=(CaptionRecord(None),))  # type: ignore[arg-type]


def without_index(rows: Rows) -> Rows:
    """All rows but those of the index's own tables, whose pages depend on how it was filled."""
    return {table: found for table, found in rows.items() if "_fts" not in table}


def store_everything(archive: ArchiveUnderTest) -> None:
    for article, at in (
        (ARTICLE, FIRST),
        (OTHER, FIRST),
        (EDITED, SECOND),
        (ARTICLE, THIRD),
        (EDITED, THIRD),
    ):
        archive.store(article, at, url=article.url)


def test_a_batch_stores_what_single_calls_store(fresh: ArchiveUnderTest) -> None:
    with fresh.writer.batch():
        store_everything(fresh)
    in_batch = without_index(fresh.rows())
    for table in ("fetches", "articles", "authors", "keywords"):
        fresh.all(f"DELETE FROM {table}")
    fresh.all("DELETE FROM articles_fts")
    again = ArchiveUnderTest(fresh.db)
    again.site_id, again.crawl_id = fresh.site_id, fresh.crawl_id
    store_everything(again)
    assert without_index(again.rows()) == in_batch
    assert fresh.found("utsatt") == [URL]
    assert search_in_step(fresh.db) == []


def test_texts_that_wait_for_each_other_are_read_in_any_groups(
    fresh: ArchiveUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.texts._GROUP", 2)
    articles = [replace(ARTICLE, url=f"{URL}-{at}", title=f"Sak nummer{at}", aliases=()) for at in range(5)]
    with fresh.writer.batch():
        for article in articles[:3]:
            fresh.store_own(article, FIRST)
        assert fresh.store_own(replace(articles[2], title="Utsatt"), SECOND) == "changed"
        with pytest.raises(sqlite3.IntegrityError):
            fresh.store_own(replace(BROKEN, url=f"{URL}-7"), SECOND)
        for article in articles[3:]:
            fresh.store_own(article, SECOND)
    found = [fresh.found(word) for word in ("nummer1", "nummer2", "utsatt", "nummer4")]
    assert found == [[f"{URL}-1"], [], [f"{URL}-2"], [f"{URL}-4"]]
    assert search_in_step(fresh.db) == []


def test_a_batch_that_fails_leaves_nothing(fresh: ArchiveUnderTest) -> None:
    fresh.store(OTHER, FIRST, url=OTHER.url)
    before = fresh.rows()

    def stop_half_way() -> None:
        with fresh.writer.batch():
            fresh.store(ARTICLE, SECOND)
            fresh.store(EDITED, SECOND)
            raise KeyError

    with pytest.raises(KeyError):
        stop_half_way()
    assert fresh.rows() == before
    assert fresh.store(ARTICLE, THIRD) == "new"
    assert fresh.all("SELECT name FROM authors") == [("Kari Nordmann",), ("Ola Øy",)]
    assert search_in_step(fresh.db) == []


def test_a_step_that_fails_costs_the_batch_that_step_alone(fresh: ArchiveUnderTest) -> None:
    with fresh.writer.batch():
        fresh.store(ARTICLE, FIRST)
        with pytest.raises(sqlite3.IntegrityError):
            fresh.store(BROKEN, SECOND)
        fresh.store(OTHER, FIRST, url=OTHER.url)
    assert fresh.all("SELECT id, title FROM articles") == [(1, ARTICLE.title), (2, OTHER.title)]
    assert fresh.all("SELECT count(*) FROM revisions") == [(0,)]
    assert fresh.found("utsatt") == []
    assert fresh.found("lakseslakteri") == [URL]
    assert search_in_step(fresh.db) == []


def test_what_stood_in_the_batch_before_a_failed_step_keeps_its_ids_and_outcomes(
    fresh: ArchiveUnderTest,
) -> None:
    fresh.store(OTHER, FIRST, url=OTHER.url)
    with fresh.writer.batch():
        site_id = fresh.writer.site(SiteRecord("havet", "Havet", "havet.example"))
        crawl_id = fresh.writer.start_crawl(site_id, FIRST)
        fresh.writer.store(FetchRecord(URL, FIRST, 200), ARTICLE, crawl_id, site_id)
        for _ in range(2):
            with pytest.raises(sqlite3.IntegrityError):
                fresh.store(BROKEN, SECOND)
        assert fresh.store(EDITED, THIRD) == "changed"
        fresh.writer.finish_crawl(crawl_id, THIRD, "finished", {})
    assert fresh.all("SELECT id, finished FROM crawls WHERE site_id = ?", site_id) == [(crawl_id, THIRD)]
    assert fresh.all("SELECT id, site_id, title FROM articles") == [
        (1, fresh.site_id, OTHER.title),
        (2, fresh.site_id, EDITED.title),
    ]
    assert fresh.all("SELECT title FROM revisions") == [(ARTICLE.title,)]
    assert search_in_step(fresh.db) == []


def test_nobody_can_write_between_the_undoing_of_a_batch_and_its_doing_again(
    fresh: ArchiveUnderTest, path: Path
) -> None:
    """Ids that the batch's steps were told might be another's by then: the batch is undone instead."""
    fresh.store(OTHER, FIRST, url=OTHER.url)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:

        def write_first(statement: str) -> None:
            if statement == "BEGIN IMMEDIATE":
                other.execute("INSERT INTO crawls (site_id, started) VALUES (1, 'by another')")

        def go_on_regardless() -> None:
            with fresh.writer.batch():
                fresh.db.set_trace_callback(write_first)
                fresh.writer.start_crawl(fresh.site_id, FIRST)
                with pytest.raises(sqlite3.OperationalError, match="another program wrote"):
                    fresh.store(BROKEN, SECOND)
                fresh.store(EDITED, SECOND)

        before = fresh.all("SELECT * FROM articles")
        with pytest.raises(sqlite3.OperationalError, match="the batch was undone"):
            go_on_regardless()
        fresh.db.set_trace_callback(None)
    assert fresh.all("SELECT started FROM crawls") == [(STARTED,), ("by another",)]
    assert fresh.all("SELECT * FROM articles") == before
    assert fresh.store(ARTICLE, THIRD) == "new"
    assert search_in_step(fresh.db) == []


def test_a_full_disk_undoes_the_batch_and_lets_no_later_step_through(fresh: ArchiveUnderTest) -> None:
    fresh.store(ARTICLE, FIRST)
    before = fresh.rows()
    [(pages,)] = fresh.all("PRAGMA page_count")
    fresh.all(f"PRAGMA max_page_count = {pages}")
    huge = replace(OTHER, body="Laks i merd. " * 20_000)

    def go_on_regardless() -> None:
        with fresh.writer.batch():
            for article in (EDITED, huge, OTHER):
                with contextlib.suppress(sqlite3.OperationalError):
                    fresh.store(article, SECOND)

    with pytest.raises(sqlite3.OperationalError, match="the batch was undone"):
        go_on_regardless()
    assert fresh.rows() == before


def test_the_same_bytes_read_otherwise_are_no_edit(fresh: ArchiveUnderTest) -> None:
    fresh.store(ARTICLE, FIRST, sha256="a")
    fresh.store(None, SECOND, status=304)
    assert fresh.store(replace(EDITED, parser_version="2"), SECOND, sha256="a") == "unchanged"
    assert fresh.all("SELECT body, parser_version, last_changed, last_seen FROM articles") == [
        (EDITED.body, "2", FIRST, SECOND)
    ]
    assert fresh.all("SELECT * FROM revisions") == []
    assert fresh.store(ARTICLE, THIRD, sha256="b") == "changed"
    assert fresh.all("SELECT body, updated FROM revisions") == [(EDITED.body, EDITED.updated)]


def test_a_reread_says_what_it_fills_changes_and_empties(fresh: ArchiveUnderTest) -> None:
    fresh.store(replace(ARTICLE, section=None, keywords=()), FIRST)
    better = replace(ARTICLE, title="Ålesund", kicker=None, captions=(), parser_version="2")
    expected = [
        ("title", "changed", ARTICLE.title, "Ålesund"),
        ("kicker", "emptied", "Havbruk", None),
        ("section", "filled", None, "Nyheter"),
        ("keywords", "filled", [], [("laks",), ("slakteri",)]),
        ("captions", "emptied", [("Tomta.", "Per Ås", f"https://{SITE}/tomt.jpg")], []),
    ]
    before = fresh.rows()
    foreseen = fresh.writer.compare(1, better)
    assert [(one.field, one.kind, one.before, one.after) for one in foreseen] == expected
    assert fresh.rows() == before
    assert fresh.writer.reread(1, better) == foreseen
    assert fresh.writer.compare(1, better) == []
    assert fresh.all("SELECT title, parser_version, last_seen, last_changed FROM articles") == [
        ("Ålesund", "2", FIRST, FIRST)
    ]
    assert fresh.all("SELECT * FROM revisions") == fresh.all("SELECT * FROM captions") == []
    assert (fresh.found("lakseslakteri"), fresh.found("ålesund")) == ([], [URL])
    assert search_in_step(fresh.db) == []


def test_a_reread_keeps_the_address_and_notes_the_other(fresh: ArchiveUnderTest) -> None:
    fresh.store(ARTICLE, FIRST)
    assert fresh.writer.reread(1, replace(ARTICLE, url=f"{URL}-2", parser_version="2")) == []
    assert fresh.all("SELECT url, parser_version FROM articles") == [(URL, "2")]
    assert fresh.all("SELECT * FROM aliases") == [(f"{URL}-2", 1)]


def test_an_article_that_is_not_there_cannot_be_reread(fresh: ArchiveUnderTest) -> None:
    with pytest.raises(LookupError, match="no article 7"):
        fresh.writer.reread(7, ARTICLE)
