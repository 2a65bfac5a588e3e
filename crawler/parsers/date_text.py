"""Dates as text: ISO 8601 and its relatives, Norwegian in both forms, the rest by dateparser.

A label ('Publisert:', 'Sist endret') is cut first. What has no offset is Europe/Oslo. Forms that
news pages use all the time are read by patterns of our own; dateparser reads the others, with
Norwegian and the page's language alone, since finding the language out is what makes it slow.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

import dateparser

from crawler.article import Precision

OSLO = ZoneInfo("Europe/Oslo")
_LONGEST = 100  # characters; a longer text is no date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar jan january",
            "februar feb february",
            "mars mar march",
            "april apr",
            "mai may",
            "juni jun june",
            "juli jul july",
            "august aug",
            "september sep sept",
            "oktober okt oct october",
            "november nov",
            "desember des dec december",
        ),
        1,
    )
    for name in names.split()
}
_LABEL = re.compile(
    r"\s*(?:(?:først )?publisert(?: første gang)?|oppdatert|sist (?:endret|oppdatert|endra)|lagt ut|endret|"
    r"published(?: on)?|posted(?: on)?|updated|last (?:updated|modified)|dato|date|av .{2,40}?,)\s*:?\s*",
    re.I,
)
_CLOCK = (  # '14:30', 'kl. 14.30', 'kl 14'; a bare number behind a date is something else
    r"(?:[,\s]{0,3}(?:[-–|]\s?)?(?:kl\.?|klokken|klokka|at)?\s{0,2}(?P<hour>\d{1,2})[.:](?P<minute>\d\d)|"
    r"[,\s]{0,3}(?:kl\.?|klokken|klokka)\s{0,2}(?P<full_hour>\d{1,2}))?"
)
_ISO = re.compile(
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"
    r"(?:[T\s]+(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::\d\d(?:[.,]\d+)?)?\s*(?P<zone>Z|UTC|GMT|"
    r"[+-]\d\d:?\d\d|[+-]\d\d)?)?",
    re.I,
)
_NORWEGIAN = re.compile(
    r"(?P<day>\d{1,2})(?:\.|th|st|nd|rd)?\s*(?:of\s+)?(?P<name>[a-z]{3,9})\.?,?\s+(?P<year>\d{4})" + _CLOCK,
    re.I,
)
_AMERICAN = re.compile(
    r"(?P<name>[a-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:th|st|nd|rd)?,?\s+(?P<year>\d{4})", re.I
)
_DOTTED = re.compile(r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4}|\d\d)(?!\d)" + _CLOCK, re.I)
_AGO = re.compile(
    r"(?:for\s+)?(?:ca\.?\s+)?(?P<count>\d{1,3}|ett?|ein|én)\s+"
    r"(?P<unit>minutt|min|time|dag|døgn|uke|veke|hour|day|minute|week)[a-z]{0,4}\s+(?:siden|sidan|ago)",
    re.I,
)
_RELATIVE = re.compile(r"(?P<day>i dag|i går|today|yesterday)\b" + _CLOCK, re.I)
_UNITS = {"minutt": 1, "min": 1, "minute": 1, "time": 60, "hour": 60, "dag": 1440, "døgn": 1440, "day": 1440}
_WEEK = 7 * 1440


class Moment(NamedTuple):
    """A point in time (aware) and how exactly it was said."""

    when: datetime
    precision: Precision


def read_date(text: str, fetched_at: datetime | None = None, language: str | None = None) -> Moment | None:
    """The first date in a short text; None where there is none.

    `fetched_at` (aware) is what 'for 3 timer siden' counts from; without it such texts say nothing.
    """
    text = _LABEL.sub("", text[:_LONGEST].strip(), count=1).strip()
    if not any(character.isdigit() for character in text) and not _RELATIVE.match(text):
        return None
    for pattern in (_ISO, _NORWEGIAN, _AMERICAN, _DOTTED):
        match = pattern.search(text)
        moment = _build(match) if match else None
        if moment is not None:
            return moment
    return _relative(text, fetched_at) or _by_dateparser(text, language)


def _build(match: re.Match[str]) -> Moment | None:
    parts = match.groupdict()
    month = int(parts["month"]) if parts.get("month") else _MONTHS.get((parts.get("name") or "").lower(), 0)
    year = int(parts["year"])
    year += 2000 if year < 70 else 1900 if year < 100 else 0
    hour, minute = parts.get("hour") or parts.get("full_hour"), parts.get("minute")
    try:
        when = datetime(year, month, int(parts["day"]), int(hour or 0), int(minute or 0))
    except ValueError:
        return None
    return Moment(
        when.replace(tzinfo=_zone(parts.get("zone"))),
        "minute" if (when.hour, when.minute) != (0, 0) else "day",
    )


def _zone(offset: str | None) -> tzinfo:
    if not offset:
        return OSLO
    if offset.upper() in ("Z", "UTC", "GMT"):
        return UTC
    return datetime.strptime(offset.replace(":", "").ljust(5, "0"), "%z").tzinfo or UTC


def _relative(text: str, fetched_at: datetime | None) -> Moment | None:
    if fetched_at is None:
        return None
    now = fetched_at.astimezone(OSLO)
    match = _AGO.search(text)
    if match:
        count = int(match["count"]) if match["count"].isdigit() else 1
        minutes = count * _UNITS.get(match["unit"].lower(), _WEEK)
        return Moment(now - timedelta(minutes=minutes), "minute" if minutes < 1440 else "day")
    match = _RELATIVE.search(text)
    if match:
        day = now - timedelta(days=match["day"].lower() in ("i går", "yesterday"))
        said = match["hour"] or match["full_hour"]
        hour = int(said or 0)
        if hour < 24:
            when = day.replace(hour=hour, minute=int(match["minute"] or 0), second=0, microsecond=0)
            return Moment(when, "minute" if said else "day")
    return None


def _by_dateparser(text: str, language: str | None) -> Moment | None:
    """What is left: other languages' months, unusual orders. Only whole texts that are a date."""
    if not 6 <= len(text) <= 60 or sum(character.isdigit() for character in text) < 3:
        return None
    languages = list(dict.fromkeys(["nb", *([language] if language else []), "en"]))
    settings = {"STRICT_PARSING": True, "PREFER_DATES_FROM": "past"}
    try:
        when = dateparser.parse(text, languages=languages, settings=settings)
    except (ValueError, OverflowError):
        return None
    if when is None or not 1970 <= when.year <= 2100:
        return None
    exact = bool(re.search(r"\d[:.]\d\d", text)) and (when.hour, when.minute) != (0, 0)
    return Moment(when if when.tzinfo else when.replace(tzinfo=OSLO), "minute" if exact else "day")
