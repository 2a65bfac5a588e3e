"""A first look at a publication: one answer of each kind, found by the same decisions as in a crawl."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from protego import Protego

from crawler.article import Article
from crawler.capture import CaptureKind
from crawler.discovery.feeds import read_feed
from crawler.discovery.links import is_own
from crawler.discovery.pages import read_listing
from crawler.discovery.robots import read_sitemap_lines
from crawler.parsers.decode import decode
from crawler.parsers.extract import extract_article
from crawler.public_addresses import is_public
from crawler.sites.profile import Site
from crawler.spiders.ask import Ask, Next
from crawler.spiders.finding import Finding
from nyhetsarkiv.errors import CommandError
from nyhetsarkiv.fetch import Answer, NothingThere, fetch_anything
from nyhetsarkiv.output import counted

MOST_REQUESTS = 16  # enough for every usual place of one kind of finder
KINDS: tuple[CaptureKind, ...] = ("robots", "section", "sitemap", "feed", "article")
Fetch = Callable[[str], Answer]


@dataclass(frozen=True, slots=True)
class Looked:
    """One request of a look: what was expected at the address, what was found there, in words, and
    whether it was of use. `names` are the finders or articles that it names; `article` what was read."""

    kind: CaptureKind
    url: str
    found: str
    is_good: bool
    names: tuple[str, ...] = ()
    article: Article | None = None
    answer: Answer | None = None


def fetcher(site: Site, user_agent: str) -> Fetch:
    """Fetches one address after the other as a crawl of `site` would: its own hosts only, with its delay."""
    last = 0.0
    rules: dict[str, Protego] = {}

    def guard(url: str) -> None:
        if not is_own(url, site):
            raise CommandError(f"It leads to {url}, which is not among the profile's domains.")
        _refuse_private(url, site)

    def fetch(url: str) -> Answer:
        nonlocal last
        guard(url)
        time.sleep(max(0.0, last + site.crawl.delay - time.monotonic()))
        try:
            return fetch_anything(url, user_agent, rules, guard)
        finally:
            last = time.monotonic()

    return fetch


def _refuse_private(url: str, site: Site) -> None:
    host = urlsplit(url).hostname or ""
    if site.crawl.allow_private:
        return
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return  # the request tells this better
    if not all(is_public(str(address[0])) for *_, address in found):
        raise CommandError(f"{url}: {host} is a private address, and the profile does not allow those.")


def look(site: Site, fetch: Fetch, kinds: Sequence[CaptureKind] = KINDS) -> list[Looked]:
    """Ask for one of each of `kinds`, in that order, wherever it may be."""
    finding = Finding(site)
    waiting: dict[str, Ask] = {ask.url: ask for ask in finding.start()}
    known, missing, looked = set(waiting), set(kinds), list[Looked]()
    while len(looked) < MOST_REQUESTS:
        ask = next((a for kind in kinds if kind in missing for a in waiting.values() if a.kind == kind), None)
        if ask is None:
            break
        del waiting[ask.url]
        one, further = _look_at(ask, finding, fetch)
        if one.is_good and not (one.kind == "sitemap" and not one.names):
            missing.discard(one.kind)
        if one.is_good or not ask.usual:
            looked.append(one)
        if ask.url == site.home and one.answer is None:
            break  # where the front page is not to be had, nothing else is
        for new in further:
            if new.url not in known:
                known.add(new.url)
                waiting[new.url] = new
    return looked


def _look_at(ask: Ask, finding: Finding, fetch: Fetch) -> tuple[Looked, Iterable[Ask]]:
    try:
        answer = fetch(ask.url)
    except NothingThere:
        words = "there is none, so all is allowed" if ask.kind == "robots" else "there is no such page"
        return Looked(ask.kind, ask.url, words, is_good=ask.kind == "robots"), finding.after_failure(
            ask, 404
        ).asks
    except CommandError as error:
        words = str(error).removeprefix(f"{ask.url}: ")
        return Looked(ask.kind, ask.url, words, is_good=False), finding.after_failure(ask, None).asks
    if ask.kind == "article":
        return _look_at_article(ask, answer, finding)
    found, further = _READ[ask.kind](ask, answer, finding)
    return found, further.asks


def _robots(ask: Ask, answer: Answer, finding: Finding) -> tuple[Looked, Next]:
    names = tuple(read_sitemap_lines(answer.body, answer.url))
    words = f"names {counted(len(names), 'sitemap')}"
    return Looked("robots", ask.url, words, True, names), finding.after_robots(answer.body, answer.url)


def _sitemap(ask: Ask, answer: Answer, finding: Finding) -> tuple[Looked, Next]:
    sitemap = finding.read_sitemap(answer.body, answer.url)
    asks = list(finding.after_sitemap(sitemap, answer.url, ask).asks)
    articles = tuple(one.url for one in asks if one.kind == "article" and not one.is_sample)
    words = sitemap.problem or (
        f"lists {counted(len(sitemap.pages), 'page')}, {counted(len(articles), 'article')} among them, and "
        f"{counted(len(sitemap.sitemaps), 'further sitemap')}"
    )
    return Looked("sitemap", ask.url, words, bool(sitemap.pages or sitemap.sitemaps), articles), Next(asks)


def _feed(ask: Ask, answer: Answer, finding: Finding) -> tuple[Looked, Next]:
    feed = read_feed(answer.body, answer.url)
    names = tuple(entry.url for entry in feed.entries)
    dates = [entry.date for entry in feed.entries if entry.date]
    newest = f", the newest of {max(dates):%Y-%m-%d}" if dates else ""
    words = feed.problem or f"lists {counted(len(names), 'article')}{newest}"
    return Looked("feed", ask.url, words, bool(names), names), finding.after_feed(feed, answer.url, ask)


def _section(ask: Ask, answer: Answer, finding: Finding) -> tuple[Looked, Next]:
    further = finding.after_section(answer.body, answer.url, ask, datetime.now(UTC))
    listing = read_listing(decode(answer.body), answer.url)
    asks = list(further.asks)
    articles = sum(one.kind == "article" and not one.is_sample for one in asks)
    sections = sum(one.kind == "section" for one in asks)
    words = further.problem or (
        f"shows {counted(articles, 'article')} and leads to {counted(sections, 'list')}, "
        f"{counted(len(listing.feeds), 'feed')}"
    )
    good = bool(articles or sections or listing.feeds)
    return Looked("section", ask.url, words, good, listing.feeds, answer=answer), Next(asks)


_READ = {"robots": _robots, "sitemap": _sitemap, "feed": _feed, "section": _section}


def _look_at_article(ask: Ask, answer: Answer, finding: Finding) -> tuple[Looked, Iterable[Ask]]:
    article = extract_article(answer.body, answer.url, site=finding.site, fetched_at=datetime.now(UTC))
    good = finding.learning.note_article(ask, article, article.canonical_url)
    words = f"is read: {article.title}" if good else " ".join(article.problems) or "It is no article."
    return Looked("article", ask.url, words, good, article=article if good else None), ()
