"""Where a list of the front goes on: the same as a file, on the command line and in SQL."""

from __future__ import annotations

import shlex
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from archive.errors import ArchiveError
from archive.front.form import Form, address
from archive.front.listing import Listing, literal
from archive.search import whole_words

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
    """Of a search, or of the newest articles where no words are given."""
    files = (
        File("CSV", form.address("/articles.csv", page="")),
        File("JSON Lines", form.address("/articles.jsonl", page="")),
    )
    note = ""
    if form.q:
        note = "The SQL finds whole words, in any form; the search and the files also find longer words."
    return Elsewhere(files, tuple(_commands(archive, form)), _sql(connection, form), note)


def _commands(archive: Path, form: Form) -> Iterable[str]:
    chosen = [
        *(word for site in form.site for word in ("--site", site)),
        *(("--since", form.since) if form.since else ()),
        *(("--until", form.until) if form.until else ()),
        *(word for author in form.author for word in ("--author", author)),
        *(word for keyword in form.keyword for word in ("--keyword", keyword)),
    ]
    in_fields = [word for field in form.field for word in ("--field", field)]
    if form.q:
        yield command(archive, "search", form.q, *in_fields, *chosen)
    if not in_fields:  # an export looks in all fields
        query = ("--query", form.q) if form.q else ()
        yield command(archive, "export", "--format", "csv", "--out", "articles.csv", *query, *chosen)


def _sql(connection: sqlite3.Connection, form: Form) -> str:
    conditions = [
        *_is_one_of("site", form.site),
        *([f"published_day >= {literal(form.since)}"] if form.since else []),
        *([f"published_day <= {literal(form.until)}"] if form.until else []),
        *_has_one_of("authors_flat", "author", form.author),
        *_has_one_of("keywords_flat", "keyword", form.keyword),
        *_matches(connection, form),
    ]
    chosen = "\nWHERE " + "\n    AND ".join(conditions) if conditions else ""
    return f"SELECT {', '.join(_CHOSEN)}\nFROM articles_flat{chosen}\nORDER BY published DESC LIMIT 20;"


def _is_one_of(column: str, values: tuple[str, ...]) -> list[str]:
    return [f"{column} IN ({', '.join(map(literal, values))})"] if values else []


def _has_one_of(view: str, column: str, values: tuple[str, ...]) -> list[str]:
    return [
        f"id IN (SELECT article_id FROM {view} WHERE {one})"
        for one in _is_one_of(f"{column} COLLATE NOCASE", values)
    ]


def _matches(connection: sqlite3.Connection, form: Form) -> list[str]:
    try:
        words = whole_words(connection, form.q, form.fields()) if form.q else ""
    except ArchiveError:  # the page itself says what is wrong with the query
        return []
    match = f"SELECT rowid FROM articles_fts WHERE articles_fts MATCH {literal(words)}"
    return [f"id IN ({match})"] if words else []
