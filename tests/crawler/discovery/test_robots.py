from __future__ import annotations

import pytest

from crawler.discovery.robots import read_sitemap_lines


@pytest.mark.parametrize(
    ("robots", "sitemaps"),
    [
        (b"User-agent: *\nDisallow: /sok\n", []),
        (
            b"Sitemap: https://fagbladet.example/s.xml\nsitemap:/n.xml\r\n",
            ["https://fagbladet.example/s.xml", "https://fagbladet.example/n.xml"],
        ),
        (b"\xef\xbb\xbfSITEMAP : /s.xml # alle saker", ["https://fagbladet.example/s.xml"]),
        (b"# Sitemap: /gammel.xml\nSitemap:\nSitemap: http://[x\n", []),
        (b"\xff\xfe\x00", []),
        ("Sitemap: /s.xml\n".encode("utf-16"), ["https://fagbladet.example/s.xml"]),
    ],
)
def test_sitemap_lines(robots: bytes, sitemaps: list[str]) -> None:
    assert read_sitemap_lines(robots, "https://fagbladet.example/robots.txt") == sitemaps
