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
from crawler.parsers.date_relative import ends, says_ago, says_day
from crawler.parsers.date_words import (
    AFTER_LABEL,
    MONTHS,
    NAMED_ZONES,
    OFFSETS,
    PUBLISHED,
    UPDATED,
    WEEKDAYS,
    WORDS_TOO,
)

OSLO = ZoneInfo("Europe/Oslo")
_LONGEST = 100  # characters; a longer text is no date
_LONGEST_DATE = 60  # characters of a text that is a date and nothing else
_MONTHS_A_YEAR = 12

# All patterns are for text in lower case.
_LABEL = re.compile(
    rf"\s*(?:(?:{'|'.join((*PUBLISHED, *UPDATED))}|dato|date)\b{AFTER_LABEL}|av .{{2,40}}?,)\s*"
)
_ZONE = rf"(?P<zone>(?:gmt|utc)?[+-]\d\d(?::?\d\d)?|{'|'.join((*OFFSETS, *NAMED_ZONES))})"
_HALF = r"(?:\s?(?P<half>[ap])\.?m\b\.?)"
_O_CLOCK = r"(?:kl(?:okken|okka|o)?\.?|at|um|à|ore|às|a las)"
_SECONDS = r"(?::\d\d(?:[.,]\d{1,9})?)?"


def _clock(gap: str) -> str:
    """'14:30', 'kl. 14.30', 'kl 14', '2:30 pm' behind such signs; a bare number is something else."""
    return (
        rf"(?:[{gap}]{{0,3}}(?:[-–—|·•/]{{1,2}}\s?)?{_O_CLOCK}?\s{{0,2}}(?P<hour>\d{{1,2}})(?:[.:時]|\s?h\s?)(?P<minute>\d\d)"
        rf"(?!\d){_SECONDS}{_HALF}?(?:\s?\(?{_ZONE}(?!\w))?|"
        r"[,\s]{0,3}(?:kl\.?|klokken|klokka)\s{0,2}(?P<full_hour>\d{1,2})(?P<full_minute>[0-5]\d)?(?!\d)|"
        r"[,\s]{0,3}(?:at\s)?(?P<short_hour>\d{1,2})\s?(?P<short_half>[ap])\.?m\b)?"
    )


