"""`/crawls`: how the last crawls went, and what went wrong in them."""

from __future__ import annotations

import json
import sqlite3

from archive.front.asked import Asked
from archive.front.elsewhere import command, of_table
from archive.front.form import ON_A_PAGE, address
from archive.front.listing import Listing, Part
from archive.front.sending import Files
from archive.front.shown import Shown
from archive.front.titles import site_titles

_LOOKED_AT = 50_000  # requests, the last ones, among which problems are counted
_MOST_KINDS = 30
_HEALTH = "SELECT * FROM crawl_health"
_ORDER = "ORDER BY started DESC, crawl DESC"
_IDS = """
SELECT id FROM crawls WHERE ?1 = '' OR site_id = (SELECT id FROM sites WHERE name = ?1)
ORDER BY started DESC, id DESC LIMIT ?2 OFFSET ?3
"""
_PROBLEMS = """
SELECT s.name AS site, f.problem, count(*) AS times, max(f.url) AS example, max(f.fetched) AS last
FROM fetches f JOIN crawls c ON c.id = f.crawl_id JOIN sites s ON s.id = c.site_id
WHERE f.id > (SELECT coalesce(max(id), 0) FROM fetches) - ?1 AND f.problem IS NOT NULL
    AND (?2 = '' OR s.name = ?2)
GROUP BY c.site_id, f.problem ORDER BY count(*) DESC, s.name, f.problem LIMIT ?3
"""


def listing(asked: Asked) -> Listing:
    """All crawls, or those of one publication, the last one first."""
    site = asked.site
    if site:
        return Listing(f"{_HEALTH}\nWHERE site = :site\n{_ORDER}", {"site": site})
    return Listing(f"{_HEALTH}\n{_ORDER}")


def files(asked: Asked) -> Files:
    """The same as files."""
    return listing(asked).files()


def show(connection: sqlite3.Connection, asked: Asked) -> Shown:
    """A page of crawls, and the kinds of problem. Raises NotUnderstood."""
    site, page = asked.site, asked.form.page_number()
    crawls = health(connection, site, page)
    values = {
        "site": site,
        "titles": site_titles(connection, site),
        "crawls": crawls.rows,
        "more": crawls.more,
        "page": page,
        "address": lambda number: address("/crawls", site=site, page=str(number) if number > 1 else ""),
        "problems": connection.execute(_PROBLEMS, (_LOOKED_AT, site, _MOST_KINDS)).fetchall(),
        "looked_at": _LOOKED_AT,
        "counts": {row["crawl"]: _counts(connection, row["crawl"]) for row in crawls.rows},
        "elsewhere": of_table("/crawls", listing(asked), command(asked.archive, "status"), site=site),
    }
    return Shown("crawls.html", values)


def health(connection: sqlite3.Connection, site: str, page: int, on_a_page: int = ON_A_PAGE) -> Part:
    """A page of `crawl_health`, of one publication or ('') of all.

    The crawls are chosen first: the view would count the requests of all.
    """
    ids = connection.execute(_IDS, (site, on_a_page + 1, (page - 1) * on_a_page)).fetchall()
    wanted = [id_ for (id_,) in ids[:on_a_page]]
    marks = ", ".join("?" * len(wanted))
    rows = connection.execute(f"{_HEALTH} WHERE crawl IN ({marks}) {_ORDER}", wanted).fetchall()
    return Part(rows, len(ids) > on_a_page)


def _counts(connection: sqlite3.Connection, crawl: int) -> dict[str, int]:
    """What the crawl counted itself."""
    (counts,) = connection.execute("SELECT counts FROM crawls WHERE id = ?", (crawl,)).fetchone()
    found: dict[str, int] = json.loads(counts)
    return found
