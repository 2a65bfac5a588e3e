"""The short texts around the headline, where bylines and dates stand on pages without marks."""

from __future__ import annotations

from typing import NamedTuple

from selectolax.lexbor import LexborNode

from crawler.parsers.survey import Survey
from crawler.parsers.text import clean

_AFTER, _BEFORE = 40, 15  # texts that are looked at
_LONGEST = 120  # characters; a longer text is prose


class Surroundings(NamedTuple):
    """Texts `after` the headline, the closest first, and those `before` it, the closest first."""

    after: list[str]
    before: list[str]


def read_surroundings(survey: Survey) -> Surroundings:
    """The texts around the page's first h1; on a page without one all count as before it."""
    runs = survey.runs
    at = _first_run_of(survey.marked("h1")[:1], runs)
    return Surroundings(_short(runs[at : at + _AFTER]), _short(runs[max(0, at - _BEFORE) : at][::-1]))


def _first_run_of(headline: list[LexborNode], runs: list[tuple[str, LexborNode]]) -> int:
    """Where in `runs` the headline's own text begins; behind all of them where there is none."""
    inside = {text.mem_id for node in headline for text in node.traverse(include_text=True)}
    return next((at for at, (_, node) in enumerate(runs) if node.mem_id in inside), len(runs))


def _short(runs: list[tuple[str, LexborNode]]) -> list[str]:
    texts = (clean(text) for text, _ in runs if len(text) <= 2 * _LONGEST)
    return [text for text in texts if 0 < len(text) <= _LONGEST]
