"""What is pruned is missed by nobody: the archive says the same, and goes on as if it were there."""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.check import Scope, run_checks
from archive.copies import article_copies
from archive.errors import ArchiveUnusable, CopiesUnusable
from archive.filters import Filters
from archive.opening import open_archive, open_for_reading
from archive.prune import Part, Wish, prune
from archive.revisits import read_articles, read_last_answer
from archive.search import search
from archive.warc.folder import warc_folder
from archive.warc.writing import RawCopies
from tests.archive.archive_under_test import begin
from tests.archive.crawled_copies import SITE, copies_of, crawl
from tests.archive.merging import Look, article, articles, everything, look_at, make, merged, moment
from tests.archive.warc.exchanges import exchange

LOOKS = st.lists(
    st.builds(Look, st.integers(0, 1), st.integers(0, 2), st.integers(0, 1))
    | st.builds(Look, st.integers(0, 1), status=st.sampled_from((304, 404))),
    max_size=10,
)


def pruned(archive: Path, remove: bool = True, **wish: Any) -> list[Part]:
    with closing(open_archive(archive)) as db:
        return list(prune(db, archive, Wish(**wish), remove=remove))


def before(day: int) -> datetime:
    return datetime.fromisoformat(moment(day))


def faults(path: Path) -> list[str]:
    with closing(open_archive(path)) as db:
        return [fault for finding in run_checks(Scope(db, path, True)) for fault in finding.faults]


def told(path: Path) -> dict[str, Any]:
    """What the archive says of its articles and to the next crawl, but for the looks that it had."""
    urls = [article(Look(number)).url for number in range(2)]
    with closing(open_for_reading(path)) as db:
        return {
            "articles": [{name: row[name] for name in row if name != "looks"} for row in articles(path)],
            "answers": [read_last_answer(db, url) for url in urls],
            "revisits": list(read_articles(db, SITE)),
            "found": [hit.url for hit in search(db, "slakteriet").hits],
        }


@settings(max_examples=30, deadline=None)
@given(LOOKS, LOOKS, st.integers(0, 12))
def test_the_archive_goes_on_as_if_nothing_had_been_removed(
    looks: list[Look], later: list[Look], day: int
) -> None:
    with TemporaryDirectory() as folder:
        path = make(Path(folder) / "archive.db", dict(enumerate(looks)))
        with closing(open_archive(path)) as db:
            begin(db, at=moment(20))  # the last crawl of a publication stays whole
        whole = path.with_name("whole.db")
        shutil.copy(path, whole)
        pruned(path, fetches_before=before(day))
        assert told(path) == told(whole)
        assert faults(path) == []
        assert pruned(path, fetches_before=before(day))[0].number == 0
        for archive in (path, whole):
            with closing(open_archive(archive)) as db:
                begun = begin(db, at=moment(30))
                for number, look in enumerate(later):
                    look_at(begun, look, moment(30 + number))
        assert told(path) == told(whole)


