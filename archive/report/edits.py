"""How often texts changed after they were first read, and how often without a word about it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from archive.filters import Where


@dataclass(frozen=True, slots=True)
class Edits:
    """Articles whose text changed, their earlier texts, and the changes that the page did not own up to."""

    articles: int = 0
    texts: int = 0
    silent: int = 0


def read_edits(connection: sqlite3.Connection, chosen: Where) -> dict[str, Edits]:
    """The edits of each publication whose articles meet the condition; none of one without edits."""
    texts = connection.execute(
        "SELECT s.name, count(DISTINCT a.id), count(*) FROM revisions r "
        "JOIN articles a ON a.id = r.article_id JOIN sites s ON s.id = a.site_id "
        f"WHERE {chosen.sql} GROUP BY s.name",
        chosen.values,
    )
    silent = connection.execute(
        "SELECT e.site, count(*) FROM silent_edits e JOIN articles a ON a.id = e.article_id "
        f"WHERE {chosen.sql} GROUP BY e.site",
        chosen.values,
    )
    silently = dict(silent.fetchall())
    return {site: Edits(articles, number, silently.get(site, 0)) for site, articles, number in texts}
