from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.nyhetsarkiv.conftest import Run


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("format_", ["csv", "jsonl", "parquet", "txt", "tei"])
def test_every_format_of_a_crawled_archive(
    format_: str, run: Run, demo_archive: Path, tmp_path: Path
) -> None:
    out = tmp_path / f"all.{format_}"
    result = run("export", "--format", format_, "--out", out, "--archive", demo_archive)
    package = (out if format_ == "txt" else tmp_path) / "datapackage.json"
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"36 articles in {out}, described in {package}.\n"
    [resource] = json.loads(package.read_text(encoding="utf-8"))["resources"]
    assert (resource["articles"], resource["archive"], resource["choice"]) == (36, "archive.db", {})
    assert resource["version"].startswith("nyhetsarkiv ")


def test_the_choice_is_kept_to_and_told(run: Run, demo_archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    words = ("--site", "byggposten", "--since", "2024-01-01", "--until", "2024-12-31")
    result = run("export", "--format", "csv", "--out", out, *words, "--archive", demo_archive, "--json")
    found = rows(out)
    assert {row["site"] for row in found} == {"byggposten"}
    assert all("2024-01-01" <= row["published"] < "2025" for row in found)
    told = json.loads(result.stdout)
    assert told == {
        "articles": len(found),
        "path": str(out),
        "datapackage": str(tmp_path / "datapackage.json"),
    }
    [resource] = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    assert resource["choice"] == {"sites": ["byggposten"], "since": "2024-01-01", "until": "2024-12-31"}


def test_authors_and_keywords_choose(run: Run, demo_archive: Path, tmp_path: Path) -> None:
    run("export", "--format", "csv", "--out", tmp_path / "all.csv", "--archive", demo_archive)
    one = next(row for row in rows(tmp_path / "all.csv") if row["authors"] and row["keywords"])
    author, keyword = one["authors"].split("; ")[0], one["keywords"].split("; ")[0]
    words = ("--author", author.upper(), "--keyword", keyword)
    run("export", "--format", "csv", "--out", tmp_path / "a.csv", *words, "--archive", demo_archive)
    assert one["id"] in {row["id"] for row in rows(tmp_path / "a.csv")}
    assert all(author in row["authors"] and keyword in row["keywords"] for row in rows(tmp_path / "a.csv"))


def test_a_query_chooses_what_a_search_finds(run: Run, demo_archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    words = ("--query", "klynge", "--site", "emballasjenytt")
    run("export", "--format", "csv", "--out", out, *words, "--archive", demo_archive)
    assert rows(out)
    assert all("klynge" in (row["title"] + row["body"]).casefold() for row in rows(out))
    [resource] = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    assert resource["choice"] == {"query": "klynge", "sites": ["emballasjenytt"]}


def test_a_spreadsheet_set_to_norwegian(run: Run, demo_archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    words = ("--bom", "--delimiter", "semicolon", "--keep-formulas")
    assert run("export", "--format", "csv", "--out", out, *words, "--archive", demo_archive).exit_code == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbfid;site;url;")


def test_a_choice_that_nothing_meets_makes_an_empty_table(
    run: Run, demo_archive: Path, tmp_path: Path
) -> None:
    out = tmp_path / "a.csv"
    result = run("export", "--format", "csv", "--out", out, "--author", "Ingen", "--archive", demo_archive)
    assert (result.exit_code, result.stdout.split(" in ")[0], rows(out)) == (0, "0 articles", [])


def test_the_standard_output_takes_the_articles_alone(demo_archive: Path, tmp_path: Path) -> None:
    words = ("export", "--format", "jsonl", "--out", "-", "--archive", str(demo_archive))
    command = [sys.executable, "-m", "nyhetsarkiv", *words]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=60)
    assert (result.returncode, result.stderr) == (0, "")
    assert len({json.loads(line)["url"] for line in result.stdout.splitlines()}) == 36
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--site", "vg"], "Error: 'vg' is no publication in this archive: it has byggposten, "),
        (["--since", "2024-05-02", "--until", "2024-05-01"], "Error: --until is before --since"),
        (["--since", "i går"], "'i går' is not a day. Write it as 2024-05-31."),
        (["--format", "tei", "--author", "Ingen"], "Error: A TEI corpus cannot be empty"),
        (["--format", "jsonl", "--bom"], "belong to --format csv and txt, not to jsonl."),
        (["--query", '"laks'], "Error: A quotation mark in the query is not closed."),
        (
            ["--format", "txt", "--out", "-"],
            "Error: --format txt needs a path of its own. Name it with --out.",
        ),
        (["--format", "parquet", "--out", "-"], "Error: --format parquet needs a path"),
        (["--out", "datapackage.json"], "Error: datapackage.json: this name is kept for what describes"),
        (["--format", "xlsx"], "'xlsx' is not one of"),
        (["--archive", "none.db"], "Error: none.db: there is no archive yet."),
    ],
)
def test_wrong_usage_is_said_in_one_sentence_and_leaves_nothing(
    words: list[str], sentence: str, run: Run, demo_archive: Path, tmp_path: Path
) -> None:
    out = tmp_path / "a.csv"
    result = run("export", "--format", "csv", "--out", out, "--archive", demo_archive, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_existing_file_is_kept(run: Run, demo_archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    out.write_text("mine", encoding="utf-8")
    result = run("export", "--format", "csv", "--out", out, "--archive", demo_archive)
    assert (result.exit_code, result.stderr) == (
        2,
        f"Error: {out}: exists already. Give another path with --out, or --overwrite.\n",
    )
    assert out.read_text(encoding="utf-8") == "mine"


def test_the_archive_itself_is_never_overwritten(run: Run, demo_archive: Path) -> None:
    before = demo_archive.read_bytes()
    result = run("export", "--format", "csv", "--out", demo_archive, "--overwrite", "--archive", demo_archive)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"Error: {demo_archive} is the archive itself." in result.stderr
    assert demo_archive.read_bytes() == before


def test_a_target_that_cannot_be_written(run: Run, demo_archive: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    out = tmp_path / "file" / "a.csv"
    result = run("export", "--format", "csv", "--out", out, "--archive", demo_archive)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Error: {out}: cannot be written (")
