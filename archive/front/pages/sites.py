"""`/sites` and `/sites/NAME`: the publications, and one of them in numbers."""

from __future__ import annotations

import sqlite3

from archive.front.asked import Asked
from archive.front.chart import chart_of_months
from archive.front.elsewhere import Elsewhere, File, command, of_table
from archive.front.form import Form, NotHere
from archive.front.listing import Listing, literal
from archive.front.pages.crawls import health
from archive.front.sending import Files
from archive.front.shown import Shown
from archive.status import LAST_CRAWL

MOST_NAMES = 20
_LOOKED_AT = 10_000  # articles, the newest, whose authors and keywords are counted
_LAST_CRAWLS = 5
_SITES = f"""
SELECT s.name AS site, s.title, s.sector, s.publisher, s.domain,
    (SELECT count(*) FROM articles WHERE site_id = s.id) AS articles,
    (SELECT substr(min(published), 1, 10) FROM articles WHERE site_id = s.id) AS first,
    (SELECT substr(max(published), 1, 10) FROM articles WHERE site_id = s.id) AS last,
    c.started AS last_crawl, c.finished, c.reason
FROM sites s LEFT JOIN crawls c ON c.id = ({LAST_CRAWL})
"""
_MONTHS = """
SELECT substr(published, 1, 7), count(*) FROM articles INDEXED BY articles_site_published
WHERE site_id = ? AND published IS NOT NULL GROUP BY 1 ORDER BY 1
"""
_NAMES = """
SELECT n.{name}, used.articles FROM (
    SELECT l.{link} AS id, count(*) AS articles FROM (
        SELECT id FROM articles WHERE site_id = ? ORDER BY published DESC LIMIT ?) a
    CROSS JOIN article_{table} l ON l.article_id = a.id
    GROUP BY l.{link} ORDER BY count(*) DESC, l.{link} LIMIT ?) used
JOIN {table} n ON n.id = used.id ORDER BY used.articles DESC, n.{name}
"""
_SPOKEN = """SELECT substr(published_day, 1, 7) AS month, count(*) AS articles
FROM articles_flat WHERE site = {site} GROUP BY month ORDER BY month;

SELECT author, count(*) AS articles
FROM authors_flat WHERE site = {site} GROUP BY author ORDER BY articles DESC LIMIT 20;

SELECT keyword, count(*) AS articles
FROM keywords_flat WHERE site = {site} GROUP BY keyword ORDER BY articles DESC LIMIT 20;"""


def listing(_asked: Asked) -> Listing:
    """All publications, by title."""
    return Listing(f"{_SITES.strip()}\nORDER BY s.title, s.name")


def files(asked: Asked) -> Files:
    """The same as files."""
    return listing(asked).files()


def show_all(connection: sqlite3.Connection, asked: Asked) -> Shown:
    """The table of all publications: they are no more than a person can name."""
    table = listing(asked)
    values = {
        "sites": connection.execute(table.sql).fetchall(),
        "elsewhere": of_table("/sites", table, command(asked.archive, "status")),
    }
    return Shown("sites.html", values)


def show_one(connection: sqlite3.Connection, asked: Asked) -> Shown:
    """One publication. Raises NotHere."""
    name = asked.parts["name"]
    site = connection.execute(f"{_SITES} WHERE s.name = ?", (name,)).fetchone()
    if site is None:
        raise NotHere(f"{name!r} is no publication in this archive. The list of publications names them all.")
    (site_id,) = connection.execute("SELECT id FROM sites WHERE name = ?", (name,)).fetchone()
    months = connection.execute(_MONTHS, (site_id,)).fetchall()
    values = {
        "site": site,
        "undated": site["articles"] - sum(articles for _, articles in months),
        "chart": chart_of_months((month, articles) for month, articles in months),
        "authors": _most_used(connection, site_id, "authors", "name", "author_id"),
        "keywords": _most_used(connection, site_id, "keywords", "keyword", "keyword_id"),
        "looked_at": min(_LOOKED_AT, site["articles"]),
        "crawls": health(connection, name, 1, on_a_page=_LAST_CRAWLS).rows,
        "elsewhere": _elsewhere(asked, name),
    }
    return Shown("site.html", values)


def _most_used(
    connection: sqlite3.Connection, site_id: int, table: str, name: str, link: str
) -> list[tuple[str, int]]:
    sql = _NAMES.format(table=table, name=name, link=link)
    return connection.execute(sql, (site_id, _LOOKED_AT, MOST_NAMES)).fetchall()


def _elsewhere(asked: Asked, name: str) -> Elsewhere:
    form = Form(site=(name,))
    return Elsewhere(
        (
            File("CSV of its articles", form.address("/articles.csv")),
            File("JSON Lines", form.address("/articles.jsonl")),
        ),
        (
            command(
                asked.archive, "export", "--format", "parquet", "--out", f"{name}.parquet", "--site", name
            ),
        ),
        _SPOKEN.format(site=literal(name)),
    )
