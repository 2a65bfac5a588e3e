"""Sifts the pieces of running text: what is judged by its neighbours, not by its element."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

from crawler.article import Author
from crawler.parsers.boilerplate import (
    is_cue,
    is_date,
    is_genre,
    is_notice,
    opens_comments,
    opens_contact,
    opens_ending,
    opens_facts,
)
from crawler.parsers.byline_line import is_byline, is_signed
from crawler.parsers.byline_text import read_byline
from crawler.parsers.page import Page
from crawler.parsers.running_text import CELLS, Piece
from crawler.parsers.text import fold, plain

_COPY_SHARE = 0.8  # share of the text that the publisher's own copy must have to be believed
_HOME_SHARE = 0.55  # share of the text that one container must hold directly to be the text's home
_ENDING_SHARE = 0.4  # share of the text that a box on the writer may have
_CONTACT_SHARE = 0.25  # the same for whom to ask
_NEAR_ENDS = 3  # pieces at the top and at the end among which a name is a signature
_CLOCK = re.compile(r"[0-2]?\d:[0-5]\d")
_LONGEST_ORNAMENT = 20  # characters
_ENDS_SENTENCE = frozenset('.!?»”":')
_BEHIND_NAME = frozenset(",(–|/-")
_LONGEST_SIGNED = 80  # characters
_BOX_LENGTH = 0.35  # length beside the home's from which on a container is no box


def sift(pieces: list[Piece], page: Page, unwanted: Iterable[str] = ()) -> list[Piece]:
    """The pieces that are running text, judged beside their neighbours.

    `unwanted` are texts that are known to be something else: captions, a profile's boilerplate.
    """
    pieces = _without(unwanted, pieces)
    pieces = _with_facts_in_lists(pieces)
    pieces = _without_boxes(_confirmed(_before_ending(_before_comments(pieces)), page), page)
    has_paragraphs = _has_paragraphs(pieces)
    kept: list[Piece] = []
    seen: set[str] = set()
    after_cue = False
    top = [_below_headline(piece, page.titles) for piece in pieces[:_NEAR_ENDS]]
    for piece in [*top, *pieces[_NEAR_ENDS:]]:
        if piece.kind == "fact":
            kept.append(piece)
            continue
        if is_byline(piece.text) or _is_ornament(piece.text) or (not kept and is_genre(piece.text)):
            continue
        if is_cue(piece.text):
            after_cue = True
            continue
        if after_cue and (piece.link_share > 0.5 or (piece.kind == "list_item" and piece.linked)):
            continue
        after_cue = False
        if piece.linked and piece.link_share > 0.9 and piece.kind != "heading":
            continue
        if (has_paragraphs and _is_stray(piece)) or is_notice(piece.text):
            continue
        if len(kept) < 3 and fold(piece.text) in page.titles:
            continue
        if len(piece.text) > 40:
            if piece.text in seen:
                continue
            seen.add(piece.text)
        kept.append(piece)
    while kept and kept[-1].kind == "heading":
        kept.pop()
    return kept


def _with_facts_in_lists(pieces: list[Piece]) -> list[Piece]:
    """The pieces; a list right below a heading such as 'Fakta' is a fact box."""
    kept = pieces.copy()
    for at, piece in enumerate(pieces[:-1]):
        if piece.kind == "heading" and pieces[at + 1].kind == "list_item" and opens_facts(piece.text):
            kept[at] = replace(piece, kind="fact")
            for below in range(at + 1, len(pieces)):
                if pieces[below].kind != "list_item":
                    break
                kept[below] = replace(pieces[below], kind="fact")
    return kept


def _is_ornament(text: str) -> bool:
    """Whether a line has no word in it: '***', '– – –', the '16:40' of a live blog."""
    if len(text) > _LONGEST_ORNAMENT or text[0].isalpha():
        return False
    return _CLOCK.fullmatch(text) is not None if text[0].isdecimal() else not any(map(str.isalnum, text))


def _below_headline(piece: Piece, titles: Collection[str]) -> Piece:
    """The piece without those of its first lines that are the headline, a byline or a date."""
    lines = piece.lines
    while len(lines) > 1 and (is_byline(lines[0]) or is_date(lines[0]) or fold(lines[0]) in titles):
        lines = lines[1:]
    return piece if len(lines) == len(piece.lines) else replace(piece, text=" ".join(lines), lines=lines)


def without_signed(pieces: list[Piece], authors: Iterable[Author]) -> list[Piece]:
    """The pieces without lines at the top and at the end that only say who wrote, as what, or when.

    Such lines have no label: names and roles are known by the article's `authors`, a date by its form.
    """
    writers = [*authors]
    names = [fold(author.name) for author in writers]
    roles = {fold(author.role) for author in writers if author.role}
    last = len(pieces) - _NEAR_ENDS
    return [
        piece
        for index, piece in enumerate(pieces)
        if _NEAR_ENDS <= index < last or piece.kind == "fact" or not _says_who_or_when(piece, names, roles)
    ]


def _says_who_or_when(piece: Piece, names: list[str], roles: set[str]) -> bool:
    if _signs(piece.text, names):
        return True
    if piece.kind != "paragraph" or len(piece.text) > _LONGEST_SIGNED or piece.text[-1] in _ENDS_SENTENCE:
        return False
    place, comma, rest = piece.text.partition(", ")
    is_dateline = (
        bool(comma) and place.isalpha() and place[0].isupper() and is_date(rest)
    )  # 'Oslo, 3. mai 2024'
    return is_dateline or is_date(piece.text) or fold(piece.text) in roles


def _signs(text: str, names: list[str]) -> bool:
    """Whether a line is one of the names, alone or with a role or an address behind it."""
    if len(text) > _LONGEST_SIGNED or text[-1] in _ENDS_SENTENCE:
        return False
    folded = fold(text)
    if folded in names:
        return True
    if is_signed(text) and any(fold(author.name) in names for author in read_byline(text)):
        return True
    behind = [text[len(name) :].lstrip() for name in names if folded.startswith(name)]
    return any(rest[:1] in _BEHIND_NAME for rest in behind) and bool(read_byline(text))


def _without(unwanted: Iterable[str], pieces: list[Piece]) -> list[Piece]:
    """The pieces that are none of the unwanted texts; few need folding to tell."""
    known = {fold(text) for text in unwanted}
    starts = {text[:2] for text in known}
    longest = max(map(len, known), default=0) + 20  # folding takes some signs away
    kept = [
        piece
        for piece in pieces
        if len(text := piece.text) > longest
        or (text[:2].isalnum() and text[:2].casefold()[:2] not in starts)
        or fold(text) not in known
    ]
    return [piece for piece in kept if piece.tag != "td" or not _are_all(known, piece.text.split(CELLS))]


def _are_all(known: set[str], cells: list[str]) -> bool:
    """Whether every cell of a row is one of the known texts: the captions of pictures in a row above."""
    return all(fold(cell) in known for cell in cells)


def _has_paragraphs(pieces: list[Piece]) -> bool:
    """Whether most of the text stands in paragraphs that are marked as such."""
    total = inside = 0
    for piece in pieces:
        total += len(piece.text)
        if piece.tag == "p" or piece.tag == "blockquote":
            inside += len(piece.text)
    return inside > 0.6 * total


def _before_comments(pieces: list[Piece]) -> list[Piece]:
    """The pieces up to the line that opens the readers' comments."""
    total = sum(len(piece.text) for piece in pieces)
    ahead = min(0.3 * total, 800)
    read = 0
    for index, piece in enumerate(pieces):
        read += len(piece.text)
        if read > ahead and opens_comments(piece.text):
            return pieces[:index]
    return pieces


