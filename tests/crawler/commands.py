"""The command line for a process that was forked with everything imported, so that it starts at once."""

from __future__ import annotations

import os
import sys

import nyhetsarkiv.commands.crawl
import nyhetsarkiv.crawling  # noqa: F401
from nyhetsarkiv.cli import cli


def run_command(words: list[str]) -> None:
    """Run `nyhetsarkiv` with these words and end the process with its exit code; prints nothing."""
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123
        sys.stdout = sys.stderr = nowhere
        cli(words, prog_name="nyhetsarkiv")
