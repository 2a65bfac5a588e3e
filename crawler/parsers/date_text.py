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
_LONGEST_DATE = 60  # characters of a text that is a date and nothing else
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
# All patterns are for text in lower case.
_LABEL = re.compile(
    r"\s*(?:(?:først )?publisert(?: første gang)?|oppdatert|sist (?:endret|oppdatert|endra)|lagt ut|endret|"
    r"published(?: on)?|posted(?: on)?|updated|last (?:updated|modified)|dato|date|av .{2,40}?,)\s*:?\s*"
)
_ZONE = r"(?P<zone>z|utc|gmt|cet|cest|e[sd]t|p[sd]t|bst|[+-]\d\d(?::?\d\d)?)"
_CLOCK = (  # '14:30', 'kl. 14.30', 'kl 14', '2:30 pm'; a bare number behind a date is something else
    r"(?:[,\s]{0,3}(?:[-–|·]\s?)?(?:kl\.?|klokken|klokka|at|um)?\s{0,2}(?P<hour>\d{1,2})[.:](?P<minute>\d\d)(?!\d)"
    r"(?::\d\d)?(?:\s?(?P<half>[ap])\.?m\b\.?)?(?:\s?" + _ZONE + r"\b)?|"
    r"[,\s]{0,3}(?:kl\.?|klokken|klokka)\s{0,2}(?P<full_hour>\d{1,2})(?!\d))?"
)
_MACHINE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d|\Z)")  # as systems write it, and as it stands
_ISO = re.compile(
    r"(?<!\d)(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)"
    r"(?:[t\s]{1,3}(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::\d\d(?:[.,]\d{1,9})?)?(?:\s?" + _ZONE + r")?)?"
)
_COMPACT = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)"
    r"(?:t?(?P<hour>[0-2]\d):?(?P<minute>[0-5]\d)(?::?\d\d)?" + _ZONE + r"?)?\Z"
)
_NAMED = r"(?<!\d)(?P<day>\d{1,2})(?:\.|th|st|nd|rd)?\s{0,2}(?:of\s|de\s)?(?P<name>[a-z]{3,9})\.?"
_NORWEGIAN = re.compile(_NAMED + r",?\s{0,3}(?P<year>\d{4})(?!\d)" + _CLOCK)
_AMERICAN = re.compile(
    r"(?<![a-z])(?P<name>[a-z]{3,9})\.?\s{1,2}(?P<day>\d{1,2})(?:th|st|nd|rd)?,?\s{1,2}"
    r"(?P<year>\d{4})(?!\d)" + _CLOCK
)
_DOTTED = re.compile(
    r"(?<![\d.])(?P<day>\d{1,2})(?P<sign>[./-])\s?(?P<month>\d{1,2})"
    r"(?:[./]\s?(?P<year>\d{4}|\d\d)|(?:\s?[-–]\s?|\s)(?P<full_year>\d{4}))(?!\d)" + _CLOCK
)
_PATTERNS = (_ISO, _NORWEGIAN, _AMERICAN, _DOTTED)  # in this order
_YEARLESS = re.compile(
    r"(?:[a-zæøå]{3,8}\.?,?\s)?(?:den\s)?" + _NAMED + r"(?!\s?\d{4})" + _CLOCK + r"\s{0,3}(?!\w)"
)
_AGO = re.compile(
    r"(?:for\s)?(?:ca\.?\s)?(?P<count>\d{1,3}|[a-zæøåé]{2,5})\s"
    r"(?P<unit>minutt|min|tim|dag|døgn|uke|veke|måned|månad|år|hour|day|minute|week|month|year)[a-z]{0,4}\s"
    r"(?:siden|sidan|ago)"
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
_RELATIVE = re.compile(r"(?P<day>i dag|i går|today|yesterday)\b" + _CLOCK)
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
    "est": -5,
    "edt": -4,
    "pst": -8,
    "pdt": -7,
    "bst": 1,
    "cet": 1,
    "cest": 2,
    "z": 0,
    "utc": 0,
    "gmt": 0,
}
# Without 'relative-time': what counts from now would say something else at every reading.
_DATEPARSER = {
    "STRICT_PARSING": True,
    "PREFER_DATES_FROM": "past",
    "PARSERS": ["custom-formats", "absolute-time", "no-spaces-time"],
}
_NUMBER = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]{3,}")
_MOST_WORDS = 4  # 'Mittwoch, den 3. März 2025, 14:30 Uhr'; a text with more is a sentence
_NO_DATE = re.compile(r"[$€£%?!…]")


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
    text = text[:_LONGEST].strip()
    if _MACHINE.match(text):
        moment = _from_machine(text)
        if moment is not None:
            return moment
    text = text.lower()
    numbers = _NUMBER.findall(text)
    if not numbers and fetched_at is None:
        return None
    for pattern in _PATTERNS if len(numbers) > 1 else ():
        match = pattern.search(text)
        moment = _build(match.groupdict(), language) if match else None
        if moment is not None:
            return moment
    text = _LABEL.sub("", text, count=1).strip()
    if not numbers and not _AGO.match(text) and not _RELATIVE.match(text):
        return None
    match = _COMPACT.match(text)
    moment = _build(match.groupdict(), language) if match else None
    return moment or _relative(text, fetched_at) or _by_dateparser(text, language)


def _from_machine(text: str) -> Moment | None:
    """A date in ISO 8601, as most metadata hold it; None where it says more than that."""
    try:
        when = datetime.fromisoformat(text).replace(second=0, microsecond=0)
    except ValueError:
        return None
    exact = (when.hour, when.minute) != (0, 0)
    return Moment(when if when.tzinfo else when.replace(tzinfo=OSLO), "minute" if exact else "day")


def _build(parts: dict[str, str | None], language: str | None = None) -> Moment | None:
    """The moment that a pattern's named groups say; None where there is no such day or hour."""
    month = int(parts.get("month") or _MONTHS.get(parts.get("name") or "", 0))
    day = int(parts.get("day") or 0)
    if month > _MONTHS_A_YEAR or (
        parts.get("sign") in ("/", "-") and _says_month_first(language) and day <= _MONTHS_A_YEAR
    ):
        day, month = month, day
    year = parts.get("year") or parts.get("full_year") or ""
    century = "" if len(year) == 4 else "20" if year < "70" else "19"
    hour, minute = int(parts.get("hour") or parts.get("full_hour") or 0), int(parts.get("minute") or 0)
    if parts.get("half"):
        hour = hour % 12 + (12 if parts["half"] == "p" else 0)
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
    if offset in _OFFSETS:
        hours = _OFFSETS[offset]
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
        said = match["count"]
        count = int(said) if said.isdigit() else _COUNTS.get(said, 0)
        minutes = count * _UNITS[match["unit"][:3]]
        return (
            Moment(now - timedelta(minutes=minutes), "minute" if minutes < _DAY else "day") if count else None
        )
    match = _RELATIVE.search(text)
    if match:
        day = now - timedelta(days=match["day"] in ("i går", "yesterday"))
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
    if not _may_be_a_date(text):
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


def _may_be_a_date(text: str) -> bool:
    """Whether a text has a day, a year and few words; dateparser takes a millisecond to say no."""
    lengths = {len(number) for number in _NUMBER.findall(text)}
    return (
        len(text) <= _LONGEST_DATE
        and 4 in lengths
        and not lengths.isdisjoint((1, 2))
        and _LETTER.search(text) is not None
        and _NO_DATE.search(text) is None
        and len(_WORD.findall(text)) <= _MOST_WORDS
    )
