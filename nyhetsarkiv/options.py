"""The options that all commands share, as two decorators.

`common_options` for a command that works on an archive, `talk_options` for one that needs none.
Each stands under the command's own options, directly above the function, and hands it one value.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Concatenate, ParamSpec
from zoneinfo import ZoneInfo

import click

DEFAULT_ARCHIVE = Path("data/archive.db")
_VERBOSITY = "nyhetsarkiv.verbosity"

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Talk:
    """How to answer: `json` for machines; `verbosity` is -1 for -q, 0, 1 for -v, 2 for -vv."""

    json: bool
    verbosity: int


@dataclass(frozen=True, slots=True)
class Common(Talk):
    """How to answer, and the `archive` to work on (it need not exist)."""

    archive: Path


class Day(click.ParamType[datetime]):
    """A day as YYYY-MM-DD: the aware moment at which it begins in Oslo."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read the day, or say how to write it."""
        try:
            return datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=ZoneInfo("Europe/Oslo"))
        except ValueError:
            self.fail(f"{value!r} is not a day. Write it as 2024-05-31.", param, ctx)


contact_option = click.option(
    "--contact",
    default="",
    envvar="NYHETSARKIV_CONTACT",
    show_envvar=True,
    help="Your e-mail address or web page, sent to the publishers with every request.",
)
"""For the commands that crawl: whom a publisher asks. Live sites are not crawled without."""

workers_option = click.option(
    "--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Processes that read pages."
)
"""For the commands that read stored pages: how many processors they may use."""

dry_run_option = click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
"""For the commands that change many articles at once."""


def talk_options(function: Callable[Concatenate[Talk, P], Any]) -> Callable[P, Any]:
    """Add --json, -q and -v; the function takes them as `Talk` first."""

    @_talk_flags
    @functools.wraps(function)
    def command(*args: P.args, **kwargs: P.kwargs) -> Any:
        return function(Talk(*_read_talk(kwargs)), *args, **kwargs)

    return command


def common_options(function: Callable[Concatenate[Common, P], Any]) -> Callable[P, Any]:
    """Add --archive, --json, -q and -v; the function takes them as `Common` first."""

    @_talk_flags
    @click.option(
        "--archive",
        type=click.Path(path_type=Path, dir_okay=False),
        default=DEFAULT_ARCHIVE,
        show_default=True,
        envvar="NYHETSARKIV_ARCHIVE",
        show_envvar=True,
        help="The archive's SQLite file.",
    )
    @functools.wraps(function)
    def command(*args: P.args, **kwargs: P.kwargs) -> Any:
        archive: Any = kwargs.pop("archive")
        return function(Common(*_read_talk(kwargs), archive), *args, **kwargs)

    return command


def _talk_flags(function: Callable[P, Any]) -> Callable[P, Any]:
    for option in (
        click.option("-v", "--verbose", count=True, help="Say more; -vv shows an error's traceback."),
        click.option("-q", "--quiet", is_flag=True, help="Say only what needs a look."),
        click.option("--json", "as_json", is_flag=True, help="Print JSON for machines."),
    ):
        function = option(function)
    return function


def _read_talk(kwargs: dict[str, Any]) -> tuple[bool, int]:
    """Take the flags out of `kwargs` and note the verbosity for the error handler."""
    as_json, quiet, verbose = (kwargs.pop(name) for name in ("as_json", "quiet", "verbose"))
    if quiet and verbose:
        raise click.UsageError("-q and -v exclude each other. Give one of them.")
    level = -1 if quiet else verbose
    click.get_current_context().find_root().meta[_VERBOSITY] = level
    return as_json, level


def verbosity(ctx: click.Context) -> int:
    """The verbosity of the running command; 0 before its options were read."""
    value: int = ctx.find_root().meta.get(_VERBOSITY, 0)
    return value
