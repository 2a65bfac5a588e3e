"""The web page is one file: it asks for nothing elsewhere, and no text of an article becomes markup."""

from __future__ import annotations

import re
from datetime import date

from lxml import html

from archive.report.document import Document, Section, Table
from archive.report.read import Report
from archive.report.sections import document
from archive.report.web_page import as_web_page
from tests.archive.report.corpus import NASTY


def page(*sections: Section) -> html.HtmlElement:
    return html.document_fromstring(as_web_page(Document(NASTY, (NASTY,), sections)))


def test_every_text_stands_as_it_is() -> None:
    table = Table((NASTY, "n"), ((NASTY, NASTY), ("b", f'https://x.example/"><{NASTY}')), NASTY)
    found = page(Section(NASTY, (NASTY,), (NASTY,), (table,)))
    assert found.findall(".//script") == []
    for tag in ("title", "h1", "h2", "li", "td"):
        assert found.find(f".//{tag}").text_content() == NASTY
    assert [cell.text_content() for cell in found.findall(".//th")] == [NASTY, "n", NASTY, "b"]
    [link] = found.findall(".//a")
    assert link.get("href") == link.text == f'https://x.example/"><{NASTY}'


def test_only_web_addresses_are_links() -> None:
    table = Table(("title", "address"), (("a", "javascript:alert(1)"), ("b", "https://b.example/")))
    assert [link.get("href") for link in page(Section("", tables=(table,))).findall(".//a")] == [
        "https://b.example/"
    ]


def test_it_asks_for_nothing_elsewhere(report: Report) -> None:
    text = as_web_page(document(report, "archive.db", date(2024, 5, 6)))
    found = html.document_fromstring(text)
    assert found.findall(".//link") + found.findall(".//img") + found.findall(".//script") == []
    assert not re.search(r"url\(|@import|src=", text)
    assert """<meta http-equiv="Content-Security-Policy" content="default-src 'none';""" in text


def test_numbers_parts_and_sums() -> None:
    table = Table(("site", "lead"), (("a", 25), ("all", 50)), of_hundred=True, has_sum=True)
    found = page(Section("", tables=(table, Table(("site", "n"), (("a", 12345), ("b", None))))))
    rows = found.findall(".//tbody/tr")
    assert [row.get("class") for row in rows] == [None, "sum", None, None]
    assert rows[0].find("td").get("style") == "--part: 25"
    assert [row.find("td").text for row in rows] == ["25", "50", "12,345", None]


def test_a_picture_of_the_months() -> None:
    found = page(Section("", chart=(("2023-12", 1), ("2024-01", 0), ("2024-02", 4))))
    bars = found.findall(".//svg/g")
    assert [bar.findtext("title") for bar in bars] == ["2023-12: 1", "2024-01: 0", "2024-02: 4"]
    first, second, third = (float(bar.findall("rect")[1].get("height") or 0) for bar in bars)
    assert (second, first * 4) == (0, third)


def test_every_section_is_there(report: Report) -> None:
    told = document(report, "archive.db", date(2024, 5, 6))
    found = html.document_fromstring(as_web_page(told))
    assert [heading.text for heading in found.findall(".//h2")] == [
        section.title for section in told.sections
    ]
