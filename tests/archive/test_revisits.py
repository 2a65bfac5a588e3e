"""What an answer without a text means for the article that is known at its address."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.opening import open_archive
from archive.records import FetchRecord, SiteRecord
from archive.revisits import read_articles, read_last_answer, settle
from archive.writer import Writer
from tests.archive.archive_under_test import ARTICLE, URL

ALIAS = URL + "-gammel"
DAY = timedelta(days=1)


def at(day: int, hour: int = 12) -> str:
    return f"2024-05-{day:02}T{hour:02}:00:00+00:00"


class Known:
    """An archive with one article, that was fetched on the first of May."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.db, self.writer = connection, Writer(connection)
        self.site = self.writer.site(SiteRecord("avisa", "Avisa", "www.avisa.example"))
        self.crawl = self.writer.start_crawl(self.site, at(1))
        first = FetchRecord(URL, at(1), 200, sha256="f00", etag='"abc"', last_modified="i går")
        self.writer.store(first, replace(ARTICLE, aliases=(ALIAS,)), self.crawl, self.site)

    def answers(self, day: int, status: int | None, *, url: str = URL, **values: str) -> str:
        fetch = FetchRecord(url, at(day), status, **values)  # type: ignore[arg-type]
        with self.writer.batch():
            self.writer.store(fetch, None, self.crawl, self.site)
            return settle(self.db, fetch, DAY)

    def article(self) -> tuple[object, ...]:
        row: tuple[object, ...] = self.db.execute("SELECT last_seen, gone FROM articles").fetchone()
        return row


@pytest.fixture
def known(tmp_path: Path) -> Iterator[Known]:
    with closing(open_archive(tmp_path / "archive.db")) as connection:
        yield Known(connection)


def test_304_is_the_article_seen_again(known: Known) -> None:
    assert known.answers(2, 304) == "unchanged"
    assert known.article() == (at(2), None)
    links = known.db.execute("SELECT status, article_id FROM fetches ORDER BY id").fetchall()
    assert links == [(200, 1), (304, 1)]


def test_so_are_the_same_bytes_and_not_others(known: Known) -> None:
    assert known.answers(2, 200, sha256="f00") == "unchanged"
    assert known.answers(3, 200, sha256="other") == "none"
    assert known.article() == (at(2), None)


def test_what_is_missing_twice_a_day_apart_is_gone(known: Known) -> None:
    assert known.answers(2, 404) == "none"
    assert known.answers(2, 410) == "none"
    assert known.article() == (at(1), None)
    assert known.answers(3, 404) == "gone"
    assert known.article() == (at(1), at(3))
    assert known.answers(9, 404) == "none", "it is known"
    assert known.article() == (at(1), at(3))
    assert known.answers(10, 304) == "unchanged"
    assert known.article() == (at(10), None)


def test_an_answer_in_between_begins_the_count_anew(known: Known) -> None:
    known.answers(2, 404)
    known.answers(3, 304)
    assert known.answers(4, 404) == "none"
    assert known.article() == (at(3), None)


@pytest.mark.parametrize("status", [None, 403, 429, 500, 503])
def test_trouble_of_another_kind_says_nothing(known: Known, status: int | None) -> None:
    assert [known.answers(day, status) for day in (2, 4, 6)] == ["none"] * 3
    assert known.article() == (at(1), None)


def test_another_address_of_the_article_may_die_while_it_lives(known: Known) -> None:
    assert [known.answers(day, 404, url=ALIAS) for day in (2, 4, 6)] == ["none"] * 3
    assert known.article() == (at(1), None)


def test_an_unknown_address_means_nothing(known: Known) -> None:
    assert known.answers(2, 304, url="https://www.avisa.example/") == "none"


def test_the_last_answer_has_the_validators_of_the_last_whole_one(known: Known) -> None:
    known.answers(4, 503)
    assert read_last_answer(known.db, URL) == (
        datetime(2024, 5, 4, 12, tzinfo=UTC),
        503,
        '"abc"',
        "i går",
        "f00",
        None,
    )
    assert read_last_answer(known.db, ALIAS) == (datetime(2024, 5, 1, 12, tzinfo=UTC), *[None] * 5)
    assert read_last_answer(known.db, URL + "-ny") is None


def test_articles_with_when_they_were_asked_last(known: Known) -> None:
    known.answers(2, 404)
    published = datetime.fromisoformat(str(ARTICLE.published))
    assert list(read_articles(known.db, "avisa")) == [
        (URL, published, datetime(2024, 5, 2, 12, tzinfo=UTC), 404, False)
    ]
    assert list(read_articles(known.db, "annen")) == []
