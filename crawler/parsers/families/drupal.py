"""Drupal 8 and later: every field of an article stands in an element named after it."""

from __future__ import annotations

from crawler.parsers.families.family import Family
from crawler.parsers.page import Page

_HEAD = 60_000  # bytes
_SIGNS = (b"data-drupal-", b"/sites/default/files/")


def _is_drupal(page: Page) -> bool:
    named = page.tree.css_first("[class*='field--name-']") is not None
    return named or any(page.html.find(sign, 0, _HEAD) >= 0 for sign in _SIGNS)


DRUPAL = Family(
    name="drupal",
    is_family=_is_drupal,
    body=("article.node--type-article .field--name-body", ".node--view-mode-full .field--name-body"),
    drop=(".node__links",),
)
