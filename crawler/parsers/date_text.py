"""Dates as text: ISO 8601 and its relatives, Norwegian in both forms, the rest by dateparser.

A label ('Publisert:', 'Sist endret') is cut first. What has no offset is Europe/Oslo. Forms that
news pages use all the time are read by patterns of our own; dateparser reads the others, with
Norwegian and the page's language alone, since finding the language out is what makes it slow.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

import dateparser

from crawler.article import Precision

OSLO = ZoneInfo("Europe/Oslo")
_LONGEST = 100  # characters; a longer text is no date
_MONTHS_A_YEAR = 12

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
_ZONE = r"(?P<zone>Z|UTC|GMT|CET|CEST|E[SD]T|P[SD]T|BST|[+-]\d\d(?::?\d\d)?)"
_CLOCK = (  # '14:30', 'kl. 14.30', 'kl 14', '2:30 pm'; a bare number behind a date is something else
    r"(?:[,\s]{0,3}(?:[-–|·]\s?)?(?:kl\.?|klokken|klokka|at|um)?\s{0,2}(?P<hour>\d{1,2})[.:](?P<minute>\d\d)(?!\d)"
    r"(?::\d\d)?(?:\s?(?P<half>[ap])\.?m\b\.?)?(?:\s?" + _ZONE + r"\b)?|"
    r"[,\s]{0,3}(?:kl\.?|klokken|klokka)\s{0,2}(?P<full_hour>\d{1,2})(?!\d))?"
)
_ISO = re.compile(
    r"(?<!\d)(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)"
    r"(?:[T\s]{1,3}(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::\d\d(?:[.,]\d{1,9})?)?(?:\s?" + _ZONE + r")?)?",
    re.I,
)
_COMPACT = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)"
    r"(?:T?(?P<hour>[0-2]\d):?(?P<minute>[0-5]\d)(?::?\d\d)?" + _ZONE + r"?)?\Z",
    re.I,
)
_NAMED = r"(?<!\d)(?P<day>\d{1,2})(?:\.|th|st|nd|rd)?\s{0,2}(?:of\s|de\s)?(?P<name>[a-z]{3,9})\.?"
_NORWEGIAN = re.compile(_NAMED + r",?\s{0,3}(?P<year>\d{4})(?!\d)" + _CLOCK, re.I)
_AMERICAN = re.compile(
    r"(?P<name>[a-z]{3,9})\.?\s{1,2}(?P<day>\d{1,2})(?:th|st|nd|rd)?,?\s{1,2}(?P<year>\d{4})(?!\d)" + _CLOCK,
    re.I,
)
_DOTTED = re.compile(
    r"(?<![\d.])(?P<day>\d{1,2})(?P<sign>[./])\s?(?P<month>\d{1,2})"
    r"(?:[./]\s?(?P<year>\d{4}|\d\d)|(?:\s?[-–]\s?|\s)(?P<full_year>\d{4}))(?!\d)" + _CLOCK,
    re.I,
)
_YEARLESS = re.compile(
    r"(?:[a-zæøå]{3,8}\.?,?\s)?(?:den\s)?" + _NAMED + r"(?!\s?\d{4})" + _CLOCK + r"\s{0,3}(?!\w)", re.I
)
_AGO = re.compile(
    r"(?:for\s)?(?:ca\.?\s)?(?P<count>\d{1,3}|[a-zæøåé]{2,5})\s"
    r"(?P<unit>minutt|min|tim|dag|døgn|uke|veke|måned|månad|år|hour|day|minute|week|month|year)[a-z]{0,4}\s"
    r"(?:siden|sidan|ago)",
    re.I,
)
_COUNTS = {
    word: count
    for count, words in enumerate(
        (
            "",
            "en et ett ei ein eit én éin a an one",
            "to two",
            "tre three",
            "fire four",
            "fem five",
            "seks six",
        )
    )
    for word in words.split()
}
_RELATIVE = re.compile(r"(?P<day>i dag|i går|today|yesterday)\b" + _CLOCK, re.I)
_HOUR, _DAY = 60, 24 * 60
_UNITS = {
    "min": 1,
    "tim": _HOUR,
    "hou": _HOUR,
    "dag": _DAY,
    "døg": _DAY,
    "day": _DAY,
    "uke": 7 * _DAY,
    "vek": 7 * _DAY,
}
_UNITS |= {"wee": 7 * _DAY, "mån": 30 * _DAY, "mon": 30 * _DAY, "år": 365 * _DAY, "yea": 365 * _DAY}
_OFFSETS = {
    "EST": -5,
    "EDT": -4,
    "PST": -8,
    "PDT": -7,
    "BST": 1,
    "CET": 1,
    "CEST": 2,
    "Z": 0,
    "UTC": 0,
    "GMT": 0,
}
# Without 'relative-time': what counts from now would say something else at every reading.
_DATEPARSER = {
    "STRICT_PARSING": True,
    "PREFER_DATES_FROM": "past",
    "PARSERS": ["custom-formats", "absolute-time", "no-spaces-time"],
}
_MAY_BE_DATE = re.compile(r"\d{4}|\d[./-] ?\d{1,2}[./-] ?\d\d")  # dateparser takes long to say no


class Moment(NamedTuple):
    """A point in time (aware) and how exactly it was said."""

    when: datetime
    precision: Precision


def read_date(text: str, fetched_at: datetime | None = None, language: str | None = None) -> Moment | None:
    """The first date in a short text; None where there is none.

    `fetched_at` (aware) is what 'for 3 timer siden' counts from, and what gives '12. mars' its
    year; without it such texts say nothing. `language` is the page's ('nb', 'en-US'): it tells
    dateparser what else to expect, and '3/12/2024' on an English page is the 12th of March.
    """
    text = _LABEL.sub("", text[:_LONGEST].strip(), count=1).strip()
    if (
        not any(character.isdigit() for character in text)
        and not _AGO.match(text)
        and not _RELATIVE.match(text)
    ):
        return None
    for pattern in (_COMPACT, _ISO, _NORWEGIAN, _AMERICAN, _DOTTED):
        match = pattern.match(text) if pattern is _COMPACT else pattern.search(text)
        moment = _build(match.groupdict(), language) if match else None
        if moment is not None:
            return moment
    return _relative(text, fetched_at) or _by_dateparser(text, language)


def _build(parts: dict[str, str | None], language: str | None = None) -> Moment | None:
    """The moment that a pattern's named groups say; None where there is no such day or hour."""
    month = int(parts.get("month") or _MONTHS.get((parts.get("name") or "").lower(), 0))
    day = int(parts.get("day") or 0)
    if month > _MONTHS_A_YEAR or (
        parts.get("sign") == "/" and _says_month_first(language) and day <= _MONTHS_A_YEAR
    ):
        day, month = month, day
    year = parts.get("year") or parts.get("full_year") or ""
    century = "" if len(year) == 4 else "20" if year < "70" else "19"
    hour, minute = int(parts.get("hour") or parts.get("full_hour") or 0), int(parts.get("minute") or 0)
    if parts.get("half"):
        hour = hour % 12 + (12 if parts["half"] in ("p", "P") else 0)
    try:
        when = datetime(int(century + year), month, day, hour, minute, tzinfo=_zone(parts.get("zone")))
    except ValueError:
        return None
    return Moment(when, "minute" if (hour, minute) != (0, 0) else "day")


