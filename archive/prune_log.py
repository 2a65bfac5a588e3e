"""Rows of the log that say nothing any more: old looks at what had not changed.

A row stays while anything rests on it: a raw copy, a text's beginning and end, the last look at an article,
what its address answered last and last in whole (with that the next look begins), a miss that counts towards
`gone`, a crawl that may go on, and the last crawl of each publication, of which `status` tells.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from archive.revisits import MISSING

Watched = Callable[[Sequence[int]], Iterable[int]]
_GROUP = 1000  # rows a query
_AT_ONCE = 1000  # rows a transaction
_ENDED = ("finished", "ingest", "import")  # reasons of crawls that no other one goes on with
_LATER = "(l.fetched, l.id) > (f.fetched, f.id)"
_OLD = f"""
SELECT f.id FROM fetches f JOIN crawls c ON c.id = f.crawl_id
WHERE f.id > :after AND f.id <= :until AND julianday(f.fetched) < julianday(:before)
AND (f.warc_file IS NULL OR f.warc_file IN (SELECT value FROM json_each(:gone)))
AND c.reason IN {_ENDED}
AND c.id != (SELECT id FROM crawls WHERE site_id = c.site_id ORDER BY started DESC, id DESC LIMIT 1)
AND EXISTS (SELECT 1 FROM fetches l WHERE l.url = f.url AND {_LATER})
AND (f.status IS NOT 200 OR EXISTS (
    SELECT 1 FROM fetches l WHERE l.url = f.url AND l.status = 200 AND {_LATER}))
AND (f.article_id IS NULL OR (
    EXISTS (SELECT 1 FROM fetches l WHERE l.article_id = f.article_id AND {_LATER})
    AND (f.sha256 IS NULL OR EXISTS (
        SELECT 1 FROM fetches l WHERE l.article_id = f.article_id AND l.sha256 IS NOT NULL AND {_LATER}))
    AND NOT EXISTS (
        SELECT 1 FROM articles WHERE id = f.article_id
        AND julianday(f.fetched) IN (julianday(first_seen), julianday(last_seen)))
    AND NOT EXISTS (
        SELECT 1 FROM (
            SELECT seen FROM revisions WHERE article_id = f.article_id
            UNION ALL SELECT last_changed FROM articles WHERE id = f.article_id) t
        WHERE julianday(t.seen) = julianday(f.fetched) OR (julianday(t.seen) > julianday(f.fetched)
            AND NOT EXISTS (SELECT 1 FROM fetches l WHERE l.article_id = f.article_id AND {_LATER}
                AND julianday(l.fetched) < julianday(t.seen))))))
AND (f.status IS NULL OR f.status NOT IN {MISSING} OR NOT EXISTS (
    SELECT 1 FROM (
        SELECT id FROM articles WHERE url = f.url
        UNION SELECT article_id FROM aliases WHERE url = f.url
        UNION SELECT article_id FROM fetches WHERE url = f.url AND article_id IS NOT NULL) a
    WHERE NOT EXISTS (SELECT 1 FROM fetches l WHERE l.article_id = a.id AND {_LATER})))
"""


def old_fetches(
    connection: sqlite3.Connection, before: datetime, gone: Sequence[str] = (), watched: Watched = iter
) -> Iterator[int]:
    """The rows of `fetches` from before a moment (aware) that nothing rests on, by their numbers.

    `gone` are files of raw copies that do not count; `watched` passes on where each group of rows begins.
    """
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM fetches").fetchone()
    for after in watched(range(0, last, _GROUP)):
        values = {
            "after": after,
            "until": after + _GROUP,
            "before": before.isoformat(),
            "gone": json.dumps(gone),
        }
        yield from [fetch_id for (fetch_id,) in connection.execute(_OLD, values).fetchall()]


def bytes_a_fetch(connection: sqlite3.Connection) -> float:
    """What a row of `fetches` and its places in the indexes take, about, as the last rows go."""
    row = connection.execute(
        "SELECT avg(60 + 2 * length(url) + 2 * length(fetched) + coalesce(length(content_type), 0) "
        "+ coalesce(length(sha256), 0) + coalesce(length(etag), 0) + coalesce(length(last_modified), 0)) "
        "FROM (SELECT * FROM fetches ORDER BY id DESC LIMIT 1000)"
    ).fetchone()
    return float(row[0] or 0)


def remove_fetches(connection: sqlite3.Connection, ids: list[int]) -> None:
    """Delete these rows, some at a time; each time is durable."""
    for at in range(0, len(ids), _AT_ONCE):
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            "DELETE FROM fetches WHERE id = ?", [(one,) for one in ids[at : at + _AT_ONCE]]
        )
        connection.execute("COMMIT")
