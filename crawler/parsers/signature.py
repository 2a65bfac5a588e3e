"""The lines below the text of a hand-made page that say who, when and about what.

Such a page has no metadata; its labels carry the meaning: a name, a role, an e-mail address,
'Publisert: 2018-02-27', 'NØKKELORD' and the words behind it. What follows them is the site's own.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import NamedTuple

from crawler.article import Author
from crawler.parsers.byline_text import is_name, read_byline
from crawler.parsers.date_text import Moment, read_date
from crawler.parsers.keyword_text import opens_keywords, read_keyword_line
from crawler.parsers.running_text import Piece

_DATE_LABEL = re.compile(r"(?:publisert|lagt ut|dato|oppdatert|sist endret|published)\b\s*:?\s*\S", re.I)
_EMAIL_LINE = re.compile(r"[\w.+-]{1,64}@[\w.-]{3,100}\Z")
_PROSE = 80  # characters; as long is a paragraph of the text
_LONG_PROSE = 160  # characters; no signature is above such a line
_LEAST_PROSE = 2  # paragraphs that must stand above the signature
_LONGEST_LINE = 60  # characters of a name, a role


class Signature(NamedTuple):
    """What the lines below the text say; empty where they say nothing."""

    authors: tuple[Author, ...] = ()
    published: Moment | None = None
    keywords: tuple[str, ...] = ()


def split_signature(pieces: list[Piece], fetched_at: datetime | None = None) -> tuple[list[Piece], Signature]:
    """The pieces of the text, and what the labelled lines below it say."""
    label = _first_label(pieces)
    if label is None:
        return pieces, Signature()
    start = label
    while start > 0 and _is_signature_line(pieces[start - 1]):
        start -= 1
    return pieces[:start], _read([line for piece in pieces[start:] for line in _lines(piece)], fetched_at)


def _first_label(pieces: list[Piece]) -> int | None:
    """The first piece below the text that has a labelled line."""
    below = len(pieces)
    while below > 0 and all(len(line) < _LONG_PROSE for line in _lines(pieces[below - 1])):
        below -= 1
    prose = sum(len(piece.text) >= _PROSE for piece in pieces[:below])
    for index, piece in enumerate(pieces[below:], below):
        if prose >= _LEAST_PROSE and any(map(_is_label, _lines(piece))):
            return index
        prose += len(piece.text) >= _PROSE
    return None


def _lines(piece: Piece) -> tuple[str, ...]:
    return piece.lines or (piece.text,)


def _is_label(line: str) -> bool:
    if len(line) < _LONGEST_LINE and (_EMAIL_LINE.match(line) or _DATE_LABEL.match(line)):
        return bool(_EMAIL_LINE.match(line)) or read_date(line) is not None
    return opens_keywords(line)


def _is_signature_line(piece: Piece) -> bool:
    text = piece.text
    return (
        len(text) <= _LONGEST_LINE and text[-1] not in ".!?:" and (is_name(text) or bool(read_byline(text)))
    )


def _read(lines: list[str], fetched_at: datetime | None) -> Signature:
    named: list[str] = []
    published: Moment | None = None
    keywords: tuple[str, ...] = ()
    for index, line in enumerate(lines):
        if opens_keywords(line):
            keywords = read_keyword_line(line) or read_keyword_line(
                lines[index + 1] if index + 1 < len(lines) else ""
            )
            break
        if _DATE_LABEL.match(line):
            published = published or read_date(line, fetched_at)
        elif published is None:
            named.append(line)
    return Signature(read_byline("\n".join(named)), published, keywords)
