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

_SIGNS = ", ".join(family.signs for family in FAMILIES)

__all__ = ["FAMILIES", "Family", "family_of"]


def family_of(page: Page, named: str = "") -> Family | None:
    """The family of a page: the one that its profile names, else the first that it has a sign of.

    The head is small and tells of the most; only where it does not, the body is searched.
    """
    if named:
        return next((family for family in FAMILIES if family.name == named), None)
    head = page.tree.head
    for family in FAMILIES:
        if family.head and head is not None and head.css_first(family.head) is not None:
            return family
    sign = page.tree.css_first(_SIGNS)
    return next((family for family in FAMILIES if sign is not None and sign.css_matches(family.signs)), None)
