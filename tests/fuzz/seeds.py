"""The recorded pages as seeds, made lean, so that the fuzzer spends its time where extraction does."""

from __future__ import annotations

import re
from pathlib import Path

from bench.corpora import NAMES, pages

LONGEST = 30_000  # bytes of a seed
_BALLAST = re.compile(
    rb"<script(?![^>]*ld\+json)[^>]*>.*?</script\s*>|<style.*?</style\s*>|<svg.*?</svg\s*>|<!--.*?-->",
    re.S | re.I,
)
_BLANK = re.compile(rb"\s{2,400}")


def write_seeds(folder: Path) -> int:
    """Write every recorded page into `folder` for the time of a run; returns how many there are."""
    seeds = [lean(page.html) for name in NAMES for page in pages(name)]
    for number, seed in enumerate(seeds):
        (folder / f"{number:04}").write_bytes(seed)
    return len(seeds)


def lean(html: bytes) -> bytes:
    """The page without scripts, styles, drawings and comments, cut at `LONGEST`."""
    return _BLANK.sub(b" ", _BALLAST.sub(b"", html))[:LONGEST]
