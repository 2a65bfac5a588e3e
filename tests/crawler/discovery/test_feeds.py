from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.entry import Entry
from crawler.discovery.feeds import read_feed, read_moment

BASE = "https://fagbladet.example/rss/siste"
MARCH = datetime(2024, 3, 1, 7, 30, tzinfo=UTC)


def rss(items: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'.encode()


def atom(entries: str) -> bytes:
    return f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'.encode()


@pytest.mark.parametrize(
    ("feed", "entries"),
    [
        pytest.param(
            rss(
                "<item><link>https://fagbladet.example/a</link>"
                "<pubDate>Fri, 01 Mar 2024 07:30:00 GMT</pubDate></item>"
                "<item><link>https://fagbladet.example/b</link></item>"
            ),
            [Entry("https://fagbladet.example/a", MARCH), Entry("https://fagbladet.example/b")],
            id="rss, in its order, with and without a date",
        ),
        pytest.param(
            rss("<item><link> /nyheter/a\n</link></item>"),
            [Entry("https://fagbladet.example/nyheter/a")],
            id="a relative link with white space",
        ),
        pytest.param(
            rss("<item><guid>https://fagbladet.example/a</guid></item><item><guid>17</guid></item>"),
            [Entry("https://fagbladet.example/a")],
            id="the identifier, where there is no link and it is an address",
        ),
        pytest.param(
            rss("<item><link>http://[kaputt</link></item><item><link>/a</link></item>"),
            [Entry("https://fagbladet.example/a")],
            id="a broken address costs itself alone",
        ),
        pytest.param(
            atom(
                '<entry><link rel="enclosure" href="/lyd.mp3"/><link rel="alternate" href="/a"/>'
                "<published>2024-03-01T08:30:00+01:00</published><updated>2024-03-09T00:00:00Z</updated></entry>"
                '<entry><link href="/b"/><updated>2024-03-01T07:30:00Z</updated></entry>'
            ),
            [Entry("https://fagbladet.example/a", MARCH), Entry("https://fagbladet.example/b", MARCH)],
            id="atom, the page rather than the sound",
        ),
        pytest.param(
            b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
            b'xmlns="http://purl.org/rss/1.0/" '
            b'xmlns:dc="http://purl.org/dc/elements/1.1/"><item><link>/a</link>'
            b"<dc:date>2024-03-01T07:30:00Z</dc:date></item></rdf:RDF>",
            [Entry("https://fagbladet.example/a", MARCH)],
            id="rss 1.0",
        ),
        pytest.param(
            b"<rss><channel><item><link>/a</link></item><item><title>M\xe5l & mening</title><link>/b</link>",
            [Entry("https://fagbladet.example/a"), Entry("https://fagbladet.example/b")],
            id="broken XML gives what can be read",
        ),
        pytest.param(b"", [], id="nothing"),
        pytest.param(b"<html><body>Ikke her</body></html>", [], id="a page instead"),
    ],
)
def test_entries(feed: bytes, entries: list[Entry]) -> None:
    assert read_feed(feed, BASE) == entries


def test_entities_are_not_expanded() -> None:
    items = "<item><link>&a;</link></item><item><link>/b</link></item>"
    bomb = f'<!DOCTYPE rss [<!ENTITY a "/hemmelig">]><rss>{items}</rss>'
    assert read_feed(bomb.encode(), BASE) == [Entry("https://fagbladet.example/b")]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-03-01", datetime(2024, 3, 1, tzinfo=UTC)),
        ("2024-03-01T08:30:00+01:00", datetime(2024, 3, 1, 8, 30, tzinfo=timezone(timedelta(hours=1)))),
        ("2024-03-01T07:30Z", MARCH),
        ("Fri, 01 Mar 2024 07:30:00 +0000", MARCH),
        ("Fri, 01 Mar 2024 07:30:00", MARCH),
        ("1. mars 2024", None),
        ("Fri, 01 Mar 2024 07:30:00 +99999999999999999999", None),
        ("", None),
    ],
)
def test_moments(text: str, moment: datetime | None) -> None:
    assert read_moment(text) == moment


@given(st.binary(max_size=200))
def test_any_bytes_are_survived(noise: bytes) -> None:
    assert isinstance(read_feed(b"<rss><item><link>" + noise + b"</link></item></rss>", BASE), list)
