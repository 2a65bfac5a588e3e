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


def test_articles_can_be_made_from_any_number_on() -> None:
    assert [*Language().articles(5, 3)] == [*Language().articles(5)][3:]


def test_both_archives_hold_the_same_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_fill, "BATCH", 30)
    monkeypatch.setattr(archive_fill, "COMPARED", 60)
    monkeypatch.setattr(Path, "unlink", lambda *_args, **_kwargs: None)  # keep the bare one to look at
    compared = archive_fill.fill(tmp_path / "archive.db", 90)
    for rates in (compared.prepared, compared.by_itself):
        assert rates.articles == 30
        assert min(rates.work, rates.clock, rates.bare) > 0
    found = []
    for name in ("archive.db", "archive-bare.db"):
        with closing(open_archive(tmp_path / name)) as db:
            assert search_in_step(db) == []
            found.append({table: rows(db, table) for table in TABLES})
    assert found[0] == found[1]
    assert len(found[0]["articles"]) == 90


def test_an_archive_that_an_earlier_run_left_is_filled_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_fill, "BATCH", 30)
    path = tmp_path / "archive.db"
    compared = [archive_fill.fill(path, number) for number in (30, 90, 90)]
    assert [one.prepared.articles + one.by_itself.articles for one in compared] == [30, 60, 0]
    with closing(open_archive(path)) as db:
        urls = [url for (url,) in db.execute("SELECT url FROM articles ORDER BY id")]
    assert urls == [article.url for article in Language().articles(90)]


TABLES = (
    "sites", "articles", "authors", "article_authors", "keywords", "article_keywords", "captions", "aliases",
    "fetches", "crawls", "words", "sketches", "clusters", "revisions",
)  # fmt: skip


def rows(db: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    return sorted(db.execute(f"SELECT * FROM {table}"), key=repr)


def test_figures_come_one_by_one_and_then_as_a_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench, "ONE_BY_ONE", 2)
    monkeypatch.setattr("bench.archive_latency.QUERIES", 3)
    bench.main(["60", "40", "--in", str(tmp_path)])
    lines = capsys.readouterr().out.splitlines()
    table = lines[lines.index("| figure | 60 articles | 40 articles |") + 2 :]
    names = [row.split(" | ")[0].removeprefix("| ") for row in table]
    assert names[:2] == ["bare executemany, articles/s", "writer, prepared records, articles/s"]
    assert sum(name.startswith("search, ") for name in names) == 5
    said = [line for line in lines if line.startswith("60 articles: ")]
    assert [line.split(": ")[1] for line in said] == [name.split(": ")[0] for name in names]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["40.db", "60.db"]


@pytest.mark.parametrize("word", ["0", "1.5", "many"])
def test_what_is_no_number_of_articles_is_refused(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        bench.main([word])
    assert f"'{word}' is no number of articles" in capsys.readouterr().err
