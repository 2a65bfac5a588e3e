"""Shows a text with the words that a search found in it, and the piece of it that says most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from archive.stemming import algorithm_for, stem_list, word_spans

SNIPPET_WORDS = 32
_BEFORE = 6  # words shown before the first one that was found
_CUT = "…"


class Wanted(NamedTuple):
    """What is marked: words of these stems, and words that begin so."""

    stems: frozenset[str]
    beginnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A text, and where in it the words that were looked for stand: (from, to) in characters."""

    text: str
    marks: tuple[tuple[int, int], ...]


def mark(text: str, wanted: Wanted, language: str | None) -> Marked:
    """The whole text, in one line."""
    return Marked(text.replace("\n", " "), tuple(span for _, span in _found(text, wanted, language)))


def snippet(text: str, wanted: Wanted, language: str | None) -> Marked:
    """`SNIPPET_WORDS` words of the text, in one line: where most different words stand close together."""
    spans = word_spans(text)
    found = _found(text, wanted, language)
    first = max(0, _densest(found) - _BEFORE)
    last = min(first + SNIPPET_WORDS, len(spans)) - 1
    begin = spans[first][0] if first else 0
    end = len(text) if last + 1 >= len(spans) else spans[last][1]
    lead, tail = (f"{_CUT} " if begin else ""), ("" if end == len(text) else f" {_CUT}")
    marks = tuple(
        (start - begin + len(lead), stop - begin + len(lead))
        for _, (start, stop) in found
        if begin <= start and stop <= end
    )
    return Marked(lead + text[begin:end].replace("\n", " ") + tail, marks)


class _Word(NamedTuple):
    number: int
    stem: str


def _found(text: str, wanted: Wanted, language: str | None) -> list[tuple[_Word, tuple[int, int]]]:
    """The words found, with their number and stem, and where they stand."""
    spans = word_spans(text)
    words = [text[start:stop].lower() for start, stop in spans]
    stems = stem_list(words, algorithm_for(language))
    return [
        (_Word(number, stem), span)
        for number, (word, stem, span) in enumerate(zip(words, stems, spans, strict=True))
        if stem in wanted.stems or (wanted.beginnings and word.startswith(wanted.beginnings))
    ]


def _densest(found: list[tuple[_Word, tuple[int, int]]]) -> int:
    """The number of the word with which the piece begins that holds most different ones of those found."""
    best, most = 0, 0
    for at, (word, _) in enumerate(found):
        near = {other.stem for other, _ in found[at:] if other.number < word.number + SNIPPET_WORDS - _BEFORE}
        if len(near) > most:
            best, most = word.number, len(near)
    return best
