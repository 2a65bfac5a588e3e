"""Words and their stems: what the search index is made of, and what a query is turned into.

Stems are Snowball's. The index is read by SQLite's own tokenizer unicode61 (remove_diacritics 0), so
that any program can query it; hence every word must give exactly one stem, in the word's place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import AnyStr

import Stemmer

from archive.plain_words import plain_words

NORWEGIAN = "norwegian"  # Snowball has one for bokmål and nynorsk
_ALGORITHMS = {
    "nb": NORWEGIAN,
    "nn": NORWEGIAN,
    "no": NORWEGIAN,
    "da": "danish",
    "sv": "swedish",
    "en": "english",
    "de": "german",
    "fi": "finnish",
    "fr": "french",
    "es": "spanish",
    "it": "italian",
    "nl": "dutch",
    "pt": "portuguese",
}
_WORD = re.compile(r"[\w\u0300-\u036f]+")  # as unicode61 divides, where '_' parts words


def algorithm_for(language: str | None) -> str:
    """Snowball's algorithm for an article's language; the Norwegian one where it has none."""
    return _ALGORITHMS.get(language or "", NORWEGIAN)


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, in order."""
    return [word.decode() for word in coded_words_of(text)]


def coded_words_of(text: str) -> Sequence[bytes]:
    """The same in UTF-8, in which they are found, stemmed and compared quickest."""
    words = plain_words(text)
    if words is not None:
        return words
    composed = unicodedata.normalize("NFC", text).lower().replace("_", " ")
    return [word.encode() for word in _WORD.findall(composed)]


def stem_list(words: list[AnyStr], algorithm: str = NORWEGIAN) -> list[AnyStr]:
    """The words' stems, one each, in order. Words are as `words_of` or `coded_words_of` gives them."""
    stems: list[AnyStr] = _stemmer(algorithm).stemWords(words)
    return stems


def stemmer_version() -> str:
    """Which stemmer this is; another one may find other stems, and the index must then be rebuilt."""
    return f"PyStemmer {Stemmer.version()}"


@cache
def _stemmer(algorithm: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(algorithm, 0)  # its own cache costs four times what it saves
