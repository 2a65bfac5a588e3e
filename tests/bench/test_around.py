"""What stands around an article, or in between, changes nothing of it: invented parts in invented pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.around import PARTS, changed_fields, with_part
from crawler import Article, extract_article
from tests.crawler.parsers.test_pages import FOLDERS, URL

FEWEST = 400  # characters of text; a shorter article is less than what stands around it here


def read(folder: Path) -> tuple[bytes, Article]:
    html = (folder / "page.html").read_bytes()
    return html, extract_article(html, URL)


PAGES = {folder.name: read(folder) for folder in FOLDERS}


@pytest.mark.parametrize("name", PARTS)
def test_a_part_of_the_page_changes_no_field_of_the_article(name):
    pages = 0
    for page, (html, before) in PAGES.items():
        put = with_part(PARTS[name], html, before) if len(before.body) >= FEWEST else None
        if put is not None:
            pages += 1
            assert (page, changed_fields(before, extract_article(put, URL))) == (page, [])
    assert pages > 1


def test_a_part_is_put_into_the_page_as_it_is():
    html, article = PAGES["fact-box"]
    put = with_part(PARTS["colophon"], html, article)
    assert put is not None
    assert b"Utgiver: Fagbladet AS" in put
    assert len(put) > len(html)
