"""Walks a small publication as a crawl does, by the same decisions, but without Scrapy and the network."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit

from crawler import extract_article
from crawler.address import believed_address
from crawler.discovery.feeds import read_feed
from crawler.discovery.pages import read_listing
from crawler.discovery.reach import Reach
from crawler.parsers.decode import decode
from crawler.sites.profile import Discover, Site
from crawler.spiders.ask import Ask, Next
from crawler.spiders.finding import Finding
from tests.crawler.publication import SmallPublication

HOST = "kaiposten.example"
BASE = f"https://{HOST}/"
PLAIN = Reach()


@dataclass
class Walk:
    """What was asked, in order, which articles were met, and what was wrong, by path."""

    finding: Finding
    asked: list[str] = field(default_factory=list)
    articles: set[str] = field(default_factory=set)
    problems: dict[str, str] = field(default_factory=dict)


def walk(
    publication: SmallPublication, reach: Reach = PLAIN, *, most: int = 5_000, **discover: object
) -> Walk:
    """Ask for everything that the finders of the publication lead to; each address once."""
    site = Site("kaiposten", "Kaiposten", BASE, (HOST,), discover=Discover(**discover))  # type: ignore[arg-type]
    done = Walk(Finding(site, reach))
    queue: list[tuple[int, int, Ask]] = []
    numbers, known = itertools.count(), dict[str, Ask]()

    def add(asks: Iterable[Ask]) -> None:
        for ask in asks:
            earlier = known.setdefault(ask.url, ask)
            is_better = earlier.kind == ask.kind and earlier.priority < ask.priority
            if earlier is ask or (is_better and any(waiting is earlier for *_, waiting in queue)):
                known[ask.url] = ask
                heapq.heappush(queue, (-ask.priority, next(numbers), ask))

    add(done.finding.start())
    while queue and len(done.asked) < most:
        ask = heapq.heappop(queue)[2]
        if known[ask.url] is ask and (reason := done.finding.learning.refusal(ask)) is not None:
            if not done.finding.learning.is_told(ask, reason):
                done.problems[_path(ask.url)] = reason
        elif known[ask.url] is ask:
            done.asked.append(_path(ask.url))
            add(_answer(publication, ask, done).asks)
    return done


def _answer(publication: SmallPublication, ask: Ask, done: Walk) -> Next:
    answer, finding = publication.answer(_path(ask.url), BASE), done.finding
    if answer is None or answer.status != 200:
        return finding.after_failure(ask, answer.status if answer else 404)
    if ask.kind == "robots":
        return finding.after_robots(answer.body, ask.url)
    if ask.kind == "article":
        return _page(answer.body, ask, done)
    if ask.kind == "section":
        found = finding.after_section(answer.body, ask.url, ask, datetime.now(UTC))
    elif ask.kind == "sitemap":
        found = finding.after_sitemap(finding.read_sitemap(answer.body, ask.url), ask.url, ask)
    else:
        found = finding.after_feed(read_feed(answer.body, ask.url), ask.url, ask)
    if found.problem:
        done.problems[_path(ask.url)] = found.problem
    return found


def _page(body: bytes, ask: Ask, done: Walk) -> Next:
    article = extract_article(body, ask.url)
    address = believed_address(article.canonical_url, ask.url, (HOST,))
    is_article = done.finding.learning.note_article(ask, article, address)
    missed = article.published and done.finding.reach.window.misses(article.published)
    if is_article and not missed:
        done.articles.add(_path(address))
    return done.finding.after_article(read_listing(decode(body), ask.url), ask, is_list=not is_article)


def _path(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")
