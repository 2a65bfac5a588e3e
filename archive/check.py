"""Whether an archive is whole: its pages, its references, its search index, its texts and its raw copies.

Every check reads only. A check looks at everything, or at a sample spread evenly over the archive,
and says which.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.check_copies import copies_readable
from archive.check_texts import texts_agree
from archive.finding import Finding, examples
from archive.integrity import MOST_FAULTS, damage
from archive.search_index import search_in_step

SAMPLE = 10_000  # articles whose texts are read where not all are asked for


@dataclass(frozen=True, slots=True)
class Scope:
    """What to look at: the archive's path, through a connection that reads it; all of it or a sample."""

    connection: sqlite3.Connection
    archive: Path
    everything: bool = False


def run_checks(scope: Scope) -> Iterator[Finding]:
    """The findings one by one, as they are made. Never raises for what is wrong with the file."""
    for name, check in _CHECKS.items():
        try:
            finding = check(scope)
        except sqlite3.DatabaseError as error:
            finding = Finding("not finished", (f"the check could not be finished ({error}).",))
        yield Finding(finding.summary, tuple(f"{name}: {fault}" for fault in finding.faults), name)


def _pages(scope: Scope) -> Finding:
    found = damage(scope.connection)
    if not found:
        (pages,) = scope.connection.execute("PRAGMA page_count").fetchone()
        return Finding(f"{pages:,} pages of the file are sound")
    faults = "1 fault" if len(found) == 1 else f"{len(found)} faults"
    more = " and more" if len(found) >= MOST_FAULTS else ""
    return Finding(
        "damaged",
        (
            f"SQLite finds {faults}{more}, the first: {found[0]}. "
            "Restore a backup, or try: sqlite3 FILE .recover.",
        ),
    )


def _references(scope: Scope) -> Finding:
    broken: dict[tuple[str, str], int] = {}
    for table, _, parent, _ in scope.connection.execute("PRAGMA foreign_key_check"):
        broken[table, parent] = broken.get((table, parent), 0) + 1
    faults = tuple(
        f"{table} names rows of {parent} that are not there, {rows:,} times."
        for (table, parent), rows in sorted(broken.items())
    )
    return Finding("broken" if faults else "every row that is named is there", faults)


def _search(scope: Scope) -> Finding:
    faults = tuple(f"{fault[:1].lower()}{fault[1:]}" for fault in search_in_step(scope.connection))
    return Finding("out of step" if faults else "the index is in step with the articles", faults)


_STRAYS = (  # what is counted, and the query for their addresses
    (
        "articles without a fetch, so that nothing says where they came from",
        "SELECT url FROM articles a WHERE NOT EXISTS (SELECT 1 FROM fetches WHERE article_id = a.id)",
    ),
    (
        "aliases of one article that are the address of another",
        "SELECT l.url FROM aliases l JOIN articles a ON a.url = l.url AND a.id != l.article_id",
    ),
)


def _rows(scope: Scope) -> Finding:
    faults = []
    for words, sql in _STRAYS:
        (number,) = scope.connection.execute(f"SELECT count(*) FROM ({sql})").fetchone()
        if number:
            first = scope.connection.execute(f"{sql} ORDER BY 1 LIMIT 3")
            faults.append(f"{words}: {number:,} ({examples(url for (url,) in first)}).")
    counts = ", ".join(
        f"{scope.connection.execute(f'SELECT count(*) FROM {table}').fetchone()[0]:,} {name}"
        for table, name in (("articles", "articles"), ("revisions", "earlier texts"), ("fetches", "fetches"))
    )
    return Finding(counts, tuple(faults))


def _texts(scope: Scope) -> Finding:
    return texts_agree(scope.connection, None if scope.everything else SAMPLE)


def _copies(scope: Scope) -> Finding:
    return copies_readable(scope.connection, scope.archive, whole=scope.everything)


_CHECKS: dict[str, Callable[[Scope], Finding]] = {
    "pages": _pages,
    "references": _references,
    "search": _search,
    "rows": _rows,
    "texts": _texts,
    "raw copies": _copies,
}
