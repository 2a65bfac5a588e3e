"""Archives that released versions wrote are brought up to date, keep every row, and can do what is new."""

from __future__ import annotations

import gzip
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from archive.backup import back_up
from archive.errors import ArchiveOutdated
from archive.integrity import damage
from archive.migrations import migrations
from archive.opening import open_archive, open_for_reading
from archive.records import ArticleRecord, FetchRecord
from archive.search_index import search_in_step
from archive.writer import Writer
from tests.archive.agency_copy import in_ten_newspapers

OLD = sorted((Path(__file__).parent / "old").glob("*.db.gz"))
MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (f"2024-05-0{day}T10:00:00+02:00" for day in (6, 7, 8, 9))
UPDATED = "2024-05-07T07:00:00+02:00"
SHAKEN = "https://fjordposten.example/laks"


@pytest.fixture(params=OLD, ids=lambda path: path.name)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of an old archive, as its version left it."""
    path = tmp_path / "archive.db"
    with gzip.open(request.param) as packed, path.open("wb") as file:
        shutil.copyfileobj(packed, file)
    return path


def rows(path: Path, columns: dict[str, list[str]]) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the tables in `columns`, those columns alone."""
    with closing(sqlite3.connect(path)) as db:
        return {
            table: sorted(db.execute(f"SELECT {', '.join(names)} FROM {table}"), key=repr)
            for table, names in columns.items()
        }


def columns(path: Path) -> dict[str, list[str]]:
    """The columns of each table, without those in which the search index keeps itself."""
    with closing(sqlite3.connect(path)) as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: [column for _, column, *_ in db.execute(f"PRAGMA table_info({name})")]
            for name in names
            if not name.startswith("articles_fts")
        }


def change_without_a_word(db: sqlite3.Connection) -> str:
    """The shaken article again on Thursday, with another text and no other time of change."""
    writer = Writer(db)
    again = ArticleRecord(SHAKEN, "Ålesund får slakteri", "Kommunen snur.", published=MONDAY, updated=UPDATED)
    return writer.store(FetchRecord(SHAKEN, THURSDAY, 200), again, writer.start_crawl(1, THURSDAY), 1)


def test_there_is_an_archive_of_the_first_schema_and_of_the_fourth() -> None:
    assert [path.name for path in OLD] == ["v0.1.0-rights.db.gz", "v0.1.0.db.gz"]


def test_every_row_is_kept(old: Path) -> None:
    known = columns(old)
    before = rows(old, known)
    assert min(len(before[table]) for table in ("articles", "revisions", "aliases", "fetches")) > 0
    open_archive(old).close()
    after = rows(old, known)
    applied = after.pop("_sqlite_migrations")
    assert set(applied) >= set(before.pop("_sqlite_migrations"))
    assert {name for _, _, name, _ in applied} == {step.name for step in migrations._migrations}
    assert after == before


def test_the_file_is_sound_afterwards(old: Path) -> None:
    with closing(open_archive(old)) as db:
        assert damage(db) == []
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert search_in_step(db) == []


@pytest.fixture
def noted(old: Path) -> list[str]:
    """What the old version kept of `updated` with its two earlier texts; the first schema kept nothing."""
    with closing(sqlite3.connect(old)) as db:
        names = [name for _, name, *_ in db.execute("PRAGMA table_info(revisions)")]
    return ["2024-05-06T09:30:00+02:00"] * 2 if "updated" in names else ["", ""]


def test_a_crawl_goes_on_where_the_old_version_stopped(old: Path, noted: list[str]) -> None:
    with closing(open_archive(old)) as db:
        assert change_without_a_word(db) == "changed"
        texts = db.execute("SELECT seen, body, updated FROM revisions ORDER BY id").fetchall()
        assert [updated for _, _, updated in texts] == [*noted, UPDATED]
        assert texts[-1][:2] == (WEDNESDAY, "Kommunen sier nei.")
        flat = "SELECT title, revisions, story, published_day FROM articles_flat WHERE url = ?"
        assert db.execute(flat, (SHAKEN,)).fetchall() == [("Ålesund får slakteri", 3, 1, "2024-05-06")]


def test_only_edits_whose_page_is_known_are_called_silent(old: Path, noted: list[str]) -> None:
    """What the first schema put aside is none."""
    earlier = [(SHAKEN, MONDAY, TUESDAY)] if all(noted) else []
    with closing(open_archive(old)) as db:
        silent = "SELECT url, seen_before, seen_after FROM silent_edits ORDER BY seen_before"
        assert db.execute(silent).fetchall() == earlier
        change_without_a_word(db)
        assert db.execute(silent).fetchall() == [*earlier, (SHAKEN, WEDNESDAY, THURSDAY)]


def test_stories_are_found_among_the_old_articles_and_with_new_ones(old: Path) -> None:
    with closing(open_archive(old)) as db:
        found = "SELECT size, sites, title FROM stories WHERE size > 1"
        assert db.execute(found).fetchall() == [
            (2, "fjordposten; kystavisa", "Ber om utsatt frist for merking")
        ]
        writer = Writer(db)
        another = in_ten_newspapers()[2]
        writer.store(FetchRecord(another.url, THURSDAY), another, writer.start_crawl(2, THURSDAY), 2)
        assert db.execute(found).fetchall()[0][0] == 3


def test_a_reader_reads_an_old_archive_as_it_is(old: Path) -> None:
    with closing(open_for_reading(old)) as db:
        assert db.execute("SELECT count(*) FROM articles").fetchone()[0] > 0
        assert db.execute("SELECT count(*) FROM articles_flat").fetchone()[0] > 0


def test_a_backup_of_an_old_archive_is_of_its_own_version(old: Path, tmp_path: Path) -> None:
    known = columns(old)
    before = rows(old, known)
    back_up(old, tmp_path / "kopi.db")
    assert columns(tmp_path / "kopi.db") == known
    assert rows(tmp_path / "kopi.db", known) == before


def test_an_old_archive_that_cannot_be_brought_up_to_date_is_said_to_be_one(
    old: Path, small_disk: Path
) -> None:
    path = Path(shutil.copy(old, small_disk / "archive.db"))
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(ArchiveOutdated, match="an older version of Nyhetsarkiv made this archive"):
        open_for_reading(path)
    with closing(open_for_reading(path, as_it_is=True)) as db:
        assert db.execute("SELECT count(*) FROM articles").fetchone()[0] > 0
