"""`/article/ID`: one article with all that the archive knows of it, and the same in other formats."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from io import StringIO
from itertools import groupby, pairwise

from archive.export.articles import ArchivedArticle, read_articles
from archive.export.json_lines import as_object
from archive.export.plain_text import as_text
from archive.export.tei import TeiCorpus
from archive.filters import Where
from archive.front.asked import Asked
from archive.front.elsewhere import Elsewhere, File, command
from archive.front.form import NotHere
from archive.front.shown import Shown
from archive.history import History, Version, differences, read_history
from archive.text_diff import Paragraph, changed

MOST_VERSIONS = 10  # compared on the page; `nyhetsarkiv history` has all
MOST_COPIES = 50
_LARGEST_ID = 2**63 - 1
_TOGETHER = {"list_item", "fact"}  # blocks of one kind that stand in one list or box
_RAW_COPY = """
SELECT url, fetched, bytes, sha256, warc_file, warc_offset FROM fetches
WHERE article_id = ? AND warc_file IS NOT NULL ORDER BY fetched DESC, id DESC LIMIT 1
"""
_NEAR_IDENTICAL = """
SELECT a.id, a.title, s.title AS publication, a.published, c.similarity
FROM clusters c JOIN articles a ON a.id = c.article_id JOIN sites s ON s.id = a.site_id
WHERE c.cluster_id = (SELECT cluster_id FROM clusters WHERE article_id = ?1)
ORDER BY c.article_id LIMIT ?2
"""


@dataclass(frozen=True, slots=True)
class Change:
    """What a version changed: each field's paragraphs, and how many stayed as they were between them."""

    number: int
    version: Version
    fields: list[tuple[str, list[Paragraph | int]]]


def show(connection: sqlite3.Connection, asked: Asked) -> Shown:
    """The article's page. Raises NotHere."""
    article = read(connection, asked.parts)
    history = read_history(connection, article.url)
    values = {
        "article": article,
        "parts": list(_parts(article)),
        "history": history,
        "changes": list(_changes(history)),
        "raw_copy": connection.execute(_RAW_COPY, (article.id,)).fetchone(),
        "near_identical": connection.execute(_NEAR_IDENTICAL, (article.id, MOST_COPIES)).fetchall(),
        "elsewhere": Elsewhere(
            tuple(File(name, f"/article/{article.id}.{name.lower()}") for name in ("JSON", "TXT", "TEI")),
            (command(asked.archive, "history", article.url),),
            f"SELECT * FROM articles_flat WHERE id = {article.id};",
        ),
    }
    return Shown("article.html", values)


def read(connection: sqlite3.Connection, parts: Mapping[str, str]) -> ArchivedArticle:
    """The article that the address names by its number. Raises NotHere."""
    number = int(parts["number"])
    if number <= _LARGEST_ID:
        for article in read_articles(connection, Where("a.id = ?", (number,))):
            return article
    raise NotHere(
        f"The archive has no article with the number {number}. Numbers are given in the order of arrival; "
        "look for the article by its words."
    )


def as_json(article: ArchivedArticle) -> str:
    """As a line of the export, in many lines."""
    return json.dumps(as_object(article), ensure_ascii=False, indent=2) + "\n"


def as_tei(article: ArchivedArticle) -> str:
    """As a TEI corpus of one text."""
    file = StringIO()
    today = datetime.now(UTC).date().isoformat()
    TeiCorpus(today, f"nyhetsarkiv {version('nyhetsarkiv')}").write_to([article], file)
    return file.getvalue()


FORMATS: dict[str, tuple[str, Callable[[ArchivedArticle], str]]] = {  # ending -> media type, how it is made
    "json": ("application/json", as_json),
    "txt": ("text/plain", as_text),
    "tei": ("application/tei+xml", as_tei),
}


def _parts(article: ArchivedArticle) -> Iterator[tuple[str, list[str]]]:
    """The text in its structure: (kind, texts), list items and facts together, the lead marked as such."""
    lead = article.lead or ""
    blocks = article.blocks or [("paragraph", line) for line in article.body.split("\n") if line]
    if lead and all(text != lead for _, text in blocks):
        yield "lead", [lead]
    for kind, run in groupby(blocks, key=lambda block: block[0]):
        texts = [text for _, text in run]
        if kind in _TOGETHER:
            yield kind, texts
        else:
            yield from (("lead" if text == lead else kind, [text]) for text in texts)


def _changes(history: History) -> Iterator[Change]:
    """The changes from version to version, the last one first."""
    steps = list(enumerate(pairwise(history.versions), start=2))[-MOST_VERSIONS:]
    for number, (before, after) in reversed(steps):
        fields = [(field, _shortened(paragraphs)) for field, paragraphs in differences(before, after)]
        yield Change(number, after, fields)


def _shortened(paragraphs: list[Paragraph]) -> list[Paragraph | int]:
    rows: list[Paragraph | int] = []
    for differs, run in groupby(paragraphs, changed):
        together = list(run)
        rows += together if differs else [len(together)]
    return rows