_CLOCK = _clock(r",\s(")
_CLOCK_ONLY = re.compile(_CLOCK)
_AHEAD = re.compile(  # a clock right ahead of a date; '12.30' without 'kl.' may be a date itself
    rf"(?<![\d.:])(?:{_O_CLOCK}\s{{0,2}}(?P<hour>\d{{1,2}})[.:]|(?P<bare_hour>\d{{1,2}}):)(?P<minute>\d\d){_SECONDS}"
    rf"{_HALF}?(?:\s?uhr)?(?:\s?\(?{_ZONE}\)?)?[\s,|·•–—-]{{0,4}}(?:on\s)?"
    rf"(?:(?:{'|'.join(WEEKDAYS)})\b\.?,?\s{{0,2}})?(?:den\s|the\s|d\.\s)?\Z"
)
_MACHINE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d|\Z)")  # as systems write it, and as it stands
_ISO = re.compile(
    r"(?<!\d)(?P<year>\d{4})[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})(?!\d)日?" + _clock(r"t,\s(")
)
_COMPACT = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)"
    r"(?:t?(?P<hour>[0-2]\d):?(?P<minute>[0-5]\d)(?::?\d\d)?" + _ZONE + r"?)?\Z"
)
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?\Z")  # seconds or milliseconds since 1970
_EPOCH_DIGITS = 10  # of the seconds
_NAME = r"(?P<name>[^\W\d_]{3,14})\.?"
_NAMED = rf"(?<!\d)(?P<day>\d{{1,2}})(?:\.|th|st|nd|rd|er)?[\s/-]{{0,2}}(?:of\s|de\s)?{_NAME}"
_YEAR_FIRST = re.compile(rf"(?P<year>(?:19|20)\d\d),?\s{_NAME}\s(?P<day>\d{{1,2}})\Z")  # as journals write it
_NORWEGIAN = re.compile(
    rf"{_NAMED}[,/-]?\s{{0,3}}(?:del?\s)?(?:(?P<year>\d{{4}})(?!\d)|(?P<short_year>[0-3]\d)\Z)" + _CLOCK
)
_NAMED_AMERICAN = rf"(?<![^\W\d_]){_NAME}\s{{1,2}}(?P<day>\d{{1,2}})(?:th|st|nd|rd)?"
_AMERICAN = re.compile(rf"{_NAMED_AMERICAN}[,.]?\s{{1,2}}(?P<year>\d{{4}})(?!\d)" + _CLOCK)
_DOTTED = re.compile(
    r"(?<![\d.])(?P<day>\d{1,2})(?P<sign>[./-])\s?(?P<month>\d{1,2})"
    r"(?:[./]\s?(?P<year>\d{4}|\d\d)|(?:\s?[-–]\s?|\s)(?P<full_year>\d{4})|"
    r"(?:(?<=/\d)|(?<=/\d\d))-(?P<short_year>\d\d))(?!\d)" + _CLOCK
)
_PATTERNS = (_ISO, _NORWEGIAN, _AMERICAN, _DOTTED)  # in this order
_WEEKDAY = rf"(?:(?:{'|'.join(WEEKDAYS)})\b\.?,?\s)?(?:den\s|d\.\s)?"
_YEARLESS = re.compile(_WEEKDAY + _NAMED + r"(?!\s?\d{4})" + _CLOCK)
_YEARLESS_AMERICAN = re.compile(_WEEKDAY + _NAMED_AMERICAN + r"(?!,?\s?\d{4})" + _CLOCK)
# Without 'relative-time': what counts from now would say something else at every reading.
_DATEPARSER = {
    "STRICT_PARSING": True,
    "PREFER_DATES_FROM": "past",
    "PARSERS": ["custom-formats", "absolute-time", "no-spaces-time"],
}
_NUMBER = re.compile(r"\d+")
_FREE_NUMBER = re.compile(r"(?<![^\W\d_])\d+")  # none as in 'Q2'
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
    if _EPOCH.match(text):
        seconds = int(text[:_EPOCH_DIGITS])
        return Moment(datetime.fromtimestamp(seconds, UTC).replace(second=0), "minute")
    if not numbers and fetched_at is None:
        return None
    for pattern in _PATTERNS if len(numbers) > 1 else ():
        match = pattern.search(text)
        moment = _build(_with_clock_ahead(match), language) if match else None
        if moment is not None:
            return moment
    label = _LABEL.search(text)
    text = text[label.end() :].strip() if label else text
    match = _COMPACT.match(text) or _YEAR_FIRST.match(text)
    moment = _build(match.groupdict(), language) if match else None
    return (
        moment
        or _relative(text, fetched_at, language)
        or (_by_dateparser(text, language) if numbers else None)
    )


def is_relative(text: str, fetched_at: datetime) -> bool:
    """Whether a text is nothing but a date that counts from the fetch, as 'for 3 timer siden'."""
    return (
        len(text) <= _LONGEST_DATE
        and len(_WORD.findall(text)) <= _MOST_WORDS
        and (_relative(text.lower(), fetched_at, None) is not None)
    )


def _from_machine(text: str) -> Moment | None:
    """A date in ISO 8601, as most metadata hold it; None where it says more than that."""
    try:
        when = datetime.fromisoformat(text).replace(second=0, microsecond=0)
    except ValueError:
        return None
    exact = (when.hour, when.minute) != (0, 0)
    return Moment(when if when.tzinfo else when.replace(tzinfo=OSLO), "minute" if exact else "day")


def _with_clock_ahead(match: re.Match[str]) -> dict[str, str | None]:
    """What the groups of a date say; the clock may stand ahead of it: 'kl. 09.05, 3. mars 2025'."""
    parts = match.groupdict()
    if match.start() > 3 and not any(parts.get(key) for key in ("hour", "full_hour", "short_hour")):
        clock = _AHEAD.search(match.string[: match.start()])
        if clock is not None:
            parts |= {**clock.groupdict(), "hour": clock["hour"] or clock["bare_hour"]}
    return parts


