"""The one writer of the archive. What one fetch brought is stored in one transaction, or not at all."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Literal

from archive.records import ArticleRecord, FetchRecord, SiteRecord

Stored = Literal["new", "changed", "unchanged", "none"]

_COLUMNS = (
    "site_id", "url", "title", "kicker", "lead", "body", "published", "published_precision", "updated",
    "language", "section", "sponsored", "paywalled", "word_count", "content_hash", "blocks", "parser_version",
)  # fmt: skip
_INSERT_ARTICLE = (
    f"INSERT INTO articles ({', '.join(_COLUMNS)}, first_seen, last_seen, last_changed) "
    f"VALUES ({', '.join('?' * (len(_COLUMNS) + 3))})"
)
_UPDATE_ARTICLE = (
    f"UPDATE articles SET {', '.join(f'{column} = ?' for column in _COLUMNS)}, "
    "last_seen = ?, last_changed = ?, gone = NULL WHERE id = ?"
)
_FETCH_COLUMNS = (
    "url", "fetched", "status", "content_type", "bytes", "sha256", "etag", "last_modified",
    "warc_file", "warc_offset", "problem",
)  # fmt: skip
_INSERT_FETCH = (
    f"INSERT INTO fetches ({', '.join(_FETCH_COLUMNS)}, crawl_id, article_id) "
    f"VALUES ({', '.join('?' * (len(_FETCH_COLUMNS) + 2))})"
)


def content_hash(title: str, lead: str | None, body: str) -> str:
    """SHA-256 over title, lead and body: equal for equal texts, whatever address they stand at."""
    return hashlib.sha256("\x1f".join((title, lead or "", body)).encode()).hexdigest()


class Writer:
    """Stores records through one connection of `open_archive`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def site(self, record: SiteRecord) -> int:
        """The id of the publication's row, made or brought up to date."""
        with self._transaction():
            self._db.execute(
                "INSERT INTO sites (name, title, domain, sector, publisher) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (name) DO UPDATE SET title = excluded.title, domain = excluded.domain, "
                "sector = excluded.sector, publisher = excluded.publisher",
                (record.name, record.title, record.domain, record.sector, record.publisher),
            )
            return self._one("SELECT id FROM sites WHERE name = ?", record.name)

    def start_crawl(self, site_id: int, started: str) -> int:
        """The id of a new row in `crawls`."""
        with self._transaction():
            cursor = self._db.execute(
                "INSERT INTO crawls (site_id, started) VALUES (?, ?)", (site_id, started)
            )
            return int(cursor.lastrowid or 0)

    def finish_crawl(self, crawl_id: int, finished: str, reason: str, counts: Mapping[str, int]) -> None:
        """Note how a crawl ended and what it counted."""
        with self._transaction():
            self._db.execute(
                "UPDATE crawls SET finished = ?, reason = ?, counts = ? WHERE id = ?",
                (finished, reason, json.dumps(dict(counts), sort_keys=True), crawl_id),
            )

    def store(self, fetch: FetchRecord, article: ArticleRecord | None, crawl_id: int, site_id: int) -> Stored:
        """Store a fetch and the article it brought, if any; says what became of the article.

        An article is known by its canonical address or by one of its aliases. A text that differs
        from the stored one makes a row in `revisions` before it takes its place.
        """
        with self._transaction():
            outcome: Stored = "none"
            article_id: int | None = None
            if article is not None:
                article_id, outcome = self._store_article(article, site_id, fetch.fetched)
            values = [getattr(fetch, column) for column in _FETCH_COLUMNS]
            self._db.execute(_INSERT_FETCH, (*values, crawl_id, article_id))
        return outcome

    def _store_article(self, article: ArticleRecord, site_id: int, seen: str) -> tuple[int, Stored]:
        known = self._find(article)
        if known is None:
            values = _row(article, site_id)
            cursor = self._db.execute(_INSERT_ARTICLE, (*values, seen, seen, seen))
            article_id = int(cursor.lastrowid or 0)
            self._index(article_id)
            self._write_parts(article_id, article)
            self._write_aliases(article_id, article)
            return article_id, "new"
        article_id, stored_url = known
        self._write_aliases(article_id, article, stored_url)
        values = _row(replace(article, url=stored_url), site_id)
        if not self._differs(article_id, article, values):
            self._db.execute(
                "UPDATE articles SET last_seen = ?, gone = NULL WHERE id = ?", (seen, article_id)
            )
            return article_id, "unchanged"
        return article_id, self._change(article_id, article, values, seen)

    def _change(
        self, article_id: int, article: ArticleRecord, values: tuple[object, ...], seen: str
    ) -> Stored:
        """Put the new values in place; the earlier text goes to `revisions` if the text changed."""
        old_hash, changed_at = self._db.execute(
            "SELECT content_hash, last_changed FROM articles WHERE id = ?", (article_id,)
        ).fetchone()
        text_changed = old_hash != content_hash(article.title, article.lead, article.body)
        if text_changed:
            self._db.execute(
                "INSERT INTO revisions (article_id, seen, title, lead, body, content_hash) "
                "SELECT id, last_changed, title, lead, body, content_hash FROM articles WHERE id = ?",
                (article_id,),
            )
        self._unindex(article_id)
        self._db.execute(_UPDATE_ARTICLE, (*values, seen, seen if text_changed else changed_at, article_id))
        self._index(article_id)
        self._write_parts(article_id, article)
        return "changed" if text_changed else "unchanged"

    def _find(self, article: ArticleRecord) -> tuple[int, str] | None:
        """Id and address of the stored article that has this address, or one of its other ones."""
        for url in (article.url, *article.aliases):
            row = self._db.execute(
                "SELECT id, url FROM articles WHERE url = ?1 UNION ALL SELECT a.id, a.url FROM aliases l "
                "JOIN articles a ON a.id = l.article_id WHERE l.url = ?1 LIMIT 1",
                (url,),
            ).fetchone()
            if row is not None:
                return int(row[0]), str(row[1])
        return None

    def _differs(self, article_id: int, article: ArticleRecord, values: tuple[object, ...]) -> bool:
        stored = self._db.execute(
            f"SELECT {', '.join(_COLUMNS)} FROM articles WHERE id = ?", (article_id,)
        ).fetchone()
        return tuple(stored) != values or self._parts(article_id) != _parts(article)

    def _parts(self, article_id: int) -> tuple[list[tuple[object, ...]], ...]:
        """What belongs to a stored article, in its order."""
        return (
            self._db.execute(
                "SELECT name, role, email FROM article_authors l JOIN authors a ON a.id = l.author_id "
                "WHERE article_id = ? ORDER BY position",
                (article_id,),
            ).fetchall(),
            self._db.execute(
                "SELECT keyword FROM article_keywords l JOIN keywords k ON k.id = l.keyword_id "
                "WHERE article_id = ? ORDER BY position",
                (article_id,),
            ).fetchall(),
            self._db.execute(
                "SELECT text, credit, image_url FROM captions WHERE article_id = ? ORDER BY position",
                (article_id,),
            ).fetchall(),
        )

    def _write_parts(self, article_id: int, article: ArticleRecord) -> None:
        for table in ("article_authors", "article_keywords", "captions"):
            self._db.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))
        for position, author in enumerate(article.authors):
            author_id = self._named("authors", "name", author.name)
            self._db.execute(
                "INSERT INTO article_authors VALUES (?, ?, ?, ?, ?)",
                (article_id, author_id, position, author.role, author.email),
            )
        for position, keyword in enumerate(article.keywords):
            keyword_id = self._named("keywords", "keyword", keyword)
            self._db.execute(
                "INSERT INTO article_keywords VALUES (?, ?, ?)", (article_id, keyword_id, position)
            )
        self._db.executemany(
            "INSERT INTO captions VALUES (?, ?, ?, ?, ?)",
            [(article_id, at, c.text, c.credit, c.image_url) for at, c in enumerate(article.captions)],
        )

    def _write_aliases(self, article_id: int, article: ArticleRecord, stored: str | None = None) -> None:
        """Keep the article's other addresses, but none under which another article stands.

        `stored` is the address that the article's row has.
        """
        own = stored or article.url
        self._db.executemany(
            "INSERT INTO aliases (url, article_id) SELECT ?1, ?2 "
            "WHERE NOT EXISTS (SELECT 1 FROM articles WHERE url = ?1) ON CONFLICT DO NOTHING",
            [(url, article_id) for url in dict.fromkeys((article.url, *article.aliases)) if url != own],
        )

    def _named(self, table: str, column: str, value: str) -> int:
        """The id of a name in a table of names, entered if it is new."""
        self._db.execute(f"INSERT INTO {table} ({column}) VALUES (?) ON CONFLICT DO NOTHING", (value,))
        return self._one(f"SELECT id FROM {table} WHERE {column} = ?", value)

    def _index(self, article_id: int) -> None:
        self._db.execute(
            "INSERT INTO articles_fts (rowid, title, lead, body) "
            "SELECT id, title, lead, body FROM articles WHERE id = ?",
            (article_id,),
        )

    def _unindex(self, article_id: int) -> None:
        """Take the stored text out of the index; must run before the row changes."""
        self._db.execute(
            "INSERT INTO articles_fts (articles_fts, rowid, title, lead, body) "
            "SELECT 'delete', id, title, lead, body FROM articles WHERE id = ?",
            (article_id,),
        )

    def _one(self, sql: str, value: object) -> int:
        return int(self._db.execute(sql, (value,)).fetchone()[0])

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:  # a full disk makes SQLite roll back by itself
                self._db.execute("ROLLBACK")
            raise


def _row(article: ArticleRecord, site_id: int) -> tuple[object, ...]:
    """The values of `_COLUMNS` for an article."""
    computed = {
        "site_id": site_id,
        "word_count": len(article.body.split()),
        "content_hash": content_hash(article.title, article.lead, article.body),
        "blocks": json.dumps(article.blocks, ensure_ascii=False),
        "sponsored": int(article.sponsored),
        "paywalled": int(article.paywalled),
    }
    return tuple(computed[name] if name in computed else getattr(article, name) for name in _COLUMNS)


def _parts(article: ArticleRecord) -> tuple[list[tuple[object, ...]], ...]:
    return (
        [(author.name, author.role, author.email) for author in article.authors],
        [(keyword,) for keyword in article.keywords],
        [(caption.text, caption.credit, caption.image_url) for caption in article.captions],
    )
