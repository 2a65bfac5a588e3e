"""How long searches take: query words drawn from random articles, stop words left out."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median, quantiles

from archive.filters import Filters
from archive.opening import open_for_reading
from archive.search import Found, search
from archive.stemming import words_of
from bench.synthetic import SITES, STOP_WORDS

QUERIES = 100
_STOP = frozenset(STOP_WORDS)


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds by the clock and of work (without waiting for the processor); articles found."""

    kind: str
    p50: float
    p95: float
    work_p50: float
    work_p95: float
    found: float


def measure(path: Path) -> list[Latency]:
    """The latencies of every kind of search in the archive at `path`."""
    with closing(open_for_reading(path)) as db:
        draw = random.Random(3)
        pairs = [_neighbours(db, draw) for _ in range(QUERIES)]
        parts = [_part(db, draw) for _ in range(QUERIES)]
        months = [(draw.randrange(SITES), draw.randrange(2015, 2024), draw.randrange(1, 12)) for _ in pairs]
        kinds: dict[str, Callable[[int], Found]] = {
            "one word": lambda at: search(db, pairs[at][0]),
            "two words": lambda at: search(db, f"{pairs[at][0]} {pairs[at][1]}"),
            "phrase": lambda at: search(db, f'"{pairs[at][0]} {pairs[at][1]}"'),
            "compound": lambda at: search(db, parts[at]),
            "one word, site and month": lambda at: search(db, pairs[at][0], _month(*months[at])),
        }
        return [_latency(kind, ask) for kind, ask in kinds.items()]


def open_seconds(path: Path) -> float:
    """How long it takes until an archive can be read, in seconds."""
    start = time.perf_counter()
    with closing(open_for_reading(path)) as db:
        db.execute("SELECT title FROM articles LIMIT 1").fetchone()
    return time.perf_counter() - start


def _latency(kind: str, ask: Callable[[int], Found]) -> Latency:
    ask(0)  # the first opens what the others find open
    clocks, works, found = [], [], []
    for at in range(QUERIES):
        clock, work = time.perf_counter(), time.process_time()
        result = ask(at)
        clocks.append((time.perf_counter() - clock) * 1000)
        works.append((time.process_time() - work) * 1000)
        found.append(result.by_words + (result.by_compounds or 0))
    by_clock, by_work = quantiles(clocks, n=20), quantiles(works, n=20)
    return Latency(kind, by_clock[9], by_clock[18], by_work[9], by_work[18], median(found))


def _neighbours(db: sqlite3.Connection, draw: random.Random) -> tuple[str, str]:
    """Two words that stand side by side in a random article, no stop word among them."""
    while True:
        words = words_of(_body(db, draw).split("\n")[0])
        at = draw.randrange(len(words) - 1)
        if not _STOP.intersection(words[at : at + 2]):
            return words[at], words[at + 1]


def _part(db: sqlite3.Connection, draw: random.Random) -> str:
    """The second half of a long word of a random article: mostly what compounds end with."""
    while True:
        longest = max(words_of(_body(db, draw)), key=len)
        if len(longest) >= 10:
            return longest[len(longest) // 2 :]


def _body(db: sqlite3.Connection, draw: random.Random) -> str:
    (last,) = db.execute("SELECT max(id) FROM articles").fetchone()
    return str(db.execute("SELECT body FROM articles WHERE id = ?", (draw.randint(1, last),)).fetchone()[0])


def _month(site: int, year: int, month: int) -> Filters:
    return Filters((f"site{site}",), date(year, month, 1), date(year, month, 28))
