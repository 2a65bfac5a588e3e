"""The command `archive merge`, on archives that real crawls made."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pytest

from archive.lock import crawl_lock
from tests.archive.merging import Look, articles, everything, make, moment
from tests.archived import query
from tests.crawling import crawl
from tests.nyhetsarkiv.conftest import Run
from tests.sites.server import SiteServer

OLD = Path(__file__).parents[1] / "archive" / "old"


@pytest.fixture
def one(tmp_path: Path) -> Path:
    return make(tmp_path / "one" / "archive.db", {1: Look(0, 0), 3: Look(1)})


@pytest.fixture
def other(tmp_path: Path) -> Path:
    return make(tmp_path / "other" / "archive.db", {2: Look(0, 1), 4: Look(2)}, moment(1))


def test_it_says_what_came_along(run: Run, one: Path, other: Path) -> None:
    result = run("archive", "merge", other, "--archive", one)
    assert (result.exit_code, result.stderr) == (0, f"1 article new in {one}.\n")
    assert result.stdout.splitlines() == [
        "archive\tnew\tchanged\tunchanged\trevisions\tfetches",
        f"{other}\t1\t1\t0\t1\t2",
    ]
    again = json.loads(run("archive", "merge", other, "--archive", one, "--json").stdout)
    told = {"new": 0, "changed": 0, "unchanged": 2, "revisions": 0, "fetches": 0, "missing": []}
    assert again == {
        "archive": str(one),
        "dry_run": False,
        "merged": [{"other": str(other), **told}],
    }


def test_two_archives_into_a_new_one(run: Run, one: Path, other: Path, tmp_path: Path) -> None:
    both = tmp_path / "both.db"
    dry = run("archive", "merge", one, other, "--archive", both, "--dry-run")
    assert (dry.exit_code, both.exists()) == (0, False)
    assert dry.stderr == f"4 articles would be new in {both}.\n"
    assert run("archive", "merge", one, other, "--archive", both, "-q").exit_code == 0
    run("archive", "merge", other, "--archive", one)
    assert articles(both) == articles(one)


def test_what_two_crawls_kept_is_kept(
    run: Run, demo_archive: Path, demo_sites: SiteServer, tmp_path: Path
) -> None:
    """Both archives went on from one, on the same day: their files have one name and another end."""
    for name in ("one", "other"):
        shutil.copytree(demo_archive.parent, tmp_path / name)
    one, other = (tmp_path / name / "archive.db" for name in ("one", "other"))
    for archive in (one, other):
        assert crawl("-q", next(iter(demo_sites.profiles.values())), "--archive", archive).returncode == 0
    before, fetches = articles(other), query(one, "SELECT count(*) FROM fetches")[0][0]
    result = run("archive", "merge", other, "--archive", one, "--json")
    (told,) = json.loads(result.stdout)["merged"]
    assert (result.exit_code, told["new"], told["revisions"]) == (0, 0, 0)
    assert query(one, "SELECT count(*) FROM fetches") == [(fetches + told["fetches"],)]
    assert told["fetches"] > 10
    assert len(articles(one)) == len(before)
    check = run("archive", "check", "--archive", one, "--full")
    assert (check.exit_code, check.stderr) == (0, "")
    profiles = [word for path in demo_sites.profiles.values() for word in ("--profile", path)]
    again = run("reparse", "--archive", one, "--dry-run", *profiles)
    assert (again.exit_code, again.stderr) == (0, f"{len(before)} articles read again, 0 would differ.\n")


@pytest.mark.parametrize("packed", sorted(OLD.glob("*.db.gz")), ids=lambda path: path.name)
def test_an_archive_of_an_older_version_is_read_and_left_as_it_is(
    run: Run, one: Path, packed: Path, tmp_path: Path
) -> None:
    old = tmp_path / "old.db"
    old.write_bytes(gzip.decompress(packed.read_bytes()))
    before = old.read_bytes()
    result = run("archive", "merge", old, "--archive", one)
    assert [line for line in result.stderr.splitlines() if "is not there" not in line] == [
        f"{len(articles(one)) - 2} articles new in {one}."
    ]
    assert old.read_bytes() == before
    assert len(articles(one)) > 2
    check = run("archive", "check", "--archive", one)
    assert "search: the index is in step with the articles" in check.stdout


def test_files_that_cannot_be_merged(run: Run, one: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no archive")
    for other, words in (
        (one, "this is the archive itself"),
        (tmp_path / "none.db", "does not exist"),
        (tmp_path / "notes.txt", "not a Nyhetsarkiv archive"),
    ):
        result = run("archive", "merge", other, "--archive", one)
        assert result.exit_code == 2
        assert words in result.stderr


def test_nothing_is_merged_while_a_crawl_runs(run: Run, one: Path, other: Path) -> None:
    before = everything(one)
    with crawl_lock(one):
        result = run("archive", "merge", other, "--archive", one)
    assert result.exit_code == 3
    assert everything(one) == before


def test_copies_that_are_missing_need_a_look(run: Run, one: Path, other: Path) -> None:
    query(other, "UPDATE fetches SET warc_file = 'warc/fjordposten-20240503-1.warc.gz', warc_offset = 0")
    result = run("archive", "merge", other, "--archive", one, "-q")
    missing = other.parent / "warc" / "fjordposten-20240503-1.warc.gz"
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"Look: {missing} is not there, so its raw copies were not taken along.\n"


def test_an_empty_archive_brings_nothing(run: Run, one: Path, empty_archive: Path) -> None:
    before = everything(one)
    assert run("archive", "merge", empty_archive, "--archive", one).exit_code == 0
    assert everything(one) == before
