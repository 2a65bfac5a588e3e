"""Sessions that a server writes into the paths of its links, under another number in every answer.

/s-8f3a9c21/artikkel/1 and /s-77be01fa/artikkel/1 are one page. Known forms are cut off every address
(crawler/address.py); others are learned. A part of the path is one where pages that were read at several
of its values say the same as before, and where one value stands before several pages, as the number of an
article does not. Where it is followed by other texts, as that of an issue is, it is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple
from urllib.parse import urlsplit, urlunsplit

ENOUGH = 3  # pages that were met again under another number ...
MUCH_MORE = 4  # ... and so many times as many as those that said something else under it
MOST_MET = 20_000  # pages that are remembered
SESSION = "The address differs in the number of a session alone from one that was read; not asked."
_TOKEN = re.compile(
    r"(?P<mark>[a-z]*[-_=.~])?"
    r"(?P<core>[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[\da-z]{6,})\Z",
    re.IGNORECASE,
)
_MAY_HAVE_ONE = re.compile(r"[^/:]/[^?]*\d[^/?]*/")  # behind the host
_LEAST_TURNS = 2  # between letters and digits: 'utgave2024' has one


class Kind(NamedTuple):
    """What the numbers of one server's sessions have in common."""

    at: int  # which part of the path
    mark: str  # what stands before it
    length: int


class _Page(NamedTuple):
    kind: Kind
    token: str
    rest: str  # the address without it


class Sessions:
    """Tells pages of one publication by what stays of their addresses. Pure; dumped as plain data."""

    def __init__(self) -> None:
        self._learned: set[Kind] = set()
        self._met: dict[str, tuple[str, int]] = {}  # the rest of an address -> the first one, its text
        self._uses: Counter[tuple[Kind, str]] = Counter()  # pages at which a number was met
        self._again: Counter[Kind] = Counter()
        self._others: Counter[Kind] = Counter()
        self._found: list[tuple[str, str]] = []

    def bare(self, address: str) -> str:
        """The address (normalised) without the sessions that are known."""
        pages = _pages(address, least_turns=0) if self._learned else ()
        return next((page.rest for page in pages if page.kind in self._learned), address)

    def first_address(self, address: str, text: str) -> str:
        """The address under which a page was read first that was read at `address` now; learns from it."""
        for page in _pages(address):
            first, said = self._met.setdefault(page.rest, (address, hash(text)))
            self._uses[page.kind, page.token] += 1
            if len(self._met) > MOST_MET:
                del self._met[next(iter(self._met))]
            if first != address and self._is_again(page, first, is_same=said == hash(text)):
                return first
        return address

    def refuse(self, asked: str) -> str | None:
        """Why an address is not asked, in words: its page was read under another number."""
        if not self._learned or (bare := self.bare(asked)) == asked:
            return None
        return SESSION if bare in self._met else None

    def found(self) -> list[tuple[str, str]]:
        """The bare addresses of pages that were read before sessions were known, each with the one at which
        it was read first; once."""
        found, self._found = self._found, []
        return found

    def dump(self) -> list[list[int | str]]:
        """What was learned, as plain data."""
        return [list(kind) for kind in sorted(self._learned)]

    def load(self, data: Iterable[Iterable[Any]]) -> None:
        """Go on with what `dump` gave."""
        self._learned = {Kind(*kind) for kind in data}

    def _is_again(self, page: _Page, first: str, *, is_same: bool) -> bool:
        """Whether a page is the one at `first`, and its number that of a session; takes that down."""
        if not any(one.rest == page.rest and self._uses[one.kind, one.token] > 1 for one in _pages(first)):
            return False
        kind = page.kind
        (self._again if is_same else self._others)[kind] += 1
        if kind not in self._learned and self._again[kind] >= ENOUGH + MUCH_MORE * self._others[kind]:
            self._learned.add(kind)
            self._found += ((rest, address) for rest, (address, _) in self._met.items())
        return is_same


def _pages(address: str, least_turns: int = _LEAST_TURNS) -> Iterator[_Page]:
    """The parts of an address that may be sessions, each with what is left without it; mostly none."""
    if _MAY_HAVE_ONE.search(address) is None:
        return
    parts = urlsplit(address)
    folders = parts.path.split("/")
    for at, folder in enumerate(folders[:-1]):
        match = _TOKEN.match(folder)
        if match is None or _turns(match["core"]) < least_turns:
            continue
        path = "/".join(folders[:at] + folders[at + 1 :])
        kind = Kind(at, (match["mark"] or "").lower(), len(match["core"]))
        yield _Page(kind, match["core"], urlunsplit(parts._replace(path=path)))


def _turns(core: str) -> int:
    """How often letters and digits follow each other."""
    return sum(one.isdigit() != other.isdigit() for one, other in pairwise(core))
