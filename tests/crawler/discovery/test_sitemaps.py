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
NOTHING = Sitemap([], [])


def urlset(urls: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {NAMESPACES}>{urls}</urlset>'.encode()


@pytest.mark.parametrize(
    ("body", "sitemap"),
    [
        pytest.param(
            urlset(f"<url><loc>{A}</loc><lastmod>2024-03-01</lastmod></url><url><loc> /b </loc></url>"),
            Sitemap([Entry(A, MARCH), Entry("https://fagbladet.example/b")], []),
            id="pages, with and without a date",
        ),
        pytest.param(
            f"<sitemapindex {NAMESPACES}><sitemap><loc>{A}.xml.gz</loc>"
            "<lastmod>2024-05-01</lastmod></sitemap>"
            "</sitemapindex>".encode(),
            Sitemap([], [Entry(f"{A}.xml.gz", MAY)]),
            id="an index",
        ),
        pytest.param(
            urlset(
                f"<url><loc>{A}</loc><lastmod>2024-05-01</lastmod><news:news><news:publication_date>2024-03-01"
                "</news:publication_date><news:title>Ny kai</news:title></news:news></url>"
            ),
            Sitemap([Entry(A, MARCH)], []),
            id="news: the day it was published rather than changed",
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
            Sitemap([Entry(A)], []),
            id="cut off",
        ),
        pytest.param(
            urlset("<url><loc></loc></url><url><loc>http://[x</loc></url>"), NOTHING, id="no address"
        ),
        pytest.param(b"", NOTHING, id="nothing"),
        pytest.param(b"\x1f\x8bikke gzip", NOTHING, id="no gzip after all"),
        pytest.param(b"<html><p>Siden finnes ikke", NOTHING, id="a page instead"),
    ],
)
def test_what_a_sitemap_lists(body: bytes, sitemap: Sitemap) -> None:
    assert read_sitemap(body, BASE) == sitemap


def test_a_gzip_bomb_lists_nothing() -> None:
    assert read_sitemap(gzip.compress(bytes(LARGEST_XML + 1)), BASE) == NOTHING


def test_entities_are_not_expanded() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    bomb = (
        f'<!DOCTYPE urlset [<!ENTITY l0 "ha">{laughs}]><urlset><url><loc>{A}</loc><x>&l8;</x></url></urlset>'
    )
    assert read_sitemap(bomb.encode(), BASE) == Sitemap([Entry(A)], [])
