"""The one writer of the archive. What one fetch brought is stored in one transaction, or not at all."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from functools import partial
from operator import attrgetter
from typing import Any, Literal

from archive.absorbing import absorb
from archive.batches import Batches
from archive.earlier import add_to_past, is_earlier
from archive.parts import PartsWriter
from archive.prepared import Article, record_and_values
from archive.records import ArticleRecord, FetchRecord, SiteRecord
from archive.rows import COLUMNS, HASH, FieldChange, changes, parts_of, row_of
from archive.same_page import article_at, find_place
from archive.texts import TextsWriter

Stored = Literal["new", "changed", "unchanged", "none"]

_INSERT_ARTICLE = (
    f"INSERT INTO articles ({', '.join(COLUMNS)}, first_seen, last_seen, last_changed) "
    f"VALUES ({', '.join('?' * (len(COLUMNS) + 3))})"
)
_UPDATE_ARTICLE = f"UPDATE articles SET {', '.join(f'{column} = ?' for column in COLUMNS)} WHERE id = ?"
_FETCH_COLUMNS = (
    "url", "fetched", "status", "content_type", "bytes", "sha256", "etag", "last_modified",
    "warc_file", "warc_offset", "problem",
)  # fmt: skip
_INSERT_FETCH = (
    f"INSERT INTO fetches ({', '.join(_FETCH_COLUMNS)}, crawl_id, article_id) "
    f"VALUES ({', '.join('?' * (len(_FETCH_COLUMNS) + 2))})"
)
_values_of_fetch = attrgetter(*_FETCH_COLUMNS)
_ENTER_SITE = (
    "INSERT INTO sites (name, title, domain, sector, publisher) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (name) DO UPDATE SET title = excluded.title, domain = excluded.domain, "
    "sector = excluded.sector, publisher = excluded.publisher"
)
_FINISH_CRAWL = "UPDATE crawls SET finished = ?, reason = ?, counts = ? WHERE id = ?"
_COMPLETE_FETCH = (
    "UPDATE fetches SET warc_offset = iif(warc_file IS NULL, ?2, warc_offset), "
    "warc_file = coalesce(warc_file, ?1), article_id = coalesce(article_id, ?3) WHERE id = ?4"
)
_GONE = (
    "(SELECT value FROM json_each(?2) WHERE julianday(value) > julianday(last_seen) "
    "ORDER BY julianday(value) LIMIT 1)"
)
_NOTE_SPAN = (
    f"UPDATE articles SET first_seen = iif(julianday(?1) < julianday(first_seen), ?1, first_seen), "
    f"gone = {_GONE} WHERE id = ?3 AND (julianday(?1) < julianday(first_seen) OR gone IS NOT {_GONE})"
)
_SET_ASIDE = (
    "INSERT INTO revisions (article_id, seen, title, lead, body, content_hash, updated) "
    "SELECT id, last_changed, title, lead, body, content_hash, updated FROM articles WHERE id = ?"
)


class Writer(Batches):
    """Stores records through one connection of `open_archive`. Use one for a whole run: it remembers ids."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        connection.execute("PRAGMA cache_size = -65536")  # KB of memory, for a large archive's indexes
        self._parts = PartsWriter(connection)
        self._texts = TextsWriter(connection)

    def site(self, record: SiteRecord) -> int:
        """The id of the publication's row, made or brought up to date."""
        return self._step(partial(self._enter_site, record))

    def start_crawl(self, site_id: int, started: str) -> int:
        """The id of a new row in `crawls`."""
        return self._step(partial(self._enter_crawl, site_id, started))

    def finish_crawl(
        self, crawl_id: int, finished: str | None, reason: str | None, counts: Mapping[str, int]
    ) -> None:
        """Note how a crawl ended and what it counted; None where it did not end."""
        values = (finished, reason, json.dumps(dict(counts), sort_keys=True), crawl_id)
        self._step(partial(self._db.execute, _FINISH_CRAWL, values))

    def store(self, fetch: FetchRecord, article: Article | None, crawl_id: int, site_id: int) -> Stored:
        """Store a fetch and the article it brought, if any; says what became of the article.

        A record that was prepared (archive/prepared.py) is stored quicker, if it is new.

        Which article it is, archive/same_page.py tells; two rows that turn out to be one become one. A text
        that differs from the stored one makes a row in `revisions` before it takes its place, unless the
        fetch brought the same bytes as the article's last one: then it is our parser that changed. A fetch
        from before the article was last seen adds to its past alone (archive/earlier.py).
        """
        return self._step(partial(self._store, fetch, article, crawl_id, site_id))

    def see(self, fetch: FetchRecord, article: Article, site_id: int) -> Stored:
        """The same, without a row for the fetch: it has one, or is not logged any more."""
        return self._step(lambda: self._store_article(article, site_id, fetch)[1])

    def complete_fetch(self, fetch_id: int, fetch: FetchRecord, article_id: int | None) -> None:
        """Note of a stored fetch what was not known: where its raw copy is, which article it brought."""
        values = (fetch.warc_file, fetch.warc_offset, article_id, fetch_id)
        self._step(partial(self._db.execute, _COMPLETE_FETCH, values))

    def note_span(
        self, article_id: int, *, first_seen: str | None = None, gone: Sequence[str | None] = ()
    ) -> None:
        """Note what others tell of an article: it was seen since the earliest `first_seen`, and is gone
        since the first of `gone` after it was seen last; not at all where there is none."""
        values = (first_seen, json.dumps(gone), article_id)
        self._step(partial(self._db.execute, _NOTE_SPAN, values))

    def add_alias(self, url: str, of: str) -> bool:
        """Keep `url` as another address of the article at the address `of`; whether there is one."""
        return self._step(partial(self._enter_alias, url, of))

    def reread(self, article_id: int, article: ArticleRecord) -> list[FieldChange]:
        """Put a new reading of the same stored page in place; says which fields it fills, changes, empties.

        The publisher edited nothing: no revision is made, and what says when the article was seen
        stays. The article keeps its id and its address; other addresses are added.
        """
        return self._step(partial(self._reread, article_id, article))

    def compare(self, article_id: int, article: ArticleRecord) -> list[FieldChange]:
        """What `reread` would change. Raises LookupError if there is no such article. Writes nothing."""
        before = self._row(article_id)
        after = row_of(article, before[0], before[1])
        return changes(before, after, self._parts.read(article_id), parts_of(article))

    def _enter_site(self, record: SiteRecord) -> int:
        values = (record.name, record.title, record.domain, record.sector, record.publisher)
        self._db.execute(_ENTER_SITE, values)
        row = self._db.execute("SELECT id FROM sites WHERE name = ?", (record.name,)).fetchone()
        return int(row[0])

    def _enter_crawl(self, site_id: int, started: str) -> int:
        sql = "INSERT INTO crawls (site_id, started) VALUES (?, ?)"
        return int(self._db.execute(sql, (site_id, started)).lastrowid or 0)

    def _store(self, fetch: FetchRecord, article: Article | None, crawl_id: int, site_id: int) -> Stored:
        outcome: Stored = "none"
        article_id: int | None = None
        if article is not None:
            article_id, outcome = self._store_article(article, site_id, fetch)
        self._db.execute(_INSERT_FETCH, (*_values_of_fetch(fetch), crawl_id, article_id))
        return outcome

    def _enter_alias(self, url: str, of: str) -> bool:
        known = article_at(self._db, of)
        if known is not None and known.article_id is not None:
            self._parts.add_aliases(known.article_id, known.url, (url,))
        return known is not None

    def _reread(self, article_id: int, article: ArticleRecord) -> list[FieldChange]:
        found = self.compare(article_id, article)
        row = self._db.execute("SELECT site_id, url FROM articles WHERE id = ?", (article_id,)).fetchone()
        site_id, url = row
        self._replace(article_id, article, row_of(article, site_id, url), found)
        self._parts.add_aliases(article_id, url, (article.url, *article.aliases))
        return found

    def _store_article(self, given: Article, site_id: int, fetch: FetchRecord) -> tuple[int, Stored]:
        article, values = record_and_values(given)
        article_id, url, others = find_place(self._db, article, values[HASH], fetch.url, site_id)
        after = (site_id, url, *values)
        if article_id is None:
            article_id = self._insert(after, article, fetch.fetched)
            self._texts.add(article_id, given)
            return article_id, "new"
        for other in others:
            absorb(self._db, self._texts, article_id, other)
        self._parts.add_aliases(article_id, url, (article.url, *article.aliases))
        if is_earlier(self._db, article_id, fetch.fetched):
            add_to_past(self._db, article_id, article, fetch)
            return article_id, "unchanged"
        before = self._row(article_id)
        found = changes(before, after, self._parts.read(article_id), parts_of(article))
        edited = _text_of(before) != _text_of(after) and not self._same_page(article_id, fetch.sha256)
        if edited:
            self._db.execute(_SET_ASIDE, (article_id,))
        if before != after or found:
            self._replace(article_id, article, after, found)
        self._db.execute(
            "UPDATE articles SET last_seen = ?1, gone = NULL, last_changed = iif(?2, ?1, last_changed) "
            "WHERE id = ?3",
            (fetch.fetched, edited, article_id),
        )
        return article_id, "changed" if edited else "unchanged"

    def _insert(self, row: tuple[Any, ...], article: ArticleRecord, seen: str) -> int:
        cursor = self._db.execute(_INSERT_ARTICLE, (*row, seen, seen, seen))
        article_id = int(cursor.lastrowid or 0)
        self._parts.add(article_id, article)
        self._parts.add_aliases(article_id, row[COLUMNS.index("url")], article.aliases)
        return article_id

    def _replace(
        self, article_id: int, article: ArticleRecord, row: tuple[Any, ...], found: list[FieldChange]
    ) -> None:
        """Write a known article's row, and its parts and its text in the index where they differ."""
        different = {change.field for change in found}
        indexed = not different.isdisjoint(("title", "lead", "body", "language"))
        if indexed:
            self._texts.remove(article_id)
        self._db.execute(_UPDATE_ARTICLE, (*row, article_id))
        if indexed:
            self._texts.put_back(article_id, article, moved="body" in different)
        if not different.isdisjoint(("authors", "keywords", "captions")):
            self._parts.replace(article_id, article)

    def _row(self, article_id: int) -> tuple[Any, ...]:
        row = self._db.execute(
            f"SELECT {', '.join(COLUMNS)} FROM articles WHERE id = ?", (article_id,)
        ).fetchone()
        if row is None:
            raise LookupError(f"There is no article {article_id} in this archive.")
        return tuple(row)

    def _same_page(self, article_id: int, sha256: str | None) -> bool:
        """Whether the article's last fetch brought these very bytes: then a parser changed, not the page."""
        last = self._db.execute(
            "SELECT sha256 FROM fetches WHERE article_id = ? AND sha256 IS NOT NULL "
            "ORDER BY fetched DESC, id DESC LIMIT 1",
            (article_id,),
        ).fetchone()
        return last is not None and last[0] == sha256

    def _flush(self) -> None:
        self._texts.flush()

    def _forget(self) -> None:
        self._parts.forget()
        self._texts.forget()


def _text_of(row: tuple[Any, ...]) -> Any:
    return row[COLUMNS.index("content_hash")]
