"""Whether an article is paid for by an advertiser, and whether a reader has to pay for it."""

from __future__ import annotations

import re

from crawler.parsers.jsonld import types_of
from crawler.parsers.page import Page
from crawler.parsers.text import clean

_SPONSORED_LABEL = re.compile(
    r"(?:annonsørinnhold|sponset(?: innhold)?|betalt innhold|reklame for .{1,40}|innholdet er betalt|kommersielt innhold|"
    r"annonsørinnhald|advertorial|sponsored(?: content)?|paid content|partner content|in samarbeid med .{1,40}|"
    r"annonssamarbete|annonceindhold)\b",
    re.I,
)
_SPONSORED_MARKS = (
    "body[class*='advertorial'], body[class*='sponsor'], body[class*='annonsor'], article[class*='advertorial'], "
    "article[class*='sponsor'], article[class*='annonsor'], [class*='native-ad-label'], [class*='advertorial-label']"
)
_PAYWALL_MARKS = (
    ".teaserContent, #paywallPreview, .paywallTeaser, [class*='lab-paywall'], body.has-paywall, "
    "[class*='paywall-offer'], [class*='paywall__offer'], [id*='paywall-offer']"
)
_LOOKED_AT = 25  # texts from the headline's surroundings in which the advertiser's label stands


def is_sponsored(page: Page) -> bool:
    """Whether the page says that an advertiser paid for it."""
    if "AdvertiserContentArticle" in types_of(page.article_thing):
        return True
    if _SPONSORED_LABEL.match((page.first_meta("article:section", "og:type") or ("", ""))[0]):
        return True
    if page.tree.css_first(_SPONSORED_MARKS) is not None:
        return True
    return any(_SPONSORED_LABEL.fullmatch(text) for text in _texts_at_the_top(page))


def is_paywalled(page: Page) -> bool:
    """Whether only a teaser can be read without paying."""
    free = page.article_thing.get("isAccessibleForFree")
    if free is False or (isinstance(free, str) and free.lower() in ("false", "no")):
        return True
    tier = page.first_meta("article:content_tier", "og:article:content_tier")
    if tier and tier[0].lower() in ("locked", "metered", "paid"):
        return tier[0].lower() != "metered"
    return page.tree.css_first(_PAYWALL_MARKS) is not None


def _texts_at_the_top(page: Page) -> list[str]:
    """Short texts around the headline, where the advertiser's label stands."""
    if page.root is None:
        return []
    texts: list[str] = []
    ends_at: int | None = None
    for node in page.root.traverse(include_text=True):
        if node.is_element_node:
            if node.tag == "h1" and ends_at is None:
                ends_at = len(texts) + _LOOKED_AT
        elif node.is_text_node:
            text = clean(node.text_content or "")
            if text:
                texts.append(text)
        if ends_at is not None and len(texts) >= ends_at:
            break
    begin = (ends_at or 0) - 2 * _LOOKED_AT
    return [text for text in texts[max(0, begin) : ends_at] if len(text) < 60]
