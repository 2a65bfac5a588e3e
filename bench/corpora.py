"""The recorded pages beside the project, for the benchmarks; they are never part of it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

CORPORA = Path(__file__).parents[2] / "shared" / "corpora"
NAMES = ("news-dev", "articles-dev")


class Recorded(NamedTuple):
    """One recorded page as bytes, with its address."""

    html: bytes
    url: str


def pages(name: str) -> list[Recorded]:
    """The pages of a corpus; ends the program in one sentence where it is not there."""
    return list(_read(CORPORA / name))


def _read(folder: Path) -> Iterator[Recorded]:
    truth = folder / "truth.jsonl"
    if not truth.exists():
        raise SystemExit(f"{folder}: the recorded pages are not here. Put the corpora beside the project.")
    for line in truth.read_text(encoding="utf-8").split("\n"):  # texts hold other line separators
        if not line:
            continue
        row = json.loads(line)
        page = (folder / "pages" / f"{row['id']}.html.gz").read_bytes()
        yield Recorded(gzip.decompress(page), row["url"])
