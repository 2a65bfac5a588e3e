"""Aurora, of some hundred local papers: its attributes hold, its class names change."""

from __future__ import annotations

from crawler.parsers.families.family import Family
from crawler.parsers.page import Page


def _is_aurora(page: Page) -> bool:
    return page.tree.css_first("brick-image-v3, [data-content='lead-text']") is not None


AURORA = Family(
    name="aurora",
    is_family=_is_aurora,
    body=("div.body-text[itemprop='articleBody']", "[itemprop='articleBody']"),
    drop=(),
)
