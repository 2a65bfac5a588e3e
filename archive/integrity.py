"""Whether the pages of a SQLite file are sound, as SQLite itself says."""

from __future__ import annotations

import re
import sqlite3

MOST_FAULTS = 20  # a file that is damaged badly has thousands; these are enough to know

_NULL_VALUE = re.compile(r"NULL value in (\w+)\.(\w+)")


def damage(connection: sqlite3.Connection) -> list[str]:
    """What `PRAGMA integrity_check` finds wrong, in SQLite's words; empty if the file is sound.

    SQLite before 3.41 sees NULL in sound WITHOUT ROWID tables, so that word is looked into.
    """
    try:
        rows = connection.execute(f"PRAGMA integrity_check({MOST_FAULTS})").fetchall()
        found = [str(row[0]) for row in rows if row[0] != "ok"]
        return [fault for fault in found if not _false_alarm(connection, fault)]
    except sqlite3.DatabaseError as error:  # pages so damaged that the check itself cannot read on
        return [str(error)]


def _false_alarm(connection: sqlite3.Connection, fault: str) -> bool:
    named = _NULL_VALUE.fullmatch(fault)
    if named is None:
        return False
    table, column = named.groups()
    real = connection.execute(f'SELECT 1 FROM "{table}" WHERE "{column}" IS NULL LIMIT 1').fetchone()
    return real is None
