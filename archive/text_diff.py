"""What changed between two texts, word by word, paragraph after paragraph.

Paragraphs are aligned first; words are compared only inside those that differ. So an edit in a long
text costs what the paragraph costs, and a text written anew is not compared word by word at all
where that would take long.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal, NamedTuple

Kind = Literal["same", "gone", "new"]

_MOST_WORDS = 10_000  # in a run of paragraphs that differ, both sides together; more are not compared by word
_BREAK = "\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a paragraph: in both texts, in the earlier one alone, or in the later one alone."""

    kind: Kind
    text: str


Paragraph = tuple[Piece, ...]
_Run = tuple[Kind, Sequence[str]]


class _Block(NamedTuple):
    """A change, and the words behind it that both texts have."""

    gone: tuple[str, ...]
    new: tuple[str, ...]
    shared: tuple[str, ...]


def difference(before: str, after: str) -> list[Paragraph]:
    """The paragraphs (lines) of both texts woven into one reading; a paragraph that stayed is one piece."""
    old, new = before.split(_BREAK), after.split(_BREAK)
    paragraphs: list[Paragraph] = []
    for word, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if word == "equal":
            paragraphs += [(Piece("same", line),) for line in old[a:b]]
        else:
            paragraphs += _woven(old[a:b], new[c:d])
    return [paragraph for paragraph in paragraphs if any(piece.text for piece in paragraph)]


def changed(paragraph: Paragraph) -> bool:
    """Whether anything in the paragraph is gone or new."""
    return any(piece.kind != "same" for piece in paragraph)


def _woven(old: list[str], new: list[str]) -> list[Paragraph]:
    """Paragraphs of which none stayed as it was."""
    before, after = _words(old), _words(new)
    if not before or not after or len(before) + len(after) > _MOST_WORDS:
        return [*((Piece("gone", line),) for line in old), *((Piece("new", line),) for line in new)]
    return list(_paragraphs(_without_chance(_runs(before, after))))


def _words(lines: list[str]) -> list[str]:
    """The words of some lines, with a line break as a word of its own between two lines."""
    words: list[str] = []
    for line in lines:
        words += [*line.split(), _BREAK]
    return words[:-1]


def _runs(before: list[str], after: list[str]) -> list[_Run]:
    runs: list[_Run] = []
    for word, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if word == "equal":
            runs.append(("same", before[a:b]))
            continue
        if b > a:
            runs.append(("gone", before[a:b]))
        if d > c:
            runs.append(("new", after[c:d]))
    return runs


def _without_chance(runs: list[_Run]) -> list[_Run]:
    """Take a shared run that is less than half as long as the changes on both sides for changed too.

    'og' in two sentences that have nothing else in common would tear them into shreds.
    """
    merged: list[_Block] = []
    for gone, new, shared in _blocks(runs):
        if merged and _is_chance(merged[-1], gone, new):
            before = merged.pop()
            gone, new = (*before.gone, *before.shared, *gone), (*before.new, *before.shared, *new)
        merged.append(_Block(gone, new, shared))
    kinds: tuple[Kind, ...] = ("gone", "new", "same")
    return [(kind, words) for block in merged for kind, words in zip(kinds, block, strict=True) if words]


def _blocks(runs: list[_Run]) -> Iterator[_Block]:
    """A change with what is shared behind it, one after the other."""
    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    for kind, words in runs:
        if kind == "same":
            yield _Block(gone, new, tuple(words))
            gone = new = ()
        elif kind == "gone":
            gone = tuple(words)
        else:
            new = tuple(words)
    yield _Block(gone, new, ())


def _is_chance(before: _Block, gone: tuple[str, ...], new: tuple[str, ...]) -> bool:
    smaller = min(max(len(before.gone), len(before.new)), max(len(gone), len(new)))
    return 2 * len(before.shared) < smaller and _BREAK not in before.shared


def _paragraphs(runs: list[_Run]) -> Iterator[Paragraph]:
    """Cut runs at their line breaks."""
    pieces: list[Piece] = []
    for kind, words in runs:
        breaks = [-1, *(place for place, word in enumerate(words) if word == _BREAK), len(words)]
        for number, (start, end) in enumerate(pairwise(breaks)):
            if number:
                yield tuple(pieces)
                pieces = []
            if end > start + 1:
                pieces.append(Piece(kind, " ".join(words[start + 1 : end])))
    yield tuple(pieces)
