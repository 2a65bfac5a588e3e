"""The lead (ingress): the paragraph that sums the article up, first line of its body."""

from __future__ import annotations

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

from crawler.parsers.ancestry import is_inside
from crawler.parsers.found import Found
from crawler.parsers.page import Page
from crawler.parsers.running_text import Piece
from crawler.parsers.text import fold

# Words in class, id, itemprop or data-content that mark a lead.
_LEAD_NAME = re.compile(
    r"(?:^|[\s_-])(?:lead|vorspann|bajada|entradilla|sommario|underrubrik|undertittel|lead-?paragraph|intro-?text|lede|ingress|ingres|subtitle|sub-?title|subheadline|standfirst|preamble|intro|introduction|"
    r"excerpt|dek|deck|teaser-?text|lead-?text|[a-z]{0,20}ingress|summary|attribute-short|attribute-intro|manchet|chapo|chapeau|description)"
    r"(?=$|[\s_-])",
    re.I,
)
_LEAD_HUMP = re.compile(
    r"(?<=[a-z])(?:Lead|Ingress|Preamble|Subtitle|Intro|Standfirst)(?=$|[\s_A-Z-])"
)  # 'articleLead'
_SHORTEST, _LONGEST = 40, 600  # characters of a lead that no mark shows
_CUT = 12  # characters at the end of a description that is cut short in mid sentence
_DESCRIPTIONS = ("og:description", "description", "twitter:description")
_LONGEST_NAME = 300  # characters of a name that are looked at
_LEVELS = 4  # an element and those around it whose names may mark a lead: Drupal's fields are as deep
_NEAR = 3  # pieces from the top among which the lead is looked for
_LEAST_BEHIND = 2  # pieces of text behind a lead that only its place shows
_SHORTEST_HEADING = 60  # characters; a shorter sub-heading below the headline is no lead


def find_lead(page: Page, pieces: list[Piece]) -> Found[Piece] | None:
    """The piece that is the lead, with what told so; None where the article has none of its own.

    A marked element counts first, then a long sub-heading right below the headline, then the
    paragraph that the page's own description repeats, then a first paragraph all in bold, or one
    that stands with the headline while the text stands elsewhere.
    """
    top = [piece for piece in pieces[:_NEAR] if piece.kind in ("paragraph", "heading")]
    for piece in top:
        mark = _mark(piece.node)
        if mark and len(piece.text) > 20:
            return Found(piece, f"css {mark}")
    if not top:
        return None
    first = top[0]
    if first.kind == "heading" and len(first.text) >= _SHORTEST_HEADING:
        return Found(first, f"css {first.tag}")
    described = _described(page, top)
    if described is not None:
        return described
    if first.kind == "paragraph" and len(pieces) > 2 and first.is_bold:
        return Found(first, "css strong")
    if first.kind == "paragraph" and _stands_with_headline(page, first, pieces):
        return Found(first, "below the headline")
    return None


def _stands_with_headline(page: Page, first: Piece, pieces: list[Piece]) -> bool:
    """Whether an element holds the headline and this first piece, but none of the pieces behind it."""
    behind = pieces[pieces.index(first) + 1 :]
    if first is not pieces[0] or len(behind) < _LEAST_BEHIND or not _SHORTEST <= len(first.text) <= _LONGEST:
        return False
    header: LexborNode | None = first.node
    while header is not None and header.mem_id not in page.around_headlines:
        header = header.parent
    return header is not None and not is_inside(header, behind[0].node)


def _mark(node: LexborNode) -> str | None:
    """The name that marks a lead: on the element, the one around it, or one that holds nothing else."""
    element: LexborNode | None = node
    for level in range(_LEVELS):
        element = element.parent if level and element is not None else element
        if element is None or element.tag in ("body", "article", "main"):
            return None
        attributes = element.attributes
        for key in ("class", "id", "itemprop", "data-content"):
            name = attributes.get(key)
            if name and (mark := _marks_lead(name[:_LONGEST_NAME])):
                is_own = level <= 1 or element.text(strip=True) == node.text(strip=True)
                return mark if is_own else None
    return None


@lru_cache(maxsize=32768)
def _marks_lead(name: str) -> str | None:
    """The part of a name that marks a lead; the same names come again and again."""
    match = _LEAD_NAME.search(name) or _LEAD_HUMP.search(name) if "articleBody" not in name else None
    return match[0].strip(" _-").lower() if match else None


def _described(page: Page, top: list[Piece]) -> Found[Piece] | None:
    """The piece that one of the page's descriptions repeats, whole or cut short."""
    stated = {
        description: name for name in reversed(_DESCRIPTIONS) for description in page.meta.get(name, [])
    }
    read: list[str] = []
    for description, name in reversed(stated.items()):
        said = fold(description)
        if len(said) < _SHORTEST:
            continue
        read = read or [fold(piece.text) for piece in top]
        begins = said[: max(_SHORTEST, len(said) - _CUT)]
        for piece, text in zip(top, read, strict=True):
            if text.startswith(begins) or said == text:
                return Found(piece, f"meta {name}")
    return None
