"""Articles that come from tables into the archive: rows without a raw copy and without an answer's status.

The moment at which a row saw its article says where it belongs: a later one stands, an earlier one adds to
the past. What a table has no column for stays as it is stored.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime

from archive.records import ArticleRecord, FetchRecord
from archive.rows import content_hash
from archive.same_page import Place, find_place
from archive.stored_record import read_record
from archive.writer import Stored, Writer

_AT_MOMENT = (
    "SELECT status IS NULL AND sha256 IS NULL FROM fetches WHERE article_id = ? AND fetched = ? "
    "ORDER BY 1 LIMIT 1"
)
_BELONGING = {  # column of a table -> fields of the record that it fills
    **{name: (name,) for name in (
        "kicker", "lead", "updated", "language", "section", "sponsored", "paywalled", "keywords", "captions",
        "tdm_reserved", "tdm_policy",
    )},
    "published": ("published", "published_precision"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Imported:
    """An article of a table, `given` the columns that the table has, and what it says of when it was seen.

    `moment` is when it was seen last, or else the file's own time. ISO 8601 with offset.
    """

    record: ArticleRecord
    given: frozenset[str]
    moment: str
    first_seen: str | None = None
    last_changed: str | None = None
    gone: str | None = None


class Importer:
    """Stores imported articles through the one writer."""

    def __init__(self, connection: sqlite3.Connection, writer: Writer) -> None:
        self._db, self._writer = connection, writer

    def take(self, imported: Imported, crawl: Callable[[], int], site_id: int) -> Stored:
        """Store an article; says what became of it. `crawl` gives the row in `crawls`, if one is needed.

        A row that is here already changes nothing, or, where it reads otherwise now, that reading alone: no
        publisher edited anything.
        """
        record = imported.record
        known = self._place(record, site_id).article_id
        if known is not None:
            record = completed(read_record(self._db, known), record, imported.given)
            row = self._db.execute(_AT_MOMENT, (known, imported.moment)).fetchone()
            if row is not None:
                return self._again(known, record, imported.moment) if row[0] else "unchanged"
        gone = self._gone(known)
        outcome = self._writer.store(FetchRecord(record.url, imported.moment), record, crawl(), site_id)
        if imported.last_changed and _is_before(imported.last_changed, imported.moment):
            self._writer.see(FetchRecord(record.url, imported.last_changed), record, site_id)
        article_id = self._place(record, site_id).article_id
        assert article_id is not None
        self._writer.note_span(article_id, first_seen=imported.first_seen, gone=(gone, imported.gone))
        return outcome

    def _place(self, record: ArticleRecord, site_id: int) -> Place:
        digest = content_hash(record.title, record.lead, record.body)
        return find_place(self._db, record, digest, record.url, site_id)

    def _again(self, article_id: int, record: ArticleRecord, moment: str) -> Stored:
        """The same row once more: where it is what the article stands by, its new reading is put in place."""
        last_seen = self._db.execute("SELECT last_seen FROM articles WHERE id = ?", (article_id,)).fetchone()[
            0
        ]
        if last_seen != moment or not self._writer.compare(article_id, record):
            return "unchanged"
        self._writer.reread(article_id, record)
        return "changed"

    def _gone(self, article_id: int | None) -> str | None:
        row = self._db.execute("SELECT gone FROM articles WHERE id = ?", (article_id,)).fetchone()
        return row[0] if row is not None else None


def completed(stored: ArticleRecord, new: ArticleRecord, given: Collection[str]) -> ArticleRecord:
    """The new record with what its table has no column for as it is stored.

    A byline of the same names keeps roles and addresses, and a text that is the same its structure, where the
    table tells of none.
    """
    kept = [name for column, names in _BELONGING.items() if column not in given for name in names]
    values = {name: getattr(stored, name) for name in kept}
    if "authors" not in given or _names_alone(new) == [author.name for author in stored.authors]:
        values["authors"] = stored.authors
    if new.body == stored.body:
        values["parser_version"] = stored.parser_version
        if "blocks" not in given:
            values["blocks"] = stored.blocks
    return replace(new, **values)


def _names_alone(record: ArticleRecord) -> list[str] | None:
    """The names in a byline that tells nothing else."""
    if any(author.role or author.email for author in record.authors):
        return None
    return [author.name for author in record.authors]


def _is_before(moment: str, other: str) -> bool:
    return datetime.fromisoformat(moment) < datetime.fromisoformat(other)
