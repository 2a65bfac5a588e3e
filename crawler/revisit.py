"""When to look again: what a refresh asks for, and how it asks.

A crawl asks every address that it finds. A refresh asks the finders (feeds, sitemaps, the front page, the
lists in its menu), what they list and the archive has not, what they say has changed, and the articles
whose turn it is by age. It asks conditionally, so that what did not change costs a 304.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple, Protocol

from scrapy import Request
from scrapy.http import Response

from crawler.address import normalise_address
from crawler.discovery.finders import Finders
from crawler.memory import Address, CrawlMemory, KnownArticle, LastAnswer, Task
from crawler.spiders.ask import Ask
from crawler.spiders.trouble import PASSING

KNOWN_HASH = "known_sha256"  # in a request's meta: the hash of the last complete answer
MISSING = (404, 410)
_REVISIT_PRIORITY = 2  # behind new articles
_PART_OF_SITEMAP = timedelta(days=1)  # how often a part is asked whose index does not say when it changed


class Policy(Protocol):
    """What one task asks for. `finders` are those that the crawl knows, and it goes on to know."""

    finders: Finders

    def wants(self, ask: Ask, memory: CrawlMemory, *, is_start: bool = False) -> bool:
        """Whether an address that was found, or that the crawl starts with, is to be asked."""

    def is_conditional(self, ask: Ask) -> bool:
        """Whether it is enough to know that the answer is the last one."""

    def due(self, memory: CrawlMemory) -> Iterator[Address]:
        """The articles to look at again."""


class AskEverything:
    """The policy of a crawl."""

    finders = Finders()

    def wants(self, ask: Ask, memory: CrawlMemory, *, is_start: bool = False) -> bool:  # noqa: ARG002
        """All that is found."""
        return True

    def is_conditional(self, ask: Ask) -> bool:  # noqa: ARG002 - Policy's signature
        """Each page is read."""
        return False

    def due(self, memory: CrawlMemory) -> Iterator[Address]:  # noqa: ARG002
        """None but those that are found."""
        yield from ()


class Revisit(NamedTuple):
    """An article younger than `age` is looked at again every `interval`."""

    age: timedelta
    interval: timedelta


class AskWhatMayBeNew:
    """The policy of a refresh.

    `schedule` goes from young to old; what is older than its last age, or known to be gone, is looked at
    as often as its last line says. A page that was missing once is asked again after `gone_after`, and so
    is one that failed, while a finder shows it. `every_article` is looked at, whatever its age. `now` is
    the clock.
    """

    def __init__(
        self,
        schedule: Sequence[Revisit],
        gone_after: timedelta,
        *,
        every_article: bool = False,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.schedule, self.gone_after, self.every_article = schedule, gone_after, every_article
        self._now = now
        self.finders = Finders()
        self._shown: dict[str, tuple[int, int]] = {}  # list or feed -> articles shown, new ones among them

    def wants(self, ask: Ask, memory: CrawlMemory, *, is_start: bool = False) -> bool:
        """Finders, and of the articles those that are unknown or said to have changed."""
        if ask.steps:
            return False  # the back catalogue is the crawl's ...
        if ask.page > 1:
            return self._goes_on(ask.previous)  # ... but what came since the last refresh is not
        found = memory.last_answer(ask.asked) or (memory.last_answer(ask.url) if ask.written else None)
        last = LastAnswer(*found) if found is not None else None
        if ask.kind == "article":
            return self._wants_article(ask, last)
        if ask.kind == "section" and not ask.is_home:
            return ask.in_menu and self._wants_list(ask, last)
        return is_start or last is None or self._wants_finder(ask, last)

    def is_conditional(self, ask: Ask) -> bool:
        """Articles, and the finders of which all is remembered that they lead to."""
        finder = self.finders.get(ask.url)
        return ask.kind == "article" or (finder is not None and not finder.is_index)

    def _wants_article(self, ask: Ask, last: LastAnswer | None) -> bool:
        shown, new = self._shown.get(ask.listed_on, (0, 0))
        self._shown[ask.listed_on] = (shown + 1, new + (last is None))
        if last is None:
            self.finders.note_brought(ask.listed_on, self._now())
            return True
        if ask.changed and self._has_changed(datetime.fromisoformat(ask.changed), last.fetched):
            return True
        return is_passing(last.status, last.problem) and self._now() - last.fetched >= self.gone_after

    def _goes_on(self, page: str) -> bool:
        """Whether a page of a list showed more articles that are new than others: then the next one may
        show some too. What stands on every page, the most read, is known by then."""
        shown, new = self._shown.get(page, (0, 0))
        return new > shown - new

    def _wants_list(self, ask: Ask, last: LastAnswer | None) -> bool:
        """A list is looked at as often as an article of the age of the last one that it brought."""
        finder = self.finders.get(ask.url)
        if last is None or (finder is None and not self.finders.is_whole):
            return True
        if finder is None:  # it showed no article
            return self._now() - last.fetched >= self.schedule[-1].interval
        if not finder.brought:
            self.finders.note_brought(ask.url, self._now())
            return True
        age = self._now() - datetime.fromisoformat(finder.brought)
        return self._now() - last.fetched >= self._interval_at(age)

    def _wants_finder(self, ask: Ask, last: LastAnswer) -> bool:
        """A part of a sitemap when its index says that it changed, or once a day; an address where nothing
        was, or that leads to a finder that is remembered, as rarely as the oldest articles."""
        if ask.changed:
            return self._has_changed(datetime.fromisoformat(ask.changed), last.fetched)
        if ask.level and ask.kind == "sitemap":
            return self._now() - last.fetched >= _PART_OF_SITEMAP
        passes = is_passing(last.status, last.problem)
        if self.finders.is_whole and self.finders.get(ask.url) is None and not passes:
            return self._now() - last.fetched >= self.schedule[-1].interval
        return True

    def _has_changed(self, changed: datetime, fetched: datetime) -> bool:
        """Whether a change is later than the last look. A day without time is meant to its end; on it, it
        is looked as often as at the youngest articles."""
        if changed.time() != time():
            return changed > fetched
        return changed + timedelta(days=1) > fetched and self._now() - fetched >= self.schedule[0].interval

    def due(self, memory: CrawlMemory) -> Iterator[Address]:
        """The articles whose turn it is."""
        now = self._now()
        for article in (KnownArticle(*fields) for fields in memory.articles()):
            if self.every_article or (self.is_due(article, now) and self._still_due(article, memory, now)):
                yield _again(article.url)

    def _still_due(self, article: KnownArticle, memory: CrawlMemory, now: datetime) -> bool:
        """Whether it was not asked since: an address that leads elsewhere now has no answer of its own."""
        found = memory.last_answer(article.url)
        return found is None or self.is_due(article._replace(asked=max(article.asked, found[0])), now)

    def is_due(self, article: KnownArticle, now: datetime) -> bool:
        """Whether an article is to be looked at again at `now`."""
        return now - article.asked >= self._interval(article, now)

    def _interval(self, article: KnownArticle, now: datetime) -> timedelta:
        if article.gone:
            return self.schedule[-1].interval
        if article.status in MISSING:
            return self.gone_after
        return self._interval_at(now - article.published)

    def _interval_at(self, age: timedelta) -> timedelta:
        return next((step.interval for step in self.schedule if age < step.age), self.schedule[-1].interval)


def _again(asked: str) -> Address:
    """The place in the queue of an article that is looked at again where it was asked last."""
    url = normalise_address(asked)
    written = {"written": asked} if asked != url else {}
    return Address(url, "article", _REVISIT_PRIORITY, {"again": True, **written})


def is_passing(status: int | None, problem: str | None) -> bool:
    """Whether what was wrong with an answer may well be over a while later."""
    return (status or 0) >= 500 or status == 429 or problem in PASSING


def policy_for(
    task: Task, schedule: Sequence[tuple[float, float]], gone_after: float, *, every_article: bool = False
) -> Policy:
    """The policy of a task; `schedule` is pairs of age and interval in hours, `gone_after` is seconds."""
    if task == "crawl":
        return AskEverything()
    steps = [Revisit(timedelta(hours=age), timedelta(hours=interval)) for age, interval in schedule]
    return AskWhatMayBeNew(steps, timedelta(seconds=gone_after), every_article=every_article)


def conditional(request: Request, memory: CrawlMemory) -> Request:
    """The request with the validators of the last complete answer (RFC 9110, 13.1), and its hash."""
    found = memory.last_answer(request.url)
    if found is None:
        return request
    last = LastAnswer(*found)
    if last.etag:
        request.headers["If-None-Match"] = last.etag
    if last.last_modified:
        request.headers["If-Modified-Since"] = last.last_modified
    request.meta[KNOWN_HASH] = last.sha256
    return request


def is_unchanged(response: Response) -> bool:
    """Whether an answer to a conditional request is the same, byte for byte, as the last one."""
    known = response.meta.get(KNOWN_HASH)
    return known is not None and hashlib.sha256(response.body).hexdigest() == known


def unconditional(request: Request) -> Request:
    """The request, to where a conditional one was sent on, without validators of another address."""
    for header in ("If-None-Match", "If-Modified-Since"):
        request.headers.pop(header, None)
    request.meta.pop(KNOWN_HASH, None)
    return request