def _says_month_first(language: str | None) -> bool:
    """Whether a page's language tag is one of the United States' English."""
    return (language or "").lower() in ("en", "en-us", "en_us")


def _zone(offset: str | None) -> tzinfo:
    if not offset:
        return OSLO
    if offset.upper() in _OFFSETS:
        hours = _OFFSETS[offset.upper()]
        return timezone(timedelta(hours=hours)) if hours else UTC
    digits = offset[1:].replace(":", "").ljust(4, "0")
    ahead = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4]))
    return timezone(-ahead if offset[0] == "-" else ahead) if ahead else UTC


def _relative(text: str, fetched_at: datetime | None) -> Moment | None:
    """What a text says with the moment of the fetch as its measure."""
    if fetched_at is None:
        return None
    now = fetched_at.astimezone(OSLO)
    match = _AGO.search(text)
    if match:
        said = match["count"].lower()
        count = int(said) if said.isdigit() else _COUNTS.get(said, 0)
        minutes = count * _UNITS[match["unit"][:3].lower()]
        return (
            Moment(now - timedelta(minutes=minutes), "minute" if minutes < _DAY else "day") if count else None
        )
    match = _RELATIVE.search(text)
    if match:
        day = now - timedelta(days=match["day"].lower() in ("i går", "yesterday"))
        return _build(
            {**match.groupdict(), "year": f"{day.year}", "month": f"{day.month}", "day": f"{day.day}"}
        )
    match = _YEARLESS.match(text)
    if match is None:
        return None
    for year in (now.year, now.year - 1):
        moment = _build({**match.groupdict(), "year": f"{year}"})
        if moment is not None and moment.when <= now + timedelta(days=1):
            return moment
    return None


def _by_dateparser(text: str, language: str | None) -> Moment | None:
    """What is left: other languages' months, unusual orders. Only whole texts that are a date."""
    if not 6 <= len(text) <= 60 or not _MAY_BE_DATE.search(text):
        return None
    languages = list(dict.fromkeys(["nb", *([language[:2].lower()] if language else []), "en"]))
    try:
        when = dateparser.parse(text, languages=languages, settings=_DATEPARSER)
    except (ValueError, OverflowError):
        return None
    if when is None or not 1970 <= when.year <= 2100:
        return None
    exact = bool(re.search(r"\d[:.]\d\d", text)) and (when.hour, when.minute) != (0, 0)
    return Moment(when if when.tzinfo else when.replace(tzinfo=OSLO), "minute" if exact else "day")
