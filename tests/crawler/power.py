"""What a power cut leaves of the files of a crawl: what was synchronised to the disk, and little of the rest.

A killed process leaves all that it wrote; the machine's memory holds what the disk has not yet. So after a
kill the bytes that nobody waited for are taken away again, at random: cut off, or zeros in their place.
SQLite notes in its shared memory file how much of its log is on the disk (Wal-Index, sqlite.org/walformat):
of the archive all that is committed, of the queue what a checkpoint has dealt with.
"""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

from archive.crawl_file import crawl_file

_HEADER, _FRAME_HEADER = 32, 24  # bytes of a log and of each of its frames
_MAX_FRAME, _COPY, _ATTEMPTED = 16, 48, 128  # places in the shared memory file


def cut_power(archive: Path, ledger: Path, chance: random.Random) -> None:
    """Take from the files of a crawl that was killed what the disk need not have.

    `ledger` says what the crawl itself synchronised (tests/crawler/commands.py).
    """
    _lose(archive.with_name(f"{archive.name}-wal"), _log_of(archive, is_synchronised=True), chance)
    queue = crawl_file(archive)
    _lose(queue.with_name(f"{queue.name}-wal"), _log_of(queue, is_synchronised=False), chance)
    for database in (archive, queue):
        database.with_name(f"{database.name}-shm").unlink(missing_ok=True)
    for copies in sorted((archive.parent / "warc").glob("*.warc.gz"))[-1:]:
        _lose(copies, _copies_on_disk(ledger, copies), chance)


def _lose(path: Path, kept: int, chance: random.Random) -> None:
    """Lose what stands behind the first `kept` bytes, from a random place on."""
    size = path.stat().st_size if path.exists() else 0
    if size <= kept:
        return
    place = chance.choice([kept, size, chance.randint(kept, size)])
    with path.open("r+b") as file:
        file.truncate(place)
        if chance.random() < 0.5:
            file.truncate(size)  # zeros: the length was on the disk, the bytes were not


def _log_of(database: Path, *, is_synchronised: bool) -> int:
    """How many bytes of a database's log are on the disk."""
    shared = database.with_name(f"{database.name}-shm")
    if not shared.exists() or shared.stat().st_size <= _ATTEMPTED:
        return _HEADER
    data = shared.read_bytes()

    def number(place: int) -> int:
        return int.from_bytes(data[place : place + 4], "little")

    committed = min(number(_MAX_FRAME), number(_COPY + _MAX_FRAME))
    frames = committed if is_synchronised else min(number(_ATTEMPTED), committed)
    with closing(sqlite3.connect(f"file:{database}?immutable=1", uri=True)) as db:
        page: int = db.execute("PRAGMA page_size").fetchone()[0]
    return _HEADER + frames * (_FRAME_HEADER + page)


def _copies_on_disk(ledger: Path, copies: Path) -> int:
    """How many bytes of a file of raw copies the crawl had synchronised."""
    lines = ledger.read_text(encoding="utf-8").splitlines() if ledger.exists() else []
    sizes = (line.partition("\t")[::2] for line in lines)
    return max((int(size) for size, path in sizes if Path(path) == copies.resolve()), default=0)
