"""Pages per second on one core: this extractor, stage by stage, beside trafilatura in the same run.

    python -m bench.speed [RUNS]         medians over RUNS runs (5)

A second table shows how time grows with hostile and with ordinary pages.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from bench.corpora import NAMES, Recorded, pages
from crawler import extract_article
from crawler.parsers.decode import decode
from crawler.parsers.locate import locate
from crawler.parsers.page import Page
from crawler.parsers.running_text import read_pieces

_PARAGRAPH = "<p>Bedriften på Ørlandet bygger en ny hall for emballasje av resirkulert papp i år.</p>\n"


def _seconds(function: Callable[[Recorded], Any], recorded: list[Recorded]) -> float:
    start = time.perf_counter()
    for page in recorded:
        function(page)
    return time.perf_counter() - start


def _trafilatura() -> Callable[[Recorded], Any] | None:
    if importlib.util.find_spec("trafilatura") is None:
        return None
    extract = importlib.import_module("trafilatura").bare_extraction
    return lambda page: extract(page.html, url=page.url, with_metadata=True, include_comments=False)


def _stages() -> dict[str, Callable[[Recorded], Any]]:
    """Each stage with those before it; the table shows the differences."""

    def text(page: Recorded) -> str:
        return decode(page.html)

    def located(page: Recorded) -> None:
        found = Page(text(page), page.url)
        locate(found)

    def read(page: Recorded) -> None:
        found = Page(text(page), page.url)
        where = locate(found)
        if where is not None:
            read_pieces(found, where)

    return {
        "decode": text,
        "parse": lambda page: LexborHTMLParser(text(page)),
        "metadata": lambda page: Page(text(page), page.url),
        "locate": located,
        "read": read,
        "fields": lambda page: extract_article(page.html, page.url),
    }


def corpus_table(name: str, runs: int) -> None:
    """Print the stages and the ratio for one corpus."""
    recorded = pages(name)
    stages, other = _stages(), _trafilatura()
    times: dict[str, list[float]] = {stage: [] for stage in [*stages, "trafilatura"]}
    for _ in range(runs):
        for stage, function in stages.items():
            times[stage].append(_seconds(function, recorded))
        if other is not None:
            times["trafilatura"].append(_seconds(other, recorded))
    medians = {
        stage: statistics.median(taken) / len(recorded) * 1000 for stage, taken in times.items() if taken
    }
    print(f"\n{name}: {len(recorded)} pages, median of {runs} runs, ms a page")
    before = 0.0
    for stage in stages:
        print(f"  {stage:12}{medians[stage] - before:8.2f}")
        before = medians[stage]
    print(f"  {'whole':12}{before:8.2f}  {1000 / before:8.1f} pages/s")
    if "trafilatura" in medians:
        taken = medians["trafilatura"]
        print(f"  {'trafilatura':12}{taken:8.2f}  {1000 / taken:8.1f} pages/s  ratio {taken / before:.1f}")


def growth_table() -> None:
    """Print time and peak memory for pages of growing size and for hostile ones."""
    print(f"\n{'page':36}{'kB':>8}{'ms':>10}{'ms/kB':>9}{'peak / page':>13}")
    made = {
        f"paragraphs, {size // 1000} kB": _article(size) for size in (10_000, 100_000, 1_000_000, 10_000_000)
    }
    made["100,000 nested elements"] = "<div>" * 100_000 + _PARAGRAPH * 5
    made["1 MB in one attribute"] = f'<h1>T</h1><div class="{"a-b " * 250_000}">{_PARAGRAPH * 9}</div>'
    thing = {"@type": "NewsArticle", "headline": "Sak nummer 1"}
    things = json.dumps([thing] * 10_000)
    made["10,000 JSON-LD objects"] = f'<script type="application/ld+json">{things}</script>{_article(20_000)}'
    for name, html in made.items():
        body = html.encode()
        start = time.perf_counter()
        extract_article(body, "https://www.example.no/sak/1")
        taken = (time.perf_counter() - start) * 1000
        tracemalloc.start()
        extract_article(body, "https://www.example.no/sak/1")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        size = len(body) / 1000
        print(f"{name:36}{size:8.0f}{taken:10.1f}{taken / size:9.3f}{peak / len(body):13.1f}")


def _article(size: int) -> str:
    body = _PARAGRAPH * (size // len(_PARAGRAPH))
    title = "Ny hall på Ørlandet"
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>"


if __name__ == "__main__":
    for corpus in NAMES:
        corpus_table(corpus, int(sys.argv[1]) if len(sys.argv) > 1 else 5)
    growth_table()
