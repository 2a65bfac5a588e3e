"""What may be a keyword, and the labels ahead of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawler.parsers.page import Page
from crawler.parsers.text import fold

_LABEL = re.compile(
    r"\s*(?:nøkkelord|stikkord|emneord|emner?|tags?|tagger|tema(?:er)?|les mer om|mer om|keywords?|"
    r"emneknagger|merke(?:t med|lapper)|arkivert under|"
    r"topics?)\b"
    r"\s*(?:\([^)]{0,200}\))?\s*:?\s*",
    re.I,
)
# What stands ahead of a list of links, with or without a colon; in lower case.
_LIST_LABELS = frozenset({
    "nøkkelord", "stikkord", "emneord", "emne", "emner", "tag", "tags", "tagger", "tema", "temaer",
    "emneknagger", "merket med", "merkelapper", "arkivert under", "les mer om", "mer om", "mer om temaet",
    "meir om", "keyword", "keywords", "topic", "topics",
    "related topics", "more on", "filed under", "themen", "schlagworte", "thèmes", "sujets", "temas", "ämnen",
    "more on this story", "more on this topic",
})  # fmt: skip
LABEL_BEGINNINGS = frozenset(label[:3] for label in _LIST_LABELS)  # quicker to compare
_NO_KEYWORD = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{20,}|https?:|\d+\Z|\w+\.(?:com|no|de|net)\Z|nlp |"
    r"(?:alle |all |see |se |vis )?(?:themen|emner|topics|tags|more|flere)\Z|follow\b|følg\b|share\b|"
    r"(?:read|les|läs|læs) (?:more|mer|meir|mere)\b|view this post\b|\d+ (?:comment|kommentar)"
)  # for text in lower case
_PREFIX = re.compile(r"(?:nlp )?(?:category|kategori|tag|topic|section|(?:les )?(?:mer|meir) om):\s*", re.I)
_LONGEST = 60  # characters
MOST_KEYWORDS = 40


def read_keyword_line(text: str) -> tuple[str, ...]:
    """The keywords of a labelled line: 'NØKKELORD (klikk ...) a, b' gives a and b.

    Commas, semicolons or lines divide them; where none does, every word is one.
    """
    label = _LABEL.match(text)
    rest = text[label.end() :] if label else text
    parts = re.split(r"[,;|•\n]", rest)
    if len(parts) == 1:
        parts = rest.split()
    return tuple(distinct_keywords(parts).values())


def opens_keywords(text: str) -> bool:
    """Whether a line begins with the label of a keyword line."""
    match = _LABEL.match(text)
    return match is not None and (":" in match[0] or match[0].isupper() or match.end() == len(text))


def is_list_label(text: str) -> bool:
    """Whether a clean text is all of the label of a list of tags: 'Emner', 'Tags:'."""
    return text.lower().removesuffix(":").rstrip() in _LIST_LABELS


def own_keywords(values: Iterable[str], page: Page) -> tuple[str, ...]:
    """The keywords among clean texts, without the publication's own name."""
    found = distinct_keywords(values)
    if found:
        for name in (*page.meta.get("og:site_name", ()), page.host, page.host.split(".")[0]):
            found.pop(fold(name), None)
    return tuple(found.values())


def distinct_keywords(values: Iterable[str]) -> dict[str, str]:
    """The keywords among clean texts, each once, by what they are when folded."""
    found: dict[str, str] = {}
    for value in values:
        keyword = (_PREFIX.sub("", value, count=1) if ":" in value else value).strip(" #,;:").strip()
        if 1 < len(keyword) <= _LONGEST and not _NO_KEYWORD.match(keyword.lower()):
            found.setdefault(fold(keyword), keyword)
            if len(found) == MOST_KEYWORDS:
                break
    return found
