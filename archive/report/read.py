"""Reads all that a report tells, as the archive is at one moment."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from archive.export.articles import snapshot
from archive.filters import Filters, Where, where
from archive.report.crawls import Crawls, crawl_days, read_crawls
from archive.report.edits import Edits, read_edits
from archive.report.looks import looks
from archive.report.publication import Publication
from archive.report.spoken_of import Names, Stories, read_authors, read_keywords, read_stories
from archive.report.tally import Cell, Tally, added_up, read_cells, summed


@dataclass(frozen=True, slots=True)
class Report:
    """What a report tells: of each publication, and of all together. `looks` are sentences.

    `filters` are those by which the articles were chosen.
    """

    filters: Filters
    total: Tally
    publications: tuple[Publication, ...]
    authors: Names
    keywords: Names
    stories: Stories
    looks: tuple[str, ...]


def read_report(connection: sqlite3.Connection, filters: Filters, meant: Collection[str] = ()) -> Report:
    """Read through a connection of `open_for_reading`; all tables once, so seconds for 100,000 articles.

    `meant` are problems of pages that belong to every crawl, such as what robots.txt forbids; they need
    no look. Raises UnknownSite.
    """
    with snapshot(connection):
        chosen = where(connection, filters)
        cells = read_cells(connection, chosen)
        publications = _publications(connection, filters, chosen, cells)
        return Report(
            filters,
            summed(cell.tally for cell in cells),
            publications,
            read_authors(connection, chosen),
            read_keywords(connection, chosen),
            read_stories(connection, chosen),
            tuple(looks(publications, meant, is_cut=bool(filters.since or filters.until))),
        )


def _publications(
    connection: sqlite3.Connection, filters: Filters, chosen: Where, cells: Iterable[Cell]
) -> tuple[Publication, ...]:
    """Every publication that was asked for, by name, also one without an article."""
    own: dict[str, list[Cell]] = {}
    for cell in cells:
        own.setdefault(cell.site, []).append(cell)
    edits, crawls = read_edits(connection, chosen), read_crawls(connection)
    days, begun = _article_days(connection, chosen), crawl_days(connection)
    return tuple(
        Publication(
            name,
            title,
            months=added_up(own.get(name, ()), lambda cell: cell.month),
            fetched=added_up(own.get(name, ()), lambda cell: cell.fetched),
            languages=added_up(own.get(name, ()), lambda cell: cell.language),
            edits=edits.get(name, Edits()),
            crawls=crawls.get(name, Crawls()),
            days=days.get(name, []),
            crawl_days=begun.get(name, []),
        )
        for name, title in connection.execute("SELECT name, title FROM sites ORDER BY name")
        if name in (filters.sites or (name,))
    )


def _article_days(connection: sqlite3.Connection, chosen: Where) -> dict[str, list[date]]:
    """The days on which articles of each publication appeared, in order."""
    days: dict[str, list[date]] = {}
    for name, day in connection.execute(
        "SELECT s.name, d.day FROM (SELECT DISTINCT a.site_id AS site_id, substr(a.published, 1, 10) AS day "
        f"FROM articles a WHERE a.published IS NOT NULL AND {chosen.sql}) d "
        "JOIN sites s ON s.id = d.site_id ORDER BY 1, 2",
        chosen.values,
    ):
        days.setdefault(name, []).append(date.fromisoformat(day))
    return days
