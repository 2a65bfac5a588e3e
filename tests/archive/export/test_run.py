"""A whole export: the file, the package beside it, and nothing when it fails."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar

import pytest

from archive.dictionary import meaning
from archive.export.articles import ArchivedArticle
from archive.export.csv_table import CsvTable
from archive.export.errors import ExportError, NotAnExport, PackageUnreadable, TargetExists, WrongKind
from archive.export.json_lines import JsonLines
from archive.export.layout import Layout
from archive.export.plain_text import PlainTexts
from archive.export.run import Exported, export
from archive.filters import Filters, where

ABOUT = {"created": "2024-06-01T12:00:00+00:00", "choice": {"sites": ["fjellposten"]}}


def make(reader: sqlite3.Connection, layout: Layout, out: Path, **wanted: Any) -> Exported:
    chosen = where(reader, Filters(sites=("fjellposten",)))
    return export(reader, chosen, layout, out, about=ABOUT, **wanted)


def package(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_the_package_says_columns_rights_choice_and_count(reader: sqlite3.Connection, tmp_path: Path) -> None:
    done = make(reader, CsvTable(delimiter=";"), tmp_path / "new" / "Ål 1.csv")
    assert done == Exported(2, tmp_path / "new" / "Ål 1.csv", tmp_path / "new" / "datapackage.json")
    content = package(done.package)
    assert content["licenses"][0]["name"] == "other-closed"
    [resource] = content["resources"]
    fields = resource.pop("schema")["fields"]
    assert resource == {
        "name": "l-1.csv",
        "path": "Ål 1.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ";"},
        "defused": True,
        "articles": 2,
        **ABOUT,
    }
    assert fields[0] == {
        "name": "id",
        "type": "integer",
        "description": meaning("articles", "id"),
        "constraints": {"required": True},
    }
    assert [field["name"] for field in fields if not field["description"]] == []
    assert {field["name"]: field["type"] for field in fields}["published"] == "datetime"


def test_exports_of_one_folder_share_its_package(reader: sqlite3.Connection, tmp_path: Path) -> None:
    make(reader, CsvTable(), tmp_path / "a.csv")
    make(reader, JsonLines(), tmp_path / "a.jsonl")
    done = make(reader, CsvTable(defuse=False), tmp_path / "a.csv", overwrite=True)
    resources = package(done.package)["resources"]
    assert [(one["path"], one.get("defused")) for one in resources] == [("a.jsonl", None), ("a.csv", False)]
    assert sorted(file.name for file in tmp_path.iterdir() if file.suffix != ".db") == sorted(
        ["a.csv", "a.jsonl", "datapackage.json", *(file.name for file in tmp_path.glob("archive.db-*"))]
    )


def test_a_package_of_somebody_else_is_added_to(reader: sqlite3.Connection, tmp_path: Path) -> None:
    theirs = {"title": "Mine", "resources": [{"name": "a.csv", "path": "other.csv"}]}
    (tmp_path / "datapackage.json").write_text(json.dumps(theirs), encoding="utf-8")
    content = package(make(reader, CsvTable(), tmp_path / "a.csv").package)
    assert content["title"] == "Mine"
    assert [one["name"] for one in content["resources"]] == ["a.csv", "a.csv-2"]


@pytest.mark.parametrize("content", ["", "[]", '{"resources": {}}', '{"resources": [1]}', "\xff"])
def test_what_is_no_package_stops_the_export_before_it_begins(
    content: str, reader: sqlite3.Connection, tmp_path: Path
) -> None:
    beside = tmp_path / "datapackage.json"
    beside.write_text(content, encoding="latin-1")
    with pytest.raises(PackageUnreadable):
        make(reader, CsvTable(), tmp_path / "a.csv")
    assert (beside.read_text(encoding="latin-1"), (tmp_path / "a.csv").exists()) == (content, False)


def test_what_is_there_is_kept_unless_told(reader: sqlite3.Connection, tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    out.write_text("mine", encoding="utf-8")
    with pytest.raises(TargetExists, match="exists already"):
        make(reader, CsvTable(), out)
    assert out.read_text(encoding="utf-8") == "mine"
    make(reader, CsvTable(), out, overwrite=True)
    assert out.read_text(encoding="utf-8").startswith("id,site")


def test_a_folder_is_replaced_if_an_export_wrote_it(reader: sqlite3.Connection, tmp_path: Path) -> None:
    out = tmp_path / "corpus"
    done = make(reader, PlainTexts(), out)
    assert done.package == out / "datapackage.json"
    assert package(done.package)["resources"][0]["path"] == "metadata.csv"
    with pytest.raises(TargetExists):
        make(reader, PlainTexts(), out)
    (out / "texts" / "old.txt").touch()
    make(reader, PlainTexts(), out, overwrite=True)
    assert len(list((out / "texts").iterdir())) == 2
    assert [file.name for file in tmp_path.iterdir() if file.is_dir()] == ["corpus"]


def test_an_empty_folder_is_filled(reader: sqlite3.Connection, tmp_path: Path) -> None:
    out = tmp_path / "corpus"
    out.mkdir()
    make(reader, PlainTexts(), out)
    assert sorted(file.name for file in out.iterdir()) == ["datapackage.json", "metadata.csv", "texts"]


def test_any_other_folder_is_not(reader: sqlite3.Connection, tmp_path: Path) -> None:
    out = tmp_path / "thesis"
    out.mkdir()
    (out / "thesis.tex").touch()
    with pytest.raises(NotAnExport, match="not an earlier export"):
        make(reader, PlainTexts(), out, overwrite=True)
    with pytest.raises(WrongKind, match="is a folder, and this format writes a file"):
        make(reader, CsvTable(), out, overwrite=True)
    with pytest.raises(WrongKind, match="is a file, and this format writes a folder"):
        make(reader, PlainTexts(), out / "thesis.tex", overwrite=True)
    assert [file.name for file in out.iterdir()] == ["thesis.tex"]


class Full:
    """A format on a disk that is full after the first article."""

    folder: ClassVar[bool] = False

    def write(self, articles: Iterable[ArchivedArticle], path: Path) -> None:
        with path.open("w", encoding="utf-8") as file:
            file.write(next(iter(articles)).title)
        raise OSError(28, "No space left on device")

    def described(self, name: str) -> dict[str, Any]:
        return {"path": name}


def test_an_export_that_fails_leaves_nothing(reader: sqlite3.Connection, tmp_path: Path) -> None:
    before = {file.name for file in tmp_path.iterdir()}
    with pytest.raises(ExportError, match=r"cannot be written \(No space left on device\)"):
        make(reader, Full(), tmp_path / "a.csv")
    assert {file.name for file in tmp_path.iterdir()} == before
    assert reader.in_transaction is False


def test_the_articles_can_be_watched_as_they_go_by(reader: sqlite3.Connection, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []

    def watched(articles: Iterable[ArchivedArticle], total: int) -> Iterable[ArchivedArticle]:
        for article in articles:
            seen.append((article.id, total))
            yield article

    make(reader, CsvTable(), tmp_path / "a.csv", watched=watched)
    assert seen == [(2, 2), (3, 2)]
