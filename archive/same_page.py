"""Which stored article a record is of: the one at its addresses, else the same page at a twin of its address.

A page that names no address of its own may be met under several: by http and https, with `www.` and without,
at another of its publication's hosts, with and without a trailing slash, in other letter case, with
parameters that it does not heed, behind the number of a session. One run sees that by itself; another one
knows it from here.
"""

from __future__ import annotations

import re
import sqlite3
from typing import NamedTuple

from archive.near_identical import SAME_STORY, shingles, similarity
from archive.records import ArticleRecord

_AT = (
    "SELECT id, url FROM articles WHERE url = ?1 UNION ALL SELECT a.id, a.url FROM aliases l "
    "JOIN articles a ON a.id = l.article_id WHERE l.url = ?1 LIMIT 1"
)
_AT_TWINS = f"SELECT id, url FROM articles WHERE url IN ({', '.join('?' * 8)})"
_COPIES = 100  # of one text that are looked at: a formula may stand under thousands of addresses
_OF_TEXT = f"SELECT id, url, site_id FROM articles WHERE content_hash = ? AND body != '' LIMIT {_COPIES}"
_SESSION = re.compile(  # a part of a path that is a long number with letters: /s-8f3a9c21/artikkel/1
    r"(?<![^/])(?:[a-z]*[-_=.~])?(?=[a-z]*\d+[a-z]+\d|\d*[a-z]+\d+[a-z])"
    r"(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[\da-z]{8,})/"
)
_TEXT = "SELECT title, body FROM articles WHERE id = ?"
_PUBLISHED = "SELECT published FROM articles WHERE id = ?"


class Place(NamedTuple):
    """Where an article stands: its id, None where it is new, and its address; and the ids of `others` that
    turn out to be the same article."""

    article_id: int | None
    url: str
    others: tuple[int, ...] = ()


def find_place(
    connection: sqlite3.Connection, article: ArticleRecord, content_hash: str, fetched: str, site_id: int
) -> Place:
    """Where the article stands, or is to stand, of which `article`, whose text has this hash, is a look. The
    hosts of its publication, `site_id`, may show the same page.

    Where another article stands at the address that a page names in the place of its own, the one that was
    `fetched`, it is not that one: one address may stand in the template of all pages.
    """
    others = [found for url in article.aliases if (found := article_at(connection, url)) is not None]
    named = article_at(connection, article.url)
    is_known = named is None or named in others or fetched not in article.aliases
    if named is not None and not is_known and not _is_same(connection, named, article):
        return others[0] if others else Place(None, fetched)
    known = dict.fromkeys(found for found in (named, *others) if found is not None)
    if known:
        return _united(connection, [*known], article, is_led=fetched == article.url)
    page = _page(article.url, site_id)
    for article_id, url, of_site in connection.execute(_OF_TEXT, (content_hash,)) if article.body else ():
        if not page.isdisjoint(_page(url, of_site)):
            return Place(article_id, url)
    return _edited_twin(connection, article) or Place(None, article.url)


def _united(
    connection: sqlite3.Connection, known: list[Place], article: ArticleRecord, *, is_led: bool
) -> Place:
    """The first of the articles that stand at the addresses of a page, with those that tell the same story.
    One of another story stays: its address may lead now to whatever came in its place. Where one led to the
    other (`is_led`), the same title will do; an address in a page's template is named by all of one title.
    """
    if len(known) == 1:
        return known[0]
    of_that_day = (found for found in known if _is_of_that_day(connection, found, article))
    same = [found for found in of_that_day if _is_same(connection, found, article, by_title=is_led)]
    if len(same) < 2 or known[0] not in same:
        return known[0]
    first, *others = sorted((found.article_id or 0, found.url) for found in same)
    return Place(*first, others=tuple(article_id for article_id, _ in others))


def _is_of_that_day(connection: sqlite3.Connection, stored: Place, article: ArticleRecord) -> bool:
    """Whether nothing says that a stored article was published on another day: one of a series may lead to
    the next one, which says nearly the same."""
    (published,) = connection.execute(_PUBLISHED, (stored.article_id,)).fetchone()
    return not (published and article.published) or published[:10] == article.published[:10]


def article_at(connection: sqlite3.Connection, url: str) -> Place | None:
    """Where the article stands that has `url` as its address, or as another one."""
    row = connection.execute(_AT, (url,)).fetchone()
    return Place(*row) if row is not None else None


def _page(url: str, site_id: int) -> set[tuple[str | int, str]]:
    """The path at the host, and at the publication: one text is one page where it has either."""
    host, path, _ = _parts(url)
    path = _SESSION.sub("", path.lower())
    return {(host, path), (site_id, path)}


def _parts(url: str) -> tuple[str, str, str]:
    """Host without `www.`, path without a slash at its end, and the rest."""
    host, _, rest = url.partition("://")[2].partition("/")
    path, mark, query = rest.partition("?")
    return host.removeprefix("www."), path.rstrip("/"), mark + query


def _edited_twin(connection: sqlite3.Connection, article: ArticleRecord) -> Place | None:
    """The article at a twin of the address, where its text is another by now. A server that tells the twins
    apart has two."""
    for row in connection.execute(_AT_TWINS, _twins(article.url)):
        if _is_same(connection, found := Place(*row), article):
            return found
    return None


def _twins(url: str) -> list[str]:
    """The address with either scheme, with and without `www.`, with and without a slash at its end."""
    host, path, query = _parts(url)
    begins = (f"https://{host}/", f"https://www.{host}/", f"http://{host}/", f"http://www.{host}/")
    ends = (path + query, f"{path}/{query}" if path else query)
    return [begin + end for begin in begins for end in ends]


def _is_same(
    connection: sqlite3.Connection, stored: Place, article: ArticleRecord, *, by_title: bool = True
) -> bool:
    """Whether a stored article has the same title, or most of the same text."""
    title, body = connection.execute(_TEXT, (stored.article_id,)).fetchone()
    is_titled_so = by_title and title.casefold() == article.title.casefold()
    return is_titled_so or similarity(shingles(body), shingles(article.body)) >= SAME_STORY
