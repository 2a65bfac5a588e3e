"""The section, from what the page says of itself down to the menu's name for the address."""

from __future__ import annotations

import json

import pytest

from crawler.parsers.page import Page
from crawler.parsers.section import read_section


def page_of(head: str = "", body: str = "", body_class: str = "", path: str = "/slug/123") -> Page:
    body = f'<body class="{body_class}">{body}<h1>En lang nok tittel her</h1></body>'
    return Page(f"<html><head>{head}</head>{body}</html>", f"https://fagblad.example{path}")


def ld(thing: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(thing)}</script>'


def trail(*names: str) -> str:
    return ld(
        {"@type": "BreadcrumbList", "itemListElement": [{"position": 1, "name": name} for name in names]}
    )


@pytest.mark.parametrize(
    ("page", "section", "source"),
    [
        (page_of('<meta property="article:section" content="Næring">'), "Næring", "meta article:section"),
        (page_of(ld({"@type": "NewsArticle", "articleSection": "Fiske"})), "Fiske", "json-ld"),
        (page_of(ld({"@type": "NewsArticle", "articleSection": ["Bygg", "Tak"]})), "Bygg", "json-ld"),
        (
            page_of(
                '<meta property="article:section" content="tags">'
                + ld({"@type": "Article", "articleSection": "Mat"})
            ),
            "Mat",
            "json-ld",
        ),
        (page_of(trail("Hjem", "Nyheter", "Havbruk")), "Havbruk", "json-ld breadcrumbs"),
        (
            page_of(body='<a rel="category tag" href="/kategori/marked/">Marked</a>'),
            "Marked",
            "css [rel=category]",
        ),
        (
            page_of(body='<div class="breadcrumb"><a href="/">Forside</a><a href="/m">Miljø</a></div>'),
            "Miljø",
            "css breadcrumb",
        ),
        (page_of(body_class="l4 article site_fagblad section_samfund"), "samfund", "body class"),
        (
            page_of(body='<nav><a href="/nyheter">Nyheter</a></nav>', path="/nyheter/slug/1"),
            "Nyheter",
            "address",
        ),
    ],
)
def test_where_the_section_is_found(page, section, source):
    found = read_section(page)
    assert found is not None
    assert (found.value, found.source) == (section, source)


@pytest.mark.parametrize(
    "page",
    [
        page_of(),
        page_of('<meta property="article:section" content="Uncategorized">'),
        page_of(trail("Hjem")),
        page_of(path="/slug-uten-meny/123"),
    ],
)
def test_a_page_without_section(page):
    assert read_section(page) is None
