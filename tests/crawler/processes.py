"""Commands in processes of their own, forked with everything imported, so that they start at once."""

from __future__ import annotations

import multiprocessing
from multiprocessing.process import BaseProcess

from tests.crawler.commands import run_command

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["tests.crawler.commands"])


def start(*words: object, ledger: object = "") -> BaseProcess:
    """Begin `nyhetsarkiv` with these words; `ledger` as for run_command()."""
    process = _context.Process(target=run_command, args=([str(word) for word in words], str(ledger)))
    process.start()
    return process


def run(*words: object) -> int | None:
    """Run `nyhetsarkiv` with these words; its exit code."""
    process = start(*words)
    process.join(120)
    return process.exitcode
