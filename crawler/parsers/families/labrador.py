"""Labrador: about half of the Norwegian trade press.

Read from its view templates, as far as they are public, and from real pages.
Paragraphs and sub-headings are children of `div.bodytext`; what editors put in between are its
siblings. `.quotebox`, `.factbox` and `.tablebox` belong to the article and are read by the general
rules.
"""

from __future__ import annotations

import re

from crawler.parsers.families.family import Family
from crawler.parsers.page import Page

_BODY_CLASS = re.compile(r"(?:^|\s)l4\s")


def _is_labrador(page: Page) -> bool:
    name = page.root.attributes.get("class") if page.root is not None else None
    has_class = _BODY_CLASS.search((name or "")[:500]) is not None
    return has_class or page.tree.css_first("[data-element-guid]") is not None


LABRADOR = Family(
    name="labrador",
    is_family=_is_labrador,
    body=("div.bodytext",),
    drop=(".google-ad, .articlescroller, .articlesByTag, .changelog, .bodytext article",),
)
