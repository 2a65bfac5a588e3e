"""The publications of the recorded pages, divided in two halves by a hash of their name.

Rules were written while looking at pages of both halves: unequal figures would show that a rule fits
a few publications only, equal ones show how even the figures are. Neither half is unseen.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from bench.corpora import CORPORA, NAMES

_HALVES = ("first", "second")


def half_of(url: str) -> str:
    """'first' or 'second': every page of a publication is in the same half, on every machine."""
    publication = (urlsplit(url).hostname or "").removeprefix("www.")
    return _HALVES[hashlib.sha256(publication.encode()).digest()[0] % 2]


@contextmanager
def halves() -> Iterator[list[Path]]:
    """Folders that look like corpora, one a half, as long as the context lasts; no page is copied."""
    with tempfile.TemporaryDirectory() as folder:
        yield [_half(CORPORA / name, half, Path(folder)) for name in NAMES for half in _HALVES]


def _half(corpus: Path, half: str, folder: Path) -> Path:
    made = folder / f"{corpus.name}, {half}"
    made.mkdir()
    (made / "pages").symlink_to(corpus / "pages", target_is_directory=True)
    lines = (corpus / "truth.jsonl").read_text(encoding="utf-8").split("\n")  # texts hold other separators
    kept = [line for line in lines if line and half_of(json.loads(line)["url"]) == half]
    (made / "truth.jsonl").write_text("\n".join(kept), encoding="utf-8")
    return made
