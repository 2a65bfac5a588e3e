"""What an address of the front asks for: the search form, as it was filled in and as it is meant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from archive.errors import ArchiveError
from archive.filters import Filters
from archive.search import FIELDS

ON_A_PAGE = 20
MOST_SHOWN = 1000  # as many as the command `search` shows
LAST_PAGE = MOST_SHOWN // ON_A_PAGE


class NotUnderstood(ArchiveError):
    """An address asks for something that cannot be; the message says what and how to write it."""


class NotHere(ArchiveError):
    """An address names something that the archive does not have."""


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of the form as texts; their names are those of the commands' options, `q` the query.

    `page` is of a search, `by` the period of a trend.
    """

    q: str = ""
    site: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    author: tuple[str, ...] = ()
    keyword: tuple[str, ...] = ()
    field: tuple[str, ...] = ()
    page: str = ""
    by: str = ""

    @classmethod
    def of(cls, values: Iterable[tuple[str, str]]) -> Form:
        """The form that an address's query string fills in; what it does not know is passed over."""
        filled: dict[str, Any] = {}
        several = {one.name for one in fields(cls) if one.default == ()}
        known = {one.name for one in fields(cls)}
        for name, value in values:
            text = _readable(value)
            if text and name in several:
                filled[name] = (*filled.get(name, ()), text)
            elif text and name in known:
                filled[name] = text
        return cls(**filled)

    def address(self, path: str = "/", **changes: object) -> str:
        """The address that asks for the same, with other values in some fields."""
        form = replace(self, **changes) if changes else self  # type: ignore[arg-type]
        return address(path, **{one.name: getattr(form, one.name) for one in fields(form)})

    def filters(self) -> Filters:
        """What an article must have. Raises NotUnderstood for days that are none."""
        since, until = _day(self.since), _day(self.until)
        if since and until and until < since:
            raise NotUnderstood("The last day is before the first one, so no article can be meant.")
        return Filters(self.site, since, until, self.author, self.keyword)

    def fields(self) -> tuple[str, ...]:
        """The fields in which the words may stand. Raises NotUnderstood."""
        for name in self.field:
            if name not in FIELDS:
                raise NotUnderstood(f"{name!r} is no field of a search. There are {', '.join(FIELDS)}.")
        return self.field or FIELDS

    def page_number(self) -> int:
        """Which page of the list is asked for, from 1. Raises NotUnderstood."""
        if not self.page:
            return 1
        if not (self.page.isascii() and self.page.isdigit() and 1 <= int(self.page[:6]) <= LAST_PAGE):
            raise NotUnderstood(
                f"{self.page!r} is no page of this list. Pages are numbered from 1 to {LAST_PAGE}; "
                "choose fewer days, or take all as a file."
            )
        return int(self.page)

    @property
    def is_narrowed(self) -> bool:
        """Whether an article must meet anything but the query."""
        return self != Form(q=self.q, page=self.page, by=self.by)


def _readable(value: str) -> str:
    """A value without what no text of an archive holds: ends of white space, broken characters, NUL."""
    return value.encode(errors="ignore").decode().replace("\0", "").strip()


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise NotUnderstood(f"{text!r} is not a day. Write it as 2024-05-31.") from None


def address(path: str, **values: object) -> str:
    """A path with a query string; what is empty is left out."""
    asked = urlencode([(name, value) for name, value in values.items() if value], doseq=True)
    return f"{path}?{asked}" if asked else path
