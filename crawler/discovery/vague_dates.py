"""Dates of lists that count from now or name no year: what they say of the day, and what they leave open.

'For 3 timer siden' is rounded, and a page may have waited in a store before it was sent. '12. mars' is the
last one, or that of an earlier year; one that comes soon may be a meeting's. So they say when an article was
published at the latest, and some of them when at the earliest.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import NamedTuple

from crawler.parsers.date_text import read_date
from crawler.parsers.date_words import MONTHS

_COMES_SOON = timedelta(days=45)
_A_DAY = timedelta(days=1)
_ROUNDED = (  # a unit, and by how much a number of them may be wrong
    (re.compile(r"\b(?:uke|veke|vecka|week)", re.IGNORECASE), timedelta(days=7)),
    (re.compile(r"\b(?:måned|månad|month)", re.IGNORECASE), timedelta(days=31)),
    (re.compile(r"\b(?:år|year)", re.IGNORECASE), timedelta(days=366)),
    (re.compile(r"\b(?:dag|døgn|day|d)", re.IGNORECASE), _A_DAY),
)
_AN_HOUR = timedelta(hours=1)
_CLOCK = (
    r"(?:[\s,|–-]{0,4}(?:(?:kl\.?\s?|klokken\s)?[0-2]?\d[.:][0-5]\d|(?:kl\.?\s?|klokken\s)[0-2]?\d)(?!\d))?"
)
_COUNT = r"(?:\d{1,3}|en|et|ei|ein|eit|én|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|an?)"
_UNITS = r"[^\W\d_]{1,8}\.?"
_SOME = rf"{_COUNT}\s?{_UNITS}(?:\s(?:og\s|and\s)?{_COUNT}\s?{_UNITS})?"
_AGO = rf"(?:for\s)?(?:ca\.?\s|cirka\s|omtrent\s|over\s|about\s)?{_SOME}\s(?:siden|sidan|ago)\b"
_DAY_WORD = rf"i\s?(?:dag|går|forgårs)\b{_CLOCK}"
_OF_SOME_YEAR = rf"[0-3]?\d\.?\s?(?:{'|'.join(MONTHS)})\b\.?(?!,?\s?\d{{4}}){_CLOCK}"
VAGUE = rf"(?P<ago>{_AGO})|(?P<word>{_DAY_WORD})|(?P<yearless>{_OF_SOME_YEAR})"
"""A vague date as a regular expression, for text in whatever case."""
LIKE_VAGUE = re.compile(r"\d\.?\s?[a-zA-Z]{3}|sid[ea]n\b| ago\b|[iI] ?(?i:dag|går|forgårs)\b")
"""What most texts do not have."""


class Bounds(NamedTuple):
    """When something was published at the latest, and, where that can be told, at the earliest (aware)."""

    latest: datetime
    earliest: datetime | None = None


def read_vague(match: re.Match[str], now: datetime) -> Bounds | None:
    """What a match of VAGUE says on a page that was fetched `now`; None where it says nothing certain."""
    text = match["ago"] or match["word"] or match["yearless"]
    found = read_date(text, now)
    if found is None:
        return None
    if match["yearless"]:
        comes_again = found.when.replace(day=min(found.when.day, 28), year=found.when.year + 1)
        return None if comes_again - now < _COMES_SOON else Bounds(found.when)
    if match["word"]:
        return Bounds(found.when, found.when - _A_DAY)
    rounded = next((by for unit, by in _ROUNDED if unit.search(text)), _AN_HOUR)
    return Bounds(min(now, found.when + rounded), found.when - max(rounded, _A_DAY))
