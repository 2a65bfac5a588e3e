"""Archives of invented articles, small to large: how fast they fill, how fast they answer, how big they get.

    python -m bench.archive [NUMBER ...] [--in FOLDER]

10,000 and 100,000 articles if no NUMBER is given. Archives stand in a temporary folder (a million articles
take 12 GB, and as much again for a while) and are deleted. In a FOLDER they stay, and one that is there
already, from a run that was cut, is filled up. Each figure is printed as soon as it is measured.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from archive.export.articles import read_articles
from archive.filters import Filters, where
from archive.opening import open_for_reading
from bench.archive_fill import Compared, fill, store_one_by_one
from bench.archive_latency import Latency, measure, open_seconds
from bench.machine import described
from bench.tables import markdown

NUMBERS = (10_000, 100_000)
ONE_BY_ONE = 200
MOST_EXPORTED = 20_000

Row = tuple[str, str]


def figures_of(number: int, folder: Path) -> Iterator[Row]:
    """The figures for one size, each with its name, when they are measured."""
    path = folder / f"{number}.db"
    yield from _rates(fill(path, number, _say))
    yield "bytes an article", f"{path.stat().st_size / number:,.0f}"
    yield "open, ms", f"{open_seconds(path) * 1000:.1f}"
    for latency in measure(path):
        yield _latency(latency)
    yield "read for export, articles/s", f"{_export_rate(path):.0f}"
    yield "stored one by one, durable, articles/s", f"{store_one_by_one(path, ONE_BY_ONE):.0f}"


def _rates(compared: Compared) -> Iterator[Row]:
    """Articles a second; all but one without waiting for a processor."""
    ways = {
        "prepared records": compared.prepared,
        "that prepares by itself": compared.by_itself,
    }
    ways = {name: rates for name, rates in ways.items() if rates.articles}
    if not ways:  # an earlier run has stored them all
        return
    bare = sum(rates.articles for rates in ways.values()) / sum(rates.bare for rates in ways.values())
    yield "bare executemany, articles/s", f"{bare:,.0f}"
    for way, rates in ways.items():
        yield f"writer, {way}, articles/s", f"{rates.articles / rates.work:,.0f}"
        yield f"writer, {way}, part of the bare rate", f"{rates.bare / rates.work:.0%}"
        yield f"writer, {way}, by the clock, articles/s", f"{rates.articles / rates.clock:,.0f}"


def _latency(latency: Latency) -> Row:
    times = (latency.p50, latency.p95, latency.work_p50, latency.work_p95)
    figures = " / ".join(f"{one:.1f}" for one in times)
    name = f"search, {latency.kind}: p50 / p95 / p50 of work / p95 of work, ms"
    return name, f"{figures} ({latency.found:,.0f} found)"


def _export_rate(path: Path) -> float:
    """Articles a second as an export reads them, with all that belongs to them."""
    with closing(open_for_reading(path)) as db:
        start, done = time.perf_counter(), 0
        for _ in read_articles(db, where(db, Filters())):
            done += 1
            if done == MOST_EXPORTED:
                break
        return done / (time.perf_counter() - start)


def _say(done: int) -> None:
    if done % 10_000 == 0:
        print(f"{time.strftime('%H:%M:%S')} {done:,} articles", file=sys.stderr, flush=True)


def measure_all(numbers: list[int], folder: Path) -> None:
    """Print the figures of every size as they are measured, then all of them as one table."""
    print(described(), flush=True)
    figures: dict[str, dict[int, str]] = {}
    for number in numbers:
        for name, figure in figures_of(number, folder):
            print(f"{number:,} articles: {name}: {figure}", flush=True)
            figures.setdefault(name, {})[number] = figure
    rows = [[name, *(found.get(number, "-") for number in numbers)] for name, found in figures.items()]
    print(f"\n{markdown(['figure', *(f'{number:,} articles' for number in numbers)], rows)}")


def _number(word: str) -> int:
    if not word.isdecimal() or not int(word):
        raise argparse.ArgumentTypeError(f"{word!r} is no number of articles, such as 10000")
    return int(word)


def main(words: list[str]) -> None:
    """What stands at the top of this file."""
    parser = argparse.ArgumentParser(prog="python -m bench.archive")
    parser.add_argument("numbers", type=_number, nargs="*", metavar="NUMBER", default=list(NUMBERS))
    parser.add_argument("--in", type=Path, dest="folder", help="a folder where the archives stay")
    given = parser.parse_args(words)
    if given.folder is not None:
        given.folder.mkdir(parents=True, exist_ok=True)
        measure_all(given.numbers, given.folder)
        return
    with tempfile.TemporaryDirectory(prefix="nyhetsarkiv-bench-") as name:
        measure_all(given.numbers, Path(name))


if __name__ == "__main__":
    main(sys.argv[1:])
