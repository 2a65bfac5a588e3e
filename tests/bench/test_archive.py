"""The archives' bench measures what it says, on a small one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.opening import open_archive
from archive.search_index import search_in_step
from bench import archive as bench
from bench import archive_fill
from bench.synthetic import STOP_WORDS, WORDS_AN_ARTICLE, Language


@pytest.fixture(autouse=True)
def small_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """A vocabulary that is made in no time."""
    for name, number in (("_ROOTS", 4000), ("_KNOWN_WORDS", 20_000), ("_DRAWN", 50_000)):
        monkeypatch.setattr(f"bench.synthetic.{name}", number)


def test_texts_are_the_same_each_time_and_follow_zipfs_law() -> None:
    assert [*Language(5).articles(2)] == [*Language(5).articles(2)]
    words = Language().text(50 * WORDS_AN_ARTICLE)
    assert 0.35 < sum(word in STOP_WORDS for word in words) / len(words) < 0.6
    assert len(set(words)) > 3000


def test_both_archives_hold_the_same_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_fill, "BATCH", 30)
    monkeypatch.setattr(Path, "unlink", lambda *_args, **_kwargs: None)  # keep the bare one to look at
    taken = archive_fill.fill(tmp_path / "archive.db", 90)
    assert taken.articles == 90
    assert taken.share is not None
    found = []
    for name in ("archive.db", "bare.db"):
        with closing(open_archive(tmp_path / name)) as db:
            assert search_in_step(db) == []
            found.append({table: rows(db, table) for table in TABLES})
    assert found[0] == found[1]
    assert len(found[0]["articles"]) == 90


TABLES = (
    "sites", "articles", "authors", "article_authors", "keywords", "article_keywords", "captions", "aliases",
    "fetches", "crawls", "words", "sketches", "clusters", "revisions",
)  # fmt: skip


def rows(db: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    return sorted(db.execute(f"SELECT * FROM {table}"), key=repr)


def test_the_table_has_a_column_a_size(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench, "ONE_BY_ONE", 2)
    monkeypatch.setattr("bench.archive_latency.QUERIES", 3)
    bench.main((60,))
    lines = capsys.readouterr().out.splitlines()
    assert lines[2:4] == ["| | 60 articles |", "| --- | --- |"]
    assert [line.split(" | ")[0] for line in lines[4:8]] == [
        "| insert in batches, articles/s",
        "| the same without waiting for the processor",
        "| part of bare executemany's rate",
        "| bytes an article",
    ]
    assert sum("search, " in line for line in lines) == 5
