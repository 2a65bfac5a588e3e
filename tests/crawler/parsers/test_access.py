"""Advertisers' articles and teasers before a paywall are told apart from ordinary articles."""

from __future__ import annotations

import json

import pytest

from crawler.parsers.access import read_paywalled, read_sponsored
from crawler.parsers.page import Page

URL = "https://fagblad.example/nyheter/tittelen/123"
TEASER = "Ingressen og et avsnitt er alt som vises."


def page_of(around: str = "", head: str = "", body_class: str = "", url: str = URL, below: str = "") -> Page:
    menu = '<nav><a href="/annonse">Annonsørinnhold</a></nav>'
    other = '<div class="teaser"><span>Annonsørinnhold</span><h2><a href="/x">En annen sak</a></h2></div>'
    article = f"<header>{around}<h1>En lang nok tittel</h1></header><div><p>{TEASER}</p></div>{below}"
    body = f'<body class="{body_class}">{menu}<article>{article}</article>{other}</body>'
    return Page(f"<html><head>{head}</head>{body}</html>", url)


def ld(**thing: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **thing})}</script>'


@pytest.mark.parametrize(
    "label",
    [
        "Annonsørinnhold",
        "ANNONSØRINNHOLD",
        "Annonsørinnhald",
        "Sponset innhold",
        "Sponset",
        "Betalt innhold",
        "Kommersielt samarbeid",
        "Partnerinnhold",
        "Annonsørinnhold: Papp & Boks AS",
        "Innhold fra Papp & Boks AS",
        "I samarbeid med Papp & Boks AS",
        "Sponsored content",
        "Annonsørinnhold fra Papp AS",
        "Presentert av Papp AS",
        "Brand story",
    ],
)
def test_a_label_above_the_headline_says_sponsored(label):
    found = read_sponsored(page_of(f'<span class="label">{label}</span>'))
    assert found is not None
    assert found.source.startswith("text ")


@pytest.mark.parametrize(
    "text", ["Nyheter", "Annonse", "Sponsorene svikter toppidretten", "Av Kari Nordmann"]
)
def test_other_texts_above_the_headline_do_not(text):
    assert read_sponsored(page_of(f"<span>{text}</span>")) is None


@pytest.mark.parametrize(
    ("page", "source"),
    [
        (page_of(head=ld(**{"@type": "AdvertiserContentArticle"})), "json-ld"),
        (page_of(head=ld(articleSection="Annonsørinnhold")), "json-ld"),
        (page_of(head='<meta property="article:section" content="sponset">'), "meta article:section"),
        (page_of(body_class="l4 article section_annonsorinnhold"), "css body[class]"),
        (page_of(url="https://fagblad.example/annonsorinnhold/tittelen/123"), "address"),
    ],
)
def test_metadata_say_sponsored(page, source):
    found = read_sponsored(page)
    assert found is not None
    assert (found.value, found.source) == (True, source)


@pytest.mark.parametrize(
    ("page", "source"),
    [
        (page_of(head=ld(isAccessibleForFree=False)), "json-ld"),
        (page_of(head=ld(isAccessibleForFree="False")), "json-ld"),
        (
            page_of(head='<meta property="article:content_tier" content="locked">'),
            "meta article:content_tier",
        ),
        (page_of(below='<div id="paywallPreview"></div>'), "css paywall"),
        (
            page_of(below='<div class="paywall">Denne saken er forbeholdt våre abonnenter.</div>'),
            "text paywall",
        ),
        (page_of(below='<div class="abonner-box">Allerede abonnent? Logg inn</div>'), "text paywall"),
        (page_of(below='<div class="paywall-x">Du må være abonnent for å lese</div>'), "text paywall"),
        (page_of(below='<div class="paywall-x">Logg inn for å lese saka</div>'), "text paywall"),
    ],
)
def test_a_teaser_before_a_paywall(page, source):
    found = read_paywalled(page, TEASER)
    assert found is not None
    assert (found.value, found.source) == (True, source)


@pytest.mark.parametrize(
    "line",
    ["Saken er viktig for Kari.", "Møtet er kun for medlemmer av foreningen.", "Bli abonnent", "Logg inn"],
)
def test_other_lines_below_a_short_text_do_not(line):
    assert read_paywalled(page_of(below=f"<div><p>{line}</p></div>"), TEASER) is None


def test_a_sentence_of_the_text_does_not_close_it():
    sentence = "Denne saken er bare for medlemmer av klubben, sier lederen."
    assert read_paywalled(page_of(below=f"<p>{sentence}</p>"), f"{TEASER}\n{sentence}") is None


@pytest.mark.parametrize(
    "page",
    [
        page_of(),
        page_of(head=ld(isAccessibleForFree=True)),
        page_of(head='<meta property="article:content_tier" content="free">'),
        page_of(below='<div class="subscribe">Få nyhetsbrevet vårt hver uke</div>'),
        page_of(below="<p>Er du abonnent? Logg inn her.</p><p>Bli abonnent</p>"),
        page_of(below="<p>Bare medlemmer av laget får stemme over saken i mars.</p>"),
    ],
)
def test_an_open_article_is_not_paywalled(page):
    assert read_paywalled(page, TEASER) is None


@pytest.mark.parametrize(
    "notice",
    [
        "Denne saken er kun for abonnenter",
        "Du må være abonnent for å lese denne artikkelen.",
        "Resten av artikkelen er forbeholdt våre abonnenter.",
        "Logg inn for å lese hele saken",
        "Logg deg inn for å lese heile saka",
        "Denna artikel är för prenumeranter.",
        "Logga in för att läsa vidare.",
        "Artiklen er kun for abonnenter. Log ind for at læse videre.",
        "Dieser Artikel ist nur für Abonnenten.",
        "This article is for subscribers only.",
        "Subscribe to continue reading",
        "Register to read this article",
        "Denne saka krev abonnement",
        "Kun for abonnenter",
        "Les hele saken ved å logge inn",
        "Velg abonnement for å lese videre",
        "Du har lest dine gratis artikler denne måneden",
        "Artikeln är låst. Logga in för att läsa",
    ],
)
def test_plain_words_say_that_the_rest_is_closed_whatever_holds_them(notice: str) -> None:
    found = read_paywalled(page_of(below=f"<div><p>{notice}</p></div>"), TEASER)
    assert found is not None
    assert found.source == "text paywall"


def test_such_words_outside_of_the_article_say_nothing() -> None:
    page = page_of(below="<p>Logg inn for å lese hele saken</p>")
    assert page.root is not None
    page.survey.scope = page.root.css_first("h1")
    assert read_paywalled(page, TEASER) is None


def test_an_article_that_is_called_closed_but_shown_is_not_paywalled():
    assert read_paywalled(page_of(head=ld(isAccessibleForFree=False)), TEASER * 100) is None


def test_a_closed_part_that_is_on_the_page_is_open():
    part = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".closed"}
    page = page_of(
        head=ld(isAccessibleForFree=False, hasPart=part), below=f'<div class="closed">{TEASER * 10}</div>'
    )
    assert read_paywalled(page, TEASER * 11) is None
