"""Equal things come out equal: one form of text, one address, one clock."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.utils.test import get_crawler

from crawler.article import Article, Author, Block, Caption
from crawler.spiders.news import NewsSpider
from pipelines.normalise import Normalise, normalise_article
from tests.pipelines.captures import ARTICLE, HOST, SITE, URL, capture


def canonical_of(named: str, answered: str) -> str:
    """The address under which a page at `answered` is kept that names itself `named`."""
    item = capture(answered, article=replace(ARTICLE, url=answered, canonical_url=named))
    article = Normalise(SITE).process_item(item).article
    assert article is not None
    return article.canonical_url


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Blåbærsyltetøy", "Blåbærsyltetøy"),
        (unicodedata.normalize("NFD", "Ål på Ås"), "Ål på Ås"),
        ("nærings\u00adklyngen", "næringsklyngen"),
        ("a\u00ad\u030a", "å"),
        ("\ufefflaks\u200boppdrett", "laksoppdrett"),
        ("Laks\u00a0og\u2009sei\t og \x07torsk ", "Laks og sei og torsk"),
        ("Fisk 🐟 og 👩\u200d🔬", "Fisk 🐟 og 👩\u200d🔬"),
        ("løst \ud83d surrogat", "løst surrogat"),
        ("5 % – «ja», ½ og ²", "5 % – «ja», ½ og ²"),
        ("Čáhcesuolu, Sápmi", "Čáhcesuolu, Sápmi"),
        (" \u00ad\t", None),
        ("", None),
    ],
)
def test_text_has_one_form(text: str, expected: str | None) -> None:
    assert normalise_article(replace(ARTICLE, title=text)).title == expected


def test_the_body_keeps_its_lines_and_no_empty_ones() -> None:
    body = " Første\u00a0linje. \r\n\n \u200b \nAndre  linje.\n"
    assert normalise_article(replace(ARTICLE, body=body)).body == "Første linje.\nAndre linje."


def test_every_text_of_an_article_is_reached() -> None:
    raw, clean = "Nær\u00ading  på A\u030as", "Næring på Ås"

    def filled(text: str) -> Article:
        return replace(
            ARTICLE,
            title=text,
            kicker=text,
            lead=text,
            body=text,
            blocks=(Block("heading", text),),
            captions=(Caption(text, text, f"{HOST}/a.jpg"),),
            authors=(Author(text, text, "a@b.example"),),
            keywords=(text, "laks"),
            section=text,
            problems=(text,),
            published=None,
            updated=None,
        )

    assert normalise_article(filled(raw)) == filled(clean)


def test_what_has_no_text_left_is_left_out() -> None:
    blank = " \u00ad\u200b"
    hollow = replace(
        ARTICLE,
        kicker=blank,
        lead=blank,
        section=blank,
        authors=(Author(blank, "journalist"), Author("Kari Nordmann", blank, "")),
        keywords=(blank, "laks"),
        captions=(Caption(blank, None, f"{HOST}/a.jpg"), Caption(blank, "Per Ås"), Caption("Tomta.", blank)),
        blocks=(Block("heading", blank), Block("paragraph", "Kommunen sier ja.")),
    )
    normal = normalise_article(hollow)
    assert (normal.kicker, normal.lead, normal.section) == (None, None, None)
    assert normal.authors == (Author("Kari Nordmann"),)
    assert normal.keywords == ("laks",)
    assert normal.captions == (Caption("", "Per Ås"), Caption("Tomta."))
    assert normal.blocks == (Block("paragraph", "Kommunen sier ja."),)


def test_nothing_is_made_of_nothing() -> None:
    bare = Article(url=URL, canonical_url=URL)
    assert normalise_article(bare) == bare


def test_times_are_those_of_clocks_in_norway() -> None:
    pacific = timezone(timedelta(hours=-8))
    article = replace(
        ARTICLE,
        published=datetime(2024, 7, 1, 22, 30, tzinfo=UTC),
        updated=datetime(2024, 12, 31, 15, 0, tzinfo=pacific),
    )
    normal = normalise_article(article)
    assert normal.published is not None
    assert normal.updated is not None
    assert normal.published.isoformat() == "2024-07-02T00:30:00+02:00"
    assert normal.updated.isoformat() == "2025-01-01T00:00:00+01:00"
    assert (normal.published, normal.updated) == (article.published, article.updated)


@given(st.text())
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise_article(replace(ARTICLE, title=text, body=text, keywords=(text,)))
    assert normalise_article(once) == once


@pytest.mark.parametrize(
    ("named", "answered", "kept"),
    [
        (URL, f"{URL}?page=2", URL),
        (f"{URL}?utm_source=rss#topp", f"{URL}?x=1", URL),
        ("https://fjordposten.example/laks", URL, "https://fjordposten.example/laks"),
        ("HTTP://FJORDPOSTEN.example:8080/laks", URL, "http://fjordposten.example:8080/laks"),
        (f"{HOST}/?id=17", URL, f"{HOST}/?id=17"),
        ("", URL, URL),
    ],
    ids=["its word", "tracking", "sister host", "host with port", "front page with a query", "none named"],
)
def test_a_page_is_kept_under_the_address_it_names(named: str, answered: str, kept: str) -> None:
    assert canonical_of(named, answered) == kept


@pytest.mark.parametrize(
    "named",
    [
        "https://www.packnews.example/laks",
        "https://fjordposten.example.evil.example/laks",
        "https://fjordposten.example:9999/laks",
        f"{HOST}/",
        HOST,
        f"{HOST}/?utm_source=rss",
        f"{HOST}/#top",
        "/laks-2",
        "laks",
        "javascript:void(0)",
        "http://[",
        "ftp://www.fjordposten.example/laks-2",
    ],
)
def test_a_foreign_or_meaningless_address_is_not_believed(named: str) -> None:
    assert canonical_of(named, f"{URL}?fbclid=abc") == URL


def test_a_capture_without_an_article_passes_untouched() -> None:
    assert Normalise(SITE).process_item(capture(article=None)) == capture(article=None)


def test_the_profile_is_that_of_the_spider_that_runs() -> None:
    crawler = get_crawler(NewsSpider)
    crawler.spider = NewsSpider(site=SITE)
    assert Normalise.from_crawler(crawler).site == SITE
