"""An article's text as the search index holds it: a stem in the place of each word."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple, cast

from archive.stemming import algorithm_for, coded_words_of, stem_list

FAMILIAR = 16_000  # words, those that came first, are three quarters of every text

Stems = dict[bytes, bytes]  # by their words, in UTF-8


class IndexText(NamedTuple):
    """The stems of title, lead and body, and the words that had to be stemmed; each joined by spaces.

    As one piece, the words cost little on their way from one process to another.
    """

    title: str
    lead: str
    body: str
    algorithm: str
    words: bytes


def index_text(
    title: str, lead: str | None, body: str, language: str | None, familiar: Stems | None = None
) -> IndexText:
    """What the index takes of a text in this language.

    Words that are `familiar` to the language's algorithm are not stemmed again, and are not among the
    words given back; up to `FAMILIAR` words become so. With more it would be as quick to stem a word as to
    find it. Without such a memory, each word is stemmed once for the whole text.
    """
    algorithm = algorithm_for(language)
    in_title, in_lead, in_body = coded_words_of(title), coded_words_of(lead or ""), coded_words_of(body)
    is_twice = lead is not None and _begins(body, lead)
    every = [*in_title, *in_body, *(() if is_twice else in_lead)]
    if familiar is None:
        stems, words = _stemmed(every, algorithm)
    else:
        stems, words = _stemmed_by_memory(every, algorithm, familiar)
    body_at, lead_at = len(in_title), len(in_title) + len(in_body)
    if is_twice:
        lead_at = body_at
    of_title, of_body = stems[:body_at], stems[body_at : body_at + len(in_body)]
    of_lead = stems[lead_at : lead_at + len(in_lead)]
    return IndexText(_joined(of_title), _joined(of_lead), _joined(of_body), algorithm, b" ".join(words))


def _begins(body: str, lead: str) -> bool:
    """Whether the lead is the body's first lines, as in most articles."""
    return body.startswith(lead) and body[len(lead) : len(lead) + 1] in ("", "\n")


def _stemmed(every: list[bytes], algorithm: str) -> tuple[list[bytes], Collection[bytes]]:
    """The stems of these words, and each word once.

    They are a dictionary's keys, because garbage collections pass over it: of a set they look at every word.
    """
    words = dict.fromkeys(every)
    stems = dict(zip(words, stem_list(list(words), algorithm), strict=True))
    return list(map(stems.__getitem__, every)), words


def _stemmed_by_memory(
    every: list[bytes], algorithm: str, familiar: Stems
) -> tuple[list[bytes], Collection[bytes]]:
    """The stems of these words, and those words that were not familiar."""
    stems = list(map(familiar.get, every))
    gaps = [at for at, stem in enumerate(stems) if stem is None]
    words = [every[at] for at in gaps]
    others = stem_list(words, algorithm)
    for at, stem in zip(gaps, others, strict=True):
        stems[at] = stem
    if len(familiar) < FAMILIAR:
        familiar.update(zip(words, others, strict=True))
    return cast(list[bytes], stems), words


def _joined(stems: Sequence[bytes]) -> str:
    return b" ".join(stems).decode()
