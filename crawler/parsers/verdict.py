"""Whether a page is an article at all: front pages, lists and error pages give no body.

The headlines of error pages stand in `verdict.toml`, beside this file.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from selectolax.lexbor import LexborNode

from crawler.parsers.ancestry import upwards
from crawler.parsers.locate import Located
from crawler.parsers.page import Page
from crawler.parsers.running_text import Piece
from crawler.parsers.scripted import NEEDS_JAVASCRIPT, needs_javascript

_RULES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _headline(section: str) -> re.Pattern[str]:
    """One of the phrases of a section, as a whole headline."""
    things = f"(?:(?:denne |den |this |that |the |diese )?(?:{'|'.join(_RULES['things'])}))"
    phrases = "|".join(phrase for phrases in _RULES[section].values() for phrase in phrases)
    return re.compile(rf"(?:{phrases.replace('THING', things)})\W*$")


_SORRY = re.compile(rf"(?:(?:{'|'.join(_RULES['sorry'])})\b\W*)+")
_MISSING, _WITHHELD = _headline("missing"), _headline("withheld")
_SENTENCE_END = re.compile(r"[.!?]\s")
_FEW_WORDS = 300  # characters
_AHEAD_OF_SITE = re.compile(r"\s[|–—-]\s")
_LONGEST_EXCUSE = 120  # characters
_SHORT = 600  # characters of text on a page that only excuses itself
_SHORTEST_BODY = 60  # characters; less is no running text
_TEASERS = "h2 a, h3 a, article a h2, article a h3, a > h2, a > h3"  # headlines that are links
_FEW = 4  # such headlines on a front page
_LINKED = 0.9  # share of a heading that is a link
_EXCERPTS = 0.6  # of such headings for each paragraph, where the paragraphs are excerpts
_MANY = 8  # such headlines on a list; an article has a few below it
_TEASER_PROSE = 150  # characters of prose that go with a headline on a list
_PROSE = 80  # characters; a piece as long as that is a paragraph rather than a line of a list


def not_an_article(page: Page, title: str | None, pieces: list[Piece], located: Located | None) -> str | None:
    """Why the page is no article, in words; None where it is one."""
    if located is None or not located.total:
        return _empty(page, "The page has no text.")
    length = sum(len(piece.text) for piece in pieces)
    first = pieces[0].text if pieces and length < _FEW_WORDS else ""  # of a page that says no more
    for said in (title, _AHEAD_OF_SITE.split(page.document_title)[0], _SENTENCE_END.split(first)[0]):
        if said and (problem := _excuse(said, page, length)):
            return problem
    if length < _SHORTEST_BODY and not page.is_news:
        return _empty(page, "The page has no running text.")
    if _is_front(page):
        return "The page is the front page of its site, not an article."
    if _is_list(page, pieces, located):
        return "The page is a list of articles, not an article."
    return None


def _excuse(said: str, page: Page, length: int) -> str | None:
    """What a title tells of a page that does not exist or was not shown.

    Articles can be called as pages that were not shown are, so those have little text and no such metadata.
    """
    title = said[:_LONGEST_EXCUSE].lower()
    title = title[match.end() :] if (match := _SORRY.match(title)) else title
    if (length < _SHORT or not page.is_called_article) and _MISSING.match(title):
        return f"The page says that it does not exist: {said!r}."
    if length < _SHORT and not page.is_called_article and _WITHHELD.match(title):
        return f"The server did not show the page: {said!r}."
    return None


def _empty(page: Page, words: str) -> str:
    return NEEDS_JAVASCRIPT if needs_javascript(page.html) else words


def _is_front(page: Page) -> bool:
    if page.path not in ("", "/") or page.article_thing:
        return False
    return len(page.tree.css(_TEASERS)) >= _FEW


def _is_list(page: Page, pieces: list[Piece], located: Located) -> bool:
    """A page of teasers: many headlines of others, hardly any prose, and nothing says 'article'.

    Teasers around a short article are no list: beside two paragraphs or more, only those count that
    stand where the text is. Where they are its sub-headings, the paragraphs are their excerpts.
    """
    if page.is_called_article:
        return False
    prose = [len(piece.text) for piece in pieces if len(piece.text) >= _PROSE and piece.kind != "heading"]
    headlines = sum(piece.kind == "heading" and piece.link_share > _LINKED for piece in pieces)
    if headlines > _FEW and headlines >= _EXCERPTS * len(prose):
        return True
    found = located.node.css(_TEASERS) if len(prose) > 1 else page.tree.css(_TEASERS)
    if len(prose) > 1 and located.beside:
        found = [headline for headline in found if not _stands_beside(headline, located)]
    teasers = len(found)
    return teasers >= _MANY and teasers > 2 * len(prose) and sum(prose) < _TEASER_PROSE * teasers


def _stands_beside(node: LexborNode, located: Located) -> bool:
    """Whether a node stands in what does not count as the located text, such as a list of teasers."""
    return any(around.mem_id in located.beside for around in upwards(node))
