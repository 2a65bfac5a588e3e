"""Dates as feeds and sitemaps write them: by RFC 822, by ISO 8601, by W3C's note on it, and carelessly."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from crawler.parsers.date_text import read_date

_MONTH_OR_YEAR = re.compile(r"\s*((?:19|20)\d\d)(?:-(0[1-9]|1[0-2]))?Z?\s*\Z", re.IGNORECASE)
_NUMBERS = re.compile(r"\d[\d\s.,:/+tz-]*(?:utc|gmt|ces?t)?\Z", re.IGNORECASE)
_FIRST_YEAR = 1980  # earlier ones stand where nobody knows: 0001-01-01, 1970-01-01


class Period(NamedTuple):
    """The first and the last moment that a date may mean (aware); the same but for a month or a year alone,
    of which it is the beginning of the last day. A day alone is its beginning."""

    first: datetime
    last: datetime

    @property
    def is_exact(self) -> bool:
        """Whether a day is named."""
        return self.first == self.last


def read_moment(text: str) -> datetime | None:
    """A date that names a day at least, as aware datetime (UTC where no offset is given)."""
    text = text.strip()
    for read in (datetime.fromisoformat, parsedate_to_datetime, _read_carelessly):
        try:
            moment = read(text)
        except (ValueError, TypeError, OverflowError):
            continue
        if moment is not None and moment.year >= _FIRST_YEAR:
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None


def read_period(text: str) -> Period | None:
    """A date of whatever precision: W3C allows a year, a month, a day, a minute, a second and its parts."""
    if (match := _MONTH_OR_YEAR.match(text)) is not None and int(match[1]) >= _FIRST_YEAR:
        year, month = int(match[1]), int(match[2] or 0)
        first = datetime(year, month or 1, 1, tzinfo=UTC)
        end = first.replace(year=year + (month in (0, 12)), month=month % 12 + 1)
        return Period(first, end - timedelta(days=1))
    moment = read_moment(text)
    return Period(moment, moment) if moment is not None else None


def _read_carelessly(text: str) -> datetime | None:
    """What a reader would understand: 2024-05-31t10:00:00z, 2024-5-3, 31.05.2024 10:00, 2024/05/31."""
    found = read_date(text) if _NUMBERS.match(text) else None
    return found.when if found is not None else None
