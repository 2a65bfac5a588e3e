"""How fast a crawl is, beside a bare Scrapy spider that throws away what it fetches, and how both grow.

    python -m bench.crawl [ARTICLES ...]        1000 and 5000 where none are given

Ours crawls a publication on loopback (bench/loopback.py); then the bare spider asks for the same addresses,
by one connection and without delay, too. The spider, the server and whatever else the crawl starts share the
machine's cores.
"""

from __future__ import annotations

import multiprocessing
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

from bench.loopback import served
from bench.machine import described
from bench.tables import markdown
from crawler.run import Wanted, run_crawl
from crawler.sites.profile import Crawl, Discover, Site

PORT = 8899
_HEADING = (
    *("articles", "pages", "bare, pages/s", "ours, pages/s", "ratio"),
    *("bare, CPU ms/page", "ours, CPU ms/page", "bare, MB", "ours, MB"),
)


class Run(NamedTuple):
    """What one run took: seconds, addresses that were asked, seconds of all cores, megabytes at its peak."""

    seconds: float
    asked: list[str]
    cpu: float
    megabytes: float


class BareSpider(Spider):
    """Asks for addresses and looks at no answer."""

    name = "bare"

    def __init__(self, addresses: list[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.addresses = addresses

    async def start(self) -> AsyncIterator[Request]:
        for address in self.addresses:
            yield Request(address, callback=self.throw_away)

    def throw_away(self, response: Response) -> None:
        """Nothing is done with it."""


def fetch_bare(addresses: list[str]) -> list[str]:
    """Have Scrapy fetch them, with nothing but the settings that say how many are on their way at once."""
    settings = {
        "CONCURRENT_REQUESTS": 2,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": 0.001,  # as ours: with none, Scrapy sends two at once now and then
        "LOG_LEVEL": "ERROR",
        "TELNETCONSOLE_ENABLED": False,
    }
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(BareSpider)
    process.crawl(crawler, addresses=addresses)
    process.start()
    assert crawler.stats is not None
    if crawler.stats.get_value("downloader/response_count", 0) != len(addresses):
        sys.exit("Not every address was answered: nothing was measured.")
    return addresses


def crawl_ours(base: str, articles: int) -> list[str]:
    """A crawl as it is: extraction, raw copies, storing. The addresses that it asked."""
    host = base.removeprefix("http://")
    site = Site(
        "benken",
        "Benken",
        f"{base}/",
        (host,),
        discover=Discover(article=r"^/nyheter/\d+/"),
        crawl=Crawl(delay=0, allow_private=True),
    )
    with tempfile.TemporaryDirectory() as folder:
        # In full: without, a crawl takes some three thousand of a sitemap's addresses.
        archive = Path(folder) / "archive.db"
        (outcome,) = run_crawl([site], archive=archive, wanted=Wanted(full=True))
        with closing(sqlite3.connect(archive)) as db:
            asked = [url for (url,) in db.execute("SELECT DISTINCT url FROM fetches ORDER BY id")]
    if (got := outcome.counts.get("new", 0)) != articles:
        sys.exit(f"Only {got} of {articles} articles came: nothing was measured.")
    return asked


def _in_a_process(work: Callable[..., list[str]], words: tuple[Any, ...], answer: Connection) -> None:
    started = time.perf_counter()
    asked = work(*words)
    seconds = time.perf_counter() - started
    uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(use.ru_utime + use.ru_stime for use in uses)
    answer.send(Run(seconds, asked, cpu, sum(use.ru_maxrss for use in uses) / 1000))


def measure(work: Callable[..., list[str]], *words: Any) -> Run:
    """Run `work` in a process of its own, since a reactor starts once."""
    mine, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_in_a_process, args=(work, words, theirs))
    process.start()
    theirs.close()
    try:
        run: Run = mine.recv()
    except EOFError:
        sys.exit(1)  # it has said why
    process.join()
    return run


def row(articles: int) -> tuple[str, ...]:
    """Both runs over so many articles, as a line of the table."""
    with served(PORT, articles) as base:
        ours = measure(crawl_ours, base, articles)
        bare = measure(fetch_bare, ours.asked)
    pages = len(ours.asked)
    rates = pages / bare.seconds, pages / ours.seconds
    return (
        f"{articles:,}",
        f"{pages:,}",
        *(f"{rate:.0f}" for rate in rates),
        f"{rates[1] / rates[0]:.0%}",
        *(f"{run.cpu / pages * 1000:.1f}" for run in (bare, ours)),
        f"{bare.megabytes:.0f}",
        f"{ours.megabytes:.0f}",
    )


def main(words: list[str]) -> None:
    """Print the table of the numbers given, each line when it is measured."""
    print(f"{described()}.\n\n{markdown(_HEADING, [])}", flush=True)
    for word in words or ("1000", "5000"):
        print(markdown(row(int(word)), []).splitlines()[0], flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
