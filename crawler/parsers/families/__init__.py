"""The publishing systems whose markup is known. What they guarantee goes ahead of the general rules.

A family only narrows down where to look; where its element holds less than a good part of what
the general rules find, the general rules stand. So a page that is not like its family loses nothing.
"""

from __future__ import annotations

from crawler.parsers.families.aurora import AURORA
from crawler.parsers.families.drupal import DRUPAL
from crawler.parsers.families.ez import EZ
from crawler.parsers.families.family import Family
from crawler.parsers.families.labrador import LABRADOR
from crawler.parsers.families.wordpress import WORDPRESS
from crawler.parsers.page import Page

FAMILIES = (LABRADOR, AURORA, WORDPRESS, DRUPAL, EZ)

_ALL_SIGNS = ", ".join(family.signs for family in FAMILIES)
_TOP = 60_000  # bytes; scripts and styles of a system are named there

__all__ = ["FAMILIES", "Family", "family_of"]


def family_of(page: Page, named: str = "") -> Family | None:
    """The family of a page: the one that its profile names, else the first that it has a sign of."""
    if named:
        return next((family for family in FAMILIES if family.name == named), None)
    has_signs = page.tree.css_first(_ALL_SIGNS) is not None  # one search where there are none
    for family in FAMILIES:
        if has_signs and page.tree.css_first(family.signs) is not None:
            return family
        if any(page.html.find(text, 0, _TOP) >= 0 for text in family.written):
            return family
    return None
