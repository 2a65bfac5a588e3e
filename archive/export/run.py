"""One export from beginning to end: the articles chosen, into a format, with the package beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.export.articles import ArchivedArticle, count_articles, read_articles, snapshot
from archive.export.datapackage import enter, new_package, read_package
from archive.export.layout import Layout
from archive.export.target import PACKAGE, whole_or_nothing
from archive.filters import Where

_STDOUT = Path("/dev/stdout")
Watched = Callable[[Iterable[ArchivedArticle], int], Iterable[ArchivedArticle]]


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written where."""

    articles: int
    path: Path
    package: Path


def export(
    connection: sqlite3.Connection,
    chosen: Where,
    layout: Layout,
    out: Path,
    *,
    about: Mapping[str, Any],
    overwrite: bool = False,
    watched: Watched = lambda articles, _total: articles,
) -> Exported:
    """Write the articles that meet `chosen` to `out`, as they are at this moment.

    `about` goes into the package beside it: when, from what, by which choice; `watched` is given the
    articles and how many there are, and passes them on as they are asked for. Raises ExportError,
    and ArchiveError where the archive cannot be read; then nothing is left at `out`, or what was there.
    """
    package_file = (out if layout.folder else out.parent) / PACKAGE
    package = new_package() if layout.folder else read_package(package_file)
    with whole_or_nothing(out, folder=layout.folder, overwrite=overwrite) as part, snapshot(connection):
        total = count_articles(connection, chosen)
        layout.write(watched(read_articles(connection, chosen), total), part)
        resource = {**layout.described(out.name), "articles": total, **about}
        if layout.folder:
            enter(part / PACKAGE, package, resource)
    if not layout.folder:
        enter(package_file, package, resource)
    return Exported(total, out, package_file)


def stream(connection: sqlite3.Connection, chosen: Where, layout: Layout) -> None:
    """Write the articles to the standard output, without a package. Raises ExportError."""
    with snapshot(connection):
        layout.write(read_articles(connection, chosen), _STDOUT)
