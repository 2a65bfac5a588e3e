"""The lines below the text of a hand-made page that say who, when and about what.

Such a page has no metadata; its labels carry the meaning: a name, a role, an e-mail address,
'Publisert: 2018-02-27', 'NØKKELORD' and the words behind it. What follows them is the site's own.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import NamedTuple

from crawler.article import Author
from crawler.parsers.byline_line import is_agencys_sign, is_signed
from crawler.parsers.byline_text import (
    is_name,
    is_person,
    is_plain_name,
    read_byline,
)
from crawler.parsers.date_text import Moment, read_date
from crawler.parsers.dates_shown import from_label, names_update_alone
from crawler.parsers.keyword_text import opens_keywords, read_keyword_line
from crawler.parsers.running_text import Piece

_DATE_LABEL = re.compile(r"(?:publisert|lagt ut|dato|oppdatert|sist endret|published)\b\s*:?\s*\S", re.I)
_EMAIL_LINE = re.compile(r"[\w.+-]{1,64}@[\w.-]{3,100}\Z")
_PROSE = 80  # characters; as long is a paragraph of the text
_LONG_PROSE = 160  # characters; no signature is above such a line
_LEAST_PROSE = 2  # paragraphs that must stand above the signature
_LONGEST_LIST = 200  # characters of a line of keywords
_LONGEST_LIST_LABEL = 60  # characters of the label ahead of it
_LONGEST_LINE = 60  # characters of a name, a role


class Signature(NamedTuple):
    """What the lines below the text say; empty where they say nothing."""

    authors: tuple[Author, ...] = ()
    published: Moment | None = None
    keywords: tuple[str, ...] = ()


def split_signature(
    pieces: list[Piece], fetched_at: datetime | None = None, language: str | None = None
) -> tuple[list[Piece], Signature]:
    """The pieces of the text, and what the lines below it say, or its one line of keywords.

    `language` is the page's, as it declares it.
    """
    if (label := _first_label(pieces)) is not None:
        pieces, signature = _split_at(label, pieces, fetched_at)
    else:
        pieces, signature = _split_name(pieces, (language or "").startswith("en"))
    lists = (
        at
        for at, piece in enumerate(pieces)
        if len(piece.text) <= _LONGEST_LIST and piece.kind != "heading" and _is_keyword_line(piece.text)
    )
    at = next(lists, None)
    if at is None:
        return pieces, signature
    keywords = signature.keywords or read_keyword_line(pieces[at].text)
    return pieces[:at] + pieces[at + 1 :], signature._replace(keywords=keywords)


def _is_keyword_line(text: str) -> bool:
    """Whether a piece is nothing but a label and a list of keywords, wherever it stands."""
    if text[0] == "#":  # '#havn #kai'
        words = text.split()
        return len(words) > 1 and all(word[0] == "#" for word in words)
    return ":" in text[:_LONGEST_LIST_LABEL] and text[-1] not in ".!?" and opens_keywords(text)


def _split_at(label: int, pieces: list[Piece], fetched_at: datetime | None) -> tuple[list[Piece], Signature]:
    """The pieces above the first labelled line below the text, and what is said from there on."""
    start = label
    while start > 0 and _is_signature_line(pieces[start - 1]):
        start -= 1
    return pieces[:start], _read([line for piece in pieces[start:] for line in _lines(piece)], fetched_at)


def _split_name(pieces: list[Piece], is_english: bool) -> tuple[list[Piece], Signature]:
    """The pieces, and who signs them in the last line: 'Nils Dahl, havnedirektør', '(NTB)'.

    A lone 'Read More' is written in English as a name is.
    """
    last = pieces[-1] if pieces else None
    if last is None or last.kind != "paragraph" or len(pieces) <= _LEAST_PROSE:
        return pieces, Signature()
    if not is_agencys_sign(last.text) and (
        not is_signed(last.text) or (is_english and is_plain_name(last.text))
    ):
        return pieces, Signature()
    return pieces[:-1], Signature(tuple(one for one in read_byline(last.text) if is_person(one.name)))


def _first_label(pieces: list[Piece]) -> int | None:
    """The first piece below the text that has a labelled line.

    Text goes on below a date, seldom below an address or a heading such as 'Nøkkelord'.
    """
    below = len(pieces)
    while below > 0 and all(len(line) < _LONG_PROSE for line in _lines(pieces[below - 1])):
        below -= 1
    prose = [len(piece.text) >= _PROSE for piece in pieces]
    ahead, behind = sum(prose[:below]), sum(prose[below:])
    for index, piece in enumerate(pieces[below:], below):
        behind -= prose[index]
        is_end = behind < _LEAST_PROSE or _ends_text(piece)
        if ahead >= _LEAST_PROSE and is_end and any(map(_is_label, _lines(piece))):
            return index
        ahead += prose[index]
    return None


def _ends_text(piece: Piece) -> bool:
    """Whether a piece has an address, or is the heading of keywords, behind which text hardly goes on."""
    is_heading = opens_keywords(piece.text) and ":" not in piece.text
    return is_heading or any(map(_EMAIL_LINE.match, _lines(piece)))


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
            if published is None and not names_update_alone(line):
                published = read_date(from_label(line), fetched_at)
        elif published is None:
            named.append(line)
    return Signature(read_byline("\n".join(named)), published, keywords)
