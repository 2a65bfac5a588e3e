"""The publications' titles, by which pages name them."""

from __future__ import annotations

import sqlite3

from archive.filters import UnknownSite


def site_titles(connection: sqlite3.Connection, wanted: str = "") -> dict[str, str]:
    """Every publication's short name -> its title, by title. Raises UnknownSite if `wanted` is none."""
    titles = dict(connection.execute("SELECT name, title FROM sites ORDER BY title, name").fetchall())
    if wanted and wanted not in titles:
        raise UnknownSite(wanted, sorted(titles))
    return titles
