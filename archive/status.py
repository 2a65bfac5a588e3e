"""What an archive holds and how its last crawls went, for the command `status`."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

INGEST, IMPORT = "ingest", "import"
FROM_FILES = (INGEST, IMPORT)  # reasons of rows in `crawls` that took in files, and asked nobody
WHOLE = ("finished", "limit", *FROM_FILES)  # reasons of an end that was meant
MANY_PROBLEMS = 0.1  # share of a crawl's pages; more needs a look


@dataclass(frozen=True, slots=True)
class SiteStatus:
    """One publication: its articles, the newest of them, and its last crawl."""

    name: str
    title: str
    articles: int
    newest: str | None
    last_crawl: str | None
    last_reason: str | None
    counts: dict[str, int]
    problems: int


@dataclass(frozen=True, slots=True)
class Problem:
    """A kind of trouble in the last crawls, with how often and where for example."""

    site: str
    problem: str
    times: int
    example: str


@dataclass(frozen=True, slots=True)
class Status:
    """The whole archive."""

    articles: int
    revisions: int
    fetches: int
    sites: list[SiteStatus]
    problems: list[Problem]


LAST_CRAWL = "SELECT id FROM crawls WHERE site_id = s.id ORDER BY started DESC, id DESC LIMIT 1"
"""The last crawl of a publication `s`: a merge gives earlier ones later numbers."""


def read_status(connection: sqlite3.Connection) -> Status:
    """Read the status through a connection of `open_for_reading`."""
    rows = connection.execute(
        "SELECT s.name, s.title, (SELECT count(*) FROM articles WHERE site_id = s.id) AS articles, "
        "(SELECT max(published) FROM articles WHERE site_id = s.id) AS newest, "
        "c.started, c.reason, coalesce(c.counts, '{}') AS counts, "
        "(SELECT count(*) FROM fetches WHERE crawl_id = c.id AND problem IS NOT NULL) AS problems "
        f"FROM sites s LEFT JOIN crawls c ON c.id = ({LAST_CRAWL}) ORDER BY s.name"
    )
    sites = [
        SiteStatus(name, title, articles, newest, started, reason, json.loads(counts), problems)
        for name, title, articles, newest, started, reason, counts, problems in rows
    ]
    problems = connection.execute(
        "SELECT s.name, f.problem, count(*), min(f.url) FROM sites s "
        f"JOIN fetches f ON f.crawl_id = ({LAST_CRAWL}) WHERE f.problem IS NOT NULL "
        "GROUP BY s.name, f.problem ORDER BY count(*) DESC, s.name, f.problem"
    )
    articles, revisions, fetches = (
        connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("articles", "revisions", "fetches")
    )
    return Status(articles, revisions, fetches, sites, [Problem(*row) for row in problems])
