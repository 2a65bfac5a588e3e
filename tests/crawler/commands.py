"""The command line for a process that was forked with everything imported, so that it starts at once."""

from __future__ import annotations

import os
import sys

import nyhetsarkiv.commands.crawl
import nyhetsarkiv.crawling  # noqa: F401
from nyhetsarkiv.cli import cli


def run_command(words: list[str], ledger: str = "") -> None:
    """Run `nyhetsarkiv` with these words and end the process with its exit code; prints nothing.

    In the file `ledger`, if one is named, stands a line for each file that was synchronised to the disk:
    its size then, a tab, its path.
    """
    if ledger:
        _note_synchronised(ledger)
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123
        sys.stdout = sys.stderr = nowhere
        cli(words, prog_name="nyhetsarkiv")


def _note_synchronised(ledger: str) -> None:
    synchronise = os.fsync

    def noted(handle: int) -> None:
        size = os.fstat(handle).st_size
        synchronise(handle)
        with open(ledger, "a", encoding="utf-8") as file:  # noqa: PTH123
            file.write(f"{size}\t{os.readlink(f'/proc/self/fd/{handle}')}\n")  # noqa: PTH115

    os.fsync = noted  # type: ignore[assignment]
