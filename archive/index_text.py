"""An article's text as the search index holds it: a stem in the place of each word. Pure functions."""

from __future__ import annotations

from typing import NamedTuple

from archive.stemming import algorithm_for, stem_list, words_of


class IndexText(NamedTuple):
    """The stems of title, lead and body, each joined by spaces, and the words that they are of.

    The words are a dictionary's keys, because garbage collections pass over it: of a set they look at
    every word.
    """

    title: str
    lead: str
    body: str
    algorithm: str
    words: dict[str, None]


def index_text(title: str, lead: str | None, body: str, language: str | None) -> IndexText:
    """What the index takes of a text in this language.

    Each word is stemmed once for the whole text. A memory of the stems of all texts would save nothing:
    to find a word among a hundred thousand takes as long as to stem it.
    """
    algorithm = algorithm_for(language)
    parts = words_of(title), words_of(lead or ""), words_of(body)
    words = dict.fromkeys(parts[2])
    words.update(dict.fromkeys(parts[0] + parts[1]))
    stems = dict(zip(words, stem_list(list(words), algorithm), strict=True))
    in_title, in_lead, in_body = (" ".join(map(stems.__getitem__, part)) for part in parts)
    return IndexText(in_title, in_lead, in_body, algorithm, words)
