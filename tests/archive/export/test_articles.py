from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.export import articles as articles_module
from archive.export.articles import ArchivedArticle, count_articles, read_articles, snapshot
from archive.export.columns import NAMES
from archive.filters import Filters, where
from archive.opening import open_archive
from archive.records import FetchRecord
from archive.writer import Writer
from tests.archive.archive_under_test import ARTICLE
from tests.archive.export.conftest import BARE, ODD, SEEN


def test_an_article_comes_out_as_it_went_in(articles: list[ArchivedArticle]) -> None:
    assert [article.site for article in articles] == ["fjordposten", "fjellposten", "fjellposten"]
    for article, record in zip(articles, (ARTICLE, BARE, ODD), strict=True):
        for name in ("url", "title", "kicker", "lead", "body", "published", "published_precision", "updated",
                     "language", "section", "sponsored", "paywalled", "authors", "keywords", "captions",
                     "blocks"):  # fmt: skip
            assert getattr(article, name) == getattr(record, name), name


def test_the_columns_are_those_of_the_view(reader: sqlite3.Connection) -> None:
    view = [row["name"] for row in reader.execute("PRAGMA table_info(articles_flat)")]
    assert list(NAMES) == view


def test_the_choice_is_kept_to(reader: sqlite3.Connection) -> None:
    chosen = where(reader, Filters(sites=("fjellposten",), keywords=("æ & Ø",)))
    assert [article.url for article in read_articles(reader, chosen)] == [ODD.url]
    assert count_articles(reader, chosen) == 1


def test_batches_join_without_a_seam(
    reader: sqlite3.Connection, articles: list[ArchivedArticle], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(articles_module, "BATCH", 1)
    assert list(read_articles(reader, where(reader, Filters()))) == articles


def test_a_crawl_goes_on_during_an_export_and_does_not_change_it(
    archive: Path, reader: sqlite3.Connection, articles: list[ArchivedArticle]
) -> None:
    with snapshot(reader):
        stream = read_articles(reader, where(reader, Filters()))
        first = next(stream)
        with closing(open_archive(archive)) as connection:
            connection.execute("PRAGMA busy_timeout = 0")  # the writer need not wait at all
            late = FetchRecord("https://fjordposten.example/sen", SEEN, 200)
            record = articles[0]
            outcome = Writer(connection).store(
                late, type(ARTICLE)(url=late.url, title="Sen", body="Sen."), 1, 1
            )
            assert outcome == "new"
            connection.execute("UPDATE articles SET title = 'Endret'")
        assert [first, *stream] == articles
        assert record.title == ARTICLE.title
    assert count_articles(reader, where(reader, Filters())) == 4
