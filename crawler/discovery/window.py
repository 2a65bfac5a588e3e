"""The days that a crawl is asked for, and what addresses and finders say of theirs."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from crawler.discovery.entry import Entry

OLDER = "Published before the days asked for; not kept."
NEWER = "Published after the days asked for; not kept."
_ZONE = ZoneInfo("Europe/Oslo")
_ZONES = timedelta(hours=2)  # a finder's clock that names no zone may be Oslo's or UTC's
_LEEWAY = timedelta(days=1)  # an article's address may carry the date of its first draft
_YEAR, _MONTH, _DAY = r"((?:19|20)\d\d)", r"(0?[1-9]|1[0-2])", r"(0[1-9]|[12]\d|3[01])"
_IN_PATH = re.compile(rf"/{_YEAR}/{_MONTH}(?:/{_DAY})?/")  # /2024/05/31/slug
_END_OF_LIST = re.compile(rf"/{_YEAR}(?:[/-]{_MONTH}(?:[/-]{_DAY})?)?/?\Z")  # /arkiv/2024/05
_IN_PART = (  # sitemap-2024-05.xml, /sitemap/2024/5/31.xml, sitemap_202405.xml, ?yyyy=2024&mm=05
    re.compile(rf"(?<!\d){_YEAR}[-_/.]{_MONTH}(?:[-_/.]{_DAY})?(?!\d)"),
    re.compile(rf"(?<!\d){_YEAR}(0[1-9]|1[0-2]){_DAY}?(?!\d)"),
    re.compile(rf"[?&]y+(?:ear)?={_YEAR}(?:&m+(?:onth)?={_MONTH}(?:&d+(?:ay)?={_DAY})?)?(?!\d)"),
    re.compile(rf"(?<!\d){_YEAR}(?!\d)"),
)


class Window(NamedTuple):
    """From `since` until, but without, `before`; None is no bound. Both aware."""

    since: datetime | None = None
    before: datetime | None = None

    def misses(self, moment: datetime) -> str | None:
        """Why what was published at `moment` is not kept, in words; None where it is."""
        if self.since is not None and moment < self.since:
            return OLDER
        if self.before is not None and moment >= self.before:
            return NEWER
        return None

    def may_hold(self, entry: Entry) -> bool:
        """Whether an article may be one of these days, after all that its finder and its address say."""
        if entry.date is not None:
            return self._meets((entry.date, entry.date), _ZONES)
        if entry.earliest is not None and self.before is not None and entry.earliest >= self.before:
            return False
        return not self.is_older(entry) and self._meets(_span(_IN_PATH.search(entry.url)), _LEEWAY)

    def is_older(self, entry: Entry) -> bool:
        """Whether an entry is known to be older: what last changed before was published before. Where its
        finder gives no day, its address may name one."""
        if self.since is None:
            return False
        if (last_word := entry.date or entry.lastmod) is not None:
            return last_word < self.since
        named = _span(_IN_PATH.search(entry.url))
        return named is not None and named[1] + _LEEWAY <= self.since

    def may_reach(self, part: Entry) -> bool:
        """Whether a part of a sitemap may list articles of these days."""
        return not self.is_older(part) and self._meets(part_span(part.url))

    def may_list(self, url: str) -> bool:
        """Whether a list may show articles of these days, by the year, month or day that its path ends in."""
        return self._meets(_span(_END_OF_LIST.search(url)), _LEEWAY)

    def _meets(self, span: tuple[datetime, datetime] | None, leeway: timedelta = timedelta(0)) -> bool:
        if span is None:
            return True
        first, last = span[0] - leeway, span[1] + leeway
        ended = self.since is not None and last <= self.since
        return not ended and not (self.before is not None and first >= self.before)


def part_span(url: str) -> tuple[datetime, datetime] | None:
    """Begin and end of the year, month or day that a sitemap part's address names, if it does."""
    path = url.partition("://")[2].partition("/")[2]
    return next((span for pattern in _IN_PART if (span := _span(pattern.search(f"/{path}")))), None)


def _span(match: re.Match[str] | None) -> tuple[datetime, datetime] | None:
    if match is None:
        return None
    year, month, day = (int(number) if number else None for number in (*match.groups(), None, None)[:3])
    try:
        first = datetime(year or 1, month or 1, day or 1, tzinfo=_ZONE)
    except ValueError:  # 31 February
        return None
    if day:
        return first, first + timedelta(days=1)
    if month and month < 12:
        return first, first.replace(month=month + 1)
    return first, first.replace(year=first.year + 1, month=1)
