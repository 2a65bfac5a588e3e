"""Takes all that another archive holds into this one, through the one writer.

A merge tells the archive every look that the other one had at an article, the last one first: what came of it
is what one archive would have, had it had them all, whichever of the two is merged into which. A look that is
here already is not told again; so a second merge changes nothing, and one that was killed goes on.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from archive.merge_copies import OtherCopies, files_needed
from archive.merge_log import OtherLog
from archive.merge_reading import (
    Fetched,
    Look,
    OtherArticle,
    fetches_without_article,
    other_articles,
)
from archive.records import FetchRecord
from archive.rows import content_hash
from archive.same_page import Place, article_at, find_place
from archive.writer import Writer

BATCH = 500  # articles, or rows of the log, a transaction
T = TypeVar("T")
Watched = Callable[[Iterable[Any], str, int], Iterable[Any]]  # things, what one is called, how many there are


@dataclass(slots=True)
class Merged:
    """What came of a merge. `changed` articles have another text or history now; `missing` are files of raw
    copies that are not where the other archive says."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    revisions: int = 0
    fetches: int = 0
    missing: tuple[Path, ...] = ()


def merge(
    connection: sqlite3.Connection,
    archive: Path,
    other: sqlite3.Connection,
    other_path: Path,
    *,
    dry_run: bool = False,
    watched: Watched = lambda things, _unit, _number: things,
) -> Merged:
    """Merge what `other` reads (merge_reading.py) into the archive that `connection` writes.

    A `dry_run` does all of it and undoes each batch, and takes no raw copies along. `watched` passes the
    things on as they are asked for. Raises ArchiveError.
    """
    copies = OtherCopies(other, other_path, archive)
    copies.meet(files_needed(connection, other, other_path))
    if not dry_run:
        copies.take()
    merging = _Merging(connection, other, copies, dry_run=dry_run)
    for group in _groups(watched(other_articles(other), "article", _count(other, "articles"))):
        with merging.batch():
            for article in group:
                merging.take_article(article)
    unread = _count(other, "fetches WHERE article_id IS NULL")
    for group in _groups(watched(fetches_without_article(other), "request", unread)):
        with merging.batch():
            for fetched in group:
                merging.take_fetch(fetched)
    with merging.batch():
        merging.log.enter_all()
    merging.result.missing = tuple(copies.missing)
    return merging.result


