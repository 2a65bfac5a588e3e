"""How far an export is: a bar on a terminal, a plain line now and then when piped; always on stderr."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self

import click
from rich import progress
from rich.console import Console

from nyhetsarkiv.output import counted

SECONDS_BETWEEN_LINES = 10.0


class ExportProgress:
    """Give it as `on_progress`; it is told how many articles are written, and how many there are."""

    def __init__(self, *, quiet: bool = False) -> None:
        console = Console(stderr=True)
        self._quiet = quiet
        self._bar = None if quiet or not console.is_terminal else _bar(console)
        self._task = self._bar.add_task("articles", total=None) if self._bar else None
        self._last_line = time.monotonic()

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, done: int, total: int) -> None:
        """Show how far it is."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=done, total=total)
        elif not self._quiet and time.monotonic() - self._last_line >= SECONDS_BETWEEN_LINES:
            self._last_line = time.monotonic()
            click.echo(f"{done:,} of {counted(total, 'article')}", err=True)


def _bar(console: Console) -> progress.Progress:
    return progress.Progress(
        progress.TextColumn("[bold]{task.description}"),
        progress.BarColumn(bar_width=20),
        progress.MofNCompleteColumn(),
        progress.TimeRemainingColumn(),
        console=console,
        transient=True,
    )
