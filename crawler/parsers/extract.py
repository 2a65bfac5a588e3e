"""From a page's bytes to its Article: the stages in their order."""

from __future__ import annotations

from datetime import datetime

from crawler.article import Article, Block
from crawler.parsers.decode import decode
from crawler.parsers.locate import locate
from crawler.parsers.page import Page
from crawler.parsers.running_text import read_pieces
from crawler.parsers.sift import sift
from crawler.sites.profile import Site


def extract_article(
    html: bytes | str, url: str, *, site: Site | None = None, fetched_at: datetime | None = None
) -> Article:
    """Read the page at `url`. Pure and deterministic; never raises on bad HTML."""
    text = decode(html) if isinstance(html, bytes) else html
    page = Page(text, url)
    title = page.first_meta("og:title")
    located = locate(page)
    pieces = sift(read_pieces(page, located), page) if located is not None else []
    blocks = [Block(piece.kind, piece.text) for piece in pieces]
    body = "\n".join(block.text for block in blocks if block.kind != "fact")
    return Article(
        url=url, canonical_url=url, title=title[0] if title else None, body=body, blocks=tuple(blocks)
    )
