"""The finders that worked: what a publication's last whole crawl or refresh found articles by.

A refresh asks them again, whatever a front page that did not change keeps to itself, and asks no usual
place where nothing was. Pure; dumped as plain data.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple, Self

from crawler.capture import CaptureKind


class Finder(NamedTuple):
    """A sitemap, a feed or the first page of a list.

    `usual` is the number of its usual place, 0 where somebody named it; `level` counts the sitemap indexes
    above it; `is_index`: it leads to further sitemaps, which are known only while it is read. `in_menu`:
    the front page's navigation leads there. `brought` is when it last showed an article that the archive
    had not (ISO 8601 with offset). `written` is the address as it is asked for, where it is spelt otherwise.
    """

    url: str
    kind: CaptureKind
    usual: int = 0
    level: int = 0
    is_index: bool = False
    in_menu: bool = False
    brought: str = ""
    written: str = ""


class Finders:
    """The finders of one publication by address. `is_whole`: nothing else worked when they were noted."""

    def __init__(self) -> None:
        self._known: dict[str, Finder] = {}
        self.is_whole = False
        self.is_changed = False  # since it was dumped last

    def __iter__(self) -> Iterator[Finder]:
        return iter(list(self._known.values()))

    def get(self, url: str) -> Finder | None:
        """The finder at an address, if it worked."""
        return self._known.get(url)

    def note(self, finder: Finder) -> None:
        """It listed something. When it last brought something new stays as it was."""
        earlier = self._known.get(finder.url)
        self._put(finder._replace(brought=earlier.brought) if earlier is not None else finder)

    def note_brought(self, url: str, moment: datetime) -> None:
        """It showed an article that the archive had not."""
        if (finder := self._known.get(url)) is not None:
            self._put(finder._replace(brought=moment.isoformat(timespec="seconds")))

    def forget(self, url: str) -> None:
        """There is nothing any more."""
        self.is_changed |= self._known.pop(url, None) is not None

    def has_usual(self, kind: CaptureKind) -> bool:
        """Whether one of the usual places of this kind worked."""
        return any(finder.usual and finder.kind == kind for finder in self._known.values())

    def _put(self, finder: Finder) -> None:
        self.is_changed |= self._known.get(finder.url) != finder
        self._known[finder.url] = finder

    def dump(self) -> list[dict[str, Any]]:
        """All of them as plain data, without the values that are the usual ones."""
        self.is_changed = False
        usual = Finder._field_defaults
        return [
            {name: value for name, value in finder._asdict().items() if value != usual.get(name)}
            for finder in self._known.values()
        ]

    @classmethod
    def load(cls, data: list[dict[str, Any]], *, is_whole: bool = False) -> Self:
        """What `dump` gave, as it was."""
        finders = cls()
        finders._known = {finder["url"]: Finder(**finder) for finder in data}
        finders.is_whole = is_whole
        return finders
