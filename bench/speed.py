"""Pages per second on one core: this extractor, stage by stage, beside trafilatura in the same run.

    python -m bench.speed [RUNS]         medians over RUNS runs (5)

Time is the processor's, so that other work on the machine disturbs less.
A second table shows how time and memory grow with ordinary and with hostile pages (bench/growth.py).
"""

from __future__ import annotations

import importlib
import importlib.util
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from bench.corpora import NAMES, Recorded, pages
from bench.growth import growth_table
from bench.machine import described, stay_on_one_core
from bench.tables import markdown
from crawler import extract_article
from crawler.parsers.decode import as_utf8
from crawler.parsers.locate import locate
from crawler.parsers.page import Page
from crawler.parsers.running_text import read_pieces

Reader = Callable[[Recorded], Any]

RUNS = 5
_OTHER = "trafilatura"


def _seconds(function: Reader, recorded: list[Recorded]) -> float:
    start = time.process_time()
    for page in recorded:
        function(page)
    return time.process_time() - start


def _trafilatura() -> dict[str, Reader]:
    """Trafilatura with metadata, as score.py calls it; empty where it is not installed."""
    if importlib.util.find_spec(_OTHER) is None:
        return {}
    extract = importlib.import_module(_OTHER).bare_extraction
    return {_OTHER: lambda page: extract(page.html, url=page.url, with_metadata=True, include_comments=False)}


def _stages() -> dict[str, Reader]:
    """Each stage with those before it; the table shows the differences."""

    def located(page: Recorded) -> None:
        locate(Page(page.html, page.url))

    def read(page: Recorded) -> None:
        found = Page(page.html, page.url)
        where = locate(found)
        if where is not None:
            read_pieces(found, where)

    return {
        "decode": lambda page: as_utf8(page.html),
        "parse": lambda page: LexborHTMLParser(as_utf8(page.html)),
        "metadata": lambda page: Page(page.html, page.url),
        "locate": located,
        "read: running text": read,
        "read: every other field": lambda page: extract_article(page.html, page.url),
    }


def corpus_medians(name: str, runs: int) -> dict[str, float]:
    """Milliseconds a page for each stage with those before it, and for trafilatura."""
    recorded = pages(name)
    functions = {**_stages(), **_trafilatura()}
    times: dict[str, list[float]] = {label: [] for label in functions}
    for _ in range(runs):
        for label, function in functions.items():
            times[label].append(_seconds(function, recorded))
    return {label: statistics.median(taken) / len(recorded) * 1000 for label, taken in times.items()}


def speed_table(runs: int = RUNS) -> str:
    """One row a stage, then the whole beside trafilatura, for each corpus."""
    columns = [_column(corpus_medians(name, runs)) for name in NAMES]
    rows = [[label, *(column.get(label, "") for column in columns)] for label in columns[0]]
    table = markdown(["milliseconds a page", *NAMES], rows)
    return f"Medians of {runs} runs; a stage's line is what it adds to those above it.\n\n{table}"


def _column(medians: Mapping[str, float]) -> dict[str, str]:
    column, before = {}, 0.0
    for stage in _stages():
        column[stage] = f"{medians[stage] - before:.2f}"
        before = medians[stage]
    column["whole"] = f"{before:.2f}"
    column["pages/s"] = f"{1000 / before:.1f}"
    if _OTHER in medians:
        column[_OTHER] = f"{medians[_OTHER]:.2f}"
        column[f"{_OTHER}, pages/s"] = f"{1000 / medians[_OTHER]:.1f}"
        column[f"times {_OTHER}"] = f"{medians[_OTHER] / before:.1f}"
    return column


def main(words: list[str]) -> int:
    """Print both tables."""
    if words and not (words[0].isdigit() and int(words[0])):
        print(
            f"{words[0]!r} is no number of runs. Write for instance: python -m bench.speed 5", file=sys.stderr
        )
        return 2
    stay_on_one_core()
    print(f"{described()}\n\n{speed_table(int(words[0]) if words else RUNS)}\n")
    print(growth_table())
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
