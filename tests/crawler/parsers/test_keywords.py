"""The publisher's own keywords, from metadata, tag links and labelled lines."""

from __future__ import annotations

import json

import pytest

from crawler.parsers.keyword_text import opens_keywords, read_keyword_line
from crawler.parsers.keywords import read_keywords
from crawler.parsers.page import Page


@pytest.mark.parametrize(
    ("line", "keywords"),
    [
        (
            "NØKKELORD (OBS! Klikk på ordet for flere saker) emballasje papp bølgepapp",
            ("emballasje", "papp", "bølgepapp"),
        ),
        ("NØKKELORD: emballasje, resirkulert papp", ("emballasje", "resirkulert papp")),
        ("Nøkkelord: emballasje; papp", ("emballasje", "papp")),
        ("Emneord: emballasje, papp", ("emballasje", "papp")),
        ("Emner: emballasje | papp", ("emballasje", "papp")),
        ("Emne: emballasje", ("emballasje",)),
        ("Stikkord: emballasje, papp", ("emballasje", "papp")),
        ("Stikkord emballasje papp", ("emballasje", "papp")),
        ("Tags: emballasje, papp", ("emballasje", "papp")),
        ("TAGS: emballasje, papp", ("emballasje", "papp")),
        ("Tema: emballasje", ("emballasje",)),
        ("Temaer: emballasje, papp", ("emballasje", "papp")),
        ("Les mer om: emballasje, papp", ("emballasje", "papp")),
        ("Les meir om: emballasje, papp", ("emballasje", "papp")),
        ("Mer om: emballasje", ("emballasje",)),
        ("Tags: #emballasje, #papp", ("emballasje", "papp")),
        ("Stikkord:\nemballasje\nresirkulert papp", ("emballasje", "resirkulert papp")),
        ("Stikkord: Papp, papp, PAPP", ("Papp",)),
        ("Stikkord:", ()),
        ("", ()),
    ],
)
def test_a_labelled_line(line, keywords):
    assert read_keyword_line(line) == keywords


@pytest.mark.parametrize(
    ("line", "opens"),
    [
        ("NØKKELORD (OBS!) papp", True),
        ("Stikkord: papp", True),
        ("Stikkord", True),
        ("Tema for møtet var papp.", False),
        ("Tags er en låt fra 1984.", False),
        ("Papp og emballasje", False),
    ],
)
def test_what_opens_a_keyword_line(line, opens):
    assert opens_keywords(line) is opens


def page_of(body: str = "", head: str = "") -> Page:
    article = f"<article><h1>En lang nok tittel her</h1><p>Brødtekst om papp.</p>{body}</article>"
    html = f"<html><head>{head}</head><body>{article}</body></html>"
    return Page(html, "https://fagblad.example/slug/123")


def ld(keywords: object) -> str:
    thing = {"@type": "NewsArticle", "headline": "En lang nok tittel her", "keywords": keywords}
    return f'<script type="application/ld+json">{json.dumps(thing)}</script>'


def metas(name: str, *contents: str) -> str:
    return "".join(f'<meta property="{name}" content="{content}">' for content in contents)


LINKS = '<a href="/tag/papp">Papp</a> <a href="/tag/boks">Boks</a>'


@pytest.mark.parametrize(
    ("page", "source"),
    [
        (page_of(head=metas("keywords", "Papp, Boks")), "meta keywords"),
        (page_of(head=metas("news_keywords", "Papp;Boks")), "meta news_keywords"),
        (page_of(head=metas("article:tag", "Papp", "Boks")), "meta article:tag"),
        (page_of(head=metas("article:tag", "Papp, Boks")), "meta article:tag"),
        (page_of(head=ld(["Papp", "Boks"])), "json-ld"),
        (page_of(head=ld("Papp, Boks")), "json-ld"),
        (page_of(head=ld([{"@type": "DefinedTerm", "name": "Papp"}, "Boks"])), "json-ld"),
        (
            page_of(f'<footer class="articleFooter"><span class="tags">{LINKS}</span></footer>'),
            "css tag list",
        ),
        (page_of(LINKS.replace("<a ", '<a rel="tag" ')), "css a[rel=tag]"),
        (page_of(LINKS.replace("<a ", '<a data-tag="x" ')), "css a[rel=tag]"),
        (page_of(f"<div><b>Emner:</b> {LINKS.replace('/tag/', '/')}</div>"), "text label"),
        (page_of(f"<div><span>Les mer om</span><ul>{LINKS.replace('/tag/', '/')}</ul></div>"), "text label"),
        (page_of(f"<div>{LINKS.replace('/tag/', '/emne/')}</div>"), "css a[href*=/tag/]"),
    ],
)
def test_where_keywords_are_found(page, source):
    found = read_keywords(page)
    assert found is not None
    assert (found.value, found.source) == (("Papp", "Boks"), source)