def test_looks_at_what_had_not_changed_go(tmp_path: Path) -> None:
    looks = {number: Look(0, number // 5) for number in range(10)}
    misses = {number: Look(7, status=404) for number in range(20, 24)}
    path = make(tmp_path / "archive.db", looks | misses)
    with closing(open_archive(path)) as db:
        begin(db, at=moment(50))
    assert pruned(path, remove=False, fetches_before=before(40))[0].number == 9
    pruned(path, fetches_before=before(40))
    (row,) = articles(path)
    assert [fetched for _, fetched, *_ in row["looks"]] == [moment(0), moment(4), moment(5), moment(9)]
    with closing(open_archive(path)) as db:
        assert db.execute("SELECT fetched FROM fetches WHERE status = 404").fetchall() == [(moment(23),)]


@pytest.mark.parametrize("reason", [None, "shutdown", "limit"])
def test_a_crawl_that_may_go_on_keeps_its_log(tmp_path: Path, reason: str | None) -> None:
    path = make(tmp_path / "archive.db", {number: Look(0) for number in range(9)})
    with closing(open_archive(path)) as db:
        db.execute("UPDATE crawls SET reason = ?", (reason,))
        begin(db, at=moment(20))
    assert pruned(path, fetches_before=before(15))[0].number == 0


# ---- raw copies


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Day 3: laks and torsk; 4: both again, laks edited; 5: laks edited again; 6: torsk edited."""
    path = tmp_path / "archive" / "archive.db"
    crawl(path, 3, ("/laks", 0), ("/torsk", 0))
    crawl(path, 4, ("/laks", 1), ("/torsk", 0))
    crawl(path, 5, ("/laks", 2))
    crawl(path, 6, ("/torsk", 1))
    return path


def days(path: Path) -> list[str]:
    return sorted(file.name.split("-")[1][-2:] for file in warc_folder(path).rglob("*.warc.gz"))


def readable(path: Path) -> list[str]:
    """The articles that have a raw copy to be read again from."""
    copies_of(path)
    with closing(open_for_reading(path)) as db:
        return sorted(copy.url[-5:] for copy in article_copies(db, Filters()) if copy.warc_file)


def test_files_of_superseded_pages_go(archive: Path) -> None:
    (part,) = pruned(archive, superseded=True)
    assert (part.number, days(archive)) == (2, ["05", "06"])
    assert readable(archive) == ["/laks", "torsk"]
    assert faults(archive) == []
    assert pruned(archive, superseded=True)[0].number == 0


def test_an_original_stays_while_a_revisit_stands_for_it(archive: Path) -> None:
    crawl(archive, 7, ("/torsk", 0))  # as it was on the first day
    pruned(archive, superseded=True)
    assert days(archive) == ["03", "05", "07"]
    assert readable(archive) == ["/laks", "torsk"]
    assert faults(archive) == []


def test_a_bound_takes_the_last_copies_too(archive: Path) -> None:
    with closing(open_archive(archive)) as db:
        texts = db.execute("SELECT title, body FROM articles").fetchall()
    pruned(archive, raw_before=before(6))
    assert days(archive) == ["06"]
    assert readable(archive) == ["torsk"]
    assert faults(archive) == []
    with closing(open_archive(archive)) as db:
        assert db.execute("SELECT title, body FROM articles").fetchall() == texts


def test_rows_that_lose_their_copies_can_go_with_them(archive: Path) -> None:
    crawl(archive, 7, ("/sei", 0))
    for number in range(3):
        crawl(archive, 8 + number, ("/sei", 0))
    wish: dict[str, Any] = {"raw_before": before(6), "fetches_before": before(6)}
    expected = pruned(archive, remove=False, **wish)
    assert pruned(archive, **wish) == expected
    assert expected[1].number == 0  # each of them began or ended a text
    assert faults(archive) == []


def test_files_of_another_archive_in_the_folder_stay(archive: Path, caplog: pytest.LogCaptureFixture) -> None:
    shutil.copy(archive, backup := archive.with_name("backup.db"))
    assert pruned(archive, superseded=True, raw_before=before(30))[0].number == 0
    assert caplog.messages == [f"{backup} names 4 of the files as well, so they stay."]
    crawl(archive.with_name("other.db"), 2, ("/sei", 0))
    assert pruned(archive, orphans=True)[0].files == ()


def test_files_that_no_row_names_go(archive: Path) -> None:
    folder = warc_folder(archive)
    with RawCopies(folder, SITE, today=lambda: "20240501") as copies:
        copies.keep([exchange("/sei")], {})
    (folder / "merged-1").mkdir()
    (folder / "merged-1" / f"{SITE}-20240501-1.warc.gz.part").write_bytes(b"x" * 100)
    (folder / "notes.txt").write_text("mine")
    part = pruned(archive, orphans=True)[0]
    assert [file.name for file in part.files] == [
        f"{SITE}-20240501-1.warc.gz",
        f"{SITE}-20240501-1.warc.gz.part",
    ]
    assert days(archive) == ["03", "04", "05", "06"]
    assert (folder / "notes.txt").exists()


def test_an_original_that_no_row_names_stays_while_a_revisit_stands_for_it(
    archive: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other" / "archive.db"
    shutil.copytree(archive.parent, other.parent)
    crawl(archive, 6, ("/laks", 5))
    crawl(other, 6, ("/hyse", 5))
    crawl(other, 7, ("/torsk", 1))  # a revisit of the day before, which both have under one name
    merged(archive, other)
    assert (warc_folder(archive) / "merged-1" / f"{SITE}-20240506-1.warc.gz").exists()
    with closing(open_archive(archive)) as db:
        forgotten = db.execute(
            "UPDATE fetches SET warc_file = NULL, warc_offset = NULL "
            "WHERE warc_file LIKE 'warc/merged-1/%-20240506-1.warc.gz'"
        )
        assert forgotten.rowcount == 1
    assert pruned(archive, orphans=True)[0].files == ()
    assert faults(archive) == []


def test_a_link_to_a_file_elsewhere_stays(archive: Path, tmp_path: Path) -> None:
    file = next(warc_folder(archive).iterdir())
    elsewhere = tmp_path / "elsewhere.warc.gz"
    shutil.copy(file, elsewhere)
    (warc_folder(archive) / "moved.warc.gz").symlink_to(elsewhere)
    file.replace(tmp_path / file.name)
    file.symlink_to(tmp_path / file.name)
    pruned(archive, orphans=True, superseded=True, raw_before=before(30))
    assert elsewhere.exists()
    assert (tmp_path / file.name).exists()


def test_a_file_that_is_written_to_stays(archive: Path) -> None:
    with RawCopies(warc_folder(archive), SITE, today=lambda: "20240501") as copies:
        copies.keep([exchange("/sei")], {})
        assert pruned(archive, orphans=True)[0].files == ()


def test_a_crash_before_the_files_go_leaves_them_without_rows(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        with pytest.raises(CopiesUnusable):
            pruned(archive, superseded=True)
    assert days(archive) == ["03", "04", "05", "06"]
    assert readable(archive) == ["/laks", "torsk"]
    assert faults(archive) == []
    assert pruned(archive, orphans=True)[0].number == 2
    assert days(archive) == ["05", "06"]


def test_what_hangs_elsewhere_too_frees_nothing(archive: Path, tmp_path: Path) -> None:
    for file in warc_folder(archive).iterdir():
        os.link(file, tmp_path / file.name)
    (part,) = pruned(archive, remove=False, superseded=True)
    assert (part.number, part.bytes) == (2, 0)


# ---- names and pages


def test_names_without_articles_go_and_search_finds_the_same(tmp_path: Path) -> None:
    path = make(tmp_path / "archive.db", {1: Look(0, 0), 2: Look(0, 1)})  # its author is another now
    with closing(open_archive(path)) as db:
        db.execute("INSERT INTO words (id, word, stem) VALUES (999, 'lakseoppdrett', 'lakseoppdrett')")
        db.execute("INSERT INTO words_fts (rowid, word) VALUES (999, 'lakseoppdrett')")
    was = told(path)
    counts = {part.name: part.number for part in pruned(path, orphans=True)}
    assert counts["authors of no article"] == 1
    assert counts["words of no article"] >= 1
    assert told(path) == was
    assert faults(path) == []
    assert sum(part.number for part in pruned(path, orphans=True)) == 0
    with closing(open_for_reading(path)) as db:
        assert db.execute("SELECT 1 FROM words WHERE word = 'lakseoppdrett'").fetchall() == []
        assert search(db, "næringsklynge").hits == []


def test_a_vacuum_makes_the_file_smaller(tmp_path: Path) -> None:
    path = make(tmp_path / "archive.db", {number: Look(number) for number in range(300)})
    with closing(open_archive(path)) as db:
        db.execute("CREATE TABLE more AS SELECT body FROM articles")
        db.execute("DROP TABLE more")
    size, rows = path.stat().st_size, everything(path)
    (part,) = pruned(path, vacuum=True)
    assert part.bytes > 100_000
    assert path.stat().st_size <= size - part.bytes
    assert everything(path) == rows


def test_a_vacuum_that_has_no_room_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make(tmp_path / "archive.db", {1: Look(1)})
    usage = shutil.disk_usage(tmp_path)._replace(free=path.stat().st_size // 2)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(ArchiveUnusable, match="Free some space"):
        pruned(path, vacuum=True)


def test_nothing_goes_unless_it_is_to_go(archive: Path) -> None:
    rows, files = everything(archive), days(archive)
    wish: dict[str, Any] = {
        "raw_before": before(30),
        "fetches_before": before(30),
        "orphans": True,
        "vacuum": True,
    }
    pruned(archive, remove=False, superseded=True, **wish)
    assert (everything(archive), days(archive)) == (rows, files)


def test_all_at_once(archive: Path) -> None:
    age = timedelta(days=1)
    wish: dict[str, Any] = {
        "raw_before": before(6) - age,
        "fetches_before": before(6),
        "orphans": True,
        "vacuum": True,
    }
    assert [part.name for part in pruned(archive, superseded=True, **wish)] == [
        "files of raw copies",
        "files that no row names",
        "rows of the log",
        "authors of no article",
        "keywords of no article",
        "words of no article",
        "unused pages",
    ]
    assert faults(archive) == []
