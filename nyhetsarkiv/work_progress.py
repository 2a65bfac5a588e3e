"""How far a piece of work is: a bar on a terminal, a plain line now and then when piped; always on stderr."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Self, TypeVar

import click
from rich import progress
from rich.console import Console

from nyhetsarkiv.output import counted

T = TypeVar("T")
SECONDS_BETWEEN_LINES = 10.0


class WorkProgress:
    """Counts things named `unit` ('page'); `total` is how many there are, None where nobody knows."""

    def __init__(self, unit: str, total: int | None = None, *, quiet: bool = False) -> None:
        console = Console(stderr=True)
        self._unit, self._total, self._quiet = unit, total, quiet
        self._bar = None if quiet or not console.is_terminal else _bar(console)
        self._task = self._bar.add_task(f"{unit}s", total=total) if self._bar else None
        self._done = 0
        self._began = self._last_line = time.monotonic()

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def over(self, things: Iterable[T]) -> Iterator[T]:
        """The things, each counted as done when the next one is asked for."""
        for thing in things:
            yield thing
            self._step()

    def _step(self) -> None:
        self._done += 1
        now = time.monotonic()
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=self._done)
        elif not self._quiet and now - self._last_line >= SECONDS_BETWEEN_LINES:
            self._last_line = now
            of = f" of {self._total:,}" if self._total is not None else ""
            rate = self._done / (now - self._began)
            click.echo(f"{counted(self._done, self._unit)}{of}, {rate:.0f} a second", err=True)


def _bar(console: Console) -> progress.Progress:
    return progress.Progress(
        progress.TextColumn("[bold]{task.description}"),
        progress.BarColumn(bar_width=20),
        progress.MofNCompleteColumn(),
        progress.TimeElapsedColumn(),
        progress.TimeRemainingColumn(),
        console=console,
        transient=True,
    )
