"""The sitemaps that a robots.txt names. Obeying its rules is the robots middleware's job."""

from __future__ import annotations

from urllib.parse import urljoin


def read_sitemap_lines(body: bytes, base: str) -> list[str]:
    """The addresses of the Sitemap lines, in their order."""
    lines = body.decode("utf-8", "replace").splitlines()
    pairs = (line.partition(":") for line in lines)
    return [
        urljoin(base, value.strip())
        for key, _, value in pairs
        if key.strip().lower() == "sitemap" and value.strip()
    ]
