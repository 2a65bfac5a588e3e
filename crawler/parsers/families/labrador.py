"""Labrador: about half of the Norwegian trade press.

Read from its view templates, as far as they are public, and from real pages.
Paragraphs and sub-headings are children of `div.bodytext`; what editors put in between are its
siblings. `.quotebox`, `.factbox` and `.tablebox` belong to the article and are read by the general
rules.
"""

from __future__ import annotations

from crawler.parsers.families.family import Family

LABRADOR = Family(
    name="labrador",
    signs="body.l4, [data-element-guid]",
    body=("div.bodytext",),
    drop=(".google-ad, .articlescroller, .articlesByTag, .changelog, .bodytext article",),
)
