"""The archive's file made as small as what it holds."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from pathlib import Path

from archive.errors import ArchiveUnusable

_TIMES = 2  # the file's size that SQLite may need: a copy for the time being, and its log


def unused_pages(connection: sqlite3.Connection) -> tuple[int, int]:
    """How many pages of the file hold nothing, and their bytes."""
    (pages,) = connection.execute("PRAGMA freelist_count").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    return int(pages), int(pages * size)


def vacuum(connection: sqlite3.Connection, archive: Path) -> None:
    """Write the file anew without unused pages, in one transaction. Readers go on meanwhile.

    Raises ArchiveUnusable where there is not enough room for it.
    """
    size = archive.stat().st_size
    folders = {archive.resolve().parent, Path(tempfile.gettempdir())}
    for folder in folders:
        needed = _TIMES * size if _is_one_disk(folders) else size
        free = shutil.disk_usage(folder).free
        if free < needed:
            raise ArchiveUnusable(
                f"{archive}: to make it smaller takes {needed / 1e6:,.0f} MB free in {folder}, and there are "
                f"{free / 1e6:,.0f}. Free some space; what was removed before is removed."
            )
    connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _is_one_disk(folders: set[Path]) -> bool:
    return len({folder.stat().st_dev for folder in folders}) == 1
