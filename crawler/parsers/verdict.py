"""Whether a page is an article at all: front pages, lists and error pages give no body."""

from __future__ import annotations

import re

from crawler.parsers.locate import Located
from crawler.parsers.page import Page
from crawler.parsers.running_text import Piece
from crawler.parsers.scripted import NEEDS_JAVASCRIPT, needs_javascript

_NOT_FOUND = re.compile(
    r"(?:404\b.{0,40}|not found|(?:the )?(?:page|article) (?:was )?not found.{0,40}|"
    r".{0,30}\b(?:siden|sida|artikkelen|saken)\b.{0,20}\b(?:finnes|finst|eksisterer) ikk?j?e\b.{0,40}|"
    r".{0,30}\b(?:fant|fann) ikk?j?e (?:siden|sida|artikkelen|saken)\b.{0,40}|"
    r"sidan (?:finns|hittades) inte.{0,40}|siden blev ikke fundet.{0,40}|"
    r"seite nicht gefunden.{0,40}|page introuvable.{0,40})\W*$",
    re.I,
)
_SHORTEST_BODY = 60  # characters; less is no running text
_TEASERS = "h2 a, h3 a, article a h2, article a h3, a > h2, a > h3"  # headlines that are links
_FEW = 4  # such headlines on a front page
_MANY = 8  # such headlines on a list; an article has a few below it
_TEASER_PROSE = 150  # characters of prose that go with a headline on a list
_PROSE = 80  # characters; a piece as long as that is a paragraph rather than a line of a list


def not_an_article(page: Page, title: str | None, pieces: list[Piece], located: Located | None) -> str | None:
    """Why the page is no article, in words; None where it is one."""
    if located is None or not located.total:
        return _empty(page, "The page has no text.")
    if title and _NOT_FOUND.match(title):
        return f"The page says that it does not exist: {title!r}."
    length = sum(len(piece.text) for piece in pieces)
    if length < _SHORTEST_BODY and not page.is_news:
        return _empty(page, "The page has no running text.")
    if _is_front(page):
        return "The page is the front page of its site, not an article."
    if _is_list(page, pieces, located):
        return "The page is a list of articles, not an article."
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
    stand where the text is.
    """
    if page.article_thing or "article:published_time" in page.meta or page.meta.get("og:type") == ["article"]:
        return False
    prose = [len(piece.text) for piece in pieces if len(piece.text) >= _PROSE and piece.kind != "heading"]
    teasers = len((located.node if len(prose) > 1 else page.tree).css(_TEASERS))
    return teasers >= _MANY and teasers > 2 * len(prose) and sum(prose) < _TEASER_PROSE * teasers
