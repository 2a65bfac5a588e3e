"""Traps end by themselves: every kind of address has an allowance that shrinks while it brings nothing new.

Calendars, filters, sorted lists, session numbers and ever deeper paths have one thing in common:
address after address of one shape, and nothing that was not seen before. A shape earns a longer
allowance with what it brings, so that a back catalogue is followed to its end.

A trap may also make up a new text on every page, whatever is asked for. So a kind that brought something
new for a while is sounded (soundings.py), at addresses where a publication has nothing: where there is
something all the same, it is endless, and no more is asked of it. That ends endless lists, with all that they
show, and pages that only their like link to.

Pages that only their like link to, and whose texts repeat each other (novelty.py), end as well, since a trap
may check its own addresses.

What neither tells is counted. A publication's own articles are shown by a finder or name their day,
nearly all of them; of those that do neither, only so many are asked, and of those that no sitemap names,
more than a publication has.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Any, Literal, Self
from urllib.parse import parse_qsl, urlsplit

from crawler.discovery.paging import PAGE_PARAMETERS
from crawler.discovery.sessions import SESSION
from crawler.discovery.shapes import rubric_shape, shape_of
from crawler.discovery.soundings import SOUNDINGS, made_up

Asked = Literal["article", "section", "sample"]

ALLOWANCES: dict[Asked, int] = {"article": 30, "section": 30, "sample": 5}
"""Pages of a shape that may bring nothing new, one after the other; few of what nothing is known of."""
EARNED = 3  # that each page with something new adds
MOST_EARNED = 1_000
MOST_RUBRICS = 100  # rubrics of one shape that have allowances of their own
MOST_REMEMBERED = 20_000  # addresses that the lists of one shape showed last
MOST_UNVOUCHED = 5_000  # articles of one shape that no finder shows and that name no day ...
MOST_UNVOUCHED_IN_ALL = 20_000  # ... and of all shapes; more only where as many others are like them
MOST_STALE = 100  # articles of one shape that no finder shows, that name no day and say nothing new ...
MOST_STALE_IN_ALL = 1_000  # ... and of all shapes; more only where as many others are like them
MOST_UNNAMED = 100_000  # articles of one shape that no sitemap names; more where it names as many
SOUNDED_AFTER = 30  # pages of a kind that brought something new
SOUNDED_TOGETHER = 300  # articles that only their like link to, of kinds that were not sounded
DEEPEST = 12  # parts of a path
LONGEST = 1_000  # characters of an address
UNVOUCHED = (
    "No list shows this page, and too many like it name no day before that of the crawl; no more are asked."
)
STALE = "No list shows this page, and too many like it repeat each other; no more are asked."
ENDLESS = "Pages like this one are made up for every address that is asked for; no more of them are asked."
TOO_MANY = f"More than {MOST_UNNAMED:,} articles like this one, and no sitemap names them; no more are asked."
_ALL = ""  # the name of all shapes together
_REPEATED = re.compile(r"((?:/[^/]+){1,4})\1\1(?:/|\Z)")  # /a/b/a/b/a/b


class Budget:
    """The allowances of one crawl. Pure; dumped as plain data."""

    def __init__(self) -> None:
        self._left: dict[str, int] = {}
        self._earned: dict[str, int] = {}
        self._rubrics: dict[str, set[str]] = {}
        self._told: set[str] = set()
        self._vouched: Counter[str] = Counter()
        self._unvouched: Counter[str] = Counter()
        self._unshown: Counter[str] = Counter()
        self._stale: Counter[str] = Counter()
        self._named: Counter[str] = Counter()
        self._sounded: Counter[str] = Counter()  # kinds, and how many made-up addresses brought something
        self._unsounded = 0
        self._shown: dict[str, dict[int, None]] = {}  # in the order shown; the values say nothing

    def refuse(self, url: str, kind: Asked, *, is_linked: bool = False, is_named: bool = False) -> str | None:
        """Why `url` is not asked for, in words; None where it may be. `is_linked`: no finder shows it;
        `is_named`: a sitemap does."""
        if (endless := _is_endless(url)) is not None:
            return endless
        key = self.key(url, kind)
        if self._left.get(key, ALLOWANCES[kind]) <= 0:
            return (
                f"{ALLOWANCES[kind]} or more pages like this one brought nothing new; "
                "no more of them are asked."
            )
        if self._is_made_up(key, kind) and (is_linked or kind == "section"):
            return ENDLESS
        if is_linked and (self._is_stale(key) or self._is_unvouched(key)):
            return STALE if self._is_stale(key) else UNVOUCHED
        named = self._named[key]
        return TOO_MANY if not is_named and self._vouched[key] - named >= max(MOST_UNNAMED, named) else None

    def is_told(self, url: str, kind: Asked, reason: str) -> bool:
        """Whether the refusal of addresses like this one was told before; it is from now on."""
        key = self.key(url, kind)
        if reason in (UNVOUCHED, STALE, SESSION) or (reason == ENDLESS and key not in self._sounded):
            key = reason
        known = key in self._told
        self._told.add(key)
        return known

    def note_word(
        self, url: str, kind: Asked, *, is_vouched: bool, is_named: bool = False, is_stale: bool | None = None
    ) -> None:
        """A new article is one of the publication's by more than the word of pages like itself, or is not;
        a sitemap names it, or none does. One that no finder shows says something new, or is stale."""
        names = [self.key(url, kind), _ALL]
        (self._vouched if is_vouched else self._unvouched).update(names)
        self._unshown.update(names if is_stale is not None else ())
        self._stale.update(names if is_stale else ())
        self._named[names[0]] += is_named

    def soundings(self, url: str, kind: Asked) -> tuple[str, ...]:
        """The made-up addresses to ask for, once pages like that at `url`, which was read, brought enough
        that is new. Of kinds that bring too little each, as ever deeper paths do, one stands for others."""
        key = self.key(url, kind)
        if kind == "sample" or key in self._sounded:
            return ()
        self._unsounded += kind == "article"
        if not self._is_known(key) and (kind == "section" or self._unsounded < SOUNDED_TOGETHER):
            return ()
        found = made_up(url, kind)
        if found:
            self._sounded[key] = 0
            self._unsounded = 0
        return found

    def note_sounding(self, url: str, kind: Asked, *, is_new: bool) -> None:
        """A made-up address like `url` brought something new, or nothing."""
        key = self.key(url, kind)
        self._sounded[key] += is_new
        if self._sounded[key] == SOUNDINGS and not self._is_known(key):
            self._sounded[kind] = SOUNDINGS  # for all of its kinds that were not sounded themselves

    def _is_known(self, key: str) -> bool:
        """Whether pages like this one brought enough to be sounded for themselves alone."""
        return self._earned.get(key, 0) >= SOUNDED_AFTER * EARNED

    def _is_made_up(self, key: str, kind: Asked) -> bool:
        return (self._sounded[key] if key in self._sounded else self._sounded[kind]) == SOUNDINGS

    def _is_unvouched(self, key: str) -> bool:
        most = ((key, MOST_UNVOUCHED), (_ALL, MOST_UNVOUCHED_IN_ALL))
        return any(self._unvouched[name] >= max(number, self._vouched[name]) for name, number in most)

    def _is_stale(self, key: str) -> bool:
        """Whether most articles of the kind that no finder shows say nothing new; where they are few, whether
        most of all kinds do."""
        own, in_all = self._stale[key], self._stale[_ALL]
        if 2 * own < self._unshown[key]:
            return False
        return own >= MOST_STALE or (in_all >= MOST_STALE_IN_ALL and 2 * in_all >= self._unshown[_ALL])

    def note(self, url: str, kind: Asked, *, is_new: bool) -> None:
        """The page at `url` brought something new, or nothing."""
        key = self.key(url, kind)
        left = self._left.get(key, ALLOWANCES[kind])
        if is_new:
            self._earned[key] = min(self._earned.get(key, 0) + EARNED, MOST_EARNED)
            left = max(left, min(left + EARNED, ALLOWANCES[kind] + self._earned[key]))
        self._left[key] = left if is_new else left - 1

    def shows_new(self, url: str, links: list[str]) -> bool:
        """Whether a list shows an address that the lists of its shape did not show lately."""
        shown = self._shown.setdefault(_place(url), {})
        fresh = [number for number in map(hash, links) if number not in shown]
        shown.update(dict.fromkeys(fresh))
        for _ in range(len(shown) - MOST_REMEMBERED):
            del shown[next(iter(shown))]
        return bool(fresh)

    def key(self, url: str, kind: Asked) -> str:
        """The name under which addresses like this one share an allowance."""
        query = urlsplit(url).query
        names = {name.lower() for name, _ in parse_qsl(query)} - PAGE_PARAMETERS if query else ()
        shape, place = shape_of(url).partition("?")[0], _place(url)
        if kind == "section" and "/" not in place:  # /arkiv and /bygg are two lists, though each is one word
            place = urlsplit(url).path.strip("/").lower()
        rubrics = self._rubrics.setdefault(_cut(shape), set())
        if place not in rubrics and len(rubrics) >= MOST_RUBRICS:
            place = _cut(shape)
        else:
            rubrics.add(place)
        return f"{kind} {place}{'?' if names else ''}"

    def dump(self) -> dict[str, Any]:
        """The allowances as plain data. What lists showed lately is not kept: it costs a few pages."""
        return {
            "left": self._left,
            "earned": self._earned,
            "rubrics": {shape: sorted(places) for shape, places in self._rubrics.items()},
            "told": sorted(self._told),
            "vouched": dict(self._vouched),
            "unvouched": dict(self._unvouched),
            "unshown": dict(self._unshown),
            "stale": dict(self._stale),
            "named": dict(self._named),
            "sounded": dict(self._sounded),
        }

    @classmethod
    def load(cls, data: dict[str, Any]) -> Self:
        """What `dump` gave, as it was."""
        budget = cls()
        budget._left, budget._earned = dict(data["left"]), dict(data["earned"])
        budget._rubrics = {shape: set(places) for shape, places in data["rubrics"].items()}
        budget._told = set(data["told"])
        budget._vouched = Counter(data.get("vouched", {}))  # a queue from before they were counted has none
        budget._unvouched = Counter(data.get("unvouched", {}))
        budget._unshown = Counter(data.get("unshown", {}))
        budget._stale = Counter(data.get("stale", {}))
        budget._named = Counter(data.get("named", {}))
        budget._sounded = Counter(data.get("sounded", {}))
        return budget


def _is_endless(url: str) -> str | None:
    path = urlsplit(url).path
    if len(url) > LONGEST:
        return f"The address is longer than {LONGEST:,} characters; not asked."
    if _REPEATED.search(path):
        return "The address repeats itself; not asked."
    if path.count("/") > DEEPEST:
        return f"The path is deeper than {DEEPEST} parts; not asked."
    return None


def _place(url: str) -> str:
    """The shape of a list's path, its page number and its query left out."""
    return _cut(rubric_shape(url).partition("?")[0])


@lru_cache(maxsize=1_000)
def _cut(shape: str) -> str:
    """A shape that ever deeper paths share: the first part, and which kinds of parts follow. A short word
    is a word."""
    first, *parts = shape.removeprefix("/").split("/")
    kinds = {"w" if part.isalpha() and len(part) <= 2 and part not in "tsd" else part for part in parts}
    return "/".join([first, *sorted(kinds)])
