from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.entry import Entry
from crawler.discovery.feeds import Feed, read_feed

BASE = "https://fagbladet.example/rss/siste"
MARCH = datetime(2024, 3, 1, 7, 30, tzinfo=UTC)
LATER = datetime(2024, 3, 9, tzinfo=UTC)
BROKEN = "Its XML is broken in line 1; what could be read was."


def news(path: str, published: datetime | None = None, changed: datetime | None = None) -> Entry:
    return Entry(f"https://fagbladet.example{path}", published, changed, is_news=True)


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
            [news("/a", MARCH), news("/b")],
            id="rss, in its order, with and without a date",
        ),
        pytest.param(
            rss("<item><link> /nyheter/a\n</link></item>"),
            [news("/nyheter/a")],
            id="a relative link with white space",
        ),
        pytest.param(
            rss("<item><guid>https://fagbladet.example/a</guid></item><item><guid>17</guid></item>"),
            [news("/a")],
            id="the identifier, where there is no link and it is an address",
        ),
        pytest.param(
            rss("<item><link>http://[kaputt</link></item><item><link>/a</link></item>"),
            [news("/a")],
            id="a broken address costs itself alone",
        ),
        pytest.param(
            atom(
                '<entry><link rel="enclosure" href="/lyd.mp3"/><link rel="alternate" href="/a"/>'
                "<published>2024-03-01T08:30:00+01:00</published><updated>2024-03-09T00:00:00Z</updated></entry>"
                '<entry><link href="/b"/><updated>2024-03-01T07:30:00Z</updated></entry>'
            ),
            [news("/a", MARCH, LATER), news("/b", None, MARCH)],
            id="atom, the page rather than the sound",
        ),
        pytest.param(
            b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
            b'xmlns="http://purl.org/rss/1.0/" '
            b'xmlns:dc="http://purl.org/dc/elements/1.1/"><item><link>/a</link>'
            b"<dc:date>2024-03-01T07:30:00Z</dc:date></item></rdf:RDF>",
            [news("/a", MARCH)],
            id="rss 1.0",
        ),
        pytest.param(
            b"<rss><channel><item><link>/a</link></item><item><title>M\xe5l & mening</title><link>/b</link>",
            [news("/a"), news("/b")],
            id="broken XML gives what can be read",
        ),
        pytest.param(
            b'<feed xml:base="https://fagbladet.example/bygg/"><entry xml:base="2024/">'
            b'<link href="a"/></entry><entry><link href="b"/></entry></feed>',
            [news("/bygg/2024/a"), news("/bygg/b")],
            id="relative links start from xml:base",
        ),
        pytest.param(
            rss(
                '<a:link xmlns:a="http://www.w3.org/2005/Atom" rel="self" href="https://feeds.example/rss"/>'
                "<link>https://fagbladet.example/bygg/</link><item><link>2024/a</link></item>"
                '<item xml:base="https://fagbladet.example/fisk/"><link>b</link></item>'
            ),
            [news("/bygg/2024/a"), news("/fisk/b")],
            id="in RSS from the channel's page, where nothing nearer is said",
        ),
        pytest.param(
            rss("<link>/bygg/</link><item><link>a</link></item>"),
            [news("/bygg/a")],
            id="which may be relative itself",
        ),
        pytest.param(
            rss("<link>urn:fagbladet</link><item><link>a</link></item>"),
            [news("/rss/a")],
            id="and has to be a page",
        ),
        pytest.param(
            rss(
                '<item xmlns:f="http://rssnamespace.org/feedburner/ext/1.0"><link>https://feeds.example/1</link>'
                "<f:origLink>/a</f:origLink></item>"
            ),
            [news("/a")],
            id="the address behind a carrier's",
        ),
        pytest.param(
            b'\xef\xbb\xbf{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "/a", '
            b'"date_published": "2024-03-01T08:30:00+01:00", "date_modified": "2024-03-09"}, '
            b'{"external_url": "/b"}, {"title": "uten"}, 7]}',
            [news("/a", MARCH, LATER), news("/b")],
            id="JSON",
        ),
    ],
)
def test_entries(feed: bytes, entries: list[Entry]) -> None:
    assert read_feed(feed, BASE).entries == entries


@pytest.mark.parametrize(
    ("feed", "entries", "problem"),
    [
        (b"<rss><item><link>/a</link></item><item><title>A & B</title><link>/b</link>", ["/a", "/b"], BROKEN),
        (b"<rss><item><link>/a</link></item></rss>", ["/a"], None),
        (b"", [], "It is no feed."),
        (b"<html><body>Ikke her</body></html>", [], "It is no feed."),
        (b"Ikke her.", [], "It is no feed."),
        (b"\x1f\x8bikke gzip", [], "It is packed, and cannot be unpacked."),
        (gzip.compress(b"<rss><item><link>/a</link></item></rss>", mtime=0), ["/a"], None),
        (b'{"items": [{"url": "/a"}', [], "It is no feed: its JSON is broken."),
        (b'{"items": 7}', [], "It is no feed."),
        (b"[" * 100_000, [], "It is no feed."),
        (b'{"a":' * 100_000, [], "It is no feed: its JSON is broken."),
    ],
)
def test_what_is_wrong_with_a_feed_is_said(feed: bytes, entries: list[str], problem: str | None) -> None:
    assert read_feed(feed, BASE) == Feed([news(path) for path in entries], problem=problem)


@pytest.mark.parametrize(
    ("feed", "further"),
    [
        (atom('<link rel="next" href="?side=2"/><entry><link href="/a"/></entry>'), "/rss/siste?side=2"),
        (b'{"next_url": "/feed.json?side=2", "items": [{"url": "/a"}]}', "/feed.json?side=2"),
    ],
)
def test_the_older_page_of_a_feed(feed: bytes, further: str) -> None:
    assert read_feed(feed, BASE) == Feed([news("/a")], f"https://fagbladet.example{further}")


def test_entities_are_not_expanded() -> None:
    items = "<item><link>&a;</link></item><item><link>/b</link></item>"
    bomb = f'<!DOCTYPE rss [<!ENTITY a "/hemmelig">]><rss>{items}</rss>'
    assert read_feed(bomb.encode(), BASE).entries == [news("/b")]


@given(st.binary(max_size=200))
def test_any_bytes_are_survived(noise: bytes) -> None:
    assert isinstance(read_feed(b"<rss><item><link>" + noise + b"</link></item></rss>", BASE), Feed)
