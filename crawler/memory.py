"""What a crawl must remember, as it asks for it: its queue, what it learned, what the archive knows.

The archive's side implements the protocol; the setting CRAWL_MEMORY names the function that opens it.
Neither side imports the other: plain tuples cross the border, and have their names on this side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol

Task = Literal["crawl", "refresh"]
QueuedFields = tuple[str, str, int, Mapping[str, Any]]
AnswerFields = tuple[datetime, int | None, str | None, str | None, str | None, str | None]
ArticleFields = tuple[str, datetime, datetime, int | None, bool]


class Address(NamedTuple):
    """One address of the queue. Higher priorities go first, equal ones in the order in which they came.

    `meta` is plain data (JSON) from which the request for it is made again.
    """

    url: str
    kind: str
    priority: int
    meta: Mapping[str, Any]


class LastAnswer(NamedTuple):
    """What the archive's log says of an address: when it was asked last, and what it answered then.

    The validators and the hash (SHA-256 of the body) are those of the last complete answer. `problem` is
    what was wrong, in words.
    """

    fetched: datetime
    status: int | None
    etag: str | None
    last_modified: str | None
    sha256: str | None
    problem: str | None = None


class KnownArticle(NamedTuple):
    """An article of the archive: the address to ask for it, and what tells when to look again.

    `published` is the moment when it was first seen where the article names none; `status` is that of the
    last answer; `gone` whether the article is known to be.
    """

    url: str
    published: datetime
    asked: datetime
    status: int | None
    gone: bool


class CrawlMemory(Protocol):
    """The memory of one publication's crawl, or refresh. What it was told is kept when a call returns.

    `goes_on` says whether the run before this one did not come to its end, so that this one goes on with
    its queue.
    """

    goes_on: bool

    def add(self, addresses: Iterable[QueuedFields], *, again: bool = False) -> None:
        """Queue the addresses that are not known yet; `again`: also those that were asked before. One that
        waits takes the better of two priorities, and the meta that goes with it; the `variant` in either
        stays."""

    def take(self) -> QueuedFields | None:
        """The next address; it stays in the queue, for the next run, until it is told to be done."""

    def has_waiting(self) -> bool:
        """Whether `take` would give one."""

    def done(self, answered: Iterable[tuple[str, Iterable[str]]]) -> None:
        """The answers of these addresses are stored, and with each that of its other addresses."""

    def led_elsewhere(self, urls: Iterable[str]) -> None:
        """These addresses led to another one, where no article was; for all later runs."""

    def recall(self, name: str) -> Any:
        """What `keep` was given under this name, in this run or the one it goes on with; None if nothing."""

    def keep(self, name: str, value: Any) -> None:
        """Remember plain data (JSON), for a run that goes on with this one too."""

    def recall_lasting(self, name: str) -> Any:
        """What `keep_lasting` was given under this name in any run for the publication; None if nothing."""

    def keep_lasting(self, name: str, value: Any) -> None:
        """Remember plain data (JSON) of the publication, for all later runs."""

    def last_answer(self, url: str) -> AnswerFields | None:
        """What the archive knows of an address; None where it was never asked."""

    def articles(self) -> Iterator[ArticleFields]:
        """The publication's articles in the archive."""

    def end(self, reason: str) -> None:
        """The run has ended, for Scrapy's reason; after 'finished' the next one begins anew."""


OpenMemory = Callable[[Path, str, Task, str], CrawlMemory]
"""Opens the memory beside an archive for a publication's name, a task and a scope: what was asked for,
in one line. A run goes on with an earlier one of the same scope only."""
