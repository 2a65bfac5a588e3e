"""An article's versions, when each was seen, and what changed from one to the next."""

from __future__ import annotations

import difflib
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from archive.errors import ArticleUnknown
from archive.text_diff import Paragraph, difference

_LIKE_ENOUGH = 0.6  # of the signs of an address, for a hint
_NEAR = 2000  # addresses of one host that are looked at for it
_FIND = """
SELECT a.id, s.name, a.url, a.last_seen, a.gone FROM articles a JOIN sites s ON s.id = a.site_id
WHERE a.id = coalesce(
    (SELECT id FROM articles WHERE url = ?1),
    (SELECT article_id FROM aliases WHERE url = ?1),
    (SELECT article_id FROM fetches WHERE url = ?1 AND article_id IS NOT NULL ORDER BY id DESC LIMIT 1))
"""


@dataclass(frozen=True, slots=True)
class Version:
    """A text that an article had. Times are ISO 8601 with offset.

    `seen` is when it was first stored so, `updated` what the page then called its last change
    ('' where that was not noted). `silent` says that the text before it had the same `updated`.
    """

    seen: str
    title: str
    lead: str | None
    body: str
    updated: str | None
    silent: bool


@dataclass(frozen=True, slots=True)
class History:
    """An article with all its versions, the earliest first; the last one is the text that stands."""

    article_id: int
    site: str
    url: str
    aliases: tuple[str, ...]
    last_seen: str
    gone: str | None
    versions: tuple[Version, ...]


def read_history(connection: sqlite3.Connection, url: str, spellings: Iterable[str] = ()) -> History:
    """The history of the article at `url`, its canonical address or any other that it is known by.

    `spellings` are other ways to write `url`, tried after it. Raises ArticleUnknown, with the
    nearest address as a hint.
    """
    tried = dict.fromkeys((url, *spellings))
    row = _find(connection, tried)
    if row is None:
        raise ArticleUnknown(url, _nearest(connection, next(reversed(tried))))
    article_id, site, canonical, last_seen, gone = row
    aliases = connection.execute("SELECT url FROM aliases WHERE article_id = ? ORDER BY url", (article_id,))
    return History(
        article_id,
        site,
        canonical,
        tuple(alias for (alias,) in aliases),
        last_seen,
        gone,
        _versions(connection, article_id),
    )


def article_at(connection: sqlite3.Connection, url: str, spellings: Iterable[str] = ()) -> int | None:
    """The number of the article that `read_history` would tell of; None where there is none."""
    row = _find(connection, dict.fromkeys((url, *spellings)))
    return None if row is None else int(row[0])


def _find(connection: sqlite3.Connection, tried: Iterable[str]) -> Any:
    """The article at the first address that is known."""
    return next(filter(None, (connection.execute(_FIND, (each,)).fetchone() for each in tried)), None)


def differences(before: Version, after: Version) -> list[tuple[str, list[Paragraph]]]:
    """The fields that differ. The lead is the body's first line as well, and told there if it can be."""
    pairs = [("title", before.title, after.title), ("body", before.body, after.body)]
    if before.body == after.body:
        pairs.insert(1, ("lead", before.lead or "", after.lead or ""))
    return [(field, difference(old, new)) for field, old, new in pairs if old != new]


def _versions(connection: sqlite3.Connection, article_id: int) -> tuple[Version, ...]:
    texts = connection.execute(
        "SELECT seen, title, lead, body, updated FROM ("
        "SELECT seen, title, lead, body, updated, id AS place FROM revisions WHERE article_id = ?1 UNION ALL "
        "SELECT last_changed, title, lead, body, updated, NULL FROM articles WHERE id = ?1) "
        "ORDER BY place IS NULL, julianday(seen), place",
        (article_id,),
    ).fetchall()
    silent = {
        seen
        for (seen,) in connection.execute(
            "SELECT seen_after FROM silent_edits WHERE article_id = ?", (article_id,)
        )
    }
    return tuple(
        Version(seen, title, lead, body, updated, place > 0 and seen in silent)
        for place, (seen, title, lead, body, updated) in enumerate(texts)
    )


def _nearest(connection: sqlite3.Connection, url: str) -> str | None:
    """The known address of the same host that is written most like `url`, if any is like it."""
    host = urlsplit(url).netloc
    known = [
        address
        for scheme in ("https", "http")
        for (address,) in connection.execute(
            "SELECT url FROM articles WHERE url >= ?1 || '/' AND url < ?1 || '0' LIMIT ?2",
            (f"{scheme}://{host}", _NEAR),
        )
    ]
    return next(iter(difflib.get_close_matches(url, known, n=1, cutoff=_LIKE_ENOUGH)), None)
