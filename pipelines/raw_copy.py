"""Keeps a raw copy of every answer, in WARC files, before anything points at it.

What goes into the records: pipelines/raw_answers.py. A page that has not changed becomes a revisit record.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from archive.copies import copy_of_page
from archive.durable import sync_file
from archive.errors import CopiesUnusable
from archive.opening import open_archive
from archive.warc.digests import is_digest_of
from archive.warc.folder import name_in_archive, path_of, warc_folder
from archive.warc.mending import mend
from archive.warc.reading import read_at
from archive.warc.records import Original, Place, RawCopyError
from archive.warc.writing import RawCopies
from crawler.capture import Capture
from crawler.sites.profile import Site
from pipelines.raw_answers import NOT_MODIFIED, answers_of, notes_of
from pipelines.stopping import stop_crawl

_log = logging.getLogger(__name__)


class RawCopy:
    """Writes one group of records a capture; a page that has not changed becomes a revisit record."""

    def __init__(self, archive: Path, folder: Path, site: Site, crawler: Crawler) -> None:
        self.archive, self.site, self._crawler = archive, site, crawler
        self._copies = RawCopies(folder, site.name)  # the store synchronises them, group by group
        self._names: dict[Path, str] = {}
        self._failed = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built with the settings ARCHIVE_PATH and WARC_FOLDER and the spider's profile."""
        assert crawler.spider is not None
        archive, folder = Path(crawler.settings["ARCHIVE_PATH"]), crawler.settings["WARC_FOLDER"]
        site: Site = crawler.spider.site  # type: ignore[attr-defined]
        return cls(archive, Path(folder) if folder else warc_folder(archive), site, crawler)

    def open_spider(self) -> None:
        """Open the archive, to ask for earlier copies, and cut what a crash left half written."""
        self._connection = open_archive(self.archive)
        try:
            found = mend(self._copies, self._connection, self.archive)
        except OSError as error:
            raise CopiesUnusable(self._copies.folder, error) from error
        if found:
            _log.warning("%s", found)

    def process_item(self, capture: Capture) -> Capture:
        """Write the capture's copy and note in the capture where it is; `make_durable` makes it last."""
        if self._failed:
            raise DropItem(f"{capture.url}: the raw copies failed earlier.", log_level="DEBUG")
        if not capture.exchanges or capture.no_copy:
            return capture
        try:
            place = self._copies.keep(answers_of(capture), notes_of(capture), self._original(capture))
        except OSError as error:
            self._failed = True
            unusable = CopiesUnusable(self._copies.folder, error)
            self._closing = stop_crawl(self._crawler, unusable)
            raise DropItem(f"{capture.url}: {unusable}", log_level="DEBUG") from error
        if place.file not in self._names:
            self._names[place.file] = name_in_archive(place.file, self.archive)
        capture.warc_file, capture.warc_offset = self._names[place.file], place.offset
        return capture

    def close_spider(self) -> None:
        """Close the files."""
        self._copies.close()
        self._connection.close()

    def _original(self, capture: Capture) -> Original | None:
        """The earlier copy that the capture is a revisit of: the same bytes, or what a 304 speaks of."""
        body = capture.exchanges[-1].body
        if capture.status != NOT_MODIFIED and not (capture.status == 200 and body):
            return None
        found = copy_of_page(self._connection, capture.url, None)
        if found is not None and capture.status == 200:
            found = copy_of_page(self._connection, capture.url, capture.sha256())
        if found is None:
            return None
        original = self._read_original(Place(path_of(found.warc_file, self.archive), found.warc_offset))
        if original is None or (body and not is_digest_of(original.payload_digest, body)):
            return None
        return original

    def _read_original(self, place: Place) -> Original | None:
        """The copy at `place`, or the one that it stands for; None where that is lost or elsewhere."""
        try:
            page = read_at(place)
            if page.refers_to is not None:
                page = read_at(page.refers_to)
        except RawCopyError as error:
            _log.info("%s; a whole copy is kept instead of a revisit.", error)
            return None
        if page.type != "response" or page.place.file.parent.resolve() != self._copies.folder.resolve():
            return None
        moment = page.fetched.strftime("%Y-%m-%dT%H:%M:%SZ")
        file = page.place.file.name
        return Original(file, page.place.offset, page.record_id, page.url, moment, page.payload_digest)


def make_durable(captures: Iterable[Capture], archive: Path) -> None:
    """Have the raw copies of the captures on the disk when this returns. Raises CopiesUnusable."""
    for name in {capture.warc_file for capture in captures if capture.warc_file is not None}:
        file = path_of(name, archive)
        try:
            sync_file(file)
        except FileNotFoundError:
            _log.warning("%s is gone.", file)
        except OSError as error:
            raise CopiesUnusable(file.parent, error) from error
