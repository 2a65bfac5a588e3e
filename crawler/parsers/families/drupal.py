"""Drupal 8 and later: every field of an article stands in an element named after it."""

from __future__ import annotations

from crawler.parsers.families.family import Family

DRUPAL = Family(
    name="drupal",
    signs=".field--name-body",
    head="[href*='/sites/default/files/'], [content*='/sites/default/files/'], [content^='Drupal ']",
    body=("article.node--type-article .field--name-body", ".node--view-mode-full .field--name-body"),
    drop=(".node__links",),
)
