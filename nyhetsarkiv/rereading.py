"""Reads the stored pages again with the parsers of today; what the command `reparse` does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from archive.copies import ArticleCopy, article_copies, count_articles
from archive.errors import told_in_words
from archive.filters import Filters
from archive.lock import crawl_lock
from archive.opening import open_archive, open_for_reading
from archive.records import ArticleRecord
from archive.rows import FieldChange
from archive.warc.folder import path_of
from archive.warc.reading import read_with_body
from archive.warc.records import Place, RawCopyError
from archive.writer import Writer
from crawler.sites.profile import Site
from nyhetsarkiv.publications import is_bare, profile_or_bare
from nyhetsarkiv.work_progress import WorkProgress
from nyhetsarkiv.workers import in_order
from pipelines.records import article_record
from pipelines.stored_page import capture_stored_page

BATCH = 50  # articles a transaction; larger ones would keep the workers waiting
EXAMPLES = 3  # kept of each field


class Example(NamedTuple):
    """What one article said and says now."""

    url: str
    before: Any
    after: Any


@dataclass(slots=True)
class FieldSummary:
    """How often a field was filled, changed and emptied, with the first few cases."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: list[Example] = field(default_factory=list)


@dataclass(slots=True)
class Rereading:
    """What came of it. `without_copy` articles have no raw copy; of `unread` and `no_article` each entry
    is a sentence."""

    articles: int = 0
    differing: int = 0
    without_copy: int = 0
    fields: dict[str, FieldSummary] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    no_article: list[str] = field(default_factory=list)
    without_profile: list[str] = field(default_factory=list)

    def note(self, url: str, changes: list[FieldChange]) -> None:
        """Count one article that was read again."""
        self.articles += 1
        self.differing += bool(changes)
        for change in changes:
            summary = self.fields.setdefault(change.field, FieldSummary())
            summary.counts[change.kind] += 1
            if len(summary.examples) < EXAMPLES:
                summary.examples.append(Example(url, change.before, change.after))


class Read(NamedTuple):
    """What a worker made of one copy: the article, or why there is none; whether it could be read at all."""

    article: ArticleRecord | None
    reason: str
    readable: bool = True


def reread(
    archive: Path,
    filters: Filters,
    *,
    profiles: Mapping[str, Site] | None = None,
    workers: int = 1,
    dry_run: bool = False,
    quiet: bool = False,
) -> Rereading:
    """Read each article's last raw copy again and put the new reading in place, unless it is a `dry_run`.

    `profiles` go before those that come with the program. Raises ArchiveError, CrawlLocked, UnknownSite.
    """
    with (
        told_in_words(archive),
        closing(open_for_reading(archive)) as reading,
        nullcontext() if dry_run else crawl_lock(archive),
        closing(open_for_reading(archive) if dry_run else open_archive(archive, create=False)) as writing,
        WorkProgress("article", count_articles(reading, filters), quiet=quiet) as progress,
    ):
        writing.row_factory = None
        result = Rereading()
        sites = _Profiles(profiles or {}, result.without_profile)
        copies = _with_sites(article_copies(reading, filters), sites, result)
        read = progress.over(in_order(partial(read_copy, archive=archive), copies, workers))
        writer = Writer(writing)
        while group := list(islice(read, BATCH)):
            with nullcontext() if dry_run else writer.batch():
                for (copy, _), answer in group:
                    _take(copy, answer, writer, dry_run, result)
    return result


def read_copy(copy_and_site: tuple[ArticleCopy, Site], archive: Path) -> Read:
    """One copy through the parsers; runs in a worker process."""
    copy, site = copy_and_site
    assert copy.warc_file is not None
    assert copy.warc_offset is not None
    try:
        page = read_with_body(Place(path_of(copy.warc_file, archive), copy.warc_offset))
    except RawCopyError as error:
        return Read(None, str(error), readable=False)
    capture = capture_stored_page(page, site)
    if capture.article is None:
        return Read(None, capture.problem or "")
    article = article_record(capture)
    if article.tdm_reserved is None:  # the host's own file may have said it, which no page repeats
        article = replace(article, tdm_reserved=copy.tdm_reserved, tdm_policy=copy.tdm_policy)
    return Read(article, "")


def _take(copy: ArticleCopy, answer: Read, writer: Writer, dry_run: bool, result: Rereading) -> None:
    if answer.article is not None:
        change = writer.compare if dry_run else writer.reread
        result.note(copy.url, change(copy.article_id, answer.article))
    elif answer.readable:
        result.no_article.append(f"{copy.url}: {answer.reason}")
    else:
        result.unread.append(f"{copy.url}: {answer.reason}")


def _with_sites(
    copies: Iterable[ArticleCopy], sites: _Profiles, result: Rereading
) -> Iterator[tuple[ArticleCopy, Site]]:
    """The copies that can be read, each with the profile to read it with."""
    for copy in copies:
        if copy.warc_file is None:
            result.without_copy += 1
        else:
            yield copy, sites.of(copy)


class _Profiles:
    """The profile of each publication: one that was given, one of the program's, else a bare one."""

    def __init__(self, given: Mapping[str, Site], missing: list[str]) -> None:
        self._sites, self._missing = dict(given), missing

    def of(self, copy: ArticleCopy) -> Site:
        """The profile of the copy's publication; one that has none is noted in `missing` once."""
        if copy.site not in self._sites:
            self._sites[copy.site] = self._find(copy)
        return self._sites[copy.site]

    def _find(self, copy: ArticleCopy) -> Site:
        site = profile_or_bare(copy.site, copy.domain)
        if is_bare(site) and copy.site != copy.domain:  # one that came by an ingest never had a profile
            self._missing.append(copy.site)
        return site
