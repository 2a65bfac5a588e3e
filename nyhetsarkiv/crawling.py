"""Crawls publications and says how each crawl ended; what `crawl` and `demo` share."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import click

from archive.crawl_file import crawl_file, open_crawl_file
from archive.errors import told_in_words
from archive.lock import crawl_lock
from archive.opening import open_archive, open_for_reading
from archive.status import MANY_PROBLEMS, WHOLE, Problem, read_status
from crawler.browser import require_browser
from crawler.contact import require_contact
from crawler.discovery.window import NEWER, OLDER
from crawler.memory import Task
from crawler.middlewares.robots import FORBIDDEN
from crawler.rights import NOINDEX, RESERVED
from crawler.run import ALL_THAT_IS_SHOWN, BROKEN_OFF, CrawlOutcome, Wanted, run_crawl
from crawler.sites.profile import Site
from nyhetsarkiv.options import Talk
from nyhetsarkiv.output import console, counted, print_json, print_table
from nyhetsarkiv.progress import CrawlProgress

COUNTS = ("pages", "new", "changed", "unchanged", "problems")
COUNTS_OF_REFRESH = ("pages", "new", "changed", "unchanged", "gone", "problems")
_WISHES = (FORBIDDEN, NOINDEX, RESERVED)  # what a publisher asks for, and gets
MEANT: dict[
    Task, tuple[str, ...]
] = {  # reasons why a page was not kept that were asked for, or that are what a task looks for
    "crawl": (*_WISHES, OLDER, NEWER),
    "refresh": (*_WISHES, "HTTP status 404.", "HTTP status 410."),
}
MOST_KINDS = 3  # kinds of problem told per publication; `status` tells all
_TOLD_ELSEWHERE = (  # loggers of failed requests; each of those stands in `fetches.problem`
    "scrapy-playwright",
    "scrapy.downloadermiddlewares.httpcompression",
    "scrapy.downloadermiddlewares.retry",
)
_LOG_LEVELS = {-1: "ERROR", 0: "WARNING", 1: "INFO"}


def crawl(
    sites: list[Site], archive: Path, talk: Talk, *, wanted: Wanted = ALL_THAT_IS_SHOWN, contact: str = ""
) -> list[CrawlOutcome]:
    """Crawl `sites` into `archive`, with progress on stderr. Once in a process.

    Raises ContactError and ArchiveError before anything is fetched, CrawlLocked where another run has
    the archive.
    """
    require_contact(contact, sites)
    require_browser(sites)
    with crawl_lock(archive):
        return _crawl(sites, archive, talk, wanted, contact)


def _crawl(sites: list[Site], archive: Path, talk: Talk, wanted: Wanted, contact: str) -> list[CrawlOutcome]:
    open_archive(archive).close()
    with told_in_words(crawl_file(archive)):
        open_crawl_file(archive).close()
    if talk.verbosity < 1:
        for name in _TOLD_ELSEWHERE:
            logging.getLogger(name).addFilter(lambda _: False)  # Scrapy would reset a level
    settings = {"LOG_LEVEL": _LOG_LEVELS.get(talk.verbosity, "DEBUG"), "CONTACT": contact}
    names = [site.name for site in sites]
    with CrawlProgress(names, limit=wanted.limit, quiet=talk.verbosity < 0) as progress:
        return run_crawl(sites, archive=archive, wanted=wanted, on_progress=progress, settings=settings)


def print_outcomes(outcomes: list[CrawlOutcome], talk: Talk, counts: tuple[str, ...] = COUNTS) -> None:
    """Print how each crawl ended and what it brought."""
    if talk.json:
        print_json([asdict(outcome) for outcome in outcomes])
    elif talk.verbosity >= 0:
        rows = [(one.site, one.reason, *(one.counts.get(key, 0) for key in counts)) for one in outcomes]
        print_table(("site", "ended", *counts), rows, to=console())


def print_wishes(outcomes: list[CrawlOutcome], archive: Path, talk: Talk) -> None:
    """Say on stderr, a line each, what publishers ask for and got, where it is about many pages."""
    if talk.verbosity < 0:
        return
    with closing(open_for_reading(archive)) as connection:
        problems = read_status(connection).problems
    pages = {outcome.site: outcome.counts.get("pages", 0) for outcome in outcomes}
    for problem in problems:
        share = pages.get(problem.site, 0) * MANY_PROBLEMS
        if problem.problem in _WISHES and problem.site in pages and problem.times > share:
            click.echo(f"Note: {_say(problem)}", err=True)


def complaints(outcomes: list[CrawlOutcome], archive: Path, task: Task = "crawl") -> Iterator[str]:
    """One sentence for each thing about these crawls that needs a look.

    A refresh, or a crawl that went on with another one, may well find nothing. Some pages that are no
    article, or gone, belong to every crawl; they are counted in the table. A publisher's wish that was
    obeyed is told by `print_wishes`.
    """
    with closing(open_for_reading(archive)) as connection:
        problems = read_status(connection).problems
    for outcome in outcomes:
        kinds = [problem for problem in problems if problem.site == outcome.site]
        meant = sum(problem.times for problem in kinds if problem.problem in MEANT[task])
        pages, failed = outcome.counts.get("pages", 0), outcome.counts.get("problems", 0) - meant
        found = sum(outcome.counts.get(key, 0) for key in ("new", "changed", "unchanged"))
        is_in_vain = not found and task == "crawl" and not outcome.went_on
        if failed > (0 if is_in_vain else pages * MANY_PROBLEMS):
            told = [problem for problem in kinds if problem.problem not in MEANT[task]]
            yield from (_say(problem) for problem in told[:MOST_KINDS])
        if outcome.led_to:
            yield (
                f"{outcome.site}: its address leads to {outcome.led_to}, which is not among the profile's "
                "domains. Add it there, if it is the publication's own."
            )
            continue
        if outcome.reason not in WHOLE:
            reason = outcome.reason or "it did not begin"
            yield f"{outcome.site}: the crawl was not completed ({reason}). Run the same command again."
        if is_in_vain and outcome.reason != BROKEN_OFF:
            yield f"{outcome.site}: no article was found. Check the network, and the profile's addresses."


def _say(problem: Problem) -> str:
    where = problem.example
    if problem.times > 1:
        where = f"{counted(problem.times, 'page')}, for example {problem.example}"
    return f"{problem.site}: {problem.problem.rstrip('.')} ({where})."
