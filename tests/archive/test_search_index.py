"""The index is made anew at any time, and what is out of step is told."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.migrations import migrations
from archive.opening import open_archive, open_for_reading
from archive.search import search
from archive.search_index import rebuild, search_in_step
from archive.stemming import stem_list, words_of
from tests.archive.archive_under_test import ARTICLE, SITE, STARTED, URL, ArchiveUnderTest

REBUILD = "archive rebuild-search"
ENGLISH = replace(
    ARTICLE, url=f"https://{SITE}/en", title="Companies", body="Many companies.", language="en", aliases=()
)


@pytest.fixture
def archive(fresh: ArchiveUnderTest) -> ArchiveUnderTest:
    for article in (ARTICLE, ENGLISH):
        fresh.store(article, STARTED, url=article.url)
    return fresh


def test_the_index_holds_stems_in_the_words_places(archive: ArchiveUnderTest) -> None:
    archive.all("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, 'articles_fts', 'instance')")
    body = "SELECT term FROM temp.terms WHERE doc = ? AND col = 'body' ORDER BY offset"
    assert archive.all(body, 1) == [(stem,) for stem in stem_list(words_of(ARTICLE.body))]
    assert archive.all(body, 2) == [("mani",), ("compani",)]
    assert archive.all("SELECT stem FROM words WHERE word = 'næringsklyngen'") == [("næringsklyng",)]
    assert archive.all("SELECT word FROM words_fts WHERE words_fts MATCH 'klynge'") == [("næringsklyngen",)]


def test_each_word_is_entered_and_found_by_its_parts(archive: ArchiveUnderTest) -> None:
    """Whichever words came last: short ones, which have no parts, or those of a batch that was undone."""
    batches = (
        ("Laks og øre.", "Øre."),
        ("Slaktebåten er ny.",),
        ("Øre og ål.",),
        ("Slaktebåten, brønnbåten.",),
    )
    for number, bodies in enumerate(batches):
        articles = [replace(ARTICLE, url=f"{URL}-{number}-{at}", body=body) for at, body in enumerate(bodies)]
        with suppress(KeyboardInterrupt), archive.writer.batch():
            archive.store_own(replace(ARTICLE, url=f"{URL}-undone", body=f"Angret{'t' * number}."), STARTED)
            raise KeyboardInterrupt
        with archive.writer.batch():
            for article in articles:
                archive.store_own(article, STARTED)
    entered = archive.all("SELECT id, word FROM words ORDER BY id")
    assert {"slaktebåten", "brønnbåten", "øre"} <= {word for _, word in entered}
    assert archive.all("SELECT id FROM words_fts_docsize") == [(id_,) for id_, w in entered if len(w) >= 6]
    assert archive.all("SELECT word FROM words_fts WHERE words_fts MATCH 'båten'") == [
        (word,) for _, word in entered if word.endswith("båten")
    ]
    assert not any(word.startswith("angret") for _, word in entered)


def test_a_rebuilt_index_finds_the_same(archive: ArchiveUnderTest) -> None:
    queries = ("næringsklynge", "companies", "klynge", '"sier ja"', "byg*")
    before = [search(archive.db, query) for query in queries]
    words = archive.all("SELECT word, stem FROM words ORDER BY word")
    counted: list[int] = []

    def count(rows: Iterator[tuple[int, str, str | None, str, str | None]]):
        for row in rows:
            counted.append(row[0])
            yield row

    assert rebuild(archive.db, count) == 2
    assert counted == [1, 2]
    assert [search(archive.db, query) for query in queries] == before
    assert archive.all("SELECT word, stem FROM words ORDER BY word") == words
    assert archive.all("SELECT v FROM articles_fts_config WHERE k = 'rank'") == [("bm25(10.0, 4.0, 1.0)",)]
    assert search_in_step(archive.db) == []


def test_a_rebuild_drops_words_that_no_article_holds_any_more(archive: ArchiveUnderTest) -> None:
    archive.store(replace(ARTICLE, body="Kort."), "2024-05-09T10:00:00+00:00")
    known = "SELECT count(*) FROM words WHERE word = 'næringsklyngen'"
    assert archive.all(known) == [(1,)]
    rebuild(archive.db)
    assert archive.all(known) == [(0,)]


def test_a_rebuild_that_fails_leaves_the_index_as_it_was(archive: ArchiveUnderTest) -> None:
    before = archive.rows()

    def stop(rows: Iterator[tuple[int, str, str | None, str, str | None]]):
        yield next(rows)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(archive.db, stop)
    assert archive.rows() == before


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (
            "INSERT INTO articles (site_id, url, title, body, word_count, content_hash, first_seen,"
            " last_seen, last_changed) VALUES (1, 'u', 't', 'b', 1, 'h', 's', 's', 's')",
            "1 of the articles are not in the search index",
        ),
        ("DELETE FROM articles WHERE id = 2", "articles in the search index that are gone: 1"),
        ("UPDATE search_index SET stemmer = 'PyStemmer 0.1'", "another version of the stemmer"),
        ("DELETE FROM articles_fts_data WHERE id > 10", "the search index articles_fts is damaged"),
    ],
)
def test_what_is_out_of_step_is_told(archive: ArchiveUnderTest, harm: str, told: str) -> None:
    assert search_in_step(archive.db) == []
    archive.all(harm)
    [sentence] = search_in_step(archive.db)
    assert told in sentence
    assert REBUILD in sentence
    rebuild(archive.db)
    assert search_in_step(archive.db) == []


def test_a_reader_can_look_too(archive: ArchiveUnderTest, path: Path) -> None:
    with closing(open_for_reading(path)) as reader:
        assert search_in_step(reader) == []
    archive.all("DELETE FROM articles WHERE id = 2")
    with closing(open_for_reading(path)) as reader:
        assert len(search_in_step(reader)) == 1


def test_an_archive_of_the_first_version_is_indexed_when_it_is_opened(tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old, isolation_level=None)) as db:
        db.execute("PRAGMA application_id = 0x4E594145")
        migrations.apply(Database(db), stop_before="stems_and_vocabulary")
        db.execute("INSERT INTO sites (name, title, domain) VALUES ('a', 'A', 'a.example')")
        db.execute(
            "INSERT INTO articles (site_id, url, title, body, word_count, content_hash, first_seen,"
            " last_seen, last_changed) "
            "VALUES (1, ?, 'Ny sak', 'Bedriftene i næringsklyngen.', 3, 'h', 's', 's', 's')",
            (URL,),
        )
        db.execute("INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')")
    with closing(open_archive(old)) as db:
        assert search_in_step(db) == []
        for query in ("bedrift", "klynge"):
            assert [hit.url for hit in search(db, query).hits] == [URL]


def test_sqlite_utils_and_datasette_find_the_index_of_articles(archive: ArchiveUnderTest) -> None:
    articles = Database(archive.db).table("articles")
    assert articles.detect_fts() == "articles_fts"
    assert [row["url"] for row in articles.search("bygging")] == [URL]
