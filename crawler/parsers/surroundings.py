"""The short texts around the headline, where bylines and dates stand on pages without marks."""

from __future__ import annotations

import re
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from crawler.parsers.survey import Run, Survey
from crawler.parsers.text import clean, fold

_AFTER, _BEFORE = 40, 15  # texts that are looked at
_LONGEST = 120  # characters; a longer text is prose
_MOST_HEADLINES = 8
_DIVIDER = re.compile(r"\s[|–—·»-]\s")  # between headline and site in <title>
_SHORTEST_TITLE = 15  # characters from which on a text that repeats <title> is the headline
_MOST_BEFORE_TITLE = 300  # texts in which a headline that is no h1 is looked for


class Line(NamedTuple):
    """A clean text of the page, with its node."""

    text: str
    node: LexborNode


class Surroundings(NamedTuple):
    """Texts `after` the headline, the closest first, and those `before` it, the closest first."""

    after: list[Line]
    before: list[Line]


def read_surroundings(survey: Survey) -> Surroundings:
    """The texts around the page's headline; on a page without one all count as before it."""
    runs = survey.runs
    at = _headline_at(survey)
    return Surroundings(_short(runs[at : at + _AFTER]), _short(runs[max(0, at - _BEFORE) : at][::-1]))


def _headline_at(survey: Survey) -> int:
    """Where in the runs the headline begins; behind all of them where there is none.

    It is the h1 that <title> repeats, on a page without any the text that does, else the first h1.
    """
    title = _title(survey)
    main = max(map(fold, _DIVIDER.split(title)), key=len)
    whole = fold(title)
    headlines = survey.marked("h1")[:_MOST_HEADLINES]
    for headline in headlines if main else ():
        said = fold(headline.text(separator=" "))
        if 2 * len(said) > len(main) and said in whole:
            return _first_run_of(headline, survey.runs)
    for at, (text, _) in enumerate(survey.runs[:_MOST_BEFORE_TITLE]):
        if _SHORTEST_TITLE <= len(text) <= len(title) and fold(text) in (main, whole):
            return at
    return _first_run_of(headlines[0], survey.runs) if headlines else len(survey.runs)


def _title(survey: Survey) -> str:
    head = survey.root.parser.head if survey.root is not None else None
    node = head.css_first("title") if head is not None else None
    return clean(node.text()) if node is not None else ""


def _first_run_of(headline: LexborNode, runs: list[Run]) -> int:
    inside = {text.mem_id for text in headline.traverse(include_text=True)}
    return next((at for at, (_, node) in enumerate(runs) if node.mem_id in inside), len(runs))


def _short(runs: list[Run]) -> list[Line]:
    lines = (Line(clean(text), node) for text, node in runs if len(text) <= 2 * _LONGEST)
    return [line for line in lines if 0 < len(line.text) <= _LONGEST]
