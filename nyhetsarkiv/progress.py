"""How far a crawl is: a live line a publication on a terminal, plain lines now and then when piped."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self

import click
from rich import progress
from rich.console import Console

from crawler.run import Progress
from nyhetsarkiv.output import counted

SECONDS_BETWEEN_LINES = 10.0


class CrawlProgress:
    """Shows progress on stderr, so that stdout holds results alone. Give it as `on_progress`.

    `limit` is the number of articles that each publication's crawl ends at, None for no end.
    """

    def __init__(self, sites: list[str], *, limit: int | None = None, quiet: bool = False) -> None:
        self._console = Console(stderr=True)
        self._quiet = quiet
        self._live = None if quiet or not self._console.is_terminal else _live_lines(self._console)
        self._lines = {site: self._add(site, limit) for site in sites}
        self._last_line = dict.fromkeys(sites, time.monotonic())

    def _add(self, site: str, limit: int | None) -> progress.TaskID | None:
        if self._live is None:
            return None
        return self._live.add_task(site, total=limit, pages=0, errors=0, rate=0.0)

    def __enter__(self) -> Self:
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live is not None:
            self._live.stop()

    def __call__(self, now: Progress) -> None:
        """Take in how far a publication's crawl is."""
        rate = now.pages / now.elapsed if now.elapsed else 0.0
        line = self._lines[now.site]
        if self._live is not None and line is not None:
            self._live.update(line, completed=now.articles, pages=now.pages, errors=now.errors, rate=rate)
        elif not self._quiet and time.monotonic() - self._last_line[now.site] >= SECONDS_BETWEEN_LINES:
            self._last_line[now.site] = time.monotonic()
            click.echo(
                f"{now.site}: {counted(now.pages, 'page')}, {counted(now.articles, 'article')}, "
                f"{counted(now.errors, 'error')}, {rate:.1f} pages/s",
                err=True,
            )


def _live_lines(console: Console) -> progress.Progress:
    return progress.Progress(
        progress.TextColumn("[bold]{task.description}"),
        progress.BarColumn(bar_width=20),
        progress.TextColumn("{task.fields[pages]} pages"),
        progress.TextColumn("[green]{task.completed} articles"),
        progress.TextColumn("{task.fields[errors]} errors"),
        progress.TextColumn("{task.fields[rate]:.1f} pages/s"),
        progress.TimeElapsedColumn(),
        console=console,
        transient=True,
    )
