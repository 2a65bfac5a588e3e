"""The headline and the kicker above it, from the places in which a page says them."""

from __future__ import annotations

import json

import pytest

from crawler.parsers.page import Page
from crawler.parsers.title import read_title

TITLE = "Fabrikken i Mandal åpner igjen"


def page_of(
    body: str = "",
    og: str = "",
    headline: str = "",
    title: str = "",
    site: str = "Fagbladet",
    twitter: str = "",
    kind: str = "NewsArticle",
) -> Page:
    head = f"<title>{title}</title>" if title else ""
    for name, content in (("og:title", og), ("og:site_name", site), ("twitter:title", twitter)):
        head += f'<meta property="{name}" content="{content}">' if content else ""
    if headline:
        head += (
            f'<script type="application/ld+json">{json.dumps({"@type": kind, "headline": headline})}</script>'
        )
    return Page(
        f"<html><head>{head}</head><body>{body}<p>Tekst.</p></body></html>", "https://fagblad.example/a/1"
    )


@pytest.mark.parametrize(
    "page",
    [
        page_of(f"<h1>{TITLE}</h1>"),
        page_of(og=TITLE),
        page_of(headline=TITLE),
        page_of(title=TITLE),
        page_of(title=f"{TITLE} | Fagbladet"),
        page_of(title=f"{TITLE} - Fagbladet.no"),
        page_of(title=f"{TITLE} – Fagbladet"),
        page_of(title=f"Fagbladet | {TITLE}"),
        page_of(title=f"{TITLE} › Fagbladet"),
        page_of(title=f"{TITLE} ‹ Fagbladet"),
        page_of(f"<p>{TITLE}</p><p>Kai og kyst</p>", title=f"{TITLE} – Kai og kyst – Blogg", site=""),
        page_of("<p>Fagbladet</p>", title=f"Fagbladet » {TITLE}"),
        page_of(og=f"{TITLE} - Fagbladet"),
        page_of(f"<h1>{TITLE}</h1>", og=f"{TITLE} | Fagbladet", title=f"{TITLE} | Fagbladet"),
        page_of(f"<h1>{TITLE}</h1>", headline=TITLE, og="Se hva som skjer i Mandal"),
        page_of("<h1>Fagbladet</h1>", og=TITLE, title=f"{TITLE} | Fagbladet"),
        page_of(f"<h1>Fagbladet</h1><h1>{TITLE}</h1>", og=TITLE),
        page_of("<h1>Meny</h1>", headline=TITLE, og=TITLE),
        page_of("<h1>\n  Fabrikken i Mandal\n <br>åpner igjen</h1>"),
        page_of("<h1><span>Fabrikken i Mandal </span><span>åpner igjen</span></h1>"),
        page_of("<h1>Fabrikken i Man&shy;dal åpner igjen</h1>", og=TITLE),
        page_of(og="Fabrikken i Mandal &amp;aring;pner igjen"),
    ],
)
def test_the_headline(page):
    found = read_title(page)
    assert found is not None
    assert found.value.headline == TITLE


SEARCHED = "Fabrikken i Mandal åpner i 2026"
WHOLE = f"Ny optimisme: {TITLE}"


@pytest.mark.parametrize(
    ("page", "headline"),
    [
        (page_of(f"<h1>{TITLE}</h1>", og=SEARCHED, title=SEARCHED), TITLE),
        (page_of(f"<h1>{TITLE}</h1>", og=SEARCHED, headline=SEARCHED, kind="BlogPosting"), TITLE),
        (page_of(f"<h1>{TITLE}</h1>", og=SEARCHED, headline=SEARCHED), SEARCHED),  # news
        (page_of("<h1>Fra fabrikken</h1>", og=SEARCHED, title=SEARCHED), SEARCHED),  # says something else
        (page_of(f"<h1>{TITLE}</h1>", og=WHOLE, title=WHOLE), WHOLE),  # a kicker that the h1 leaves out
        (page_of("<h1>Ny optimisme:</h1>", og=WHOLE, title=WHOLE), WHOLE),
    ],
)
def test_what_is_no_news_is_called_as_its_readers_see_it(page: Page, headline: str) -> None:
    found = read_title(page)
    assert found is not None
    assert found.value.headline == headline


@pytest.mark.parametrize(
    "title",
    [
        "Havbruk - en næring i vekst",
        "Krise i bransjen | – Vi må stå sammen, sier lederen",
        "– Dette er galskap",
        "Slik ble 2023: Ti ting vi lærte",
    ],
)
def test_dashes_and_colons_of_the_headline_stay(title):
    found = read_title(page_of(f"<h1>{title}</h1>", og=title, title=f"{title} | Fagbladet"))
    assert found is not None
    assert found.value.headline == title


@pytest.mark.parametrize(
    ("body", "kicker"),
    [
        (f'<p class="kicker">Havbruk</p><h1>{TITLE}</h1>', "Havbruk"),
        (f'<p class="kicker">HAVBRUK:</p><h1>{TITLE}</h1>', "HAVBRUK"),
        (f'<div class="stikktittel">Havbruk</div><h1>{TITLE}</h1>', "Havbruk"),
        (f'<h1><span class="kicker">Havbruk</span> {TITLE}</h1>', "Havbruk"),
        (f'<span class="article-overline">Havbruk</span><h1>{TITLE}</h1>', "Havbruk"),
        (f'<div class="Vignette_root__1">Havbruk</div><h1>{TITLE}</h1>', "Havbruk"),
        (f'<div class="trumpet">Havbruk</div><h1>{TITLE}</h1>', "Havbruk"),
        (f'<p class="eyebrow">Updated</p><h1>{TITLE}</h1>', None),
        (f"<h1>{TITLE}</h1>", None),
        (f'<p class="label">Havbruk</p><h1>{TITLE}</h1>', None),
        (f'<p class="kicker">{"Et helt avsnitt som ikke er en stikktittel. " * 3}</p><h1>{TITLE}</h1>', None),
    ],
)
def test_the_kicker(body, kicker):
    found = read_title(page_of(body, og=TITLE))
    assert found is not None
    assert (found.value.headline, found.value.kicker) == (TITLE, kicker)


@pytest.mark.parametrize(
    "h1",
    [
        '<h1><a href="/">Fagbladet for papp</a></h1>',
        '<h1><a href="https://fagblad.example/">Fagbladet for papp</a></h1>',
        '<h1 class="site-title">Fagbladet for papp</h1>',
    ],
)
def test_an_h1_that_is_the_name_of_the_site_is_no_headline(h1: str) -> None:
    found = read_title(page_of(f"{h1}<h2>{TITLE}</h2>", title=f"{TITLE} | Fagbladet for papp"))
    assert found is not None
    assert found.value.headline == TITLE


@pytest.mark.parametrize(("title", "headline"), [("Fagbladet", TITLE), ("Ikke funnet", "Ikke funnet")])
def test_where_the_title_is_the_name_of_the_site_the_first_h2_is_the_headline(
    title: str, headline: str
) -> None:
    found = read_title(page_of(f"<h2>{TITLE}</h2><p>Brødtekst.</p>", title=title))
    assert found is not None
    assert found.value.headline == headline


def test_a_page_that_says_no_title():
    assert read_title(page_of()) is None


def test_the_source_names_the_place():
    found = read_title(page_of(headline=TITLE))
    assert found is not None
    assert found.source == "json-ld"
