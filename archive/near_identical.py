"""How alike two texts are, and a sketch of a text by which its near-identical ones are found. Pure functions.

A text is taken as the set of its shingles: all runs of five words, without case and punctuation.
Two texts are as alike as their sets (Jaccard: shared shingles over all shingles): 1.0 for the same
words, above 0.9 with a sentence added, about 0.5 with half of the text cut. Unrelated texts share
next to no five words in a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rensa import RMinHash

from archive.plain_words import plain_words

SAME_STORY = 0.5  # two texts at least this alike tell one story in the same words
FEWEST_WORDS = 40  # shorter texts are formulas (a notice, a teaser): one sentence shared says nothing
SKETCH_SIZE = 4  # minima kept: two texts with half of their shingles in common share one in 94 of 100 cases

_RUN = 5
_REMEMBERED = 64  # texts: new ones, one after the other, are compared with the same latest ones
_SEED = 1
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=_REMEMBERED)
def shingles(text: str) -> frozenset[bytes]:
    """All runs of five words, in UTF-8, which is what is hashed.

    None of them for a text of less than `FEWEST_WORDS` words.
    """
    return frozenset(_runs(text) or ())


def sketch(runs: Iterable[bytes]) -> tuple[int, ...]:
    """The MinHash sketch of a text's shingles: `SKETCH_SIZE` whole numbers of 32 bits.

    The chance that two texts have the same number at a place is how alike they are. Sketches are
    stored, so what this gives for a text must never change (rensa calls it algorithm version 2).
    """
    minima = RMinHash(num_perm=SKETCH_SIZE, seed=_SEED)
    minima.update(runs)
    return tuple(minima.digest())


def sketch_of(text: str) -> tuple[int, ...] | None:
    """The sketch of a text; None for a text that is too short."""
    runs = _runs(text)
    return None if runs is None else sketch(runs)


def similarity(one: frozenset[bytes], other: frozenset[bytes]) -> float:
    """How alike two texts are, from 0.0 to 1.0, given their shingles; 0.0 if either is too short."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if one and other else 0.0


def _runs(text: str) -> Iterator[bytes] | None:
    """The shingles one after another; None for a text that is too short."""
    words = plain_words(text)
    if words is None:
        words = tuple(word.encode() for word in _WORD.findall(text.lower()))
    if len(words) < FEWEST_WORDS:
        return None
    return map(b" ".join, zip(*(words[start:] for start in range(_RUN)), strict=False))
