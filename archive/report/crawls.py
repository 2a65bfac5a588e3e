"""How the crawls of each publication went, and whether there is a raw copy of what they brought."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date

from archive.status import FROM_FILES, Problem, read_status


@dataclass(frozen=True, slots=True)
class Crawls:
    """A publication's crawls: how many, how the last one went, pages that came and raw copies of them.

    Times are UTC. `reason` is None where the last crawl was killed, or still runs; `problems` are the
    last crawl's, the most frequent first.
    """

    number: int = 0
    last: str | None = None
    reason: str | None = None
    pages: int = 0
    new: int = 0
    problems: tuple[Problem, ...] = ()
    answers: int = 0
    copies: int = 0


def read_crawls(connection: sqlite3.Connection) -> dict[str, Crawls]:
    """The crawls of every publication that the archive knows."""
    status = read_status(connection)
    numbers = dict(
        connection.execute(
            "SELECT s.name, count(*) FROM crawls c JOIN sites s ON s.id = c.site_id GROUP BY 1"
        ).fetchall()
    )
    copies = {
        name: (answers, kept)
        for name, answers, kept in connection.execute(
            "SELECT s.name, count(*), count(f.warc_file) FROM fetches f JOIN crawls c ON c.id = f.crawl_id "
            "JOIN sites s ON s.id = c.site_id WHERE f.sha256 IS NOT NULL GROUP BY 1"
        )
    }
    return {
        site.name: Crawls(
            numbers.get(site.name, 0),
            site.last_crawl,
            site.last_reason,
            site.counts.get("pages", 0),
            site.counts.get("new", 0),
            tuple(problem for problem in status.problems if problem.site == site.name),
            *copies.get(site.name, (0, 0)),
        )
        for site in status.sites
    }


def crawl_days(connection: sqlite3.Connection) -> dict[str, list[date]]:
    """The days on which crawls of each publication began, in order; to take in files is none."""
    days: dict[str, list[date]] = {}
    for name, day in connection.execute(
        "SELECT DISTINCT s.name, substr(c.started, 1, 10) FROM crawls c JOIN sites s ON s.id = c.site_id "
        f"WHERE coalesce(c.reason, '') NOT IN ({', '.join('?' * len(FROM_FILES))}) ORDER BY 1, 2",
        FROM_FILES,
    ):
        days.setdefault(name, []).append(date.fromisoformat(day))
    return days
