"""The Markdown is read as it is meant, by another program that reads Markdown."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from archive.report.document import Document, Section, Table
from archive.report.markdown import as_markdown
from archive.report.read import Report
from archive.report.sections import document
from tests.archive.report.corpus import NASTY

SIGNS = r"a|b *c* _d_ `e` [f](g) <b>h</b> &amp; \i # j ~~k~~"


def read(text: str) -> list[Token]:
    return MarkdownIt("commonmark").enable("table").enable("strikethrough").parse(text)


def cells(tokens: list[Token]) -> list[str]:
    """The text of every cell of every table."""
    found = []
    for before, token in pairwise(tokens):
        if before.type in ("th_open", "td_open"):
            assert all(child.type == "text" for child in token.children or ()), token.content
            found.append("".join(child.content for child in token.children or ()))
    return found


def test_every_table_and_heading_is_read_as_one(report: Report) -> None:
    told = document(report, "archive.db", date(2024, 5, 6))
    tokens = read(as_markdown(told))
    tables = sum(len(section.tables) + bool(section.chart) for section in told.sections)
    assert sum(token.type == "table_open" for token in tokens) == tables
    headings = [token.tag for token in tokens if token.type == "heading_open"]
    assert headings == ["h1", *["h2"] * len(told.sections)]
    assert not any(token.type.startswith("html") for token in tokens)


def test_texts_stand_as_they_are() -> None:
    table = Table(("title", "articles"), ((SIGNS, 12345), (NASTY, None), ("to\nlinjer", 1)))
    tokens = read(as_markdown(Document(SIGNS, (SIGNS,), (Section(SIGNS, (SIGNS,), (SIGNS,), (table,)),))))
    assert cells(tokens) == ["title", "articles", SIGNS, "12,345", NASTY, "", "to linjer", "1"]
    texts = [
        token for token in tokens if token.type == "inline" and "h</b>" in token.content.replace("\\", "")
    ]
    assert ["".join(child.content for child in token.children or ()) for token in texts] == [SIGNS] * 6


def test_numbers_stand_to_the_right() -> None:
    table = Table(("site", "n"), (("a", 1), ("b", None)))
    assert "| --- | ---: |" in as_markdown(Document("", (), (Section("", tables=(table,)),)))
