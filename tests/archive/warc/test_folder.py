from __future__ import annotations

from pathlib import Path

import pytest

from archive.warc.folder import file_name, files_of, name_in_archive, path_of, warc_folder


def test_the_copies_lie_beside_the_archive(tmp_path: Path) -> None:
    assert warc_folder(tmp_path / "data" / "archive.db") == tmp_path / "data" / "warc"


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("data/warc/fjordposten-20240503-1.warc.gz", "warc/fjordposten-20240503-1.warc.gz"),
        ("data/other.warc", "other.warc"),
        ("elsewhere/other.warc", "{}/elsewhere/other.warc"),
        ("data/../elsewhere/other.warc", "{}/elsewhere/other.warc"),
    ],
)
def test_a_file_is_named_so_that_archive_and_copies_move_together(
    file: str, name: str, tmp_path: Path
) -> None:
    archive = tmp_path / "data" / "archive.db"
    home = tmp_path.resolve()
    assert name_in_archive(tmp_path / file, archive) == name.format(home)
    assert path_of(name.format(home), archive) == (home / file).resolve()


def test_a_publications_files_are_its_own_oldest_first(tmp_path: Path) -> None:
    names = [
        "fjord-20240503-10",
        "fjord-20240503-2",
        "fjord-20240101-1",
        "fjord-posten-20240503-1",
        "fjord-x-1",
    ]
    for name in names:
        (tmp_path / f"{name}.warc.gz").touch()
    (tmp_path / "fjord-20240504-1.warc.gz.open").touch()
    assert [(day, number) for day, number, _ in files_of("fjord", tmp_path)] == [
        ("20240101", 1),
        ("20240503", 2),
        ("20240503", 10),
    ]
    assert files_of("fjord", tmp_path / "nowhere") == []


@pytest.mark.parametrize("site", ["www.fjordposten.example", "127.0.0.1:8080", "[::1]:8080"])
def test_a_publication_may_be_named_by_any_host(site: str, tmp_path: Path) -> None:
    path = tmp_path / file_name(site, "20240503", 1)
    path.touch()
    assert files_of(site, tmp_path) == [("20240503", 1, path)]
