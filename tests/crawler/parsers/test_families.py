"""Which publishing system a page comes from, and that its own markup only ever narrows the search down."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler import extract_article
from crawler.parsers.families import FAMILIES, family_of
from crawler.parsers.page import Page
from tests.crawler.publication import PROSE

PAGES = Path(__file__).parent / "pages"
URL = "https://fagblad.example/sak/1"


def family_name(html: bytes, named: str = "") -> str | None:
    family = family_of(Page(html, URL), named)
    return family.name if family is not None else None


@pytest.mark.parametrize("folder", ["labrador", "aurora", "wordpress-graph", "drupal", "ez"])
def test_a_page_is_known_by_its_fingerprint(folder: str) -> None:
    assert family_name((PAGES / folder / "page.html").read_bytes()) == folder.partition("-")[0]


@pytest.mark.parametrize("folder", ["hand-made", "table", "page-inside-a-form"])
def test_a_page_of_no_known_system_has_no_family(folder: str) -> None:
    assert family_name((PAGES / folder / "page.html").read_bytes()) is None


def test_a_profile_may_name_the_family() -> None:
    assert family_name(b"<p>Tekst</p>", "drupal") == "drupal"
    assert [family.name for family in FAMILIES] == ["labrador", "aurora", "wordpress", "drupal", "ez"]


@pytest.mark.parametrize("body", ["entry-content", "text"])
def test_an_element_with_a_part_of_the_text_does_not_hide_the_rest(body: str) -> None:
    """A theme that uses the usual name for something small."""
    page = (
        '<link href="/wp-content/themes/x.css"><article><h1>Ny kai på øya</h1>'
        f'<div class="{body}"><p>{PROSE}</p></div><div><p>{PROSE} To.</p><p>{PROSE} Tre.</p></div></article>'
    )
    assert len(extract_article(page, URL).body.splitlines()) == 3
