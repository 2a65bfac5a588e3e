"""What the publications, crawls and fetches of another archive are here; those that are not, are entered."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from archive.merge_copies import OtherCopies
from archive.records import FetchRecord, SiteRecord
from archive.writer import Writer

_KNOWN = (
    "SELECT id, article_id, warc_file FROM fetches WHERE url = ? AND fetched = ? AND sha256 IS ? "
    "ORDER BY article_id IS NULL, id LIMIT 1"
)


class KnownFetch(NamedTuple):
    """What is known here of a fetch."""

    id: int
    article_id: int | None
    warc_file: str | None


class OtherLog:
    """The log that `other` reads, as it stands in the archive that `writer` writes through `connection`."""

    def __init__(
        self, writer: Writer, connection: sqlite3.Connection, other: sqlite3.Connection, copies: OtherCopies
    ) -> None:
        self._writer, self._db, self._other, self._copies = writer, connection, other, copies
        self._sites: dict[int, int] = {}
        self._crawls: dict[int, int] = {}

    def forget(self) -> None:
        """Drop what is remembered: the transaction was undone."""
        self._sites.clear()
        self._crawls.clear()

    def enter_all(self) -> None:
        """Enter the publications and crawls that brought nothing, too."""
        for (site_id,) in self._other.execute("SELECT id FROM sites ORDER BY id").fetchall():
            self.site(site_id)
        for (crawl_id,) in self._other.execute("SELECT id FROM crawls ORDER BY id").fetchall():
            self.crawl(crawl_id)

    def fetch(self, fetch: FetchRecord) -> FetchRecord:
        """A fetch with the name that the file of its raw copy has here."""
        name = self._copies.name_here(fetch.warc_file) if fetch.warc_file is not None else None
        return replace(fetch, warc_file=name, warc_offset=fetch.warc_offset if name is not None else None)

    def known(self, fetch: FetchRecord) -> KnownFetch | None:
        """The row of the same fetch here: of this body, from this address at this moment."""
        row = self._db.execute(_KNOWN, (fetch.url, fetch.fetched, fetch.sha256)).fetchone()
        return KnownFetch(*row) if row is not None else None

    def complete(self, row: KnownFetch, fetch: FetchRecord, article_id: int | None = None) -> None:
        """Note what the row of a fetch that is here lacks."""
        has_copy = fetch.warc_file is None or row.warc_file is not None
        has_article = article_id is None or row.article_id is not None
        if not (has_copy and has_article):
            self._writer.complete_fetch(row.id, fetch, article_id)

    def site(self, other_id: int) -> int:
        """The publication's row here, made if there is none of its name."""
        if other_id not in self._sites:
            name, *rest = self._other.execute(
                "SELECT name, title, domain, sector, publisher FROM sites WHERE id = ?", (other_id,)
            ).fetchone()
            row = self._db.execute("SELECT id FROM sites WHERE name = ?", (name,)).fetchone()
            self._sites[other_id] = row[0] if row is not None else self._writer.site(SiteRecord(name, *rest))
        return self._sites[other_id]

    def crawl(self, other_id: int) -> int:
        """The crawl's row here, made if there is none, ended if it has ended since."""
        if other_id not in self._crawls:
            site, started, finished, reason, counts = self._other.execute(
                "SELECT site_id, started, finished, reason, counts FROM crawls WHERE id = ?", (other_id,)
            ).fetchone()
            known = self._known_crawl(other_id, self.site(site), started)
            crawl_id = known or self._writer.start_crawl(self.site(site), started)
            if known is None or (finished is not None and not self._has_ended(crawl_id)):
                self._writer.finish_crawl(crawl_id, finished, reason, json.loads(counts))
            self._crawls[other_id] = crawl_id
        return self._crawls[other_id]

    def _known_crawl(self, other_id: int, site_id: int, started: str) -> int | None:
        """The same crawl here: one of the publication that began at the moment, and shares a fetch with it
        unless either has none."""
        rows = self._db.execute(
            "SELECT id FROM crawls WHERE site_id = ? AND started = ? ORDER BY id", (site_id, started)
        ).fetchall()
        return next((crawl_id for (crawl_id,) in rows if self._shares_fetch(other_id, crawl_id)), None)

    def _has_ended(self, crawl_id: int) -> bool:
        sql = "SELECT finished FROM crawls WHERE id = ?"
        return self._db.execute(sql, (crawl_id,)).fetchone()[0] is not None

    def _shares_fetch(self, other_id: int, crawl_id: int) -> bool:
        of_crawl = "SELECT url, fetched FROM fetches WHERE crawl_id = ?"
        there = self._other.execute(of_crawl, (other_id,))
        first = there.fetchone()
        if first is None or self._db.execute(f"{of_crawl} LIMIT 1", (crawl_id,)).fetchone() is None:
            return True
        here = "SELECT 1 FROM fetches WHERE url = ? AND fetched = ? AND crawl_id = ? LIMIT 1"
        return any(self._db.execute(here, (*row, crawl_id)).fetchone() for row in chain([first], there))
