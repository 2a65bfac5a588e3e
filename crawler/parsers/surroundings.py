"""The short texts around the headline, where bylines and dates stand on pages without marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from crawler.parsers.ancestry import is_inside
from crawler.parsers.survey import Run, Survey
from crawler.parsers.text import clean, fold

_AFTER, _BEFORE = 40, 15  # texts that are looked at
_LONGEST = 120  # characters; a longer text is prose
_MOST_HEADLINES = 8
_DIVIDER = re.compile(r"\s[|–—·»-]\s")  # between headline and site in <title>
_SHORTEST_TITLE = 15  # characters from which on a text that repeats <title> is the headline
_SIGNS = 8  # characters by which a text may differ from what is left of it when folded
_MOST_BEFORE_TITLE = 300  # texts in which a headline that is no h1 is looked for


class Line(NamedTuple):
    """A clean text of the page, with its node."""

    text: str
    node: LexborNode


class Surroundings:
    """Texts `after` the headline and those `before` it, each with the closest first.

    What stands around the article in the page, masthead and colophon among it, is not beside its headline.
    """

    def __init__(self, survey: Survey, headline: range) -> None:
        self._runs, self._scope, self._headline = survey.runs, survey.scope, headline

    @cached_property
    def after(self) -> list[Line]:
        """What follows the headline, up to the end of the article and what stands beside it."""
        lines = _short(self._runs[self._headline.stop : self._headline.stop + _AFTER])
        beside = self._scope.parent if self._scope is not None else None
        around = beside if beside is not None and beside.tag != "body" else self._scope
        inside = lines.copy()
        while inside and not is_inside(around, inside[-1].node):
            inside.pop()
        return inside or lines

    @cached_property
    def before(self) -> list[Line]:
        """What leads up to the headline, from the beginning of the article."""
        start = self._headline.start
        lines = _short(self._runs[max(0, start - _BEFORE) : start][::-1])
        return [*takewhile(lambda line: is_inside(self._scope, line.node), lines)]


def read_surroundings(survey: Survey, title: str) -> Surroundings:
    """The texts around the page's headline; on a page without one those around where its text begins.

    `title` is what the page's <title> says.
    """
    return Surroundings(survey, _headline_at(survey, title))


def _headline_at(survey: Survey, title: str) -> range:
    """Which of the runs are the headline's; none behind all of them where there is none.

    It is the h1 that <title> repeats, on a page without any the text that does, else the first h1.
    """
    main = max(map(fold, _DIVIDER.split(title)), key=len)
    whole = fold(title)
    for headline in _headlines(survey) if main else ():
        said = fold(headline.text(separator=" "))
        if 2 * len(said) > len(main) and said in whole:
            return _runs_of(headline, survey.runs)
    lengths = {
        *range(len(main) - _SIGNS, len(main) + _SIGNS),
        *range(len(whole) - _SIGNS, len(whole) + _SIGNS),
    }
    for at, (text, _) in enumerate(survey.runs[:_MOST_BEFORE_TITLE]):
        if len(text) in lengths and len(text) >= _SHORTEST_TITLE and fold(text) in (main, whole):
            return range(at, at + 1)
    first = next(_headlines(survey), None)
    return _runs_of(first, survey.runs) if first is not None else _above_scope(survey)


def _above_scope(survey: Survey) -> range:
    """The place ahead of the first text of the scope; none of the runs is a headline's."""
    for at, (_, node) in enumerate(survey.runs):
        if is_inside(survey.scope, node):
            return range(at, at)
    return range(0)


def _headlines(survey: Survey) -> Iterator[LexborNode]:
    """The h1 elements around the text; mostly the first is it, and that one is found early."""
    first = survey.scope.css_first("h1") if survey.scope is not None else None
    if first is not None:
        yield first
        yield from survey.marked("h1")[1:_MOST_HEADLINES]


def _runs_of(headline: LexborNode, runs: list[Run]) -> range:
    inside = [node for node in headline.traverse(include_text=True) if node.is_text_node]
    said = [(text, node.mem_id) for node in inside if (text := (node.text_content or "").strip())]
    for first, mem_id in said[:1]:  # to compare texts first is quicker
        for at, (text, node) in enumerate(runs):
            if text == first and node.mem_id == mem_id:
                return range(at, at + len(said))
    return range(len(runs), len(runs))


def _short(runs: list[Run]) -> list[Line]:
    lines = (Line(clean(text), node) for text, node in runs if len(text) <= 2 * _LONGEST)
    return [line for line in lines if 0 < len(line.text) <= _LONGEST]
