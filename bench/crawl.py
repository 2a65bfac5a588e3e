"""How fast a crawl is, beside a bare Scrapy spider that throws away what it fetches, and how both grow.

    python -m bench.crawl [ARTICLES ...]        1000 and 5000 where none are given

Both fetch the same addresses from a server on loopback (bench/loopback.py), by one connection and without
delay. The spider, the server and whatever else the crawl starts share the machine's cores.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

from bench.loopback import path_of, served
from bench.machine import described
from bench.tables import markdown
from crawler.run import Wanted, run_crawl
from crawler.sites.profile import Crawl, Discover, Site

PORT = 8899
_HEADING = (
    *("articles", "bare, pages/s", "ours, pages/s", "ratio"),
    *("bare, CPU ms/page", "ours, CPU ms/page", "bare, MB", "ours, MB"),
)


class Run(NamedTuple):
    """What one run took: seconds, articles it got, seconds of all cores, megabytes of memory at its peak."""

    seconds: float
    articles: int
    cpu: float
    megabytes: float


class BareSpider(Spider):
    """Asks for every article and looks at none."""

    name = "bare"

    def __init__(self, base: str, articles: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.base, self.articles = base, articles

    async def start(self) -> AsyncIterator[Request]:
        for number in range(self.articles):
            yield Request(self.base + path_of(number), callback=self.throw_away)

    def throw_away(self, response: Response) -> None:
        """Nothing is done with it."""


def fetch_bare(base: str, articles: int) -> int:
    """Scrapy with nothing but the settings that decide how many requests are on their way."""
    settings = {
        "CONCURRENT_REQUESTS": 2,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": 0.001,  # as ours: with none, Scrapy sends two at once now and then
        "LOG_LEVEL": "ERROR",
        "TELNETCONSOLE_ENABLED": False,
    }
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(BareSpider)
    process.crawl(crawler, base=base, articles=articles)
    process.start()
    assert crawler.stats is not None
    return int(crawler.stats.get_value("downloader/response_status_count/200", 0))


def crawl_ours(base: str, _articles: int) -> int:
    """A crawl as it is: extraction, raw copies, storing."""
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
        (outcome,) = run_crawl([site], archive=Path(folder) / "archive.db", wanted=Wanted(full=True))
    return outcome.counts.get("new", 0)


def _in_a_process(work: Callable[[str, int], int], base: str, articles: int, answer: Connection) -> None:
    started = time.perf_counter()
    got = work(base, articles)
    seconds = time.perf_counter() - started
    uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(use.ru_utime + use.ru_stime for use in uses)
    answer.send(Run(seconds, got, cpu, sum(use.ru_maxrss for use in uses) / 1000))


def measure(work: Callable[[str, int], int], base: str, articles: int) -> Run:
    """Run `work` in a process of its own, since a reactor starts once."""
    mine, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_in_a_process, args=(work, base, articles, theirs)
    )
    process.start()
    run: Run = mine.recv()
    process.join()
    if run.articles != articles:
        sys.exit(f"Only {run.articles} of {articles} articles came: nothing was measured.")
    return run


def row(articles: int) -> tuple[str, ...]:
    """Both runs over so many articles, as a line of the table."""
    with served(PORT, articles) as base:
        bare, ours = measure(fetch_bare, base, articles), measure(crawl_ours, base, articles)
    rates = articles / bare.seconds, articles / ours.seconds
    return (
        f"{articles:,}",
        *(f"{rate:.0f}" for rate in rates),
        f"{rates[1] / rates[0]:.0%}",
        *(f"{run.cpu / articles * 1000:.1f}" for run in (bare, ours)),
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