def _before_ending(pieces: list[Piece]) -> list[Piece]:
    """The pieces up to a line behind which only a smaller part goes on: about the writer, whom to ask."""
    total = sum(len(piece.text) for piece in pieces)
    behind = 0
    for index in range(len(pieces) - 1, -1, -1):
        behind += len(pieces[index].text)
        if behind > _ENDING_SHARE * total:
            return pieces
        text = pieces[index].text
        if opens_ending(text) or (behind <= _CONTACT_SHARE * total and opens_contact(text)):
            return pieces[:index]
    return pieces


def _confirmed(pieces: list[Piece], page: Page) -> list[Piece]:
    """The pieces that the publisher's own copy of the text (JSON-LD articleBody) has too.

    The copy counts only where it has nearly all that was read; headings and what stands ahead
    of the first confirmed piece (the lead) need no confirmation.
    """
    copy = page.article_thing.get("articleBody")
    if not isinstance(copy, str) or len(copy) < 200:
        return pieces
    copy = plain(copy)
    found = [piece.text in copy for piece in pieces]
    confirmed = _confirmed_by(found, pieces)
    if len(confirmed) < len(pieces):
        copy = fold(copy)
        found = [ok or fold(piece.text) in copy for piece, ok in zip(pieces, found, strict=True)]
        confirmed = _confirmed_by(found, pieces)
    return confirmed or pieces


def _confirmed_by(found: list[bool], pieces: list[Piece]) -> list[Piece]:
    """The pieces that stay when those `found` are confirmed; none where that is too little to go by."""
    total = confirmed = 0
    for piece, ok in zip(pieces, found, strict=True):
        total += len(piece.text)
        confirmed += len(piece.text) if ok else 0
    if confirmed < _COPY_SHARE * total or not total:
        return []
    first = found.index(True)
    return [
        piece
        for index, piece in enumerate(pieces)
        if found[index] or index < first or piece.kind in ("heading", "fact")
    ]


def _without_boxes(pieces: list[Piece], page: Page) -> list[Piece]:
    """The pieces without small boxes between them.

    News systems put all paragraphs into one container; what stands there in a container of its
    own (a poll, a teaser, an offer) is a box. Only pages that call themselves news are so strict.
    """
    lengths: dict[str, int] = {}
    for piece in pieces:
        lengths[piece.home] = lengths.get(piece.home, 0) + len(piece.text)
    home = max(lengths, key=lambda key: lengths[key], default="")
    if not pieces or not page.is_news or lengths.get(home, 0) < _HOME_SHARE * sum(lengths.values()):
        return pieces
    first = next(index for index, piece in enumerate(pieces) if piece.home == home)
    return [
        piece
        for index, piece in enumerate(pieces)
        if index < first
        or piece.home == home
        or piece.kind == "fact"
        or piece.tag in ("td", "th", "blockquote", "pre")
        or lengths[piece.home] >= _BOX_LENGTH * lengths[home]
    ]


def _is_stray(piece: Piece) -> bool:
    """A short line outside any paragraph, as labels, dates and buttons stand on a page."""
    return (
        len(piece.text) < 60
        and piece.tag not in ("p", "li", "blockquote", "dt", "dd", "td", "th", "pre")
        and piece.kind != "heading"
        and piece.text[-1] not in ".!?»”\"':…"
    )
