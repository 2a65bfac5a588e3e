from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.nyhetsarkiv.conftest import Run


def test_a_line_a_check(run: Run, empty_archive: Path) -> None:
    result = run("archive", "check", "--archive", empty_archive)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0].startswith("pages: ")
    assert lines[1:] == [
        "references: every row that is named is there",
        "search: the index is in step with the articles",
        "rows: 0 articles, 0 earlier texts, 0 fetches",
        "texts: 0 articles were read, and what is computed of them compared",
        "raw copies: the archive names no raw copies",
    ]


def test_what_needs_a_look_ends_with_exit_code_1(run: Run, empty_archive: Path) -> None:
    with closing(sqlite3.connect(empty_archive)) as db:
        db.execute("INSERT INTO captions VALUES (99, 0, 'Tomta.', NULL, NULL)")
        db.commit()
    result = run("archive", "check", "--archive", empty_archive, "-q")
    assert (result.exit_code, result.stdout) == (1, "")
    fault = "references: captions names rows of articles that are not there, 1 times."
    assert result.stderr == f"Look: {fault}\n"
    values = json.loads(run("archive", "check", "--archive", empty_archive, "--full", "--json").stdout)
    assert values["sound"] is False
    assert [check["faults"] for check in values["checks"]] == [[], [fault], [], [], [], []]


def test_a_missing_archive(run: Run, tmp_path: Path) -> None:
    result = run("archive", "check", "--archive", tmp_path / "none.db")
    assert result.exit_code == 2
    assert "there is no archive yet" in result.stderr
