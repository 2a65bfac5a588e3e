"""Takes articles from tables into the archive; what the command `archive import` does."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.errors import told_in_words
from archive.import_tables import BadLine, Row, Table
from archive.importing import Importer
from archive.known import known_sites
from archive.lock import crawl_lock
from archive.opening import open_archive
from archive.status import IMPORT
from archive.writer import Writer
from crawler.sites.profile import Site
from nyhetsarkiv.imported_row import BadRowError, RowOfSite, read_row
from nyhetsarkiv.publications import bare_site, profile_or_bare, sites_by_host
from nyhetsarkiv.work_progress import WorkProgress
from pipelines.records import site_record

BATCH = 500  # articles a transaction
COUNTS = ("articles", "new", "changed", "unchanged")
_NAME = re.compile(r"[a-z0-9][a-z0-9.:_-]*")  # as profiles and hosts are called: files have their names


@dataclass(slots=True)
class Import:
    """What came of it: counts by publication; lines that were not stored, and columns that were not read, in
    sentences."""

    sites: dict[str, Counter[str]] = field(default_factory=dict)
    bad: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def import_tables(
    tables: list[Table], archive: Path, *, site: str | None = None, dry_run: bool = False, quiet: bool = False
) -> Import:
    """Take the articles of the tables into the archive. `site` is the publication of all of them.

    A dry run does all of it and undoes each batch. Raises ArchiveError, and CrawlLocked where another run has
    the archive.
    """
    result = Import()
    with ExitStack() as stack:
        if dry_run and not archive.exists():
            archive = Path(stack.enter_context(TemporaryDirectory())) / archive.name
        else:
            stack.enter_context(crawl_lock(archive))
        stack.enter_context(told_in_words(archive))
        connection = stack.enter_context(closing(open_archive(archive)))
        progress = stack.enter_context(WorkProgress("line", quiet=quiet))
        book = _Book(connection, result)
        sites = _Sites(connection, site)
        rows = progress.over(_rows(tables, sites, result))
        while group := [*islice(rows, BATCH)]:
            with book.writer.batch(keep=not dry_run):
                for row in group:
                    if row is not None:
                        book.enter(row)
            if dry_run:
                book.forget()
        if not dry_run:
            book.close()
    return result


def _rows(tables: Iterable[Table], sites: _Sites, result: Import) -> Iterator[RowOfSite | None]:
    """The articles of all tables; None for a line that is none."""
    for table in tables:
        at = datetime.fromtimestamp(int(table.path.stat().st_mtime), UTC)

        def unknown(name: str, path: Path = table.path) -> None:
            result.unknown.append(f"{path}: column {name!r} is not known and was not read.")

        for row in table.rows(unknown):
            yield _read(row, table.path, sites, at, result)


def _read(row: Row | BadLine, path: Path, sites: _Sites, at: datetime, result: Import) -> RowOfSite | None:
    if isinstance(row, BadLine):
        result.bad.append(f"{path}, line {row.line}: {row.reason}")
        return None
    try:
        return read_row(row, sites.of, at)
    except BadRowError as error:
        result.bad.append(f"{path}, line {row.line}: {error}")
        return None


class _Sites:
    """The publication of each row: that which all are of, that which it names, that of its host."""

    def __init__(self, connection: sqlite3.Connection, all_of: str | None) -> None:
        self._by_host = sites_by_host((), known_sites(connection))
        self._all_of = all_of

    def of(self, name: str | None, host: str) -> Site:
        """The publication. Raises BadRowError where its name can be none."""
        name = self._all_of or name
        if name is None:
            return self._by_host.get(host) or bare_site(host, host)
        if not _NAME.fullmatch(name):
            raise BadRowError(
                f"its site {name!r} is no publication's short name: a-z, 0-9, '-' and '.'. Give one for all "
                "with --site."
            )
        return profile_or_bare(name, host)


class _Book:
    """Enters articles; a publication's row in `crawls` is begun with the first one that is not here yet."""

    def __init__(self, connection: sqlite3.Connection, result: Import) -> None:
        self.writer = Writer(connection)
        self._db, self._result = connection, result
        self._importer = Importer(connection, self.writer)
        self._sites: dict[str, int] = {}
        self._crawls: dict[str, int] = {}

    def enter(self, row: RowOfSite) -> None:
        """Store one article."""
        name = row.site.name
        outcome = self._importer.take(row.imported, lambda: self._crawl(row.site), self._site(row.site))
        counts = self._result.sites.setdefault(name, Counter())
        counts["articles"] += 1
        counts[outcome] += 1

    def _site(self, site: Site) -> int:
        if site.name not in self._sites:
            row = self._db.execute("SELECT id FROM sites WHERE name = ?", (site.name,)).fetchone()
            self._sites[site.name] = row[0] if row is not None else self.writer.site(site_record(site))
        return self._sites[site.name]

    def _crawl(self, site: Site) -> int:
        if site.name not in self._crawls:
            self._crawls[site.name] = self.writer.start_crawl(self._site(site), _now())
        return self._crawls[site.name]

    def forget(self) -> None:
        """Drop what is remembered: the batch was undone."""
        self._sites.clear()
        self._crawls.clear()

    def close(self) -> None:
        """Note that the import has ended, in every publication's row."""
        with self.writer.batch():
            for name, crawl_id in self._crawls.items():
                self.writer.finish_crawl(crawl_id, _now(), IMPORT, self._result.sites[name])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
