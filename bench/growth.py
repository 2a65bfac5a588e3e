"""How time and memory grow with the page: ordinary pages of growing size, and pages made to be slow.

    python -m bench.growth

Each page is read in a process of its own, after a small page that warms it up. Peak memory is what the
whole process, Lexbor's tree included, takes from the system beyond what it held with the page at hand
(Linux tells).
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bench.machine import described, stay_on_one_core
from bench.tables import markdown

_PARAGRAPH = "<p>Bedriften på Ørlandet bygger en ny hall for emballasje av resirkulert papp i år.</p>\n"
_TITLE = "Ny hall på Ørlandet"
_ADDRESS = "https://www.example.no/sak/1"

# VmHWM, in kB, is the most that the process has held so far: the second reading less the first is the peak.
_READER = f"""
import sys, time
from pathlib import Path
from crawler import extract_article
def most_held():
    return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
small, page = (Path(name).read_bytes() for name in sys.argv[1:])
for _ in range(20):
    extract_article(small, {_ADDRESS!r})
before = most_held()
start = time.process_time()
extract_article(page, {_ADDRESS!r})
taken = time.process_time() - start
print(taken, (most_held() - before) * 1024)
"""


class Cost(NamedTuple):
    """What reading one page took: the page's size and the peak of memory in bytes, time in seconds."""

    size: int
    seconds: float
    peak: float


def made_pages() -> Iterator[tuple[str, str]]:
    """Each page with its name."""
    for size in (10_000, 100_000, 1_000_000, 10_000_000):
        yield f"paragraphs, {size // 1000} kB", article(size)
    yield "100,000 nested elements", "<div>" * 100_000 + _PARAGRAPH * 5
    yield "1 MB in one attribute", f'<h1>T</h1><div class="{"a-b " * 250_000}">{_PARAGRAPH * 9}</div>'
    things = json.dumps([{"@type": "NewsArticle", "headline": "Sak nummer 1"}] * 10_000)
    yield (
        "10,000 JSON-LD objects",
        f'<script type="application/ld+json">{things}</script>{article(20_000)}',
    )


def article(size: int) -> str:
    """A plain page of about `size` bytes."""
    body = _PARAGRAPH * (size // len(_PARAGRAPH.encode()))
    return f"<html><head><title>{_TITLE}</title></head><body><h1>{_TITLE}</h1>{body}</body></html>"


def cost(html: str) -> Cost:
    """Read the page in a fresh process and say what it took."""
    with tempfile.TemporaryDirectory() as folder:
        small, page = Path(folder) / "small.html", Path(folder) / "page.html"
        small.write_text(article(3_000), encoding="utf-8")
        page.write_text(html, encoding="utf-8")
        command = [sys.executable, "-c", _READER, str(small), str(page)]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return Cost(len(html.encode()), float(said[0]), float(said[1]))


def growth_table() -> str:
    """One row a page."""
    rows = [_row(name, cost(html)) for name, html in made_pages()]
    return markdown(["page", "kB", "ms", "ms a kB", "peak memory, MB", "peak / page"], rows)


def _row(name: str, taken: Cost) -> list[str]:
    size, milliseconds = taken.size / 1000, taken.seconds * 1000
    figures = [f"{size:.0f}", f"{milliseconds:.1f}", f"{milliseconds / size:.3f}"]
    return [name, *figures, f"{taken.peak / 1e6:.1f}", f"{taken.peak / taken.size:.1f}"]


if __name__ == "__main__":
    stay_on_one_core()
    print(f"{described()}\n\n{growth_table()}")
