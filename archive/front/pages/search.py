"""`/`: the search, and the newest articles where no words are given."""

from __future__ import annotations

import sqlite3
import time
from dataclasses import dataclass

from archive.export.articles import count_articles, read_articles
from archive.export.csv_table import CsvTable
from archive.export.json_lines import JsonLines
from archive.filters import UnknownSite, Where, where
from archive.front.asked import Asked
from archive.front.elsewhere import of_articles
from archive.front.form import LAST_PAGE, ON_A_PAGE, Form, NotUnderstood
from archive.front.sending import Files, Write
from archive.front.shown import Shown, is_web
from archive.front.titles import site_titles
from archive.history import article_at
from archive.marking import Marked
from archive.query import QueryError
from archive.search import FIELDS, Hit, matching, search

_BEGINNING = 240  # characters of an article's text
_NEWEST = """
SELECT a.id, a.url, s.name AS site, a.title, substr(a.body, 1, 1 + ?) AS beginning, a.published,
    (SELECT authors FROM articles_flat WHERE id = a.id) AS authors, a.section
FROM (SELECT a.id FROM articles a WHERE {chosen}
    ORDER BY a.published DESC, a.id DESC LIMIT ? OFFSET ?) newest
JOIN articles a ON a.id = newest.id JOIN sites s ON s.id = a.site_id
ORDER BY a.published DESC, a.id DESC
"""


@dataclass(frozen=True, slots=True)
class Results:
    """What a page of results shows; `compounds` is None where longer words were not looked for."""

    hits: list[Hit]
    found: int
    compounds: int | None
    more: bool


def show(connection: sqlite3.Connection, asked: Asked) -> Shown:
    """The form, with what it asks for or with what is wrong with it."""
    form, start = asked.form, time.perf_counter()
    results, problem = Results([], 0, 0, more=False), ""
    try:
        page = form.page_number()
        results = _results(connection, form, page)
    except (NotUnderstood, QueryError, UnknownSite) as error:
        page, problem = 1, str(error)
    values = {
        "form": form,
        "results": results,
        "at_address": _at_address(connection, form.q),
        "problem": problem,
        "page": page,
        "last_page": LAST_PAGE,
        "fields": FIELDS,
        "titles": site_titles(connection),
        "milliseconds": round((time.perf_counter() - start) * 1000),
        "elsewhere": None if problem else of_articles(connection, asked.archive, form),
    }
    return Shown("search.html", values, 400 if problem else 200)


def files(asked: Asked) -> Files:
    """All articles that the form asks for, as the export writes them."""

    def writing(layout: CsvTable | JsonLines) -> Write:
        return lambda connection, file: layout.write_to(
            read_articles(connection, _chosen(connection, asked.form)), file
        )

    return {"csv": writing(CsvTable()), "jsonl": writing(JsonLines())}


def _chosen(connection: sqlite3.Connection, form: Form) -> Where:
    """The condition that an article meets the form, words included. Raises ArchiveError."""
    condition = where(connection, form.filters())
    if not form.q:
        return condition
    found = matching(connection, form.q, form.fields())
    return Where(f"{condition.sql} AND {found.sql}", condition.values + found.values)


def _at_address(connection: sqlite3.Connection, query: str) -> int | None:
    """The number of the article at the address that was written in the place of words."""
    if not is_web(query):
        return None
    other_end = query.removesuffix("/") if query.endswith("/") else f"{query}/"
    return article_at(connection, query, (other_end,))


def _results(connection: sqlite3.Connection, form: Form, page: int) -> Results:
    filters, fields, offset = form.filters(), form.fields(), (page - 1) * ON_A_PAGE
    if not form.q:
        condition = where(connection, filters)
        rows = connection.execute(
            _NEWEST.format(chosen=condition.sql), (_BEGINNING, *condition.values, ON_A_PAGE + 1, offset)
        )
        hits = [_newest_hit(row) for row in rows]
        return Results(hits[:ON_A_PAGE], count_articles(connection, condition), 0, len(hits) > ON_A_PAGE)
    found = search(connection, form.q, filters, fields=fields, limit=ON_A_PAGE + 1, offset=offset)
    return Results(found.hits[:ON_A_PAGE], found.by_words, found.by_compounds, len(found.hits) > ON_A_PAGE)


def _newest_hit(row: sqlite3.Row) -> Hit:
    text = " ".join(row["beginning"].split())
    if len(row["beginning"]) > _BEGINNING:
        text = f"{text[:_BEGINNING].rpartition(' ')[0] or text[:_BEGINNING]} …"
    return Hit(
        row["id"], row["url"], row["site"], Marked(row["title"], ()), Marked(text, ()),
        row["published"], row["authors"], row["section"], "words", None,
    )  # fmt: skip
