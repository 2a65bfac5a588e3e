"""Pieces of HTML, feeds and sitemaps that more than one demo publication is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from email.utils import format_datetime
from html import escape
from itertools import groupby

from tests.sites.article_files import DemoArticle

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


def running_text(article: DemoArticle, fact_box: Callable[[list[str]], str]) -> list[str]:
    """The article's blocks as HTML elements; list items and facts that follow each other as one.

    `fact_box` makes a box of the texts of neighbouring facts; the first one is its heading.
    """
    elements = []
    for kind, group in groupby(article.blocks, key=lambda block: block[0]):
        texts = [text for _, text in group]
        if kind == "fact":
            elements.append(fact_box(texts))
        elif kind == "list_item":
            elements.append(bullets(texts))
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


_SINGLE = {
    "paragraph": "<p>{}</p>",
    "heading": "<h2>{}</h2>",
    "quote": "<blockquote><p>{}</p></blockquote>",
}
