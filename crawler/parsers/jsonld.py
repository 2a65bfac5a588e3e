"""JSON-LD as news pages carry it: several blocks, graphs, lists in lists, comments inside."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

Thing = dict[str, Any]

ARTICLE_TYPES = frozenset(
    {
        "Article",
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "OpinionNewsArticle",
        "BackgroundNewsArticle",
        "ReviewNewsArticle",
        "AdvertiserContentArticle",
        "BlogPosting",
        "SocialMediaPosting",
        "LiveBlogPosting",
        "TechArticle",
        "ScholarlyArticle",
        "Report",
        "Review",
    }
)
_WRAPPING = re.compile(
    r"\A\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|\]\]>|;)\s*\Z"
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_FORGIVING = json.JSONDecoder(strict=False)  # of line breaks and tabs in a text
_DEPTH = 40


def read_json_ld(scripts: Iterator[str]) -> list[Thing]:
    """All things of a page's JSON-LD blocks, outermost first; unreadable blocks are passed over."""
    things: list[Thing] = []
    for script in scripts:
        things.extend(_walk(parse_json(script), 0))
    return things


def parse_json(text: str) -> Any:
    """`text` as JSON, with the usual mistakes of CMS templates forgiven; None if hopeless."""
    for attempt in (_as_is, _repaired):
        try:
            return attempt(text)
        except (ValueError, RecursionError):
            continue
    return None


def _as_is(text: str) -> Any:
    return _FORGIVING.decode(text)


def _repaired(text: str) -> Any:
    text = _WRAPPING.sub("", _WRAPPING.sub("", text))
    text = _TRAILING_COMMA.sub(r"\1", _CONTROL.sub(" ", text))
    return _FORGIVING.decode(text)


def _walk(value: Any, depth: int) -> Iterator[Thing]:
    """The things of a block: itself, those in lists and `@graph`, and what it says it is about."""
    if depth > _DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemReviewed"):
            if isinstance(value.get(key), (dict, list)):
                yield from _walk(value[key], depth + 1)


def types_of(thing: Thing) -> set[str]:
    """The thing's types without their vocabulary's address."""
    kinds = thing.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return {kind.rsplit("/", 1)[-1] for kind in kinds if isinstance(kind, str)}
