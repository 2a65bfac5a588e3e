"""One publication in a report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from archive.report.crawls import Crawls
from archive.report.edits import Edits
from archive.report.tally import Tally, summed


@dataclass(frozen=True, slots=True)
class Publication:
    """A publication's articles by month (None: without a date), by the month in which they were first
    fetched, and by language ('': not known); its edits and crawls; the days of articles and crawls.

    Months are 'YYYY-MM', in order.
    """

    name: str
    title: str
    months: dict[str | None, Tally]
    fetched: dict[str, Tally]
    languages: dict[str, Tally]
    edits: Edits
    crawls: Crawls
    days: list[date]
    crawl_days: list[date]

    @property
    def total(self) -> Tally:
        """All its articles."""
        return summed(self.months.values())
