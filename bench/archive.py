"""Archives of invented articles, small to large: how fast they fill, how fast they answer, how big they get.

    python -m bench.archive [NUMBER ...]     10,000 and 100,000 articles; for a million: 1000000

Archives stand in a temporary folder (a million articles take some 13 GB) and are deleted.
"""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from archive.export.articles import read_articles
from archive.filters import Filters, where
from archive.opening import open_for_reading
from bench.archive_fill import Filling, fill, store_one_by_one
from bench.archive_latency import Latency, measure, open_seconds
from bench.machine import described

NUMBERS = (10_000, 100_000)
ONE_BY_ONE = 200
MOST_EXPORTED = 20_000

Row = tuple[str, str]


def table_of(number: int, folder: Path) -> list[Row]:
    """The figures for one size, each with its name."""
    path = folder / "archive.db"
    filling = fill(path, number, _say)
    size = path.stat().st_size
    latencies = measure(path)
    return [
        *_filling(filling, size),
        ("stored one by one, durable, articles/s", f"{store_one_by_one(path, ONE_BY_ONE):.0f}"),
        ("read for export, articles/s", f"{_export_rate(path):.0f}"),
        ("open, ms", f"{open_seconds(path) * 1000:.1f}"),
        *(row for latency in latencies for row in _latency(latency)),
    ]


def _filling(filling: Filling, size: int) -> list[Row]:
    return [
        ("insert in batches, articles/s", f"{filling.rate:.0f}"),
        ("the same without waiting for the processor", f"{filling.articles / filling.work:.0f}"),
        ("part of bare executemany's rate", "-" if filling.share is None else f"{filling.share:.0%}"),
        ("bytes an article", f"{size / filling.articles:,.0f}"),
    ]


def _latency(latency: Latency) -> list[Row]:
    figures = f"{latency.p50:.1f} / {latency.p95:.1f} / {latency.work_p95:.1f}"
    return [
        (f"search, {latency.kind}: p50 / p95 / p95 of work, ms", f"{figures} ({latency.found:,.0f} found)")
    ]


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


def main(numbers: tuple[int, ...]) -> None:
    """Print one table, a column a size."""
    columns = []
    for number in numbers:
        with tempfile.TemporaryDirectory(prefix="nyhetsarkiv-bench-") as folder:
            columns.append(table_of(number, Path(folder)))
    print(f"{described()}\n")
    print("| | " + " | ".join(f"{number:,} articles" for number in numbers) + " |")
    print("| --- |" + " --- |" * len(numbers))
    for row in zip(*columns, strict=True):
        print(f"| {row[0][0]} | " + " | ".join(figure for _, figure in row) + " |")


if __name__ == "__main__":
    main(tuple(int(argument) for argument in sys.argv[1:]) or NUMBERS)
