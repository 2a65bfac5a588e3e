"""eZ Publish, on older sites: every attribute of an article stands in an element named after it."""

from __future__ import annotations

from crawler.parsers.families.family import Family

EZ = Family(
    name="ez",
    signs=".attribute-long, .attribute-body",
    body=(".attribute-long", ".attribute-body"),
    drop=(".attribute-related, .attribute-long .object-right .attribute-header",),
)
