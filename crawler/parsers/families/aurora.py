"""Aurora, of some hundred local papers: its attributes hold, its class names change."""

from __future__ import annotations

from crawler.parsers.families.family import Family

AURORA = Family(
    name="aurora",
    signs="brick-image-v3, [data-content='lead-text']",
    body=("div.body-text[itemprop='articleBody']", "[itemprop='articleBody']"),
    drop=(),
)
