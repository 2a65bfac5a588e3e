"""Drupal 8 and later: every field of an article stands in an element named after it."""

from __future__ import annotations

from crawler.parsers.families.family import Family

DRUPAL = Family(
    name="drupal",
    signs="[class*='field--name-']",
    written=(b"data-drupal-", b"/sites/default/files/"),
    body=("article.node--type-article .field--name-body", ".node--view-mode-full .field--name-body"),
    drop=(".node__links",),
)
