"""Changes a page as a page changes: whole tags, elements and values, beside the fuzzer's single bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

_TAG = re.compile(rb"<[^<>]{1,400}>")
_VALUE = re.compile(rb'"[^"<>]{0,400}"')
_LONGEST_PIECE = 2_000  # bytes that are cut, doubled or brought in at once
_MOST_TIMES = 300

WORDS = (  # what the rules look for, and what upsets parsers
    *(
        "Av ",
        "Foto: ",
        "(Foto: Liv Berg / NTB)",
        "Tekst og foto:",
        "Publisert 31.02.2024 kl. 25.61",
        "Oppdatert",
    ),
    *(
        "for 3 timer siden",
        "Stikkord: ",
        "Les også:",
        "Fakta",
        "Siden finnes ikke",
        "Annonsørinnhold",
        "- sier hun",
    ),
    *("<p>", "</p>", "<br>", "<figure><img src=x><figcaption>", "<aside class='faktaboks'>", "<!--", "-->"),
    *("<time datetime='2024-03-05T12:00:00+99:00'>", "<meta property='article:tag' content='a,,b'>", "<h1>"),
    *(
        "<script type='application/ld+json'>",
        "</script>",
        '{"@graph":[{"@type":[null,"NewsArticle"]}]}',
        "]]>",
    ),
    *(
        '"author":[[{"name":{}}]]',
        '"@id":"#a"',
        '"keywords":[1,null,{}]',
        "&#0;",
        "&#xd800;",
        "&#x9f;",
        "\ufeff",
    ),
    *(
        "\u0000",
        "\u00ad",
        "\u200b",
        "\u2028",
        "\u202e",
        "e\u0301",
        "\ufb01",
        "Ã¦",
        "\U0001f468\u200d\U0001f469",
    ),
    *("itemprop=author", "class='byline'", "role=main", "href='http://['", "charset=utf-7", "lang=nn-NO"),
)


def mutate(page: bytes, others: Sequence[bytes], chance: Random, longest: int) -> bytes:
    """`page` with one to four changes, some of them taken from `others`; at most `longest` bytes."""
    for _ in range(chance.randint(1, 4)):
        page = chance.choice(_CHANGES)(page, others, chance)[:longest]
    return page


def _bring_word(page: bytes, others: Sequence[bytes], chance: Random) -> bytes:
    at = _edge(page, chance)
    return page[:at] + chance.choice(WORDS).encode() + page[at:]


def _bring_piece(page: bytes, others: Sequence[bytes], chance: Random) -> bytes:
    at = _edge(page, chance)
    return page[:at] + _piece(chance.choice(others), chance) + page[at:]


def _double_piece(page: bytes, others: Sequence[bytes], chance: Random) -> bytes:
    piece = _piece(page, chance)
    times = chance.choice((1, 1, 1, 3, _MOST_TIMES))
    at = _edge(page, chance)
    return page[:at] + piece[: _LONGEST_PIECE if times < _MOST_TIMES else 60] * times + page[at:]


def _cut_piece(page: bytes, others: Sequence[bytes], chance: Random) -> bytes:
    piece = _piece(page, chance)
    return page.replace(piece, b"", 1) if piece else page


def _swap_value(page: bytes, others: Sequence[bytes], chance: Random) -> bytes:
    ours, theirs = _one(_VALUE, page, chance), _one(_VALUE, chance.choice((page, *others[:50])), chance)
    return page.replace(ours, theirs, chance.choice((1, -1))) if ours else page


def _swap_tag(page: bytes, others: Sequence[bytes], chance: Random) -> bytes:
    ours, theirs = _one(_TAG, page, chance), _one(_TAG, page, chance)
    return page.replace(ours, theirs, 1) if ours else page


_CHANGES: tuple[Callable[[bytes, Sequence[bytes], Random], bytes], ...] = (
    _bring_word,
    _bring_piece,
    _double_piece,
    _cut_piece,
    _swap_value,
    _swap_tag,
)


def _edge(page: bytes, chance: Random) -> int:
    """A place in the page: mostly the beginning of a tag, else any byte."""
    at = chance.randint(0, len(page))
    found = page.find(b"<", at)
    return found if found >= 0 and chance.random() < 0.8 else at


def _piece(page: bytes, chance: Random) -> bytes:
    start = _edge(page, chance)
    end = page.find(b">", start + chance.randint(1, _LONGEST_PIECE)) + 1
    return page[start : end or start + 200][: 2 * _LONGEST_PIECE]


def _one(form: re.Pattern[bytes], page: bytes, chance: Random) -> bytes:
    """One match of `form` after a random place; empty where there is none."""
    found = form.search(page, chance.randint(0, len(page)))
    return found[0] if found else b""
