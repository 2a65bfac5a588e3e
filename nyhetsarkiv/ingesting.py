"""Takes pages from files into the archive; what the command `ingest` does.

Worker processes read pages, this process alone writes. What the archive has already (the same body,
fetched from the same address at the same moment) is passed over before anybody reads it, so that an
ingest that was stopped goes on where it was.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path

from archive.errors import told_in_words
from archive.known import is_known_fetch, known_sites
from archive.lock import crawl_lock
from archive.opening import open_archive, open_for_reading
from archive.records import FetchRecord
from archive.status import INGEST
from archive.warc.folder import name_in_archive
from archive.writer import Writer
from crawler.sites.profile import Site
from nyhetsarkiv.incoming.files import read_files
from nyhetsarkiv.incoming.page import Incoming, Trouble
from nyhetsarkiv.publications import sites_by_host
from nyhetsarkiv.saved_copies import SavedCopies
from nyhetsarkiv.taking_in import Choice, Taken, take_in
from nyhetsarkiv.work_progress import WorkProgress
from nyhetsarkiv.workers import in_order
from pipelines.records import site_record

BATCH = 50  # pages a transaction; larger ones would keep the workers waiting


@dataclass(slots=True)
class Ingest:
    """What came of it: counts by publication, pages known before, pages not wanted, trouble in sentences."""

    sites: dict[str, Counter[str]] = field(default_factory=dict)
    known: int = 0
    unwanted: int = 0
    trouble: list[str] = field(default_factory=list)


def ingest(
    files: list[Path],
    archive: Path,
    choice: Choice,
    *,
    profiles: Iterable[Site] = (),
    workers: int = 1,
    quiet: bool = False,
) -> Ingest:
    """Take the pages of `files` that the choice wants into the archive.

    Raises ArchiveError, and CrawlLocked where another run has the archive.
    """
    result = Ingest()
    with (
        crawl_lock(archive),
        told_in_words(archive),
        closing(open_archive(archive)) as writing,
        closing(open_for_reading(archive)) as reading,
        SavedCopies(reading, archive) as copies,
        WorkProgress("page", quiet=quiet) as progress,
    ):
        choice = replace(choice, sites=sites_by_host(profiles, known_sites(reading)))
        book = _Book(writing, archive, copies, result)
        new = _unknown(read_files(files), reading, choice, result)
        taken = progress.over(in_order(partial(take_in, choice=choice), new, workers))
        while group := list(islice(taken, BATCH)):
            with book.writer.batch():
                for incoming, answer in group:
                    book.enter(incoming, answer)
                copies.make_durable()
        book.close()
    return result


def _unknown(
    found: Iterable[Incoming | Trouble], reading: sqlite3.Connection, choice: Choice, result: Ingest
) -> Iterator[Incoming]:
    """The pages that the archive does not have and that can be wanted, as far as that can be told unread."""
    for incoming in found:
        if isinstance(incoming, Trouble):
            result.trouble.append(incoming.sentence)
            continue
        page = incoming.page
        if page.url and not choice.wants_address(page.url):
            result.unwanted += 1
        elif page.url and _is_known(reading, incoming, _as_fetch(incoming), with_copy=not incoming.is_copy):
            result.known += 1
        else:
            yield incoming


def _as_fetch(incoming: Incoming) -> FetchRecord:
    page = incoming.page
    sha256 = hashlib.sha256(page.body).hexdigest() if page.body else None
    return FetchRecord(page.url, page.fetched.isoformat(timespec="seconds"), sha256=sha256)


def _is_known(
    connection: sqlite3.Connection, incoming: Incoming, fetch: FetchRecord, *, with_copy: bool
) -> bool:
    """Whether the archive has the page; a saved file's own time changes when it is copied."""
    moment = fetch.fetched if incoming.is_copy else None
    return is_known_fetch(connection, fetch.url, fetch.sha256, moment, with_copy=with_copy)


class _Book:
    """Enters what was taken in; a publication's row in `crawls` is begun with its first page."""

    def __init__(
        self, connection: sqlite3.Connection, archive: Path, copies: SavedCopies, result: Ingest
    ) -> None:
        self.writer = Writer(connection)
        self._db, self._archive, self._copies, self._result = connection, archive, copies, result
        self._site_ids = {row.name: row.id for row in known_sites(connection)}
        self._crawl_ids: dict[str, int] = {}

    def enter(self, incoming: Incoming, answer: Taken | str | None) -> None:
        """Store one page, or note why not."""
        if answer is None:
            self._result.unwanted += 1
        elif isinstance(answer, str):
            self._result.trouble.append(answer)
        elif _is_known(self._db, incoming, answer.fetch, with_copy=answer.copy is not None):
            self._result.known += 1
        else:
            self._store(incoming, answer)

    def _store(self, incoming: Incoming, taken: Taken) -> None:
        fetch, place = taken.fetch, incoming.page.place
        if incoming.is_copy:
            name = name_in_archive(place.file, self._archive)
            fetch = replace(fetch, warc_file=name, warc_offset=place.offset)
        elif taken.copy is not None:
            name, offset = self._copies.keep(taken.site.name, fetch, taken.copy)
            fetch = replace(fetch, warc_file=name, warc_offset=offset)
        crawl_id = self._crawl_of(taken.site)
        outcome = self.writer.store(fetch, taken.article, crawl_id, self._site_ids[taken.site.name])
        counts = self._result.sites[taken.site.name]
        counts["pages"] += 1
        if taken.article is not None:
            counts[outcome] += 1
        if fetch.problem:
            counts["problems"] += 1

    def _crawl_of(self, site: Site) -> int:
        if site.name not in self._crawl_ids:
            self._result.sites[site.name] = Counter()
            if site.name not in self._site_ids:
                self._site_ids[site.name] = self.writer.site(site_record(site))
            self._crawl_ids[site.name] = self.writer.start_crawl(self._site_ids[site.name], _now())
        return self._crawl_ids[site.name]

    def close(self) -> None:
        """Note that the ingest has ended, in every publication's row."""
        with self.writer.batch():
            for name, crawl_id in self._crawl_ids.items():
                self.writer.finish_crawl(crawl_id, _now(), INGEST, self._result.sites[name])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
