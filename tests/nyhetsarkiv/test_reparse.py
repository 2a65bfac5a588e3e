"""A better parser over a real crawl's raw copies. The 'better' one here is the parser of today, and the
earlier one a copy of it that reads worse."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from archive.lock import crawl_lock
from crawler import Article, Author, extract_article
from crawler.parsers.version import PARSER_VERSION
from tests.archived import all_rows, query
from tests.nyhetsarkiv.conftest import Run
from tests.sites.server import SiteServer

TABLES = ("articles", "authors", "article_authors", "article_keywords", "captions", "revisions", "aliases")


@pytest.fixture
def archive(demo_archive: Path, tmp_path: Path) -> Path:
    """The demo publications, crawled, with their raw copies."""
    shutil.copytree(demo_archive.parent, tmp_path / "copy")
    return tmp_path / "copy" / demo_archive.name


@pytest.fixture
def profiles(demo_sites: SiteServer) -> list[object]:
    return [word for path in demo_sites.profiles.values() for word in ("--profile", path)]


def read_worse(html: bytes, url: str, **values: Any) -> Article:
    """As a poorer parser would: one title wrong, no lead, a kicker and an author that nobody wrote."""
    article = extract_article(html, url, **values)
    worse = replace(article, lead=None, authors=(Author("Noen Andre"),))
    return replace(worse, title="Feil", kicker="Feil") if "anbudskrig" in url else worse


@pytest.fixture
def worse(
    archive: Path, profiles: list[object], run: Run, monkeypatch: pytest.MonkeyPatch
) -> dict[str, list[tuple[Any, ...]]]:
    """An archive that the poorer parser read; the value is what stood there before."""
    before = rows(archive)
    with monkeypatch.context() as patch:
        patch.setattr("pipelines.stored_page.extract_article", read_worse)
        patch.setattr("pipelines.records.PARSER_VERSION", "0")
        assert run("reparse", "--archive", archive, "-q", *profiles).exit_code == 0
    assert {version for (version,) in query(archive, "SELECT parser_version FROM articles")} == {"0"}
    return before


def rows(archive: Path) -> dict[str, list[tuple[Any, ...]]]:
    found = all_rows(archive)
    return {table: sorted(found[table], key=repr) for table in TABLES if table != "authors"}


@pytest.mark.parametrize("workers", [1, 2])
def test_a_better_parser_mends_every_row_and_makes_no_revision(
    workers: int, archive: Path, worse: dict[str, list[tuple[Any, ...]]], profiles: list[object], run: Run
) -> None:
    result = run("reparse", "--archive", archive, "--workers", workers, "--json", *profiles)
    assert (result.exit_code, result.stderr) == (0, "")
    told = json.loads(result.stdout)
    assert (told["articles"], told["differing"], told["dry_run"]) == (36, 36, False)
    assert rows(archive) == worse
    assert query(archive, "SELECT count(*) FROM revisions") == [(0,)]
    assert query(archive, "SELECT DISTINCT parser_version FROM articles") == [(PARSER_VERSION,)]


def test_the_summary_says_by_field_what_was_filled_changed_and_emptied(
    archive: Path, worse: object, profiles: list[object], run: Run
) -> None:
    told = json.loads(run("reparse", "--archive", archive, "--json", *profiles).stdout)["fields"]
    anbudskrig = query(archive, "SELECT count(*) FROM articles WHERE url LIKE '%anbudskrig%'")[0][0]
    assert anbudskrig >= 1
    assert told["title"]["changed"] == anbudskrig
    assert told["kicker"]["changed"] + told["kicker"]["emptied"] == anbudskrig
    assert told["lead"]["filled"] > 20
    (example, *_) = told["lead"]["examples"]
    stored = query(archive, f"SELECT lead FROM articles WHERE url = '{example['url']}'")
    assert (example["before"], [(example["after"],)]) == (None, stored)
    assert told["authors"]["changed"] + told["authors"]["emptied"] == 36


def test_a_dry_run_shows_the_same_and_changes_nothing(
    archive: Path, worse: object, profiles: list[object], run: Run
) -> None:
    before = archive.read_bytes()
    dry = run("reparse", "--dry-run", "--archive", archive, *profiles)
    assert (dry.exit_code, archive.read_bytes()) == (0, before)
    assert dry.stderr == "36 articles read again, 36 would differ.\n"
    header, *lines = dry.stdout.splitlines()
    assert header == "field\tfilled\tchanged\temptied\tfor example"
    assert [line.split("\t")[0] for line in lines] == ["authors", "kicker", "lead", "title"]
    assert "Noen Andre -> " in lines[0]
    wet = run("reparse", "--archive", archive, *profiles)
    assert wet.stdout == dry.stdout


def test_a_second_time_finds_nothing_to_change(archive: Path, profiles: list[object], run: Run) -> None:
    result = run("reparse", "--archive", archive, *profiles)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "36 articles read again, 0 differ.\n"


def test_one_publication_or_the_newest_alone_can_be_read(
    archive: Path, worse: object, profiles: list[object], run: Run
) -> None:
    one = json.loads(run("reparse", "--archive", archive, "--site", "byggposten", "--json", *profiles).stdout)
    assert one["articles"] == 12
    since = query(archive, "SELECT substr(max(published), 1, 10) FROM articles")[0][0]
    newest = query(archive, f"SELECT count(*) FROM articles WHERE published >= '{since}'")[0][0]
    told = json.loads(run("reparse", "--archive", archive, "--since", since, "--json", *profiles).stdout)
    assert told["articles"] == newest < 36


def test_a_publication_without_its_profile_is_told_once(archive: Path, run: Run) -> None:
    result = run("reparse", "--archive", archive, "--site", "byggposten")
    assert result.exit_code == 0
    assert result.stderr.splitlines()[-1] == (
        "byggposten: no profile has this name, so the general parser read its pages alone. "
        "Give a profile file with --profile."
    )


def test_a_copy_that_is_missing_or_damaged_costs_one_line_and_the_run_goes_on(
    archive: Path, profiles: list[object], run: Run
) -> None:
    folder = archive.parent / "warc"
    (lost,) = folder.glob("byggposten-*")
    lost.unlink()
    ((name, offset, url),) = query(
        archive,
        "SELECT warc_file, warc_offset, url FROM fetches WHERE article_id IS NOT NULL "
        "AND warc_file LIKE '%havbruksbladet%' ORDER BY id LIMIT 1",
    )
    file = archive.parent / name
    data = bytearray(file.read_bytes())
    data[offset + 20 : offset + 60] = bytes(40)
    file.write_bytes(data)
    before = rows(archive)
    result = run("reparse", "--archive", archive, *profiles)
    assert result.exit_code == 1
    first, *looks = result.stderr.splitlines()
    assert first == "23 articles read again, 0 differ."
    assert len(looks) == 13
    assert sum("there is no such file" in line for line in looks) == 12
    (damaged,) = [line for line in looks if url in line]
    assert f"the record at offset {offset} cannot be read" in damaged
    assert rows(archive) == before


def test_articles_without_a_copy_are_counted_in_one_line(
    archive: Path, profiles: list[object], run: Run
) -> None:
    query(archive, "UPDATE fetches SET warc_file = NULL, warc_offset = NULL WHERE id % 2 = 0")
    result = run("reparse", "--archive", archive, *profiles)
    assert result.exit_code == 1
    read, look = result.stderr.splitlines()
    count = 36 - int(read.split()[0])
    assert look == f"Look: {count} articles have no raw copy and were left as they are."


def test_a_page_that_the_parser_no_longer_takes_for_an_article_stays(
    archive: Path, profiles: list[object], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows(archive)
    nothing = Article("", "", problems=("The page has no text.",))
    monkeypatch.setattr("pipelines.stored_page.extract_article", lambda *_, **__: nothing)
    result = run("reparse", "--archive", archive, "--site", "byggposten", *profiles)
    assert result.exit_code == 1
    assert "12 pages would no longer be read as an article; what was read before stays" in result.stderr
    assert rows(archive) == before


def test_another_run_on_the_archive_is_waited_for_except_by_a_dry_run(
    archive: Path, profiles: list[object], run: Run
) -> None:
    with crawl_lock(archive):
        assert run("reparse", "--archive", archive, *profiles).exit_code == 3
        assert run("reparse", "--archive", archive, "--dry-run", *profiles).exit_code == 0


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["--site", "byggpost"], 2, "'byggpost' is no publication in this archive"),
        (["--workers", "0"], 2, "0 is not in the range x>=1"),
        (["--profile", "./mangler.toml"], 2, "mangler.toml: no such profile file"),
        (["--since", "i fjor"], 2, "'i fjor' is not a day"),
    ],
)
def test_wrong_usage_is_said(words: list[str], code: int, sentence: str, archive: Path, run: Run) -> None:
    result = run("reparse", "--archive", archive, *words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert sentence in result.stderr


def test_an_archive_that_is_not_there_is_not_made(tmp_path: Path, run: Run) -> None:
    result = run("reparse", "--archive", tmp_path / "a.db")
    assert result.exit_code == 2
    assert "there is no archive yet" in result.stderr
    assert list(tmp_path.iterdir()) == []
