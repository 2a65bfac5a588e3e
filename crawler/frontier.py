"""The frontier: the queue of a crawl, as Scrapy's scheduler, kept in the crawl's memory.

An address is done when its capture is stored, and everything that its page led to is queued before that
(the spider queues what a page led to ahead of its capture). So a process may be killed at any moment: what
was on its way is asked again by the next run, and nothing else is.

Scrapy's own disk queues are not used. They take a request out of their file when it is sent, and would
lose those on their way; and there is nothing to rebuild them from that would not be a queue itself.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections.abc import Iterable
from pathlib import Path
from typing import Self, cast

from scrapy import Request, Spider, signals
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.misc import load_object
from twisted.python.failure import Failure

from crawler.address import normalise_address
from crawler.capture import Capture, CaptureKind
from crawler.memory import Address, CrawlMemory, OpenMemory
from crawler.middlewares.patience import in_hand
from crawler.outages import Outages
from crawler.revisit import Policy, conditional, policy_for, unconditional
from crawler.spiders.ask import QUEUED_AS, Ask, ask_of
from crawler.spiders.news import NewsSpider

MOST_UNWRITTEN = 100  # addresses that are held before they are written in one transaction
CAPTURES_BETWEEN_NOTES = 25  # what was learned is kept so often
MOST_IN_HAND = 40  # pages asked for and not yet stored: what a killed crawl asks again at most
LIMIT, WHOLE = "limit", "finished"  # reasons of a crawl's end


class Frontier(BaseScheduler):
    """Gives a spider its requests by priority, each address once.

    Retries and redirects belong to an address that is on its way already: they wait in this process, and
    are followed whatever is known of their address.
    """

    def __init__(self, crawler: Crawler, archive: Path, open_memory: OpenMemory, policy: Policy) -> None:
        self._crawler = crawler
        self._archive, self._open_memory, self.policy = archive, open_memory, policy
        self._unwritten: list[Address] = []
        self._on_their_way: list[tuple[int, int, Request]] = []
        self._numbers = itertools.count()
        self._captures = 0
        self._stored_now: list[tuple[str, tuple[str, ...]]] = []  # addresses, their other ones; not yet done
        self._outages = Outages(crawler.settings.getint("HOST_FAILURES"))
        self._later: list[Address] = []  # to be asked again, once they are done
        self._stored: set[str] = set()  # addresses of articles, where the crawl has a limit

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built with the settings ARCHIVE_PATH, CRAWL_MEMORY and REVISITS."""
        settings = crawler.settings
        spider = cast(NewsSpider, crawler.spider)
        frontier = cls(
            crawler,
            Path(settings["ARCHIVE_PATH"]),
            load_object(settings["CRAWL_MEMORY"]),
            policy_for(
                spider.task,
                settings["REVISITS"],
                settings.getfloat("GONE_AFTER"),
                every_article=spider.every_article,
            ),
        )
        crawler.signals.connect(frontier.item_scraped, signal=signals.item_scraped)
        return frontier

    def open(self, spider: Spider) -> None:
        """Open the memory; a refresh queues the articles to look at again."""
        self._spider = cast(NewsSpider, spider)
        self.memory: CrawlMemory = self._open_memory(
            self._archive, self._spider.site.name, self._spider.task, self._spider.scope
        )
        self._spider.memory, self._spider.queue = self.memory, self.queue
        if (learned := self.memory.recall("learned")) is not None:
            self._spider.finding.load(learned)
        elif worked := self.memory.recall_lasting("learned"):
            finding = self._spider.finding
            (finding.remember if self._spider.task == "refresh" else finding.remember_addresses)(worked)
        self.policy.finders = self._spider.finding.finders
        self._spider.kept_before = self.memory.recall("kept") or 0
        self.memory.add(self.policy.due(self.memory), again=True)

    def close(self, reason: str) -> None:
        """Write what waits, and note how the run ended."""
        self._write()
        self.memory.keep("learned", self._spider.finding.dump())
        if reason == WHOLE:
            self.memory.keep_lasting("learned", self._spider.finding.lasting())
        if reason == LIMIT:  # the next one is counted anew
            self.memory.keep("kept", 0)
        self.memory.end(reason)

    # ---- what Scrapy's engine calls

    def enqueue_request(self, request: Request) -> bool:
        """Take in a request that the spider begins with, or one that follows another that is on its way."""
        follows = request.meta.get("redirect_times") or request.meta.get("retry_times")
        if follows or request.dont_filter:
            if request.meta.get("redirect_times"):
                unconditional(request)
            heapq.heappush(self._on_their_way, (-request.priority, next(self._numbers), request))
            return True
        ask = ask_of(request.meta)
        if not self.policy.wants(ask, self.memory, is_start=True):
            return False
        self.memory.add([queued_address(ask)], again=True)
        return True

    def queue(self, asks: Iterable[Ask]) -> None:
        """Take in what a page led to, without making requests of it yet."""
        self._unwritten += (queued_address(ask) for ask in asks if self.policy.wants(ask, self.memory))
        if len(self._unwritten) >= MOST_UNWRITTEN:
            self._write()

    def next_request(self) -> Request | None:
        """The request to send next, or None where there is none now."""
        if self._on_their_way:
            return heapq.heappop(self._on_their_way)[2]
        if in_hand(self._crawler) >= MOST_IN_HAND:
            return None
        self._write()
        found = self.memory.take()
        if found is None:
            return None
        ask = queued_ask(Address(*found))
        request = self._spider.queued(ask)
        return conditional(request, self.memory) if self.policy.is_conditional(ask) else request

    def has_pending_requests(self) -> bool:
        """Whether `next_request` would give one."""
        return bool(self._on_their_way or self._unwritten or self._later) or self.memory.has_waiting()

    # ---- what is done

    def item_scraped(self, item: Capture, response: Response | Failure | None) -> None:
        """The capture is in the archive: its address is done, and so are those it was redirected to."""
        request: Request | None = getattr(response, "request", None)
        if request is None or QUEUED_AS not in request.meta:
            return  # a file of a whole host, or one to be asked another time
        others = tuple(map(normalise_address, (*item.requested, item.url))) if item.article else ()
        if not self._stored_now:  # of a group that was stored, the others follow in the same turn
            asyncio.get_running_loop().call_soon(self._write)
        self._stored_now.append((request.meta[QUEUED_AS], others))
        self._later += map(queued_address, self._outages.after(item, ask_of(request.meta)))
        if item.article is None and item.requested:
            self.memory.led_elsewhere(item.requested)
        self._captures += 1
        if item.article is not None and self._spider.limit is not None:
            self._stored.add(item.article.canonical_url)
            self.memory.keep("kept", self._spider.kept_before + len(self._stored))
        if self._captures % CAPTURES_BETWEEN_NOTES == 0 or self._spider.finding.finders.is_changed:
            self.memory.keep("learned", self._spider.finding.dump())

    def _write(self) -> None:
        """What pages led to, and then that they are done; those of a host in trouble wait once more."""
        if self._unwritten:
            self.memory.add(self._unwritten)
            self._unwritten.clear()
        if self._stored_now:
            self.memory.done(self._stored_now)
            self._stored_now.clear()
        if self._later:
            self.memory.add(self._later, again=True)
            self._later.clear()


def queued_address(ask: Ask) -> Address:
    """An Ask as it waits in the queue; of its values only those that are not the usual ones."""
    usual = {**Ask._field_defaults, "url": ask.url, "kind": ask.kind}
    told = {name: value for name, value in ask._asdict().items() if value != usual[name]}
    return Address(ask.url, ask.kind, ask.priority, told)


def queued_ask(address: Address) -> Ask:
    """The Ask that waited in the queue."""
    told = {name: value for name, value in address.meta.items() if name in Ask._field_defaults}
    return Ask(address.url, cast(CaptureKind, address.kind), **told)
