from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest

from crawler.discovery.entry import LARGEST_XML, Entry
from crawler.discovery.sitemaps import Sitemap, read_sitemap

BASE = "https://fagbladet.example/sitemap.xml"
NAMESPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)
A = "https://fagbladet.example/a"
MARCH, MAY = datetime(2024, 3, 1, tzinfo=UTC), datetime(2024, 5, 1, tzinfo=UTC)
MARCH_31 = datetime(2024, 3, 31, tzinfo=UTC)
NO_SITEMAP = "It is no sitemap."
BROKEN = "Its XML is broken in line 1; what could be read was."


def urlset(urls: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {NAMESPACES}>{urls}</urlset>'.encode()


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        (' encoding="utf-8"', "latin-1"),
        ("", "cp1252"),
        (' encoding="iso-8859-1"', "latin-1"),
        (' encoding="UTF-16"', "utf-16"),
        (' encoding="utf-8"', "utf-16"),
        (' encoding="utf-16"', "utf-16-le"),
        ("", "utf-16-be"),
        ("", "utf-8-sig"),
    ],
)
@pytest.mark.parametrize("is_packed", [False, True])
def test_addresses_are_read_whatever_is_declared(declared: str, encoding: str, is_packed: bool) -> None:
    """A parser would lose all that stands behind the first letter that does not fit."""
    urls = "".join(f"<url><loc>https://fagbladet.example/på-øya-{n}</loc></url>" for n in range(3))
    body = f'<?xml version="1.0"{declared}?><urlset>{urls}</urlset>'.encode(encoding)
    found = read_sitemap(gzip.compress(body) if is_packed else body, BASE)
    assert [page.url for page in found.pages] == [f"https://fagbladet.example/på-øya-{n}" for n in range(3)]
    assert found.problem is None


def test_a_plain_list_may_be_in_utf_16() -> None:
    assert read_sitemap(f"{A}\r\n{A}2\r\n".encode("utf-16"), BASE).pages == [Entry(A), Entry(f"{A}2")]


def test_what_breaks_off_within_a_letter_keeps_the_letters_before() -> None:
    body = "<urlset><url><loc>https://fagbladet.example/på-øya</loc></url><url><loc>/ø".encode()[:-1]
    assert read_sitemap(body, BASE).pages[0].url == "https://fagbladet.example/på-øya"


@pytest.mark.parametrize(
    ("body", "sitemap"),
    [
        pytest.param(
            urlset(f"<url><loc>{A}</loc><lastmod>2024-03-01</lastmod></url><url><loc> /b </loc></url>"),
            Sitemap([Entry(A, lastmod=MARCH), Entry("https://fagbladet.example/b")], []),
            id="pages, with and without a date",
        ),
        pytest.param(
            urlset(f"<url><loc>{A}?id=1&lang=nn&amp;x=&#50;</loc></url>"),
            Sitemap([Entry(f"{A}?id=1&lang=nn&x=2")], []),
            id="ampersands that are not written as such",
        ),
        pytest.param(
            urlset(
                f"<url><loc>{A}</loc><lastmod>2024-03</lastmod></url><url><loc>{A}</loc><news:news>"
                "<news:publication_date>2024</news:publication_date></news:news></url>"
            ),
            Sitemap(
                [
                    Entry(A, lastmod=MARCH_31, changed_from=MARCH),
                    Entry(
                        A, None, datetime(2024, 12, 31, tzinfo=UTC), True, datetime(2024, 1, 1, tzinfo=UTC)
                    ),
                ],
                [],
            ),
            id="a month and a year",
        ),
        pytest.param(
            f"<sitemapindex {NAMESPACES}><sitemap><loc>{A}.xml.gz</loc>"
            "<lastmod>2024-05-01</lastmod></sitemap>"
            "</sitemapindex>".encode(),
            Sitemap([], [Entry(f"{A}.xml.gz", lastmod=MAY)]),
            id="an index",
        ),
        pytest.param(
            urlset(
                f"<url><loc>{A}</loc><lastmod>2024-05-01</lastmod><news:news><news:publication_date>2024-03-01"
                "</news:publication_date><news:title>Ny kai</news:title></news:news></url>"
            ),
            Sitemap([Entry(A, MARCH, MAY, is_news=True)], []),
            id="news: when it was published and when it changed",
        ),
        pytest.param(
            urlset(
                f"<url><loc>{A}</loc><image:image><image:loc>https://fagbladet.example/kai.jpg</image:loc>"
                "</image:image></url>"
            ),
            Sitemap([Entry(A)], []),
            id="the page rather than its picture",
        ),
        pytest.param(gzip.compress(urlset(f"<url><loc>{A}</loc></url>")), Sitemap([Entry(A)], []), id="gzip"),
        pytest.param(
            urlset(f"<url><loc>{A}</loc></url>")[: -len("</url></urlset>")],
            Sitemap([Entry(A)], [], BROKEN),
            id="cut off",
        ),
        pytest.param(
            urlset("<url><loc></loc></url><url><loc>http://[x</loc></url>"), Sitemap([], []), id="no address"
        ),
        pytest.param(
            f"\ufeff{A}\r\n\n{A}?id=2\nikke en adresse\n".encode(),
            Sitemap([Entry(A), Entry(f"{A}?id=2")], []),
            id="plain text, an address a line",
        ),
        pytest.param(
            f"<rss><item><link>{A}</link></item></rss>".encode(),
            Sitemap([Entry(A, is_news=True)], []),
            id="a feed in its place",
        ),
        pytest.param(
            gzip.compress(urlset(f"<url><loc>{A}</loc></url>" + " " * 99), 0, mtime=0)[:-40],
            Sitemap([Entry(A)], [], "It is packed, and breaks off; what could be read was."),
            id="gzip that breaks off",
        ),
        pytest.param(b"", Sitemap([], [], NO_SITEMAP), id="nothing"),
        pytest.param(
            b"\x1f\x8bikke gzip",
            Sitemap([], [], "It is packed, and cannot be unpacked."),
            id="no gzip after all",
        ),
        pytest.param(b"<html><p>Siden finnes ikke", Sitemap([], [], NO_SITEMAP), id="a page instead"),
        pytest.param(b"Siden finnes ikke", Sitemap([], [], NO_SITEMAP), id="a sentence instead"),
    ],
)
def test_what_a_sitemap_lists(body: bytes, sitemap: Sitemap) -> None:
    assert read_sitemap(body, BASE) == sitemap


def test_a_gzip_bomb_lists_nothing() -> None:
    assert read_sitemap(gzip.compress(bytes(LARGEST_XML + 1)), BASE) == Sitemap(
        [], [], "It unpacks to more than 50 MB; not read."
    )


def test_entities_are_not_expanded() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    bomb = (
        f'<!DOCTYPE urlset [<!ENTITY l0 "ha">{laughs}]><urlset><url><loc>{A}</loc><x>&l8;</x></url></urlset>'
    )
    assert read_sitemap(bomb.encode(), BASE).pages == [Entry(A)]
