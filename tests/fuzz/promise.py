"""What extraction promises for every input, as one function that names the promise that is broken."""

from __future__ import annotations

import time
import traceback
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from crawler import Article, extract_article

ADDRESS = "https://www.fagblad.example/nyheter/2024/03/en-sak/1234"
FETCHED = datetime(2024, 3, 5, 12, tzinfo=UTC)
SECONDS_ALWAYS = 0.25  # of the processor's time, whatever the page
SECONDS_A_BYTE = 5e-6


def broken_promise(html: bytes, slower: float = 1.0) -> str | None:
    """The first promise that does not hold for `html`, in words that are the same for the same fault.

    `slower` is how much more time than usual reading may take, where the code is instrumented.
    """
    start = time.process_time()
    try:
        article = extract_article(html, ADDRESS, fetched_at=FETCHED)
    except Exception as trouble:
        return f"{type(trouble).__name__} at {_where(trouble)}"
    taken = time.process_time() - start
    if taken > slower * (SECONDS_ALWAYS + SECONDS_A_BYTE * len(html)):
        return "takes longer than its size allows"
    if len(html) % 4 == 0 and extract_article(html, ADDRESS, fetched_at=FETCHED) != article:
        return "another Article for the same page"
    return next((fault for field, text in texts(article) if (fault := _unclean(field, text))), None)


def texts(article: Article) -> Iterator[tuple[str, str]]:
    """Every text of the article with the name of its field."""
    for field in ("title", "kicker", "lead", "section", "language", "canonical_url"):
        yield field, getattr(article, field) or ""
    for block in article.blocks:
        yield f"block {block.kind}", block.text
    for caption in article.captions:
        yield "caption", caption.text
        yield "credit", caption.credit or ""
        yield "image_url", caption.image_url or ""
    for author in article.authors:
        yield "author", author.name
        yield "role", author.role or ""
        yield "email", author.email or ""
    for keyword in article.keywords:
        yield "keyword", keyword


def _unclean(field: str, text: str) -> str | None:
    if field != "image_url" and not unicodedata.is_normalized("NFC", text):
        return f"{field} is not NFC"
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in text):
        return f"{field} holds a control character"
    return f"{field} has white space around it" if text != text.strip() else None


def _where(trouble: Exception) -> str:
    """The innermost place in our own code."""
    frames = [frame for frame in traceback.extract_tb(trouble.__traceback__) if "crawler" in frame.filename]
    return f"{Path(frames[-1].filename).name}:{frames[-1].name}" if frames else "a library"
