"""A small archive of two publications whose articles try what a format must bear."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.export.articles import ArchivedArticle, read_articles
from archive.filters import Filters, where
from archive.opening import open_archive, open_for_reading
from archive.records import ArticleRecord, AuthorRecord
from tests.archive.archive_under_test import ARTICLE, begin

SEEN = "2024-05-03T10:00:00+00:00"
BARE = ArticleRecord(url="https://fjellposten.example/bar", title="Bar", body="")
ODD = ArticleRecord(
    url="https://fjellposten.example/odd?a=1&b=<2>",
    title='=SUM(A1) & "sitat" <em>',
    body='- Nei, sier hun.\nTegn: \U0001f41f æøå "ål"; komma, semikolon',
    lead="- Nei, sier hun.",
    published="2024-01-01T00:00:00+01:00",
    published_precision="day",
    language="nn",
    sponsored=True,
    paywalled=True,
    authors=(AuthorRecord("Åse; Ø."), AuthorRecord("=cmd", "redaktør")),
    keywords=("+pluss", "æ & ø"),
    blocks=(
        ("paragraph", "- Nei, sier hun."),
        ("heading", "Tegn"),
        ("list_item", "\U0001f41f"),
        ("list_item", "<em>"),
        ("quote", "«ål»"),
        ("fact", "Fakta & tall"),
    ),
)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive.db"
    with closing(open_archive(path)) as connection:
        for name, articles in (("fjordposten", [ARTICLE]), ("fjellposten", [BARE, ODD])):
            begun = begin(connection, name)
            for article in articles:
                begun.store_own(article, SEEN)
    return path


@pytest.fixture
def reader(archive: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_for_reading(archive)) as connection:
        yield connection


@pytest.fixture
def articles(reader: sqlite3.Connection) -> list[ArchivedArticle]:
    """All three, in the order of their arrival: whole, bare, odd."""
    return list(read_articles(reader, where(reader, Filters())))
