"""Readers of text take no longer than the text is long, whatever stands in it."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from crawler.parsers.access import read_paywalled, read_sponsored
from crawler.parsers.byline import read_authors
from crawler.parsers.byline_text import is_name, read_byline
from crawler.parsers.captions import read_captions
from crawler.parsers.credit import split_credit
from crawler.parsers.date_text import read_date
from crawler.parsers.dates import read_published, read_updated
from crawler.parsers.dates_shown import ShownDates
from crawler.parsers.keyword_text import opens_keywords, read_keyword_line
from crawler.parsers.keywords import read_keywords
from crawler.parsers.language import language_of
from crawler.parsers.page import Page
from crawler.parsers.section import read_section
from crawler.parsers.title import read_title

PIECES = [
    "a", " ", "(", "Av ", "Foto: ", "og ", ", ", "1", "12.", "12/3-", "A.", "a@", "a.", "- ", "| ",
    "Publisert ", "Kari Nordmann ", "Foto (", "(foto", "© ", "A / ", "12. mars ", "kl. ", "#", ";", "æ",
    "\n", "\t \n", "+47 ",
]  # fmt: skip
LONG = 100_000  # characters
ENOUGH = 1.0  # seconds; a reader that goes quadratic takes minutes

READERS: list[Callable[[str], object]] = [
    read_byline,
    is_name,
    read_date,
    split_credit,
    read_keyword_line,
    opens_keywords,
    language_of,
]
PAGE_READERS: list[Callable[[Page], object]] = [
    read_title,
    read_keywords,
    read_section,
    read_sponsored,
    lambda page: read_paywalled(page, ""),
    read_authors,
    lambda page: read_published(ShownDates(page)),
    lambda page: read_updated(ShownDates(page), None),
    lambda page: read_captions(page, None),
]


@pytest.mark.parametrize("piece", PIECES)
def test_a_long_text_of_one_piece(piece):
    text = piece * (LONG // len(piece))
    for reader in READERS:
        began = time.process_time()
        reader(text)
        assert time.process_time() - began < ENOUGH, reader


@pytest.mark.parametrize("piece", ["Av ", "Foto: ", "a | ", "- ", "A ", "abonnent "])
def test_a_page_whose_every_field_is_long(piece):
    text = piece * (LONG // len(piece))
    page = Page(
        f'<html lang="{text}"><head><title>{text}</title><meta property="og:title" content="{text}">'
        f'<meta name="keywords" content="{text}"><meta property="article:section" content="{text}"></head>'
        f'<body class="{text}"><div class="paywall {text}">{text}</div><p class="kicker">{text}</p>'
        f"<h1>{text}</h1><figure><img><figcaption>{text}</figcaption></figure><p>{text}</p></body></html>",
        "https://fagblad.example/a/1",
    )
    for reader in PAGE_READERS:
        began = time.process_time()
        reader(page)
        assert time.process_time() - began < ENOUGH, reader
