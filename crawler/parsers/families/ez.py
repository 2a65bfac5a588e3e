"""eZ Publish, on older sites: every attribute of an article stands in an element named after it."""

from __future__ import annotations

from crawler.parsers.families.family import Family
from crawler.parsers.page import Page

_TEXT = ".attribute-long, .attribute-body"


def _is_ez(page: Page) -> bool:
    return page.tree.css_first(_TEXT) is not None


EZ = Family(
    name="ez",
    is_family=_is_ez,
    body=(".attribute-long", ".attribute-body"),
    drop=(".attribute-related, .attribute-long .object-right .attribute-header",),
)
