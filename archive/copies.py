"""Which raw copies the archive knows: asked through a connection to it."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple


class Copy(NamedTuple):
    """Where a raw copy is, as `fetches` names it."""

    warc_file: str
    warc_offset: int


_KEPT = "warc_file IS NOT NULL AND warc_offset IS NOT NULL"


def copy_of_page(connection: sqlite3.Connection, url: str, sha256: str | None) -> Copy | None:
    """The last copy of the page at `url`: with that body, or with any that came whole where None is given."""
    row = connection.execute(
        f"SELECT warc_file, warc_offset FROM fetches WHERE url = ?1 AND {_KEPT} AND status = 200 "
        "AND (?2 IS NULL OR sha256 = ?2) ORDER BY id DESC LIMIT 1",
        (url, sha256),
    ).fetchone()
    return Copy(*row) if row else None


def last_copy_in(connection: sqlite3.Connection, warc_file: str) -> int:
    """Where the last record begins that a row points at in this file; 0 where none does."""
    row = connection.execute(
        f"SELECT warc_offset FROM fetches WHERE warc_file = ? AND {_KEPT} ORDER BY id DESC LIMIT 1",
        (warc_file,),
    ).fetchone()
    return int(row[0]) if row else 0
