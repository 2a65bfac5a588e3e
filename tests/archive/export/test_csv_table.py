from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.export.articles import ArchivedArticle
from archive.export.columns import NAMES
from archive.export.csv_table import CsvTable, as_it_was, defused
from tests.archive.archive_under_test import FLAT
from tests.archive.export.conftest import ODD, SEEN


def read(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter, strict=True))


def test_a_row_an_article_in_the_columns_of_the_view(articles: list[ArchivedArticle], tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    CsvTable().write(articles, path)
    whole, bare, _odd = read(path)
    assert tuple(whole) == NAMES
    texts = {name: "" if value is None else str(value) for name, value in FLAT.items()}
    assert whole == texts | dict.fromkeys(("first_seen", "last_seen", "last_changed"), SEEN) | {
        "id": "1", "site": "fjordposten", "story": "1", "captions": "1",
        "authors": "Kari Nordmann; Ola Øy", "keywords": "laks; slakteri",
    }  # fmt: skip
    assert {name for name, value in bare.items() if value == ""} >= {"kicker", "lead", "body", "authors"}


def test_lines_end_as_the_standard_says(articles: list[ArchivedArticle], tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    CsvTable().write(articles, path)
    content = path.read_bytes()
    assert content.count(b"\r\n") == 4
    assert content.endswith(b"\r\n")
    assert content.startswith(b"id,site,url,")


def test_cells_that_begin_as_formulas_are_defused(articles: list[ArchivedArticle], tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    CsvTable().write(articles, path)
    row = read(path)[2]
    assert row["title"] == f"'{ODD.title}"
    assert row["body"] == f"'{ODD.body}"
    assert row["keywords"] == "'+pluss; æ & ø"
    assert as_it_was(row["body"]) == ODD.body


def test_they_are_left_alone_on_request(articles: list[ArchivedArticle], tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    CsvTable(defuse=False, bom=True, delimiter=";").write(articles, path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfid;site;")
    row = read(path, ";")[2]
    assert (row["title"], row["body"]) == (ODD.title, ODD.body)
    assert row["authors"] == "Åse; Ø.; =cmd"


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+47 22 33 44 55", "'+47 22 33 44 55"),
        ("- sier hun", "'- sier hun"),
        ("@redaksjonen", "'@redaksjonen"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("'tis", "'tis"),
        ("– sier hun", "– sier hun"),
        ("a=1", "a=1"),
        ("", ""),
        (None, None),
        (-1, -1),
    ],
)
def test_what_a_spreadsheet_runs(cell: object, safe: object) -> None:
    assert defused(cell) == safe


@given(st.text(alphabet="'=+-@\t\r ab", max_size=8))
def test_defusing_can_always_be_taken_back(cell: str) -> None:
    safe = str(defused(cell))
    assert as_it_was(safe) == cell
    assert safe[:1] not in set("=+-@\t\r")
