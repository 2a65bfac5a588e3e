"""Shows a text with the words that a search found in it, and the piece of it that says most."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from archive.stemming import algorithm_for, stem_list

SNIPPET_LENGTH = 240  # characters
_BEFORE = 40  # characters shown before the first word that was found
_MOST_PLACES = 100  # of the words found, looked at for where they stand closest
_CUT = "…"


class Wanted(NamedTuple):
    """What is marked: words of these stems, words that begin so, and longer words of the stems
    `compounds`, each of which holds one of the `parts`."""

    stems: frozenset[str]
    beginnings: tuple[str, ...] = ()
    compounds: frozenset[str] = frozenset()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marked:
    """A text, and where in it the words that were looked for stand: (from, to) in characters."""

    text: str
    marks: tuple[tuple[int, int], ...]


def mark(text: str, wanted: Wanted, language: str | None) -> Marked:
    """The whole text, in one line."""
    return Marked(
        text.replace("\n", " "), tuple((start, end) for _, start, end in _found(text, wanted, language))
    )


def snippet(text: str, wanted: Wanted, language: str | None) -> Marked:
    """Some `SNIPPET_LENGTH` characters, in one line: where most different words stand close together."""
    found = _found(text, wanted, language)
    begin = _word_begins(text, _densest(found) - _BEFORE)
    end = len(text) if begin + SNIPPET_LENGTH >= len(text) else _word_begins(text, begin + SNIPPET_LENGTH)
    lead, tail = (f"{_CUT} " if begin else ""), ("" if end == len(text) else _CUT)
    moved = len(lead) - begin
    marks = tuple((start + moved, stop + moved) for _, start, stop in found if begin <= start and stop <= end)
    return Marked(lead + text[begin:end].replace("\n", " ") + tail, marks)


def _found(text: str, wanted: Wanted, language: str | None) -> list[tuple[str, int, int]]:
    """The stems found, in order, and from where to where their words stand."""
    small = text.lower() if len(text.lower()) == len(text) else text
    matches = list(_candidates(wanted).finditer(small))
    words = [match.group() for match in matches]
    stems = stem_list(words, algorithm_for(language))
    return [
        (stem, match.start(), match.end())
        for match, word, stem in zip(matches, words, stems, strict=True)
        if stem in wanted.stems
        or stem in wanted.compounds
        or (wanted.beginnings and word.startswith(wanted.beginnings))
    ]


@lru_cache(maxsize=8)
def _candidates(wanted: Wanted) -> re.Pattern[str]:
    """Words that begin nearly as a stem does, or hold a part nearly: only these need be stemmed.

    Snowball takes endings away, and changes a last letter at most ('companies', 'compani').
    """
    begins = {*map(_nearly, wanted.stems), *wanted.beginnings}
    within = rf"|\w+?(?:{_either(map(_nearly, wanted.parts))})" if wanted.parts else ""
    return re.compile(rf"\b(?:(?:{_either(begins)}){within})\w*")


def _nearly(stem: str) -> str:
    return stem[:-1] if len(stem) > 2 else stem


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words)))


def _densest(found: list[tuple[str, int, int]]) -> int:
    """Where the piece begins that holds most different stems of those found."""
    best, most = 0, 0
    for at, (_, start, _) in enumerate(found[:_MOST_PLACES]):
        near = {
            stem for stem, _, stop in found[at : at + _MOST_PLACES] if stop < start + SNIPPET_LENGTH - _BEFORE
        }
        if len(near) > most:
            best, most = start, len(near)
    return best


def _word_begins(text: str, at: int) -> int:
    """Where the first word that stands wholly behind `at` begins; 0 at the text's beginning."""
    if at <= 0:
        return 0
    space = min((place for place in (text.find(" ", at), text.find("\n", at)) if place >= 0), default=-1)
    return space + 1 if space >= 0 else len(text)
