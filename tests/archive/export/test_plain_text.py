from __future__ import annotations

import csv
from pathlib import Path

from archive.export.articles import ArchivedArticle
from archive.export.csv_table import CsvTable
from archive.export.plain_text import PlainTexts
from tests.archive.archive_under_test import ARTICLE
from tests.archive.export.conftest import BARE, ODD

NAMES = ["2024-05-02-fjordposten-1.txt", "undated-fjellposten-2.txt", "2024-01-01-fjellposten-3.txt"]


def test_a_text_an_article_and_a_table_of_them(articles: list[ArchivedArticle], tmp_path: Path) -> None:
    PlainTexts().write(articles, tmp_path)
    texts = [(tmp_path / "texts" / name).read_text(encoding="utf-8") for name in NAMES]
    assert texts == [f"{record.title}\n\n{record.body}\n" for record in (ARTICLE, BARE, ODD)]
    with (tmp_path / "metadata.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["file"] for row in rows] == [f"texts/{name}" for name in NAMES]
    assert [row["title"] for row in rows] == [ARTICLE.title, BARE.title, f"'{ODD.title}"]
    assert (rows[0]["authors"], rows[0]["keywords"], "body" in rows[0]) == (
        "Kari Nordmann; Ola Øy",
        "laks; slakteri",
        False,
    )
    assert len(list(tmp_path.rglob("*.txt"))) == 3


def test_the_table_is_written_as_asked(articles: list[ArchivedArticle], tmp_path: Path) -> None:
    PlainTexts(CsvTable(defuse=False, bom=True, delimiter="\t")).write(articles, tmp_path)
    content = (tmp_path / "metadata.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbffile\tid\t")
    assert f"\t{ODD.title[:5]}".encode() in content.replace(b'"', b"")


def test_names_of_publications_make_no_paths(articles: list[ArchivedArticle], tmp_path: Path) -> None:
    from dataclasses import replace

    PlainTexts().write([replace(articles[0], site="../Fjord posten")], tmp_path)
    assert [file.name for file in (tmp_path / "texts").iterdir()] == ["2024-05-02-..-Fjord-posten-1.txt"]
