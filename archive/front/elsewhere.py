"""Where a list of the front goes on: the same as a file, on the command line and in SQL."""

from __future__ import annotations

import shlex
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.front.form import Form, address
from archive.front.listing import Listing, literal
from archive.periods import Span
from archive.search import whole_words

_WHOLE_WORDS = "The SQL finds whole words, in any form; the page and the files also find longer words."
_PERIODS: dict[Span, str] = {
    "day": "published_day",
    "week": "date(published_day, 'weekday 0', '-6 days')",  # its Monday
    "month": "substr(published_day, 1, 7)",
    "year": "substr(published_day, 1, 4)",
}
_CHOSEN = ("id", "published_day", "site", "title", "authors", "url")


@dataclass(frozen=True, slots=True)
class File:
    """A link to the list as a file."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What is shown below a list: files, commands for a shell, a statement; `note` says what differs."""

    files: tuple[File, ...]
    commands: tuple[str, ...]
    sql: str
    note: str = ""


def of_table(path: str, listing: Listing, *commands: str, **values: str) -> Elsewhere:
    """Of a list that is a table; `values` are those of its query string."""
    files = tuple(File(kind.upper(), address(f"{path}.{kind}", **values)) for kind in ("csv", "json"))
    return Elsewhere(files, commands, f"{listing.spoken()};")


def command(archive: Path, *words: str) -> str:
    """A call of the program as one types it."""
    return shlex.join(["nyhetsarkiv", *words, "--archive", str(archive)])


def of_articles(connection: sqlite3.Connection, archive: Path, form: Form) -> Elsewhere:
    """Of a search, or of the newest articles where no words are given. Raises ArchiveError."""
    files = (
        File("CSV", form.address("/articles.csv", page="")),
        File("JSON Lines", form.address("/articles.jsonl", page="")),
    )
    note = _WHOLE_WORDS if form.q else ""
    return Elsewhere(files, tuple(_commands(archive, form)), _sql(connection, form), note)


def of_trend(
    connection: sqlite3.Connection, archive: Path, form: Form, queries: Sequence[str], span: Span
) -> Elsewhere:
    """Of what is counted by periods."""
    files = (File("CSV", form.address("/trend.csv")), File("JSON", form.address("/trend.json")))
    compare = ("--compare",) if len(queries) > 1 else ()
    asked = command(archive, "trend", *queries, *compare, "--by", span, *_in_fields(form), *_choice(form))
    counted = [f"sum(id IN ({_found(connection, query, form)}))" for query in queries]
    sql = (
        f"SELECT {_PERIODS[span]} AS {span}, count(*) AS all_articles,\n    "
        + ",\n    ".join(f"{one} AS found_{number}" for number, one in enumerate(counted, start=1))
        + f"\nFROM articles_flat{_where([*_conditions(form), 'published_day IS NOT NULL'])}"
        + f"\nGROUP BY {span} ORDER BY {span};"
    )
    return Elsewhere(files, (asked,), sql, _WHOLE_WORDS)


def _commands(archive: Path, form: Form) -> Iterable[str]:
    if form.q:
        yield command(archive, "search", form.q, *_in_fields(form), *_choice(form))
    if not form.field:  # an export looks in all fields
        query = ("--query", form.q) if form.q else ()
        yield command(archive, "export", "--format", "csv", "--out", "articles.csv", *query, *_choice(form))


def _choice(form: Form) -> list[str]:
    return [
        *(word for site in form.site for word in ("--site", site)),
        *(("--since", form.since) if form.since else ()),
        *(("--until", form.until) if form.until else ()),
        *(word for author in form.author for word in ("--author", author)),
        *(word for keyword in form.keyword for word in ("--keyword", keyword)),
    ]


def _in_fields(form: Form) -> list[str]:
    return [word for field in form.field for word in ("--field", field)]


def _sql(connection: sqlite3.Connection, form: Form) -> str:
    found = [f"id IN ({_found(connection, form.q, form)})"] if form.q else []
    chosen = _where([*_conditions(form), *found])
    return f"SELECT {', '.join(_CHOSEN)}\nFROM articles_flat{chosen}\nORDER BY published DESC LIMIT 20;"


def _where(conditions: Sequence[str]) -> str:
    return "\nWHERE " + "\n    AND ".join(conditions) if conditions else ""


def _conditions(form: Form) -> list[str]:
    return [
        *_is_one_of("site", form.site),
        *([f"published_day >= {literal(form.since)}"] if form.since else []),
        *([f"published_day <= {literal(form.until)}"] if form.until else []),
        *_has_one_of("authors_flat", "author", form.author),
        *_has_one_of("keywords_flat", "keyword", form.keyword),
    ]


def _found(connection: sqlite3.Connection, query: str, form: Form) -> str:
    words = whole_words(connection, query, form.fields())
    return f"SELECT rowid FROM articles_fts WHERE articles_fts MATCH {literal(words)}"


def _is_one_of(column: str, values: tuple[str, ...]) -> list[str]:
    return [f"{column} IN ({', '.join(map(literal, values))})"] if values else []


def _has_one_of(view: str, column: str, values: tuple[str, ...]) -> list[str]:
    return [
        f"id IN (SELECT article_id FROM {view} WHERE {one})"
        for one in _is_one_of(f"{column} COLLATE NOCASE", values)
    ]
