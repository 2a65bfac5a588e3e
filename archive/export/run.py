"""One export from beginning to end: the articles chosen, into a format, with the package beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.export.articles import ArchivedArticle, count_articles, read_articles, snapshot
from archive.export.datapackage import enter, new_package, read_package
from archive.export.layout import Layout
from archive.export.target import PACKAGE, whole_or_nothing
from archive.filters import Where

_EVERY = 500  # articles between two calls of `on_progress`
_STDOUT = Path("/dev/stdout")
OnProgress = Callable[[int, int], None]  # articles written, articles in all


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
    on_progress: OnProgress = lambda _done, _total: None,
) -> Exported:
    """Write the articles that meet `chosen` to `out`, as they are at this moment.

    `about` goes into the package beside it: when, from what, by which choice. Raises ExportError,
    and ArchiveError where the archive cannot be read; then nothing is left at `out`, or what was there.
    """
    package_file = (out if layout.folder else out.parent) / PACKAGE
    package = new_package() if layout.folder else read_package(package_file)
    with whole_or_nothing(out, folder=layout.folder, overwrite=overwrite) as part, snapshot(connection):
        total = count_articles(connection, chosen)
        layout.write(_told(read_articles(connection, chosen), total, on_progress), part)
        resource = {**layout.described(out.name), "articles": total, **about}
        if layout.folder:
            enter(part / PACKAGE, package, resource)
    if not layout.folder:
        enter(package_file, package, resource)
    return Exported(total, out, package_file)


def _told(
    articles: Iterable[ArchivedArticle], total: int, on_progress: OnProgress
) -> Iterator[ArchivedArticle]:
    """The same articles; now and then it is told how many have gone by."""
    done = 0
    for done, article in enumerate(articles, start=1):
        yield article
        if done % _EVERY == 0:
            on_progress(done, total)
    on_progress(done, total)


def stream(connection: sqlite3.Connection, chosen: Where, layout: Layout) -> None:
    """Write the articles to the standard output, without a package. Raises ExportError."""
    with snapshot(connection):
        layout.write(read_articles(connection, chosen), _STDOUT)