def _groups(things: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(things)
    while group := list(islice(rest, BATCH)):
        yield group


def _count(connection: sqlite3.Connection, what: str) -> int:
    (number,) = connection.execute(f"SELECT count(*) FROM {what}").fetchone()
    return int(number)


class _Merging:
    """One merge, batch by batch."""

    def __init__(
        self, connection: sqlite3.Connection, other: sqlite3.Connection, copies: OtherCopies, *, dry_run: bool
    ) -> None:
        self.result = Merged()
        self._db, self._dry_run = connection, dry_run
        self._writer = Writer(connection)
        self.log = OtherLog(self._writer, connection, other, copies)

    @contextmanager
    def batch(self) -> Iterator[None]:
        """What stands in its block as one transaction, which a dry run undoes."""
        with self._writer.batch(keep=not self._dry_run):
            yield
        if self._dry_run:
            self.log.forget()

    def take_article(self, article: OtherArticle) -> None:
        """Tell the archive of every look at an article that it does not know."""
        before = self._place(article)
        state = self._state(before.article_id)
        gone = (self._gone(before.article_id), article.gone)
        told = sum(self._tell(look, article, before) for look in article.looks)
        place = self._place(article) if before.article_id is None else before
        assert place.article_id is not None
        if not told:
            self._take_reading(article, place)
        self._writer.note_span(place.article_id, gone=gone)
        now = self._state(place.article_id)
        self.result.revisions += now[-1] - state[-1]
        if before.article_id is None:
            self.result.new += 1
        elif now != state:
            self.result.changed += 1
        else:
            self.result.unchanged += 1

    def _place(self, article: OtherArticle) -> Place:
        """Where the article stands, or is to stand, here."""
        record, fetched = article.record, article.looks[0].fetched
        digest = content_hash(record.title, record.lead, record.body)
        url = fetched.fetch.url if fetched else record.url
        return find_place(self._db, record, digest, url, self.log.site(article.site_id))

    def _tell(self, look: Look, article: OtherArticle, known: Place) -> bool:
        """Whether a look was new here, and is now told."""
        site_id = self.log.site(article.site_id)
        if look.fetched is None:
            fetch = FetchRecord(article.record.url, look.moment)
            if known.article_id is not None and self._spans(known.article_id, look):
                return False
            self._writer.see(fetch, look.article, site_id)
            return True
        fetch = self.log.fetch(look.fetched.fetch)
        row = self.log.known(fetch)
        if row is None:
            self._writer.store(fetch, look.article, self.log.crawl(look.fetched.crawl_id), site_id)
            self.result.fetches += 1
            return True
        if row.article_id is not None:
            self.log.complete(row, fetch)
            return False
        self._writer.see(fetch, look.article, site_id)  # here, another parser found no article in it
        self.log.complete(row, fetch, self._place(article).article_id)
        return True

    def _spans(self, article_id: int, look: Look) -> bool:
        """Whether the archive knows of an article's text at a moment that no log tells of: it has that text,
        and has seen the article before or then, and then or after."""
        digest = content_hash(look.article.title, look.article.lead, look.article.body)
        row = self._db.execute(
            "SELECT 1 FROM articles a WHERE id = ?1 AND julianday(?2) BETWEEN julianday(first_seen) "
            "AND julianday(last_seen) AND (content_hash = ?3 OR EXISTS "
            "(SELECT 1 FROM revisions WHERE article_id = a.id AND content_hash = ?3))",
            (article_id, look.moment, digest),
        ).fetchone()
        return row is not None

    def _take_reading(self, article: OtherArticle, place: Place) -> None:
        """Of an article that both saw last at the same moment, the reading of the newer parser stands; other
        addresses are added."""
        assert place.article_id is not None
        last_seen, version = self._db.execute(
            "SELECT last_seen, parser_version FROM articles WHERE id = ?", (place.article_id,)
        ).fetchone()
        if last_seen == article.last_seen and _number(article.record.parser_version) > _number(version):
            self._writer.reread(place.article_id, article.record)
            return
        for url in (article.record.url, *article.record.aliases):
            if article_at(self._db, url) is None:
                self._writer.add_alias(url, place.url)

    def _gone(self, article_id: int | None) -> str | None:
        row = self._db.execute("SELECT gone FROM articles WHERE id = ?", (article_id,)).fetchone()
        return row[0] if row is not None else None

    def _state(self, article_id: int | None) -> tuple[Any, ...]:
        """What tells whether an article changed: its text, its past, whether it is gone."""
        row = self._db.execute(
            "SELECT content_hash, last_changed, first_seen, gone, "
            "(SELECT count(*) FROM revisions WHERE article_id = a.id) FROM articles a WHERE id = ?",
            (article_id,),
        ).fetchone()
        return tuple(row) if row is not None else (0,)

    def take_fetch(self, fetched: Fetched) -> None:
        """Log a fetch that brought no article, unless it is here."""
        fetch = self.log.fetch(fetched.fetch)
        if (row := self.log.known(fetch)) is not None:
            self.log.complete(row, fetch)
        else:
            crawl_id = self.log.crawl(fetched.crawl_id)
            (site_id,) = self._db.execute("SELECT site_id FROM crawls WHERE id = ?", (crawl_id,)).fetchone()
            self._writer.store(fetch, None, crawl_id, site_id)
            self.result.fetches += 1


def _number(parser_version: str) -> int:
    return int(parser_version) if parser_version.isdigit() else 0
