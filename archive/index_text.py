"""An article's text as the search index holds it: a stem in the place of each word. Pure functions."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from archive.stemming import algorithm_for, stem_list, words_of

_MOST_REMEMBERED = 200_000  # words of one language whose stems are kept at hand, some 40 MB


class IndexText(NamedTuple):
    """The stems of title, lead and body, each joined by spaces, and the words that they are of."""

    title: str
    lead: str
    body: str
    algorithm: str
    words: frozenset[str]


def index_text(title: str, lead: str | None, body: str, language: str | None) -> IndexText:
    """What the index takes of a text in this language."""
    algorithm = algorithm_for(language)
    of_title, of_lead, of_body = words_of(title), words_of(lead or ""), words_of(body)
    stems = _remembered(algorithm)
    if len(stems) > _MOST_REMEMBERED:
        stems.clear()
    in_title, in_lead, in_body = (
        " ".join(map(stems.__getitem__, part)) for part in (of_title, of_lead, of_body)
    )
    return IndexText(in_title, in_lead, in_body, algorithm, frozenset(of_title + of_lead + of_body))


class _Stems(dict[str, str]):
    """The stem of every word that it is asked for; those asked for before are at hand."""

    def __init__(self, algorithm: str) -> None:
        super().__init__()
        self._algorithm = algorithm

    def __missing__(self, word: str) -> str:
        (stem,) = stem_list([word], self._algorithm)
        self[word] = stem
        return stem


@cache
def _remembered(algorithm: str) -> _Stems:
    return _Stems(algorithm)
