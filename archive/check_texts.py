"""Whether what is computed of an article's text still says what the text says."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from archive.finding import Finding, examples
from archive.near_identical import SKETCH_SIZE, sketch_of
from archive.rows import content_hash

_SKETCH = ", ".join(f"k.s{place}" for place in range(SKETCH_SIZE))
_NEXT = (
    f"SELECT a.id, a.url, a.title, a.lead, a.body, a.word_count, a.content_hash, {_SKETCH} "
    "FROM articles a LEFT JOIN sketches k ON k.article_id = a.id WHERE a.id >= ? ORDER BY a.id LIMIT 1"
)


class _Text(NamedTuple):
    """An article's text and what was computed of it; `sketch` is all None for a short text."""

    article_id: int
    url: str
    title: str
    lead: str | None
    body: str
    word_count: int
    content_hash: str
    sketch: tuple[int | None, ...]


def texts_agree(connection: sqlite3.Connection, sample: int | None) -> Finding:
    """Compare `word_count`, `content_hash` and the sketch of each article with its text.

    `sample` articles are read, spread evenly; None reads all.
    """
    wrong: dict[str, list[str]] = {"word_count": [], "content_hash": [], "sketch": []}
    read = 0
    for text in _texts(connection, sample):
        read += 1
        for name in _differing(text):
            wrong[name].append(text.url)
    (articles,) = connection.execute("SELECT count(*) FROM articles").fetchone()
    faults = tuple(
        f"{name} does not agree with the text in {len(urls):,} of {read:,} articles ({examples(urls[:3])})."
        for name, urls in wrong.items()
        if urls
    )
    of = "" if read == articles else f" of {articles:,}"
    return Finding(f"{read:,}{of} articles were read, and what is computed of them compared", faults)


def _texts(connection: sqlite3.Connection, sample: int | None) -> Iterator[_Text]:
    """Articles by id, each asked for on its own, so that no read lasts long."""
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM articles").fetchone()
    step = 1 if sample is None else max(1, last // sample)
    wanted = 1
    while (row := connection.execute(_NEXT, (wanted,)).fetchone()) is not None:
        text = _Text._make((*row[:7], tuple(row[7:])))
        yield text
        wanted = text.article_id + step


def _differing(text: _Text) -> Iterator[str]:
    if text.word_count != len(text.body.split()):
        yield "word_count"
    if text.content_hash != content_hash(text.title, text.lead, text.body):
        yield "content_hash"
    if text.sketch != (sketch_of(text.body) or (None,) * SKETCH_SIZE):
        yield "sketch"
