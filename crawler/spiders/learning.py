"""What pages teach a crawl: which addresses are articles, which finders work, and what looks like a trap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from crawler.address import normalise_address
from crawler.article import Article
from crawler.discovery.budget import Budget
from crawler.discovery.entry import Entry
from crawler.discovery.finders import Finder, Finders
from crawler.discovery.novelty import Novelty
from crawler.discovery.pages import Listing
from crawler.discovery.shapes import Shapes
from crawler.discovery.window import Window
from crawler.spiders.ask import Ask
from crawler.spiders.judging import Judge
from crawler.spiders.seen import Seen

_A_DAY = timedelta(days=1)


class Learning:
    """Takes down, in `shapes`, `budget`, `finders` and `seen`, what the answer to an Ask says."""

    def __init__(
        self, judge: Judge, window: Window, shapes: Shapes, budget: Budget, finders: Finders, seen: Seen
    ) -> None:
        self._judge, self._window = judge, window
        self._shapes, self._budget, self._finders, self._seen = shapes, budget, finders, seen
        self._began = datetime.now(UTC)
        self._novelty = Novelty()
        self._read_last = ("", "")  # address and text of the page that was read last
        self._heard: dict[str, list[frozenset[tuple[str, ...]]]] = {}  # sounded address -> texts like its own

    def address_of(self, article: Article) -> str:
        """The address to keep an article at: the one that it names, if it is credible, or its own; or the
        one under which the same page was met before."""
        stated, own = article.canonical_url, normalise_address(article.url)
        sessions = self._judge.sessions
        first = sessions.bare(sessions.first_address(own, article.body)) if article.body else own
        named = self._judge.twins.place(stated)  # lists are known by where they are asked
        address = stated if stated != own and self._seen.is_credible(named, article.title) else first
        return self._seen.first_address(sessions.bare(address), article.body) if article.body else address

    def note_article(self, ask: Ask, article: Article, address: str) -> bool:
        """Whether a page is an article, to be kept at `address`; learns from it.

        One of an address that nothing is known of has to show a date: 'About us' has none.
        """
        is_article = bool(article.title and article.body and (article.published or not ask.is_sample))
        is_new = is_article and self._seen.is_new(article, address)
        if ask.sounds:
            is_other = is_new and article.published is not None and self._is_other(ask.sounds, article.body)
            self._budget.note_sounding(ask.sounds, "article", is_new=is_other)
            return False
        self._read_last = ask.url, article.body
        self._shapes.learn(ask.url, is_article=is_new)
        if is_article:
            self.note_yield(ask, is_new=is_new)
        if is_new:
            self._note_word(ask, article)
        if is_article and ask.listed_on:
            self._seen.note_age(ask.listed_on, is_older=self._window.is_older(Entry("", article.published)))
        return is_article

    def _note_word(self, ask: Ask, article: Article) -> None:
        """What speaks for a new article besides pages like it: a finder, an earlier day, its own words."""
        if ask.trap_kind is None:
            return
        is_shown = ask.steps == 0
        is_dated = article.published is not None and article.published < self._began - _A_DAY
        says_new = is_shown or self._novelty.says_new(article.body)
        self._budget.note_word(
            ask.url,
            ask.trap_kind,
            is_vouched=is_shown or (is_dated and says_new),
            is_named=ask.is_named,
            is_stale=None if is_shown else not (says_new or is_dated),
        )

    def note_list(self, listing: Listing, ask: Ask) -> list[Entry]:
        """What looks like an article in a list; whether it shows new ones counts for its like.

        What nothing but its looks says to be one does not count: of that, a list without an end has more.
        """
        shown = [entry for entry in listing.entries if self._judge.is_candidate(entry.url)]
        addresses = (self._judge.plain(normalise_address(entry.url)) for entry in shown)
        sure = [a for a in addresses if self._judge.is_sure(a) and not self._budget.refuse(a, "article")]
        self.note_shown(ask, sure)
        return shown

    def note_shown(self, ask: Ask, articles: list[str]) -> bool:
        """Whether a page of a list, or of a feed, shows articles that its like did not show lately."""
        is_new = self._budget.shows_new(ask.url, articles)
        self._seen.note_list(ask.url)
        if ask.sounds:
            self._budget.note_sounding(ask.sounds, "section", is_new=is_new)
        self.note_yield(ask, is_new=is_new)
        return is_new

    def note_finder(self, ask: Ask, url: str, *, is_index: bool = False) -> None:
        """A finder listed something at `url`, as that was asked for; those that later runs begin with are
        remembered."""
        if ask.page == 1 and (ask.kind in ("sitemap", "feed") or ask.is_home or ask.in_menu):
            kind = "section" if ask.kind == "article" else ask.kind  # a list that was a sample
            address = normalise_address(url)
            written = url if url != address else ""
            self._finders.note(
                Finder(address, kind, ask.usual, ask.level, is_index, ask.in_menu, written=written)
            )

    def note_yield(self, ask: Ask, *, is_new: bool) -> None:
        """The answer brought something new, or nothing."""
        if ask.trap_kind is not None:
            self._budget.note(ask.url, ask.trap_kind, is_new=is_new)

    def refusal(self, ask: Ask) -> str | None:
        """Why an address is not asked for after all, in words: it looks like a trap."""
        if ask.trap_kind is None:
            return None
        if (session := self._judge.sessions.refuse(ask.asked)) is not None:
            return session
        return self._budget.refuse(ask.url, ask.trap_kind, is_linked=ask.steps > 0, is_named=ask.is_named)

    def _is_other(self, url: str, text: str) -> bool:
        """Whether a made-up address brought another text than `url`, or the one before it: a server that does
        not heed the made-up part shows the same one, but for the hour or how often it was read."""
        heard, runs = self._heard.get(url, []), _runs(text)
        is_other = bool(heard) and not any(len(runs & one) * 2 > len(runs | one) for one in heard)
        heard.append(runs)
        return is_other

    def soundings(self, ask: Ask) -> Iterator[Ask]:
        """What to ask for once, to know whether pages like this one have an end. What a finder shows ends
        with it: of articles, those are sounded that only their like link to."""
        url, text = self._read_last
        if ask.trap_kind == "section" or (ask.trap_kind == "article" and ask.steps > 0 and url == ask.url):
            for address in self._budget.soundings(ask.asked, ask.trap_kind):
                self._heard.setdefault(ask.url, [_runs(text)])
                yield Ask(address, ask.kind, sounds=ask.url)

    def is_told(self, ask: Ask, reason: str) -> bool:
        """Whether the refusal of addresses like this one needs no word: it had one, or nothing is lost."""
        return ask.trap_kind in (None, "sample") or self._budget.is_told(ask.url, ask.trap_kind, reason)


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    """All runs of three words in a text."""
    words = text.split()
    return frozenset(zip(words, words[1:], words[2:], strict=False))
