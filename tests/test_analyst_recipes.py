"""The recipes of the analyst's guide run as they stand there, on an archive that was crawled.

The files that they read are made by the guide's own lines. What needs a library or program that is
not installed is skipped; `make recipes` installs the libraries first. The guide's queries in SQL are
run with those of the other guides, in test_docs.py.
"""

from __future__ import annotations

import asyncio
import json
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from contextlib import chdir, closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from docs.datasette import METADATA
from nyhetsarkiv.cli import cli

GUIDE = (Path(__file__).parents[1] / "docs" / "analyst.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_IMPORT = re.compile(r"^import (\w+)", re.MULTILINE)


def blocks(language: str) -> list[str]:
    return [code for name, code in _BLOCK.findall(GUIDE) if name == language]


def lines(program: str) -> list[str]:
    """What the guide tells to type, for one program."""
    typed = [line[2:] for code in blocks("console") for line in code.splitlines()]
    return [line for line in typed if line.startswith(program + " ")]


def imported(code: str) -> str:
    return "-".join(_IMPORT.findall(code))


@pytest.fixture(scope="module")
def desk(demo_archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the archive where the guide has it, and all the files that its lines export."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "data").mkdir()
    copy = folder / "data" / "archive.db"
    with closing(sqlite3.connect(demo_archive)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    with chdir(folder):
        for line in lines("nyhetsarkiv export"):
            result = CliRunner().invoke(cli, shlex.split(line)[1:])
            assert result.exit_code == 0, (line, result.output)
    return folder


def output(command: list[str], folder: Path) -> str:
    """What a program prints; that it ends well, without a word of complaint."""
    result = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", timeout=120)
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout


@pytest.mark.parametrize("code", blocks("python"), ids=imported)
def test_python(code: str, desk: Path) -> None:
    needed = set(_IMPORT.findall(code)) | ({"pyarrow"} if "parquet" in code else set())
    if missing := sorted(name for name in needed if find_spec(name) is None):
        pytest.skip(f"not installed: {', '.join(missing)} (make recipes)")
    assert len(output([sys.executable, "-X", "utf8", "-c", code], desk).splitlines()) > 3


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="there is no sqlite3 shell on this machine")
@pytest.mark.parametrize("line", lines("sqlite3"))
def test_sqlite3_shell(line: str, desk: Path) -> None:
    assert len(output(shlex.split(line), desk).splitlines()) > 3


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="there is no R on this machine")
@pytest.mark.parametrize("code", blocks("r"))
def test_r(code: str, desk: Path) -> None:
    assert "word_count" in output(["Rscript", "-e", code], desk)


def test_the_ready_questions_find_something(desk: Path) -> None:
    queries = json.loads(METADATA.read_text(encoding="utf-8"))["databases"]["archive"]["queries"]
    with closing(sqlite3.connect(desk / "data" / "archive.db")) as db:
        found = {
            name: db.execute(query["sql"], {"words": "kassen"}).fetchall() for name, query in queries.items()
        }
    assert [row[2] for row in found["search"]] == [
        "Fiskekassen uten isopor besto prøven",
        "Eplekassa som kjem heim att",
    ]
    assert found["by_month"]
    assert set(found) == {"search", "by_month", "problems"}


def test_datasette_opens_the_archive_with_its_metadata(desk: Path) -> None:
    app = pytest.importorskip("datasette.app", reason="not installed: datasette (make recipes)")
    metadata = json.loads(METADATA.read_text(encoding="utf-8"))
    datasette: Any = app.Datasette([str(desk / "data" / "archive.db")], metadata=metadata)

    async def get(path: str) -> Any:
        answer = await datasette.client.get(path)
        assert answer.status_code == 200, path
        return answer

    async def visit() -> tuple[Any, Any, str]:
        rows = (await get("/archive/articles_flat.json?_shape=array&_size=max")).json()
        hits = (await get("/archive/search.json?words=kassen&_shape=array")).json()
        return rows, hits, (await get("/archive/articles_flat")).text

    rows, hits, page = asyncio.run(visit())
    assert (len(rows), len(hits)) == (36, 2)
    assert "One row an article, for people" in page
