"""What a crash left half written at the end of the raw copies is cut off before more is written."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from archive.copies import last_copy_in
from archive.warc.folder import name_in_archive
from archive.warc.writing import RawCopies


def mend(copies: RawCopies, connection: sqlite3.Connection, archive: Path) -> str | None:
    """Cut a torn last record off the newest file; a sentence that says what was wrong, if anything was.

    Reads from the last record on that a row of the archive points at. Raises OSError.
    """
    newest = copies.newest()
    if newest is None:
        return None
    ending = copies.repair(last_copy_in(connection, name_in_archive(newest, archive)))
    if ending is None:
        return None
    if ending.torn:
        cut = ending.size - ending.sound_to
        return f"{newest}: a crash tore the last record; its {cut:,} bytes are cut off."
    return f"{newest}: damaged at byte {ending.sound_to}; it is left as it is."
