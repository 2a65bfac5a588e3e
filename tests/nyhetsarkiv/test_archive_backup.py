from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.nyhetsarkiv.conftest import Run


def test_backup_says_what_it_holds(run: Run, empty_archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "kopi.db"
    result = run("archive", "backup", target, "--archive", empty_archive)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{target}: 0 articles, {target.stat().st_size / 1e6:.1f} MB, checked.\n"
    with closing(sqlite3.connect(target)) as db:
        assert db.execute("SELECT count(*) FROM articles").fetchone() == (0,)


def test_backup_for_machines(run: Run, empty_archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "kopi.db"
    values = json.loads(run("archive", "backup", target, "--archive", empty_archive, "--json").stdout)
    assert values == {
        "archive": str(empty_archive),
        "backup": str(target),
        "articles": 0,
        "bytes": target.stat().st_size,
    }


def test_an_existing_file_is_named_and_kept(run: Run, empty_archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "kopi.db"
    target.write_text("annet")
    result = run("archive", "backup", target, "--archive", empty_archive)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"Error: {target}: the file exists. Choose another name, or replace it with --replace.\n"
    )
    assert target.read_text() == "annet"
    assert run("archive", "backup", target, "--archive", empty_archive, "--replace", "-q").output == ""


def test_no_archive_no_backup(run: Run, tmp_path: Path) -> None:
    result = run("archive", "backup", tmp_path / "kopi.db", "--archive", tmp_path / "none.db")
    assert result.exit_code == 2
    assert "there is no archive yet" in result.stderr
    assert list(tmp_path.iterdir()) == []
