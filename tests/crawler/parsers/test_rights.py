from __future__ import annotations

import pytest

from crawler.discovery.tdmrep import Reservation
from crawler.parsers.page import Page
from crawler.parsers.rights import Rights, may_say_rights, read_rights

URL = "https://kaiposten.example/sak"
TERMS = "https://kaiposten.example/vilkar"


UNSAID = Reservation()


def rights(head: str = "", headers: dict[str, str] | None = None, of_host: Reservation = UNSAID) -> Rights:
    body = f"<!doctype html><html><head><title>En sak</title>{head}</head><body><p>Hei</p></body></html>"
    said = read_rights(body.encode(), headers or {}, URL, "Nyhetsarkiv", of_host)
    if not may_say_rights(Page(body, URL).meta):
        assert said == read_rights(b"", headers or {}, URL, "Nyhetsarkiv", of_host)
    return said


@pytest.mark.parametrize(
    ("head", "noindex", "noarchive"),
    [
        ("", False, False),
        ('<meta name="robots" content="index, follow, max-image-preview:large">', False, False),
        ('<meta name="robots" content="max-image-preview:none, max-snippet: none">', False, False),
        ('<meta name="robots" content="noindex">', True, False),
        ("<META CONTENT='NoIndex,NoFollow' NAME=ROBOTS>", True, False),
        ('<meta name="robots" content="none">', True, False),
        ('<meta name="robots" content="follow noarchive">', False, True),
        ('<meta name="nyhetsarkiv" content="noarchive">', False, True),
        ('<meta name="googlebot" content="noindex, noarchive">', False, False),
        ('<meta name="robots" content="index"><meta name="robots" content="noarchive">', False, True),
        ('<!-- <meta name="robots" content="noindex"> -->', False, False),
    ],
)
def test_robots_meta_elements(head: str, noindex: bool, noarchive: bool) -> None:
    assert rights(head)[:2] == (noindex, noarchive)


@pytest.mark.parametrize(
    ("value", "noindex", "noarchive"),
    [
        ("noindex", True, False),
        ("index, NOARCHIVE", False, True),
        ("googlebot: noindex, noarchive", False, False),
        ("googlebot: noindex, nyhetsarkiv: noarchive", False, True),
        ("nyhetsarkiv: noindex, nofollow, noarchive", True, True),
        ("unavailable_after: 25 Jun 2010 15:00:00 PST, noindex", True, False),
        ("max-image-preview: none", False, False),
        ("googlebot: noindex\nnoarchive", False, True),
    ],
)
def test_the_header_x_robots_tag(value: str, noindex: bool, noarchive: bool) -> None:
    assert rights(headers={"x-robots-tag": value})[:2] == (noindex, noarchive)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_the_head_is_read_in_its_encoding(encoding: str) -> None:
    page = '<html><head><meta name="robots" content="noindex"></head><body></body></html>'.encode(encoding)
    assert read_rights(page, {}, URL, "Nyhetsarkiv").noindex


def test_a_page_that_only_speaks_of_it_asks_nothing() -> None:
    page = b'<html><head></head><body><p>&lt;meta name="robots"&gt;</p><meta name="robots" content="noindex">'
    assert read_rights(page, {}, URL, "Nyhetsarkiv") == Rights()


@pytest.mark.parametrize(
    ("head", "headers", "of_host", "reservation"),
    [
        ("", {}, (None, None), (None, None)),
        ('<meta name="tdm-reservation" content="1">', {}, (None, None), (True, None)),
        (
            '<meta name="tdm-reservation" content="1"><meta name="tdm-policy" content="/vilkar">',
            {},
            (None, None),
            (True, TERMS),
        ),
        ("", {"tdm-reservation": "1", "tdm-policy": TERMS}, (None, None), (True, TERMS)),
        ("", {"tdm-reservation": "0"}, (True, TERMS), (False, None)),
        ('<meta name="tdm-reservation" content="0">', {"tdm-reservation": "1"}, (True, None), (False, None)),
        ('<meta name="tdm-policy" content="/vilkar">', {}, (True, None), (True, None)),
        ('<meta name="tdm-reservation" content="ja">', {}, (False, None), (False, None)),
    ],
)
def test_the_word_closest_to_the_page_counts(
    head: str,
    headers: dict[str, str],
    of_host: tuple[bool | None, str | None],
    reservation: tuple[bool | None, str | None],
) -> None:
    assert rights(head, headers, Reservation(*of_host)).tdm == Reservation(*reservation)