def test_shown_tags_go_before_a_keywords_element_that_has_none_of_them():
    page = page_of(f'<div class="tags">{LINKS}</div>', metas("keywords", "fagblad, nyheter, bransje"))
    found = read_keywords(page)
    assert found is not None
    assert found.value == ("Papp", "Boks")


def test_keywords_that_describe_the_publication_are_not_the_articles():
    assert (
        read_keywords(page_of(head=metas("keywords", "fagblad, nyheter, bransje, jobb, annonser, avis")))
        is None
    )


def test_the_publications_own_name_is_no_keyword():
    head = metas("og:site_name", "Fagbladet") + metas("article:tag", "Papp", "Fagbladet")
    found = read_keywords(page_of(head=head))
    assert found is not None
    assert found.value == ("Papp",)


def test_an_entity_in_a_keyword_does_not_divide_it():
    found = read_keywords(page_of(head=ld(["Papp &amp; Boks"])))
    assert found is not None
    assert found.value == ("Papp & Boks",)


@pytest.mark.parametrize(
    ("beside", "keywords"),
    [
        (f'<div class="sect_tags">{LINKS}</div>', ("Papp", "Boks")),
        ('<div><a rel="tag" href="/x">Papp</a></div>', ("Papp",)),
        ('<div><a rel="category tag" href="/x">Nyheter</a></div>', None),
        (f"<div>{LINKS}</div>", None),
    ],
)
def test_tags_beside_the_article(beside, keywords):
    text = "<p>Papp er et materiale som mange bruker, og her er mer om det i en lang setning.</p>" * 5
    html = f"<body><article><h1>En lang nok tittel her</h1>{text}</article>{beside}</body>"
    page = Page(html, "https://fagblad.example/slug/123")
    assert page.root is not None
    page.survey.scope = page.root.css_first("article")
    found = read_keywords(page)
    assert (found.value if found else None) == keywords


@pytest.mark.parametrize(
    "body",
    [
        '<p class="cats"><a rel="category tag" href="/k">Nyheter</a></p><p class="entry-meta">{tags}</p>',
        '<div><a rel="tag" href="/category/nyheter/">Nyheter</a></div><div>{tags}</div>',
        '<p>I <a rel="category tag" href="/k">Nyheter</a></p><p class="postmetadata">Stikkord {tags}</p>',
    ],
)
def test_categories_are_no_keywords(body: str) -> None:
    tags = '<a rel="tag" href="/t/papp">Papp</a>, <a rel="tag" href="/t/boks">Boks</a>'
    found = read_keywords(page_of(body.format(tags=tags)))
    assert found is not None
    assert found.value == ("Papp", "Boks")


def test_what_leads_on_is_no_keyword() -> None:
    links = '<a href="/1">Papp</a> <a href="/2">Les mer</a> <a href="/3">3 kommentarer</a>'
    found = read_keywords(page_of(f'<div class="tags">{links}</div>'))
    assert found is not None
    assert found.value == ("Papp",)


def test_headlines_behind_a_label_are_no_keywords():
    links = '<a href="/1">Papp</a> <a href="/2">En far for de store anledninger</a>'
    found = read_keywords(page_of(f"<div><b>Mer om:</b> {links}</div>"))
    assert found is not None
    assert found.value == ("Papp",)


def test_a_page_without_keywords():
    assert read_keywords(page_of()) is None
