"""Pieces of HTML, feeds and sitemaps that more than one demo publication is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from email.utils import format_datetime
from html import escape
from itertools import groupby

from tests.sites.article_files import DemoArticle

_SINGLE = {
    "paragraph": "<p>{}</p>",
    "heading": "<h2>{}</h2>",
}
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>{title}</title>
<link>{base}</link>
<description>Siste nytt fra {title}</description>
{items}
</channel>
</rss>
"""
_ITEM = """<item>
<title>{title}</title>
<link>{url}</link>
<guid isPermaLink="true">{url}</guid>
<pubDate>{published}</pubDate>
<description>{lead}</description>
</item>"""


def running_text(
    article: DemoArticle, fact_box: Callable[[list[str]], str], quote: Callable[[str], str]
) -> list[str]:
    """The article's blocks as HTML elements; list items and facts that follow each other as one.

    `fact_box` makes a box of the texts of neighbouring facts; the first one is its heading.
    `quote` makes the element of a quote.
    """
    elements = []
    for kind, group in groupby(article.blocks, key=lambda block: block[0]):
        texts = [text for _, text in group]
        if kind == "fact":
            elements.append(fact_box(texts))
        elif kind == "list_item":
            elements.append(bullets(texts))
        elif kind == "quote":
            elements.extend(map(quote, texts))
        else:
            elements.extend(_SINGLE[kind].format(escape(text, quote=False)) for text in texts)
    return elements


def bullets(texts: Iterable[str]) -> str:
    """The texts as a list."""
    return "<ul>" + "".join(f"<li>{escape(text, quote=False)}</li>" for text in texts) + "</ul>"


def feed(title: str, base: str, articles: Iterable[DemoArticle]) -> bytes:
    """The articles as RSS 2.0."""
    items = [
        _ITEM.format(
            title=escape(article.title),
            url=base.rstrip("/") + article.path,
            published=format_datetime(article.published),
            lead=escape(article.lead or ""),
        )
        for article in articles
    ]
    return _FEED.format(title=escape(title), base=base, items="\n".join(items)).encode()


def sitemap(base: str, changed: Mapping[str, datetime | None]) -> bytes:
    """A sitemap of paths with the time of their last change, where it is known."""
    entries = []
    for path, moment in changed.items():
        when = f"<lastmod>{moment.isoformat()}</lastmod>" if moment else ""
        entries.append(f"<url><loc>{base.rstrip('/')}{path}</loc>{when}</url>")
    return f'{_XML}<urlset xmlns="{_SITEMAPS}">\n{chr(10).join(entries)}\n</urlset>\n'.encode()


def sitemap_index(addresses: Iterable[str]) -> bytes:
    """A sitemap of sitemaps."""
    entries = "\n".join(f"<sitemap><loc>{address}</loc></sitemap>" for address in addresses)
    return f'{_XML}<sitemapindex xmlns="{_SITEMAPS}">\n{entries}\n</sitemapindex>\n'.encode()
