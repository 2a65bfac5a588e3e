"""The command `archive prune`: it shows what can go, and removes it when told to."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.lock import crawl_lock
from tests.archive.crawled_copies import crawl
from tests.archive.merging import everything
from tests.archived import query
from tests.nyhetsarkiv.conftest import Run

AGE = (datetime.now(UTC) - datetime(2024, 5, 8, tzinfo=UTC)).days  # of days 3 to 5, and of no later one


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Looks at one page on days in May 2024: it was edited on the second of them."""
    path = tmp_path / "archive" / "archive.db"
    for day, text in ((3, 0), (4, 1), (20, 2)):
        crawl(path, day, ("/laks", text))
    return path


def files(archive: Path) -> list[str]:
    return sorted(file.name for file in archive.parent.rglob("*.warc.gz"))


def test_without_a_choice_it_shows_what_could_go(run: Run, archive: Path) -> None:
    rows, kept = everything(archive), files(archive)
    for words in ((), ("--dry-run",), ("--superseded", "--yes", "--dry-run")):
        result = run("archive", "prune", "--archive", archive, *words)
        assert result.exit_code == 0
        assert result.stdout.splitlines()[1].startswith(
            "files of raw copies\t2\t0.0\tfjordposten-20240503-1."
        )
        assert result.stderr == "Nothing was removed. Give what is to go, and --yes, to remove it.\n"
    assert (everything(archive), files(archive)) == (rows, kept)


def test_it_removes_what_is_chosen(run: Run, archive: Path) -> None:
    result = run("archive", "prune", "--archive", archive, "--raw-older-than", f"{AGE}d", "--yes", "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    told = json.loads(result.stdout)
    assert (told["removed"], [part["number"] for part in told["parts"]]) == (True, [2])
    assert [Path(file).name for file in told["parts"][0]["files"]] == [
        "fjordposten-20240503-1.warc.gz",
        "fjordposten-20240504-1.warc.gz",
    ]
    assert files(archive) == ["fjordposten-20240520-1.warc.gz"]
    check = run("archive", "check", "--archive", archive, "--full")
    assert (check.exit_code, check.stderr) == (0, "")


def test_a_crawled_archive_is_pruned_and_read_again(run: Run, demo_archive: Path, tmp_path: Path) -> None:
    shutil.copytree(demo_archive.parent, tmp_path / "demo")
    archive = tmp_path / "demo" / "archive.db"
    (tmp_path / "demo" / "warc" / "rest-20240101-1.warc.gz").write_bytes(b"")
    found = run("search", "fisk", "--archive", archive, "--json").stdout
    words = ("--fetches-older-than", "1d", "--superseded", "--orphans", "--vacuum", "--yes")
    result = run("archive", "prune", "--archive", archive, *words)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "files that no row names\t1\t0.0\trest-20240101-1.warc.gz" in result.stdout
    assert run("search", "fisk", "--archive", archive, "--json").stdout == found
    check = run("archive", "check", "--archive", archive, "--full")
    assert (check.exit_code, check.stderr) == (0, "")
    again = run("reparse", "--archive", archive, "--dry-run")
    assert "36 articles read again" in again.stderr


def test_a_crawl_that_runs_keeps_everything(run: Run, archive: Path) -> None:
    rows = everything(archive)
    with crawl_lock(archive):
        assert run("archive", "prune", "--archive", archive, "--superseded").exit_code == 0
        result = run("archive", "prune", "--archive", archive, "--superseded", "--yes")
    assert (result.exit_code, len(files(archive))) == (3, 3)
    assert everything(archive) == rows


def test_rows_of_looks_go(run: Run, archive: Path) -> None:
    query(archive, "UPDATE fetches SET warc_file = NULL, warc_offset = NULL")
    now = datetime.now(UTC)
    sql = (
        "INSERT INTO fetches (crawl_id, url, fetched, status, article_id) "
        "SELECT 1, url, '{}', 304, 1 FROM articles"
    )
    for hours in range(5):
        query(archive, sql.format(datetime(2024, 5, 3, 11 + hours, tzinfo=UTC).isoformat()))
    query(archive, sql.format((now - timedelta(days=1)).isoformat(timespec="seconds")))
    shown = run("archive", "prune", "--archive", archive, "--fetches-older-than", "8w")
    assert shown.stdout.splitlines()[1].startswith("rows of the log\t4\t")
    run("archive", "prune", "--archive", archive, "--fetches-older-than", "8w", "--yes", "-q")
    assert query(archive, "SELECT count(*) FROM fetches") == [(5,)]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--yes",), "--yes removes what is chosen."),
        (("--fetches-older-than", "soon"), "'soon' is no age. Write it as 365d, 8w or 2y."),
        (("--raw-older-than", "0d"), "'0d' is no age."),
    ],
)
def test_wrong_words(words: tuple[str, ...], sentence: str, run: Run, archive: Path) -> None:
    result = run("archive", "prune", "--archive", archive, *words)
    assert result.exit_code == 2
    assert sentence in result.stderr


def test_a_missing_archive(run: Run, tmp_path: Path) -> None:
    result = run("archive", "prune", "--archive", tmp_path / "none.db", "--orphans", "--yes")
    assert result.exit_code == 2
    assert "there is no archive yet" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_empty_archive(run: Run, empty_archive: Path) -> None:
    result = run("archive", "prune", "--archive", empty_archive)
    assert (result.exit_code, result.stderr) == (0, "")
    assert [line.split("\t")[1] for line in result.stdout.splitlines()[1:]] == ["0"] * 7
