"""What in an archive needs a look: each rule says so in a sentence. The numbers are in thresholds.py.

The rules look at the archive alone, never at the clock: a report on the same archive says the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate, pairwise
from typing import NamedTuple

from archive.report.publication import Publication
from archive.report.tally import FIELDS, Tally, percent
from archive.report.thresholds import (
    FEWEST_ARTICLES,
    FEWEST_DAYS,
    FEWEST_FAULTY,
    LATEST_MONTHS,
    LEAST_SILENCE,
    LONGEST_SILENCE,
    LOST_HALF,
    LOST_POINTS,
    MANY_EARLY,
    MANY_EMPTY,
    MONTHS_BEFORE,
    USUAL_SHARE,
)
from archive.status import FROM_FILES, MANY_PROBLEMS, WHOLE

_YEAR = timedelta(days=365)
_UNDATED = "day"  # the one field without which an article has no month: its month is that of the fetch


def looks(publications: Sequence[Publication], meant: Collection[str], *, is_cut: bool) -> Iterator[str]:
    """All that needs a look, publication by publication.

    `is_cut`: articles of some days were left out, so that it says nothing where they end. `meant`:
    problems that belong to every crawl.
    """
    newest = max((day for one in publications for day in one.crawl_days), default=date.min)
    for one in publications:
        found = [*_last_crawl(one, newest, meant), *_not_crawled(one, newest)]
        if not is_cut:
            found += [*_crawled_in_vain(one), *_silent(one)]
        found += [*_lost_fields(one), *_faulty(one)]
        yield from (f"{one.name}: {sentence}" for sentence in found)


def _crawled_in_vain(one: Publication) -> Iterator[str]:
    if one.crawls.number and not one.total.articles:
        yield "it was crawled, and no article of it is here."


def _last_crawl(one: Publication, newest: date, meant: Collection[str]) -> Iterator[str]:
    """How the last crawl ended, and how many of its pages failed. One of the newest may still run."""
    crawls = one.crawls
    if crawls.last is None or crawls.reason in FROM_FILES:
        return
    if crawls.reason is None and one.crawl_days[-1] < newest:
        yield f"its last crawl, of {crawls.last[:10]}, never came to an end."
    elif crawls.reason is not None and crawls.reason not in WHOLE:
        yield f"its last crawl, of {crawls.last[:10]}, was not completed ({crawls.reason})."
    problems = [problem for problem in crawls.problems if problem.problem not in meant]
    failed = sum(problem.times for problem in problems)
    if failed > max(crawls.pages * MANY_PROBLEMS, FEWEST_FAULTY - 1):
        often = problems[0].problem.rstrip(".")
        yield f"{failed:,} of {crawls.pages:,} pages of its last crawl had a problem, mostly: {often}."


def _not_crawled(one: Publication, newest: date) -> Iterator[str]:
    if silence := _silence(one.crawl_days, newest):
        days, longest = silence
        yield (
            f"it was not crawled for the last {days} days, while others were; "
            f"the longest pause of the year before was {_days(longest)}."
        )


def _silent(one: Publication) -> Iterator[str]:
    if one.crawl_days and (silence := _silence(one.days, one.crawl_days[-1])):
        days, longest = silence
        yield (
            f"no article since {one.days[-1]}, {days} days before its last crawl; "
            f"the longest pause of the year before was {_days(longest)}."
        )


def _silence(days: Sequence[date], until: date) -> tuple[int, int] | None:
    """Days since the last one, and the longest pause of the year before it, if that was surpassed."""
    recent = [day for day in days if day > days[-1] - _YEAR]
    if len(recent) < FEWEST_DAYS:
        return None
    longest = max((after - before).days for before, after in pairwise(recent))
    silent = (until - recent[-1]).days
    return (silent, longest) if max(longest, LEAST_SILENCE) < silent <= LONGEST_SILENCE else None


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"


def _lost_fields(one: Publication) -> Iterator[str]:
    dated = {month: tally for month, tally in one.months.items() if month is not None}
    for field in FIELDS:
        months = one.fetched if field == _UNDATED else dated
        if lost := _lost([(name, months[name]) for name in sorted(months)], field):
            told = "fetched first" if field == _UNDATED else "published"
            yield (
                f"{field} found in {lost.after} % of the articles {told} since {lost.month}, in "
                f"{lost.before} % in the year before: its markup may have changed."
            )


class _Lost(NamedTuple):
    """Since which month a field is found in so many of a hundred articles, and in how many before."""

    month: str
    after: int
    before: int


def _lost(months: Sequence[tuple[str, Tally]], field: str) -> _Lost | None:
    """Of several such months, the one with the sharpest edge; None where that was long ago."""
    articles = [0, *accumulate(tally.articles for _, tally in months)]
    having = [0, *accumulate(tally.numbers[field] for _, tally in months)]
    found, place, most = None, 0, 0.0
    for at, (month, _) in enumerate(months):
        begin = max(0, at - MONTHS_BEFORE)
        before, after = articles[at] - articles[begin], articles[-1] - articles[at]
        if min(before, after) < FEWEST_ARTICLES:
            continue
        had, has = having[at] - having[begin], having[-1] - having[at]
        was, is_ = had / before, has / after
        if was >= USUAL_SHARE and is_ <= was * LOST_HALF and was - is_ >= max(LOST_POINTS, most):
            found, place, most = _Lost(month, percent(has, after), percent(had, before)), at, was - is_
    return found if place >= len(months) - LATEST_MONTHS else None


def _faulty(one: Publication) -> Iterator[str]:
    """Articles that can hardly be right."""
    total = one.total
    empty, early = total.articles - total.numbers["text"], total.numbers["early"]
    if empty >= max(FEWEST_FAULTY, total.articles * MANY_EMPTY):
        yield f"{empty:,} of {total.articles:,} articles have no text."
    if early >= max(FEWEST_FAULTY, total.articles * MANY_EARLY):
        yield f"{early:,} of {total.articles:,} articles are dated later than they were fetched."
