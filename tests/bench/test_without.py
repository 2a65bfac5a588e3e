"""What the cross-check takes away from a page, and what it leaves."""

from __future__ import annotations

from functools import reduce

import pytest

from bench.without import TAKEN
from crawler.parsers.page import Page

PAGE = (
    '<html><head><title>T</title><meta property="og:title" content="Delt"><meta charset="utf-8">'
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Sagt"}</script></head>'
    '<body><p class="lead byline" itemprop="author">Kari Nordmann</p></body></html>'
)


@pytest.mark.parametrize(
    ("kind", "told", "shared", "named"),
    [
        ("everything", "Sagt", "Delt", True),
        ("no JSON-LD", None, "Delt", True),
        ("no meta elements", "Sagt", None, True),
        ("neither", None, None, True),
        ("no class names", "Sagt", "Delt", False),
    ],
)
def test_one_kind_of_help_is_taken_away(kind: str, told: str | None, shared: str | None, named: bool) -> None:
    page = Page(
        reduce(lambda html, take: take(html), TAKEN[kind], PAGE.encode()), "https://fagblad.example/1"
    )
    assert page.article_thing.get("headline") == told
    assert page.meta.get("og:title", [None])[0] == shared
    assert (page.tree.css_first(".byline") is not None) is named
    byline = page.tree.css_first("[itemprop='author']")
    assert byline is not None
    assert byline.text() == "Kari Nordmann"
