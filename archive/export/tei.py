"""TEI P5 for corpus linguists: one teiCorpus, a TEI element an article, written in a stream."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import IO, Any, ClassVar

from archive.export.articles import ArchivedArticle
from archive.export.errors import NothingToExport
from archive.export.tei_elements import NAMESPACE, Element, address, tei
from archive.export.tei_header import article_header, corpus_header
from archive.records import CaptionRecord

_NOT_IN_AN_ID = re.compile(r"[^A-Za-z0-9_.-]")
_ADDRESS = re.compile(r"https?://\w", re.IGNORECASE)
Blocks = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class TeiCorpus:
    """`made` is the day of the export (ISO), `by` the program and its version; both go into the header."""

    made: str
    by: str
    folder: ClassVar[bool] = False

    def write(self, articles: Iterable[ArchivedArticle], path: Path) -> None:
        """Write a new file. Raises NothingToExport, since a corpus of no text is not valid TEI."""
        with path.open("w", encoding="utf-8", newline="\n") as file:
            self.write_to(articles, file)

    def write_to(self, articles: Iterable[ArchivedArticle], file: IO[str]) -> None:
        """Write to a file that is open. Raises NothingToExport behind it."""
        empty = True
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        file.write(f'<teiCorpus xmlns="{NAMESPACE}">\n{corpus_header(self.made, self.by)}\n')
        for article in articles:
            file.write(as_tei(article, self.by) + "\n")
            empty = False
        file.write("</teiCorpus>\n")
        if empty:
            raise NothingToExport("A TEI corpus")

    def described(self, name: str) -> dict[str, Any]:
        """The file as a Frictionless resource; it is no table."""
        return {"path": name, "format": "xml", "mediatype": "application/tei+xml", "encoding": "utf-8"}


def as_tei(article: ArchivedArticle, by: str) -> Element:
    """An article as a TEI element."""
    site = _NOT_IN_AN_ID.sub("-", article.site)
    return tei(
        "TEI",
        article_header(article, by),
        tei("text", tei("body", *_body(article))),
        xml_id=f"{site if site[:1].isalpha() else f'site-{site}'}-{article.id}",
        xml_lang=article.language or "und",
    )


def _body(article: ArchivedArticle) -> Iterator[Element]:
    """Headlines, a division up to each sub-heading, at the end the captions."""
    if article.kicker:
        yield tei("head", article.kicker, type="kicker")
    yield tei("head", article.title, type="main")
    blocks = article.blocks or tuple(("paragraph", line) for line in article.body.split("\n"))
    for division in _divisions(blocks):
        yield tei("div", *_parts(division, article.lead))
    if article.captions:
        yield tei("div", *map(_figure, article.captions), type="captions")


def _divisions(blocks: Blocks) -> Iterator[list[tuple[str, str]]]:
    division: list[tuple[str, str]] = []
    for kind, text in blocks:
        if kind == "heading" and division:
            yield division
            division = []
        division.append((kind, text))
    yield division


def _parts(division: Blocks, lead: str | None) -> Iterator[Element]:
    for kind, blocks in groupby(division, key=lambda block: block[0]):
        texts = [text for _, text in blocks]
        if kind == "heading":
            yield tei("head", *texts)
        elif kind == "list_item":
            yield tei("list", *(tei("item", one) for one in texts))
        elif kind == "quote":
            yield from (tei("quote", tei("p", text)) for text in texts)
        elif kind == "fact":
            yield tei("floatingText", tei("body", *(tei("p", one) for one in texts)), type="fact")
        else:
            yield from (tei("p", text, rend="lead") if text == lead else tei("p", text) for text in texts)


def _figure(caption: CaptionRecord) -> Element:
    parts = []
    if caption.image_url and _ADDRESS.match(caption.image_url):
        parts.append(tei("graphic", url=address(caption.image_url)))
    if caption.text:
        parts.append(tei("head", caption.text))
    if caption.credit:
        parts.append(tei("byline", caption.credit))
    return tei("figure", *parts)
