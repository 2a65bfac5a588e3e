"""`/edits`: changes that the pages did not own up to, and all changes of texts."""

from __future__ import annotations

import sqlite3

from archive.front.asked import Asked
from archive.front.elsewhere import command, of_table
from archive.front.form import address
from archive.front.listing import Listing
from archive.front.sending import Files
from archive.front.shown import Shown
from archive.front.titles import site_titles

_SILENT = """
SELECT article_id, site, url, title, seen_before, seen_after, updated FROM silent_edits{chosen}
ORDER BY seen_after DESC, article_id DESC
"""
_ALL = """
SELECT r.article_id, s.name AS site, a.url, a.title, r.seen AS seen_before,
    coalesce((SELECT seen FROM revisions WHERE article_id = r.article_id
        AND (julianday(seen), id) > (julianday(r.seen), r.id)
        ORDER BY julianday(seen), id LIMIT 1), a.last_changed) AS seen_after,
    EXISTS (SELECT 1 FROM silent_edits e WHERE e.article_id = r.article_id AND e.seen_before = r.seen)
        AS silent, r.title AS title_before
FROM revisions r JOIN articles a ON a.id = r.article_id JOIN sites s ON s.id = a.site_id{chosen}
ORDER BY r.id DESC
"""
_KINDS = {"silent": _SILENT, "all": _ALL}
_LOOKED_AT = 10_000  # earlier texts, the last ones, among which a page looks for silent edits; files hold all
_RECENT = f"article_id IN (SELECT article_id FROM revisions ORDER BY id DESC LIMIT {_LOOKED_AT})"


def listing(asked: Asked) -> Listing:
    """The changes, the last one first: those made silently, or all."""
    return _chosen(asked)


def _chosen(asked: Asked, *conditions: str) -> Listing:
    if asked.site:
        conditions = (f"{'site' if _kind(asked) == 'silent' else 's.name'} = :site", *conditions)
    chosen = f"\nWHERE {' AND '.join(conditions)}" if conditions else ""
    sql = _KINDS[_kind(asked)].format(chosen=chosen).strip()
    return Listing(sql, {"site": asked.site} if asked.site else {})


def files(asked: Asked) -> Files:
    """The same as files."""
    return listing(asked).files()


def show(connection: sqlite3.Connection, asked: Asked) -> Shown:
    """A page of changes. Raises NotUnderstood."""
    site, kind, page = asked.site, _kind(asked), asked.form.page_number()
    seen = _chosen(asked, _RECENT) if kind == "silent" else listing(asked)
    part = seen.part(connection, page)
    values = {
        "kind": kind,
        "site": site,
        "titles": site_titles(connection, site),
        "edits": part.rows,
        "more": part.more,
        "page": page,
        "looked_at": _LOOKED_AT if kind == "silent" and _has_more(connection) else None,
        "address": lambda number=1, kind=kind: address(
            "/edits", kind=kind, site=site, page=str(number) if number > 1 else ""
        ),
        "elsewhere": of_table(
            "/edits", listing(asked), command(asked.archive, "history", "URL"), kind=kind, site=site
        ),
    }
    return Shown("edits.html", values)


def _has_more(connection: sqlite3.Connection) -> bool:
    """Whether there are more earlier texts than a page looks at."""
    sql = f"SELECT 1 FROM revisions LIMIT 1 OFFSET {_LOOKED_AT}"
    return connection.execute(sql).fetchone() is not None


def _kind(asked: Asked) -> str:
    return "all" if asked.kind == "all" else "silent"
