"""What an archive knows already, asked before something is read a second time."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple


class KnownSite(NamedTuple):
    """A row of `sites`."""

    id: int
    name: str
    domain: str


def known_sites(connection: sqlite3.Connection) -> list[KnownSite]:
    """Every publication that has a row, by its id."""
    return [KnownSite(*row) for row in connection.execute("SELECT id, name, domain FROM sites ORDER BY id")]


def is_known_fetch(
    connection: sqlite3.Connection,
    url: str,
    sha256: str | None,
    fetched: str | None = None,
    *,
    with_copy: bool = False,
) -> bool:
    """Whether `fetches` has this body at this address, fetched at that moment (None: at any).

    With `with_copy`, only a row that says where the raw copy is will do.
    """
    row = connection.execute(
        "SELECT 1 FROM fetches WHERE url = ?1 AND sha256 IS ?2 AND (?3 IS NULL OR fetched = ?3) "
        "AND (NOT ?4 OR warc_file IS NOT NULL) LIMIT 1",
        (url, sha256, fetched, with_copy),
    ).fetchone()
    return row is not None
