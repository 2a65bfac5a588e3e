"""The sitemaps that a robots.txt names. Obeying its rules is the robots middleware's job."""

from __future__ import annotations

from crawler.discovery.entry import absolute
from crawler.parsers.decode import decode


def read_sitemap_lines(body: bytes, base: str) -> list[str]:
    """The addresses of the Sitemap lines, in their order."""
    lines = decode(body).lstrip("\ufeff").splitlines()
    pairs = (line.partition("#")[0].partition(":") for line in lines)
    named = (absolute(base, value) for key, _, value in pairs if key.strip().lower() == "sitemap")
    return [address for address in named if address]
