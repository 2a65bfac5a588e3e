"""A report in words and tables, one function a section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from archive.periods import periods_between
from archive.report.document import Document, Section, Table, Value
from archive.report.publication import Publication
from archive.report.read import Report
from archive.report.spoken_of import Names
from archive.report.tally import FIELDS, KINDS, Tally

MOST_YEARS = 8  # columns; older ones stand in one
MOST_LANGUAGES = 6
MOST_PROBLEMS = 10
_ALL = "all"
Key = TypeVar("Key", bound=str | None)


def document(report: Report, archive: str, made: date) -> Document:
    """The report on the archive of that name, made on that day."""
    return Document(
        f"Report on {archive}",
        tuple(_about(report, made)),
        (
            _looks(report),
            _contents(report),
            _years(report),
            _fields(report),
            _languages(report),
            _names("Authors", "author", report.authors),
            _names("Keywords", "keyword", report.keywords),
            _stories(report),
            _edits(report),
            _crawls(report),
        ),
    )


def _about(report: Report, made: date) -> Iterator[str]:
    filters = report.filters
    yield f"Made on {made}."
    if filters.sites:
        yield f"Only {', '.join(filters.sites)}."
    if filters.since or filters.until:
        since = f" from {filters.since}" if filters.since else ""
        until = f" until {filters.until}" if filters.until else ""
        yield f"Only articles published{since}{until}, days in Norway."


def _looks(report: Report) -> Section:
    title = "What needs a look"
    return Section(title, points=report.looks) if report.looks else Section(title, ("Nothing.",))


def _contents(report: Report) -> Section:
    total = report.total
    articles = f"{_number(total.articles, 'article')} of {_number(len(report.publications), 'publication')}"
    days = f", from {total.first} to {total.last}" if total.first else ""
    stories = _number(total.articles - report.stories.copies, "story", "stories")
    parts = (
        f"{_number(total.numbers['words'], 'word')}, {_number(report.authors.number, 'author')}, "
        f"{_number(report.keywords.number, 'keyword')}; {stories} if near-identical articles count once."
    )
    columns = ("publication", "articles", "words", "first", "last", "no date")
    table = _by_publication(
        report,
        columns,
        lambda tally: (
            *(tally.articles, tally.numbers["words"], tally.first, tally.last),
            tally.articles - tally.numbers["day"],
        ),
    )
    return Section("What the archive holds", (f"{articles}{days}.", parts), tables=(table,))


def _years(report: Report) -> Section:
    """Publications by years; all together by months, for the chart."""
    months = _counted(report.publications, lambda one: one.months)
    months.pop(None, None)
    if not months:
        return Section("Articles by year and month", ("No article has a date.",))
    years = sorted({str(month)[:4] for month in months})
    early, shown = years[:-MOST_YEARS], years[-MOST_YEARS:]
    rows = []
    for one in report.publications:
        of = Counter[str]()
        for month, number in _counted([one], lambda one: one.months).items():
            of[(month or "")[:4]] += number
        rows.append(
            (one.name, [*([sum(of[year] for year in early)] if early else []), *(of[y] for y in shown)])
        )
    columns = ("publication", *([f"until {early[-1]}"] if early else []), *shown)
    return Section(
        "Articles by year and month", tables=(_with_sums(columns, rows),), chart=tuple(_by_month(months))
    )


def _by_month(months: Counter[str | None]) -> Iterator[tuple[str, int]]:
    """Every month from the first to the last, also those without articles."""
    first, last = (
        date.fromisoformat(f"{month}-01") for month in (min(map(str, months)), max(map(str, months)))
    )
    for period in periods_between(first, last, "month"):
        yield period.name, months[period.name]


def _fields(report: Report) -> Section:
    known = _by_publication(
        report,
        ("publication", *FIELDS),
        lambda tally: tuple(map(tally.percent, FIELDS)),
        "Of a hundred articles, so many have a title, a lead, a text, an author, a day and a clock time of "
        "publication, a keyword, a caption; 0 and 100 are none and all.",
        of_hundred=True,
    )
    kinds = _by_publication(
        report,
        ("publication", *KINDS),
        lambda tally: tuple(tally.numbers[kind] for kind in KINDS),
        "Articles that are sponsored, that show a teaser alone, that their publisher took away, and that are "
        "dated later than they were fetched.",
    )
    return Section("How complete the articles are", tables=(known, kinds))


def _languages(report: Report) -> Section:
    total = _counted(report.publications, lambda one: one.languages)
    known = sorted(total, key=lambda language: (-total[language], str(language)))
    shown, others = known[:MOST_LANGUAGES], known[MOST_LANGUAGES:]
    rows = []
    for one in report.publications:
        of = _counted([one], lambda one: one.languages)
        rows.append(
            (one.name, [*(of[name] for name in shown), *([sum(of[n] for n in others)] if others else [])])
        )
    heads = (*(language or "unknown" for language in shown), *(["others"] if others else []))
    return Section("Languages", tables=(_with_sums(("publication", *heads), rows),) if known else ())


def _names(title: str, what: str, names: Names) -> Section:
    if not names.most:
        return Section(title, (f"No {what} is known.",))
    most = len(names.most)
    few = f"; the {most} that stand on most articles" if names.number > most else ""
    rows = tuple((name.name, name.articles, name.sites) for name in names.most)
    about = f"{_number(names.number, what)}{few}."
    return Section(title, tables=(Table((what, "articles", "publications"), rows, about),))


def _stories(report: Report) -> Section:
    stories = report.stories
    title = "Near-identical articles"
    if not stories.largest:
        return Section(title, ("No two articles tell one story in the same words.",))
    about = (
        f"{_number(stories.articles, 'article')} tell {_number(stories.stories, 'story', 'stories')} in the "
        f"same words, so that {stories.copies:,} are copies of another one. The largest:"
    )
    rows = tuple((story.title, story.articles, story.sites, story.url) for story in stories.largest)
    return Section(title, tables=(Table(("title", "articles", "publications", "first at"), rows, about),))


def _edits(report: Report) -> Section:
    rows = [
        (one.name, [one.edits.articles, one.edits.texts, one.edits.silent])
        for one in report.publications
        if one.edits.articles
    ]
    if not rows:
        return Section("Edits", ("No text has changed since it was first read.",))
    about = "Texts that changed after they were first read; in a silent edit, the page did not own up to it."
    columns = ("publication", "edited articles", "earlier texts", "silent edits")
    return Section("Edits", tables=(_with_sums(columns, rows, about),))


def _crawls(report: Report) -> Section:
    if not report.publications:
        return Section("Crawls", ("No publication was crawled yet.",))
    columns = ("publication", "crawls", "last", "ended", "pages", "new", "problems", "copies %")
    about = (
        "The last crawl of each publication, and how many of a hundred answers that were ever fetched are "
        "kept as they came (copies)."
    )
    tables = [Table(columns, tuple(map(_crawl_row, report.publications)), about)]
    if problems := _problems(report):
        tables.append(problems)
    return Section("Crawls", tables=tuple(tables))


def _problems(report: Report) -> Table | None:
    problems = [problem for one in report.publications for problem in one.crawls.problems]
    problems.sort(key=lambda problem: (-problem.times, problem.site, problem.problem))
    rows = tuple((one.site, one.problem, one.times, one.example) for one in problems[:MOST_PROBLEMS])
    about = "What went wrong in these crawls, or was not allowed."
    return Table(("publication", "problem", "times", "for example"), rows, about) if rows else None


def _crawl_row(one: Publication) -> tuple[Value, ...]:
    crawls = one.crawls
    ended = crawls.reason or ("unfinished" if crawls.last else "")
    problems = sum(problem.times for problem in crawls.problems)
    copies = 100 * crawls.copies // crawls.answers if crawls.answers else None
    return (
        one.name,
        crawls.number,
        (crawls.last or "")[:10],
        ended,
        crawls.pages,
        crawls.new,
        problems,
        copies,
    )


def _counted(
    publications: Iterable[Publication], by: Callable[[Publication], Mapping[Key, Tally]]
) -> Counter[Key]:
    """How many articles of the publications each key has."""
    numbers = Counter[Key]()
    for one in publications:
        numbers.update({key: tally.articles for key, tally in by(one).items()})
    return numbers


def _by_publication(
    report: Report,
    columns: tuple[str, ...],
    cells: Callable[[Tally], tuple[Value, ...]],
    about: str = "",
    *,
    of_hundred: bool = False,
) -> Table:
    """A row a publication, and one for all if there are several."""
    rows = [(one.name, *cells(one.total)) for one in report.publications]
    has_sum = len(rows) > 1
    if has_sum:
        rows.append((_ALL, *cells(report.total)))
    return Table(columns, tuple(rows), about, of_hundred, has_sum)


def _with_sums(columns: tuple[str, ...], rows: list[tuple[str, list[int]]], about: str = "") -> Table:
    """Names and their numbers; below several of them the sums."""
    has_sum = len(rows) > 1
    if has_sum:
        rows = [*rows, (_ALL, list(map(sum, zip(*(numbers for _, numbers in rows), strict=True))))]
    return Table(columns, tuple((name, *numbers) for name, numbers in rows), about, has_sum=has_sum)


def _number(number: int, one: str, many: str = "") -> str:
    """'1 article', '12,345 articles'."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
