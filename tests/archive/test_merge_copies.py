"""Raw copies come along with a merge, and every row finds its copy."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.merge_copies import OtherCopies
from archive.merge_reading import open_other
from archive.opening import open_archive
from archive.warc.folder import path_of, warc_folder
from archive.warc.writing import RawCopies
from tests.archive.crawled_copies import SITE, body_of, copies_of, crawl
from tests.archive.merging import merged
from tests.archive.warc.exchanges import exchange


@pytest.fixture
def one(tmp_path: Path) -> Path:
    return tmp_path / "one" / "archive.db"


@pytest.fixture
def other(tmp_path: Path) -> Path:
    return tmp_path / "other" / "archive.db"


def test_files_of_other_days_come_along_as_links(one: Path, other: Path) -> None:
    crawl(one, 3, ("/laks", 0))
    file = crawl(other, 4, ("/laks", 0), ("/torsk", 0))
    merged(one, other)
    assert [name for name, _ in copies_of(one)] == [
        "warc/fjordposten-20240503-1.warc.gz",
        "warc/fjordposten-20240504-1.warc.gz",
        "warc/fjordposten-20240504-1.warc.gz",
    ]
    assert file.samefile(one.parent / "warc" / file.name)


def test_files_whose_names_are_taken_go_with_their_originals_into_a_folder_of_their_own(
    one: Path, other: Path
) -> None:
    crawl(one, 3, ("/laks", 0))
    crawl(other, 3, ("/torsk", 7))
    crawl(other, 4, ("/torsk", 7))  # a revisit of the day before
    merged(one, other)
    names = [name for name, _ in copies_of(one)]
    assert names == [
        "warc/fjordposten-20240503-1.warc.gz",
        "warc/merged-1/fjordposten-20240503-1.warc.gz",
        "warc/merged-1/fjordposten-20240504-1.warc.gz",
    ]
    before = {file: file.stat().st_mtime_ns for file in one.parent.rglob("*.warc.gz")}
    merged(one, other)
    assert {file: file.stat().st_mtime_ns for file in one.parent.rglob("*.warc.gz")} == before


def test_what_comes_later_goes_to_what_it_is_a_revisit_of(one: Path, other: Path) -> None:
    crawl(one, 3, ("/laks", 0))
    crawl(other, 3, ("/torsk", 7))
    merged(one, other)
    crawl(other, 5, ("/torsk", 7))
    merged(one, other)
    assert [name for name, _ in copies_of(one)][-1] == "warc/merged-1/fjordposten-20240505-1.warc.gz"
    assert len([*one.parent.rglob("*.warc.gz")]) == 3


def test_two_that_went_on_from_one_archive(one: Path, other: Path) -> None:
    crawl(one, 3, ("/laks", 0))
    shutil.copytree(one.parent, other.parent)
    crawl(one, 3, ("/laks", 1))
    crawl(other, 3, ("/torsk", 0))
    crawl(other, 4, ("/laks", 0))
    merged(one, other)
    bodies = [body for _, body in copies_of(one)]
    assert sorted(bodies) == sorted([body_of(0), body_of(1), body_of(0), body_of(0)])
    merged(other, one)
    assert sorted(body for _, body in copies_of(other)) == sorted(bodies)


def test_a_file_that_grew_since_is_taken_to_its_new_end(
    one: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", refuse)  # as between two disks
    crawl(one, 5, ("/laks", 0))
    crawl(other, 3, ("/torsk", 0))
    merged(one, other)
    file = crawl(other, 3, ("/sei", 0))
    merged(one, other)
    assert (one.parent / "warc" / file.name).read_bytes() == file.read_bytes()
    assert len(copies_of(one)) == 3


def test_what_a_crawl_may_still_write_to_is_copied(
    one: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crawl(one, 3, ("/laks", 0))
    crawl(other, 4, ("/torsk", 0))
    today = datetime.now(UTC).strftime("%Y%m%d")
    file = warc_folder(other) / f"{SITE}-20240504-1.warc.gz"
    file.rename(new := file.with_name(f"{SITE}-{today}-1.warc.gz"))
    with closing(open_archive(other)) as db:
        db.execute("UPDATE fetches SET warc_file = ?", (f"warc/{new.name}",))
    merged(one, other)
    here = one.parent / "warc" / new.name
    assert here.read_bytes() == new.read_bytes()
    assert not here.samefile(new)


def test_a_torn_end_stays_behind(one: Path, other: Path) -> None:
    crawl(one, 3, ("/laks", 0))
    file = crawl(other, 4, ("/torsk", 0))
    whole = file.read_bytes()
    file.write_bytes(whole + whole[:50])
    merged(one, other)
    assert (one.parent / "warc" / file.name).read_bytes() == whole
    assert file.read_bytes() == whole + whole[:50]


def test_a_missing_file_is_told_and_costs_nothing_else(one: Path, other: Path) -> None:
    crawl(one, 3, ("/laks", 0))
    missing = crawl(other, 4, ("/torsk", 0))
    crawl(other, 5, ("/sei", 0))
    whole = missing.read_bytes()
    missing.unlink()
    (result,) = merged(one, other)
    assert (result.new, result.missing) == (2, (missing,))
    assert len(copies_of(one)) == 2
    missing.write_bytes(whole)
    (again,) = merged(one, other)
    assert (again.missing, again.fetches) == ((), 0)
    assert len(copies_of(one)) == 3


def test_a_file_that_lies_elsewhere_stays_there(one: Path, other: Path, tmp_path: Path) -> None:
    crawl(one, 3, ("/laks", 0))
    file = crawl(other, 4, ("/torsk", 0))
    elsewhere = tmp_path / "CC-NEWS-1.warc.gz"
    file.rename(elsewhere)
    with closing(open_archive(other)) as db:
        db.execute("UPDATE fetches SET warc_file = ?", (str(elsewhere),))
    merged(one, other)
    assert [name for name, _ in copies_of(one)] == [
        "warc/fjordposten-20240503-1.warc.gz",
        str(elsewhere),
    ]


def test_what_a_killed_merge_left_on_its_way_is_made_anew(one: Path, other: Path) -> None:
    crawl(one, 3, ("/laks", 0))
    file = crawl(other, 4, ("/torsk", 0))
    part = warc_folder(one) / f"{file.name}.part"
    part.write_bytes(b"half")
    merged(one, other)
    assert len(copies_of(one)) == 2
    assert not part.exists()


def test_archives_in_one_folder_share_their_copies(tmp_path: Path) -> None:
    one, other = tmp_path / "one.db", tmp_path / "other.db"
    crawl(one, 3, ("/laks", 0))
    crawl(other, 3, ("/torsk", 0))
    merged(one, other)
    assert {name for name, _ in copies_of(one)} == {"warc/fjordposten-20240503-1.warc.gz"}
    assert [file.name for file in (tmp_path / "warc").iterdir()] == ["fjordposten-20240503-1.warc.gz"]


def test_a_file_that_is_being_written_to_does_not_give_way(one: Path, other: Path) -> None:
    crawl(one, 3, ("/laks", 0))
    shutil.copytree(one.parent, other.parent)
    file = crawl(other, 3, ("/torsk", 0))
    with RawCopies(warc_folder(one), SITE, today=lambda: "20240503") as writing:
        writing.keep([exchange("/sei")], {})
        here = path_of(f"warc/{file.name}", one)
        here.write_bytes(here.read_bytes()[: file.stat().st_size // 2])
        with open_other(other) as reading:
            copies = OtherCopies(reading, other, one)
            copies.meet([f"warc/{file.name}"])
            copies.take()
    assert copies.name_here(f"warc/{file.name}") == f"warc/merged-1/{file.name}"
