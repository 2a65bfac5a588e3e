"""From a page's bytes to its Article: the stages in their order."""

from __future__ import annotations

from datetime import datetime

from selectolax.lexbor import LexborHTMLParser

from crawler.article import Article
from crawler.sites.profile import Site


def extract_article(
    html: bytes | str, url: str, *, site: Site | None = None, fetched_at: datetime | None = None
) -> Article:
    """Read the page at `url`. Pure and deterministic; never raises on bad HTML."""
    tree = LexborHTMLParser(html)
    heading = tree.css_first("h1")
    title = heading.text(strip=True) if heading else None
    paragraphs = [p.text(strip=True) for p in tree.css("p")]
    return Article(url=url, canonical_url=url, title=title, body="\n".join(p for p in paragraphs if p))
