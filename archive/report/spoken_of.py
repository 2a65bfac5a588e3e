"""Who and what the articles are about most, and which of them tell one story in the same words."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from archive.filters import Where

MOST_NAMES = 15
MOST_STORIES = 5


@dataclass(frozen=True, slots=True)
class Name:
    """An author or a keyword: on how many articles, of how many publications."""

    name: str
    articles: int
    sites: int


@dataclass(frozen=True, slots=True)
class Names:
    """How many different ones there are, and those that stand on most articles."""

    number: int
    most: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """Near-identical articles; title and address are those of the one that came first."""

    title: str
    url: str
    articles: int
    sites: int


@dataclass(frozen=True, slots=True)
class Stories:
    """How many articles tell again what another one tells, how many stories they tell; the largest."""

    articles: int
    stories: int
    largest: tuple[Story, ...]

    @property
    def copies(self) -> int:
        """Articles less if each story counted once."""
        return self.articles - self.stories


def read_authors(connection: sqlite3.Connection, chosen: Where) -> Names:
    """The authors of the articles that meet the condition."""
    return _names(connection, chosen, "article_authors", "author_id", "authors", "name")


def read_keywords(connection: sqlite3.Connection, chosen: Where) -> Names:
    """The keywords of the articles that meet the condition."""
    return _names(connection, chosen, "article_keywords", "keyword_id", "keywords", "keyword")


def _names(
    connection: sqlite3.Connection, chosen: Where, links: str, link: str, names: str, column: str
) -> Names:
    counted = (
        f"SELECT l.{link} AS id, count(DISTINCT a.id) AS articles, count(DISTINCT a.site_id) AS sites "
        f"FROM {links} l JOIN articles a ON a.id = l.article_id WHERE {chosen.sql} GROUP BY l.{link}"
    )
    rows = connection.execute(
        f"SELECT count(*) OVER (), n.{column}, c.articles, c.sites FROM ({counted}) c "
        f"JOIN {names} n ON n.id = c.id ORDER BY c.articles DESC, n.{column} LIMIT {MOST_NAMES}",
        chosen.values,
    ).fetchall()
    return Names(rows[0][0] if rows else 0, tuple(Name(*row[1:]) for row in rows))


def read_stories(connection: sqlite3.Connection, chosen: Where) -> Stories:
    """The clusters of the articles that meet the condition; such an article alone makes none."""
    rows = connection.execute(
        "SELECT c.cluster_id, count(*) AS articles, count(DISTINCT a.site_id), min(a.id) "
        f"FROM clusters c JOIN articles a ON a.id = c.article_id WHERE {chosen.sql} "
        "GROUP BY c.cluster_id HAVING articles > 1 ORDER BY articles DESC, c.cluster_id",
        chosen.values,
    ).fetchall()
    largest = []
    for _, articles, sites, first in rows[:MOST_STORIES]:
        title, url = connection.execute("SELECT title, url FROM articles WHERE id = ?", (first,)).fetchone()
        largest.append(Story(title, url, articles, sites))
    return Stories(sum(articles for _, articles, *_ in rows), len(rows), tuple(largest))
