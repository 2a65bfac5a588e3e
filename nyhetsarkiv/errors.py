"""The catalogue of errors as the command line says them: one sentence and an exit code."""

from __future__ import annotations

import sys
from typing import NamedTuple, NoReturn

import click

ALL_WELL, NEEDS_A_LOOK, WRONG_USAGE, LOCKED = 0, 1, 2, 3


class CommandError(Exception):
    """A command cannot go on. The message is one sentence: what is wrong, where, what to do."""

    def __init__(self, sentence: str, exit_code: int = WRONG_USAGE) -> None:
        super().__init__(sentence)
        self.exit_code = exit_code


class Failure(NamedTuple):
    """What is said of an error, and the process's exit code."""

    sentence: str
    exit_code: int


_CATALOGUE = (  # (module, class, exit code); the first match counts, so narrow classes come first
    ("crawler.sites.profile", "ProfileError", WRONG_USAGE),
    ("crawler.contact", "ContactError", WRONG_USAGE),
    ("archive.lock", "CrawlLocked", LOCKED),
    ("archive.export.errors", "TargetUnusable", NEEDS_A_LOOK),
    ("archive.export.errors", "ExportError", WRONG_USAGE),
    ("archive.errors", "ArchiveUnusable", NEEDS_A_LOOK),
    ("archive.errors", "ArchiveError", WRONG_USAGE),
)


def explain(error: Exception) -> Failure:
    """Say `error` in one sentence, with the exit code that belongs to its kind."""
    if isinstance(error, CommandError):
        return Failure(str(error), error.exit_code)
    for module, name, exit_code in _CATALOGUE:
        # What was not imported cannot have raised.
        if module in sys.modules and isinstance(error, getattr(sys.modules[module], name)):
            return Failure(str(error), exit_code)
    return Failure(
        f"{type(error).__name__}: {error}. This is a fault in nyhetsarkiv; "
        "-vv shows where it happened, for a report.",
        NEEDS_A_LOOK,
    )


def needs_a_look(*sentences: str) -> NoReturn:
    """End a finished command with exit code 1, each reason in one line on stderr."""
    for sentence in sentences:
        click.echo(f"Look: {sentence}", err=True)
    raise click.exceptions.Exit(NEEDS_A_LOOK)
