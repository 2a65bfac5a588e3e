"""An Article as other texts: JSON values, Markdown, plain text."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import datetime
from typing import Any

from crawler.article import Article, Author, Block

_MARKDOWN = re.compile(r"([\\`*_\[\]<>])|^([#+-]|\d+(?=[.)]))")
_BLOCK_MARKS = {"heading": "## ", "paragraph": "", "list_item": "- ", "quote": "> ", "fact": "> "}


def as_values(article: Article) -> dict[str, Any]:
    """All fields as JSON takes them; times are ISO 8601 with offset."""
    return {
        "url": article.url,
        "canonical_url": article.canonical_url,
        "title": article.title,
        "kicker": article.kicker,
        "lead": article.lead,
        "body": article.body,
        "blocks": [asdict(block) for block in article.blocks],
        "captions": [asdict(caption) for caption in article.captions],
        "authors": [asdict(author) for author in article.authors],
        "published": article.published.isoformat() if article.published else None,
        "published_precision": article.published_precision,
        "updated": article.updated.isoformat() if article.updated else None,
        "keywords": list(article.keywords),
        "section": article.section,
        "language": article.language,
        "sponsored": article.sponsored,
        "paywalled": article.paywalled,
        "sources": dict(article.sources),
        "problems": list(article.problems),
    }


def as_markdown(article: Article) -> str:
    """Title, byline and date, the running text, fact boxes, captions and keywords as Markdown."""
    parts = [f"# {_escape(article.title or 'Untitled')}"]
    if article.kicker:
        parts.insert(0, f"*{_escape(article.kicker)}*")
    if signature := _escape(say_signature(article)):
        parts.append(signature)
    parts += _running_markdown(article.blocks)
    if facts := [block for block in article.blocks if block.kind == "fact"]:
        parts.append("\n>\n".join(_BLOCK_MARKS["fact"] + _escape(fact.text) for fact in facts))
    if article.captions:
        captions = (say_caption(caption.text, caption.credit) for caption in article.captions)
        parts.append("\n".join(f"- *{_escape(caption)}*" for caption in captions))
    if article.keywords:
        parts.append("Keywords: " + _escape(", ".join(article.keywords)))
    parts.append(f"<{article.canonical_url}>")
    return "\n\n".join(parts)


def as_text(article: Article) -> str:
    """The title and the body, a block a line: what a corpus tool counts."""
    return "\n".join(part for part in (article.title, article.body) if part)


def say_author(author: Author) -> str:
    """'Kari Nordmann, journalist, kari@example.no', as far as known."""
    return ", ".join(part for part in (author.name, author.role, author.email) if part)


def say_caption(text: str, credit: str | None) -> str:
    """The caption with its credit as papers print it."""
    return f"{text} (Foto: {credit})".strip() if credit else text


def say_time(moment: datetime | None, precision: str | None = "minute") -> str:
    """'2018-02-27' or '2024-05-03 14:30 +02:00'; empty where there is none."""
    if moment is None:
        return ""
    if precision == "day":
        return f"{moment:%Y-%m-%d}"
    return moment.isoformat(sep=" ", timespec="minutes").replace("+", " +")


def say_signature(article: Article) -> str:
    """Names and day in one line, as far as known."""
    names = "; ".join(say_author(author) for author in article.authors)
    return " · ".join(part for part in (names, say_time(article.published, "day")) if part)


def _running_markdown(blocks: tuple[Block, ...]) -> list[str]:
    """The running text; items of one list stand together."""
    parts: list[str] = []
    previous = ""
    for block in blocks:
        if block.kind == "fact":
            continue
        line = _BLOCK_MARKS[block.kind] + _escape(block.text)
        if block.kind == "list_item" and previous == "list_item":
            parts[-1] += f"\n{line}"
        else:
            parts.append(line)
        previous = block.kind
    return parts


def _escape(text: str) -> str:
    """`text` so that Markdown shows its characters as they are."""
    return _MARKDOWN.sub(r"\\\g<0>", text)