def _build(parts: dict[str, str | None], language: str | None = None) -> Moment | None:
    """The moment that a pattern's named groups say; None where there is no such day or hour."""
    month = int(parts.get("month") or MONTHS.get(parts.get("name") or "", 0))
    day = int(parts.get("day") or 0)
    if month > _MONTHS_A_YEAR or (
        parts.get("sign") in ("/", "-") and _says_month_first(language) and day <= _MONTHS_A_YEAR
    ):
        day, month = month, day
    year = parts.get("year") or parts.get("full_year") or parts.get("short_year") or ""
    century = "" if len(year) == 4 else "20" if year < "70" else "19"
    hour = int(parts.get("hour") or parts.get("full_hour") or parts.get("short_hour") or 0)
    minute = int(parts.get("minute") or parts.get("full_minute") or 0)
    half = parts.get("half") or parts.get("short_half")
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        zone = _zone(parts.get("zone"), is_certain=bool(half) or (language or "").startswith("en"))
        when = datetime(int(century + year), month, day, hour, minute, tzinfo=zone)
    except ValueError:
        return None
    return Moment(when, "minute" if (hour, minute) != (0, 0) else "day")


def _says_month_first(language: str | None) -> bool:
    """Whether a page's language tag is one of the United States' English."""
    return (language or "").lower() in ("en", "en-us", "en_us")


def _zone(said: str | None, *, is_certain: bool) -> tzinfo:
    """The zone that is named behind a clock; `is_certain` where a word such as 'et' can be none but one."""
    if not said or (said in WORDS_TOO and not is_certain):
        return OSLO
    if said in NAMED_ZONES:
        return ZoneInfo(NAMED_ZONES[said])
    if said in OFFSETS:
        return timezone(timedelta(hours=OFFSETS[said])) if OFFSETS[said] else UTC
    offset = said.removeprefix("gmt").removeprefix("utc")
    digits = offset[1:].replace(":", "").ljust(4, "0")
    ahead = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4]))
    return timezone(-ahead if offset[0] == "-" else ahead) if ahead else UTC


def _relative(text: str, fetched_at: datetime | None, language: str | None) -> Moment | None:
    """What a text says with the moment of the fetch as its measure."""
    if fetched_at is None:
        return None
    now = fetched_at.astimezone(OSLO)
    ago = says_ago(text, now)
    if ago is not None:
        return Moment(ago.when, "minute" if ago.is_exact else "day")
    for pattern in (_YEARLESS, _YEARLESS_AMERICAN):
        match = pattern.match(text)
        if match is not None and match["name"] in MONTHS and ends(text, match.end()):
            return _latest(_with_clock_ahead(match), now, language)
    past = says_day(text, now)
    clock = _CLOCK_ONLY.match(text, past.end) if past is not None else None
    if past is None or clock is None or not ends(text, clock.end()):
        return None
    has_clock, is_weekday = clock.end() > clock.start(), past.is_weekday
    if is_weekday and not has_clock:
        return None
    day = past.day
    return _build(
        {**clock.groupdict(), "year": f"{day.year}", "month": f"{day.month}", "day": f"{day.day}"}, language
    )


def _latest(parts: dict[str, str | None], now: datetime, language: str | None) -> Moment | None:
    """The last day before `now` that a date without a year can be."""
    for year in (now.year, now.year - 1):
        moment = _build({**parts, "year": f"{year}"}, language)
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
    lengths = {len(number) for number in _FREE_NUMBER.findall(text)}
    return (
        len(text) <= _LONGEST_DATE
        and 4 in lengths
        and not lengths.isdisjoint((1, 2))
        and _LETTER.search(text) is not None
        and _NO_DATE.search(text) is None
        and len(_WORD.findall(text)) <= _MOST_WORDS
    )
