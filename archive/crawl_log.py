"""The row of a crawl while it runs: its counts, and whether a crawl that was interrupted can go on in it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping

INTERRUPTED = (None, "shutdown")
"""Reasons of a crawl that was meant to go on: none, since it was killed, or the signal to stop."""


def save_counts(connection: sqlite3.Connection, crawl_id: int, counts: Mapping[str, int]) -> None:
    """Keep what a crawl has counted so far, in the transaction of what it counted last."""
    connection.execute(
        "UPDATE crawls SET counts = ? WHERE id = ?", (json.dumps(dict(counts), sort_keys=True), crawl_id)
    )


def go_on(connection: sqlite3.Connection, crawl_id: int, site: str) -> dict[str, int] | None:
    """Open an interrupted crawl's row again: what it has counted. None where the row is none such."""
    row = connection.execute(
        "SELECT counts, reason FROM crawls WHERE id = ? AND site_id = (SELECT id FROM sites WHERE name = ?)",
        (crawl_id, site),
    ).fetchone()
    if row is None or row[1] not in INTERRUPTED:
        return None
    connection.execute("UPDATE crawls SET finished = NULL, reason = NULL WHERE id = ?", (crawl_id,))
    counts: dict[str, int] = json.loads(row[0])
    return counts


def read_interrupted(connection: sqlite3.Connection, site: str) -> int | None:
    """The id of the publication's last crawl, if it was interrupted."""
    row = connection.execute(
        "SELECT id, reason FROM crawls WHERE site_id = (SELECT id FROM sites WHERE name = ?) "
        "ORDER BY started DESC, id DESC LIMIT 1",
        (site,),
    ).fetchone()
    return int(row[0]) if row is not None and row[1] in INTERRUPTED else None


def last_fetch(connection: sqlite3.Connection, crawl_id: int) -> int:
    """The id of the last answer that the archive has of a crawl, 0 if it has none."""
    row = connection.execute("SELECT max(id) FROM fetches WHERE crawl_id = ?", (crawl_id,)).fetchone()
    return int(row[0] or 0)
