"""An article's text as the search index holds it: a stem in the place of each word. Pure functions."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from archive.stemming import algorithm_for, stem_list, words_of

_MOST_REMEMBERED = 200_000  # words of one language whose stems are kept at hand, some 40 MB


class IndexText(NamedTuple):
    """The stems of title, lead and body, each joined by spaces, and every word with its stem."""

    title: str
    lead: str
    body: str
    algorithm: str
    words: dict[str, str]


def index_text(title: str, lead: str | None, body: str, language: str | None) -> IndexText:
    """What the index takes of a text in this language."""
    algorithm = algorithm_for(language)
    of_title, of_lead, of_body = words_of(title), words_of(lead or ""), words_of(body)
    words = _stems_of({*of_title, *of_lead, *of_body}, algorithm)
    in_title, in_lead, in_body = (
        " ".join(map(words.__getitem__, part)) for part in (of_title, of_lead, of_body)
    )
    return IndexText(in_title, in_lead, in_body, algorithm, words)


def _stems_of(words: set[str], algorithm: str) -> dict[str, str]:
    """Each word with its stem."""
    remembered = _remembered(algorithm)
    rare = list(words.difference(remembered))
    if len(remembered) + len(rare) > _MOST_REMEMBERED:
        remembered.clear()
        rare = list(words)
    remembered.update(zip(rare, stem_list(rare, algorithm), strict=True))
    return {word: remembered[word] for word in words}


@cache
def _remembered(algorithm: str) -> dict[str, str]:  # noqa: ARG001 - a dictionary for each
    return {}
