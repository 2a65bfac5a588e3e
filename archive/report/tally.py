"""Counts articles and what is known of them: one pass over the table, added up as each table wants it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from archive.filters import Where

FIELDS = {  # what may be known of an article, and how a row shows that it is
    "title": "a.title != ''",
    "lead": "a.lead IS NOT NULL",
    "text": "a.body != ''",
    "authors": "EXISTS (SELECT 1 FROM article_authors WHERE article_id = a.id)",
    "day": "a.published IS NOT NULL",
    "minute": "a.published_precision IS 'minute'",
    "keywords": "EXISTS (SELECT 1 FROM article_keywords WHERE article_id = a.id)",
    "captions": "EXISTS (SELECT 1 FROM captions WHERE article_id = a.id)",
}
KINDS = {  # what tells an article from others
    "sponsored": "a.sponsored",
    "paywalled": "a.paywalled",
    "gone": "a.gone IS NOT NULL",
    "early": "substr(a.published, 1, 10) > date(a.first_seen, '+1 day')",  # dated later than it was fetched
}
_NUMBERS = {"articles": "1", "words": "a.word_count", **FIELDS, **KINDS}
_SUMS = ", ".join(f"coalesce(sum({condition}), 0)" for condition in _NUMBERS.values())
_SQL = f"""
SELECT s.name, substr(a.published, 1, 7), substr(a.first_seen, 1, 7), coalesce(a.language, ''),
    min(substr(a.published, 1, 10)), max(substr(a.published, 1, 10)), {_SUMS}
FROM articles a JOIN sites s ON s.id = a.site_id WHERE {{}} GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
"""
Key = TypeVar("Key", bound=str | None)


@dataclass(slots=True)
class Tally:
    """Some articles: how many there are of each of `_NUMBERS`, and their first and last day."""

    numbers: Counter[str] = field(default_factory=Counter)
    first: str | None = None
    last: str | None = None

    def add(self, other: Tally) -> None:
        """Count the other's articles too."""
        self.numbers.update(other.numbers)
        self.first = min(filter(None, (self.first, other.first)), default=None)
        self.last = max(filter(None, (self.last, other.last)), default=None)

    @property
    def articles(self) -> int:
        """How many they are."""
        return self.numbers["articles"]

    def percent(self, name: str) -> int:
        """Of a hundred of the articles, how many have the field."""
        return percent(self.numbers[name], self.articles)


@dataclass(frozen=True, slots=True)
class Cell:
    """The articles of a publication, of one month (None: without a date), first fetched in one, in one
    language ('' if it is not known). Months are 'YYYY-MM'."""

    site: str
    month: str | None
    fetched: str
    language: str
    tally: Tally


def read_cells(connection: sqlite3.Connection, chosen: Where) -> list[Cell]:
    """Count the articles that meet the condition; a cell for each combination that there is, in order."""
    cells = []
    for row in connection.execute(_SQL.format(chosen.sql), chosen.values):
        site, month, fetched, language, first, last, *numbers = row
        tally = Tally(Counter(dict(zip(_NUMBERS, numbers, strict=True))), first, last)
        cells.append(Cell(site, month, fetched, language, tally))
    return cells


def percent(part: int, whole: int) -> int:
    """A part in whole hundredths; 0 and 100 mean none and all, and nothing near to it."""
    if part in (0, whole):
        return 100 if part else 0
    return min(99, max(1, round(100 * part / whole)))


def summed(tallies: Iterable[Tally]) -> Tally:
    """All of them together."""
    total = Tally()
    for tally in tallies:
        total.add(tally)
    return total


def added_up(cells: Iterable[Cell], by: Callable[[Cell], Key]) -> dict[Key, Tally]:
    """The tally of each key, in the order in which the cells have them."""
    found: dict[Key, Tally] = {}
    for cell in cells:
        found.setdefault(by(cell), Tally()).add(cell.tally)
    return found
