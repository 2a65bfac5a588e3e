"""Dates that count from the moment of the fetch: 'for 3 timer siden', 'i går kl. 14.30', '12. mars'.

They are read against `fetched_at` alone, never against now: a page must say the same at every reading.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import NamedTuple

from crawler.parsers.date_words import WEEKDAYS

_HOUR, _DAY = 60, 24 * 60  # minutes
# What a number of things is called, ahead of their name.
_COUNTS = {
    words: float(count)
    for count, said in (
        (0.5, "en halv|ein halv|et halvt|eit halvt|half an|en halvtimes"),
        (1, "en|et|ett|ei|ein|eit|én|éin|éi|a|an|one|einer|einem|un|une"),
        (1, "en drøy|en god|en knapp|en snau|en liten|ein god|ein knapp"),
        (1.5, "halvannen|halvannan|halvanden|en og en halv|ein og ein halv"),
        (2, "to|two|två|zwei|et par|eit par|ett par|a couple of"),
        (3, "tre|three|drei"),
        (4, "fire|four|fyra|vier"),
        (5, "fem|five|fünf"),
        (6, "seks|six|sex|sechs"),
        (7, "sju|syv|seven|sieben"),
        (8, "åtte|eight|åtta|otte|acht"),
        (9, "ni|nine|nio|neun"),
        (10, "ti|ten|tio|zehn"),
        (11, "elleve|eleven|elva"),
        (12, "tolv|twelve"),
    )
    for words in said.split("|")
}
_UNITS = {
    word: minutes
    for minutes, words in (
        (0, "sekund sekunder sekunda second seconds sekunden"),
        (1, "minutt minutter minutta min mins minute minutes minuten minuter minut m"),
        (_HOUR, "time timer timen timar timme timmar hour hours hr hrs h t stunde stunden heure heures"),
        (_DAY, "dag dager dagar dage døgn dygn day days d tag tage tagen jour jours"),
        (7 * _DAY, "uke uker veke veker vecka veckor uge uger week weeks woche wochen semaine semaines"),
        (30 * _DAY, "måned måneder månad månader månadar month months monat monate monaten mois"),
        (365 * _DAY, "år year years jahr jahre jahren ans"),
    )
    for word in words.split()
}
_DAYS_BACK = {
    "i dag": 0, "idag": 0, "today": 0, "heute": 0,
    "i går": 1, "igår": 1, "yesterday": 1, "gestern": 1,
    "i forgårs": 2, "i førgårs": 2, "i förrgår": 2, "vorgestern": 2,
}  # fmt: skip


def _either(words: dict[str, float] | dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


# All patterns are for text in lower case.
_AMOUNT = rf"(?:\b(?:{_either(_COUNTS)})\s|(?<![\d.,])\d{{1,3}}\s?)(?:{_either(_UNITS)})\b\.?"
_ONE_AMOUNT = re.compile(rf"(?P<count>\d{{1,3}}|{_either(_COUNTS)})\s?(?P<unit>{_either(_UNITS)})\b")
_AMOUNTS = rf"(?P<amounts>{_AMOUNT}(?:\s(?:og|and|och|und)\s{_AMOUNT})?)"
_ABOUT = r"(?:(?:ca|cirka|omtrent|about|circa|over|drygt|drøyt|etwa)\.?\s)?"
_AGO = re.compile(
    rf"(?:\b(?:for|för)\s)?{_ABOUT}{_AMOUNTS}\s(?:siden|sidan|sedan|ago)\b"
    rf"|\b(?:vor|il y a)\s{_ABOUT}{_AMOUNTS.replace('amounts', 'behind')}"
)
_NOW = re.compile(r"(?:(?:akkurat|nett|nå) n(?:å|o|ettopp)|nettopp|just now|just nu|gerade eben|lige nu)\Z")
_DAY_WORD = re.compile(rf"\b(?:{_either(_DAYS_BACK)})\b")
_WEEKDAY = re.compile(rf"(?:på\s)?(?P<day>{_either(WEEKDAYS)})\b\.?")
# What may stand behind: nothing, a sign, the writer, another label.
_END = re.compile(r"\s{0,3}(?:uhr\b)?\s{0,3}(?:\Z|[^\w\s]|(?:av|by|von|oppdatert|sist|updated|last)\b)")
_LONGEST_AHEAD = 40  # characters ahead of the phrase: the writer's name


class Ago(NamedTuple):
    """A moment before the fetch, and whether it is known to the minute."""

    when: datetime
    is_exact: bool


class Past(NamedTuple):
    """A day before the fetch, where in the text its clock may follow, whether the weekday alone names it."""

    day: datetime
    end: int
    is_weekday: bool


def says_ago(text: str, now: datetime) -> Ago | None:
    """What 'for 3 timer siden' in a text in lower case says; None where it says nothing of the kind."""
    if _NOW.match(text):
        return Ago(now, is_exact=True)
    match = _AGO.search(text)
    if match is None or match.start() > _LONGEST_AHEAD or not _END.match(text, match.end()):
        return None
    minutes = sum(
        float(_COUNTS.get(one["count"]) or one["count"]) * _UNITS[one["unit"]]
        for one in _ONE_AMOUNT.finditer(match["amounts"] or match["behind"])
    )
    return Ago(now - timedelta(minutes=minutes), is_exact=minutes < _DAY)


def says_day(text: str, now: datetime) -> Past | None:
    """The day that 'i går' in a text in lower case means, or 'mandag' at its beginning."""
    match = _DAY_WORD.search(text)
    if match is not None and match.start() <= _LONGEST_AHEAD:
        return Past(now - timedelta(days=_DAYS_BACK[match[0]]), match.end(), is_weekday=False)
    match = _WEEKDAY.match(text)
    if match is not None:
        return Past(
            now - timedelta(days=(now.weekday() - WEEKDAYS[match["day"]]) % 7), match.end(), is_weekday=True
        )
    return None


def ends(text: str, at: int) -> bool:
    """Whether a phrase of a text is whole where it ends: what goes on in words is a sentence."""
    return _END.match(text, at) is not None
