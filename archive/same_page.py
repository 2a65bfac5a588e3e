"""Which stored article a record is of: the one at its addresses, else the same page at a twin of its address.

A page that names no address of its own may be met under several: by http and https, with `www.` and without,
with and without a trailing slash, in other letter case, with parameters that it does not heed. One run sees
that by itself; another one knows it from here.
"""

from __future__ import annotations

import itertools
import sqlite3
from typing import NamedTuple
from urllib.parse import urlsplit

from archive.near_identical import SAME_STORY, shingles, similarity
from archive.records import ArticleRecord

_AT = (
    "SELECT id, url FROM articles WHERE url = ?1 UNION ALL SELECT a.id, a.url FROM aliases l "
    "JOIN articles a ON a.id = l.article_id WHERE l.url = ?1 LIMIT 1"
)
_COPIES = 100  # of one text that are looked at: a formula may stand under thousands of addresses
_OF_TEXT = f"SELECT id, url FROM articles WHERE content_hash = ? AND body != '' LIMIT {_COPIES}"
_TEXT = "SELECT title, body FROM articles WHERE id = ?"


class Place(NamedTuple):
    """Where an article stands: its id, None where it is new, and its address."""

    article_id: int | None
    url: str


def find_place(
    connection: sqlite3.Connection, article: ArticleRecord, content_hash: str, fetched: str
) -> Place:
    """Where the article stands, or is to stand, of which `article`, whose text has this hash, is a look.

    Where another article stands at the address that a page names in the place of its own, the one that was
    `fetched`, it is not that one: one address may stand in the template of all pages.
    """
    others = [found for url in article.aliases if (found := article_at(connection, url)) is not None]
    named = article_at(connection, article.url)
    is_known = named is None or named in others or fetched not in article.aliases
    if named is not None and not is_known and not _is_same(connection, named, article):
        return others[0] if others else Place(None, fetched)
    for found in (named, *others):
        if found is not None:
            return found
    page = _page(article.url)
    for article_id, url in connection.execute(_OF_TEXT, (content_hash,)) if article.body else ():
        if _page(url) == page:
            return Place(article_id, url)
    return _edited_twin(connection, article) or Place(None, article.url)


def article_at(connection: sqlite3.Connection, url: str) -> Place | None:
    """Where the article stands that has `url` as its address, or as another one."""
    row = connection.execute(_AT, (url,)).fetchone()
    return Place(*row) if row is not None else None


def _page(url: str) -> tuple[str, str]:
    """What all addresses share under which one text is one page."""
    parts = urlsplit(url)
    return parts.netloc.removeprefix("www."), parts.path.rstrip("/").lower()


def _edited_twin(connection: sqlite3.Connection, article: ArticleRecord) -> Place | None:
    """The article at a twin of the address, where its text is another by now. A server that tells the twins
    apart has two."""
    for twin in _twins(article.url):
        if (found := article_at(connection, twin)) is not None and _is_same(connection, found, article):
            return found
    return None


def _is_same(connection: sqlite3.Connection, stored: Place, article: ArticleRecord) -> bool:
    """Whether a stored article has the same title, or most of the same text."""
    title, body = connection.execute(_TEXT, (stored.article_id,)).fetchone()
    is_titled_so = title.casefold() == article.title.casefold()
    return is_titled_so or similarity(shingles(body), shingles(article.body)) >= SAME_STORY


def _twins(url: str) -> list[str]:
    """The address with the other scheme, with or without `www.`, with or without its trailing slash."""
    parts = urlsplit(url)
    host, path = parts.netloc.removeprefix("www."), parts.path.rstrip("/")
    paths = (path, f"{path}/") if path else ("/",)
    others = itertools.product(("https", "http"), (host, f"www.{host}"), paths)
    found = (parts._replace(scheme=scheme, netloc=n, path=p).geturl() for scheme, n, p in others)
    return [twin for twin in found if twin != url]
