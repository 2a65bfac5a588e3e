"""The short texts around the headline, where bylines and dates stand on pages without marks."""

from __future__ import annotations

from typing import NamedTuple

from crawler.parsers.page import Page
from crawler.parsers.text import clean

_AFTER, _BEFORE = 40, 15  # texts that are looked at
_LONGEST = 120  # characters; a longer text is prose


class Surroundings(NamedTuple):
    """Texts `after` the headline, the closest first, and those `before` it, the closest first."""

    after: list[str]
    before: list[str]


def read_surroundings(page: Page) -> Surroundings:
    """The texts around the page's first h1; on a page without one all count as before it."""
    after: list[str] = []
    before: list[str] = []
    passed = False
    for node in page.root.traverse(include_text=True) if page.root is not None else ():
        if node.is_element_node:
            passed = passed or node.tag == "h1"
        elif node.is_text_node:
            text = clean((node.text_content or "")[: 2 * _LONGEST])
            if text:
                (after if passed else before).append(text)
        if len(after) > _AFTER:
            break
    return Surroundings(_short(after), _short(before[: -_BEFORE - 1 : -1]))


def _short(texts: list[str]) -> list[str]:
    return [text for text in texts if len(text) <= _LONGEST]
