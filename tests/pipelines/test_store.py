"""Every capture becomes a fetch, every article a row, every crawl a line with its end."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from archive.errors import NotAnArchive
from archive.opening import open_archive, open_for_reading
from archive.records import ArticleRecord, AuthorRecord, CaptionRecord, FetchRecord, SiteRecord
from crawler.article import Article
from crawler.parsers.version import PARSER_VERSION
from pipelines.check import Check
from pipelines.normalise import Normalise
from pipelines.records import article_record, fetch_record, site_record
from pipelines.store import Store
from tests.crawling import crawl
from tests.pipelines.captures import ARTICLE, HOST, SITE, URL, capture
from tests.sites.server import SiteServer


def rows(archive: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(open_for_reading(archive)) as connection:
        return [tuple(row) for row in connection.execute(sql)]


def test_a_profile_becomes_a_publication() -> None:
    assert site_record(SITE) == SiteRecord(
        "fjordposten", "Fjordposten", "www.fjordposten.example", "havbruk", "Fjord Media"
    )


def test_a_capture_becomes_a_fetch() -> None:
    headers = {
        "content-type": "text/html; charset=utf-8",
        "etag": '"a1"',
        "last-modified": "Fri, 03 May 2024",
    }
    assert fetch_record(capture(body=b"abc", headers=headers)) == FetchRecord(
        url=URL,
        fetched="2024-05-03T10:00:00+00:00",
        status=200,
        content_type="text/html; charset=utf-8",
        bytes=3,
        sha256=hashlib.sha256(b"abc").hexdigest(),
        etag='"a1"',
        last_modified="Fri, 03 May 2024",
    )


def test_no_answer_becomes_a_fetch_with_its_problem() -> None:
    silent = capture(status=None, body=b"", article=None, problem="The server does not answer.")
    assert fetch_record(silent) == FetchRecord(
        URL, "2024-05-03T10:00:00+00:00", problem="The server does not answer."
    )


def test_every_field_of_an_article_becomes_part_of_its_record() -> None:
    item = capture(article=replace(ARTICLE, sponsored=True, paywalled=True))
    assert article_record(Normalise(SITE).process_item(item)) == ArticleRecord(
        url=URL,
        title="Ålesund får nytt lakseslakteri",
        body="Byggingen begynner i høst.\nKommunen sier ja.",
        kicker="Havbruk",
        lead="Byggingen begynner i høst.",
        published="2024-05-02T08:00:00+02:00",
        published_precision="minute",
        updated="2024-12-02T07:30:00+01:00",
        language="nb",
        section="Nyheter",
        sponsored=True,
        paywalled=True,
        authors=(AuthorRecord("Kari Nordmann", "journalist", "kari@fjordposten.example"),),
        keywords=("laks", "slakteri"),
        captions=(CaptionRecord("Tomta.", "Per Ås", f"{HOST}/tomt.jpg"),),
        blocks=(("paragraph", "Byggingen begynner i høst."), ("paragraph", "Kommunen sier ja.")),
        parser_version=PARSER_VERSION,
    )


def test_a_bare_article_becomes_a_bare_record() -> None:
    article = Article(url=URL, canonical_url=URL, title="Kort", body="Kort.")
    assert article_record(capture(article=article)) == ArticleRecord(
        URL, "Kort", "Kort.", parser_version=PARSER_VERSION
    )


def test_keywords_stand_once_and_none_is_empty() -> None:
    record = article_record(capture(article=replace(ARTICLE, keywords=("sei", "", "laks", "sei"))))
    assert record.keywords == ("sei", "laks")


@pytest.mark.parametrize(
    ("answered", "requested", "aliases"),
    [
        (URL, (), ()),
        (f"{URL}?utm_source=rss", (URL,), ()),
        (f"{HOST}/17", (f"{HOST}/?p=17", f"{HOST}/17#a"), (f"{HOST}/17", f"{HOST}/?p=17")),
    ],
)
def test_all_addresses_on_the_way_are_aliases(
    answered: str, requested: tuple[str, ...], aliases: tuple[str, ...]
) -> None:
    assert article_record(capture(answered, article=ARTICLE, requested=requested)).aliases == aliases


def test_a_crawl_is_told_in_rows(store: Store, scrapy_crawler: Crawler, archive: Path) -> None:
    edited = replace(ARTICLE, body="Byggingen er utsatt.")
    pages = [
        capture(),
        capture(),
        capture(article=edited, body=b"<main>"),
        capture(f"{HOST}/sei", article=edited),
        capture(f"{HOST}/liste", article=replace(ARTICLE, title=None)),
        capture(f"{HOST}/borte", status=404, body=b"", article=None, problem="The page is gone."),
        capture(f"{HOST}/robots.txt", article=None),
    ]
    for page in pages:
        assert store.process_item(Check().process_item(Normalise(SITE).process_item(page))) is page
    counts = {"pages": 7, "new": 1, "unchanged": 2, "changed": 1, "problems": 2}
    assert scrapy_crawler.stats is not None
    assert scrapy_crawler.stats.get_value("nyhetsarkiv/counts") == counts
    told = scrapy_crawler.signals.send_catch_log(signals.spider_closed, reason="finished")
    assert [answer for _, answer in told] == [None]
    assert rows(archive, "SELECT url, article_id, problem FROM fetches ORDER BY id") == [
        (URL, 1, None),
        (URL, 1, None),
        (URL, 1, None),
        (f"{HOST}/sei", 1, None),
        (f"{HOST}/liste", None, "No title was found."),
        (f"{HOST}/borte", None, "The page is gone."),
        (f"{HOST}/robots.txt", None, None),
    ]
    assert rows(archive, "SELECT url, article_id FROM aliases") == [(f"{HOST}/sei", 1)]
    [(reason, stored, started, finished)] = rows(
        archive, "SELECT reason, counts, started, finished FROM crawls"
    )
    assert (reason, json.loads(stored)) == ("finished", counts)
    assert datetime.fromisoformat(started) <= datetime.fromisoformat(finished)
    assert datetime.fromisoformat(started).utcoffset() is not None


def test_what_was_processed_is_there_for_others_at_once(store: Store, archive: Path) -> None:
    store.process_item(capture())
    assert rows(archive, "SELECT url, title FROM articles") == [(URL, ARTICLE.title)]
    assert rows(archive, "SELECT finished, reason FROM crawls") == [(None, None)]


def test_a_second_crawl_finds_what_the_first_stored(
    store: Store, scrapy_crawler: Crawler, archive: Path
) -> None:
    store.process_item(capture())
    store.spider_closed("finished")
    again = Store.from_crawler(scrapy_crawler)
    again.open_spider()
    again.process_item(capture())
    again.spider_closed("finished")
    assert again.counts == {"pages": 1, "unchanged": 1}
    assert rows(archive, "SELECT count(*) FROM sites") == [(1,)]
    assert rows(archive, "SELECT crawl_id, article_id FROM fetches") == [(1, 1), (2, 1)]


def test_a_capture_that_is_refused_leaves_the_store_usable(store: Store, archive: Path) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        store.process_item(capture(article=replace(ARTICLE, published_precision="century")))  # type: ignore[arg-type]
    assert rows(archive, "SELECT * FROM fetches") == []
    store.process_item(capture())
    assert store.counts == {"pages": 1, "new": 1}


def test_a_crawl_into_a_foreign_file_ends_with_one_sentence(scrapy_crawler: Crawler, archive: Path) -> None:
    archive.write_text("tittel;dato\n" * 100, encoding="utf-8")
    before = archive.read_bytes()
    store = Store.from_crawler(scrapy_crawler)
    with pytest.raises(NotAnArchive, match="not a Nyhetsarkiv archive"):
        store.open_spider()
    told = scrapy_crawler.signals.send_catch_log(signals.spider_closed, reason="shutdown")
    assert told == []  # a store that never opened has nothing to close
    assert archive.read_bytes() == before


class Engine:
    """Notes the reasons with which a crawl is asked to end."""

    def __init__(self) -> None:
        self.reasons: list[str] = []

    async def close_spider_async(self, *, reason: str) -> None:
        self.reasons.append(reason)


def test_a_full_disk_is_said_once_and_leaves_what_was_stored(
    store: Store, scrapy_crawler: Crawler, archive: Path, caplog: pytest.LogCaptureFixture
) -> None:
    engine = Engine()
    scrapy_crawler.engine = engine  # type: ignore[assignment]
    store.process_item(capture())
    [(pages,)] = store._connection.execute("PRAGMA page_count").fetchall()
    store._connection.execute(f"PRAGMA max_page_count = {pages}")
    long = replace(ARTICLE, canonical_url=f"{HOST}/sei", body="Laks i merd. " * 20_000)

    async def store_two_more() -> None:
        for url in ("sei", "torsk"):
            with pytest.raises(DropItem):
                store.process_item(capture(f"{HOST}/{url}", article=long))
        await asyncio.sleep(0)  # the engine is asked in a task of its own

    with caplog.at_level(logging.ERROR):
        asyncio.run(store_two_more())
    sentence = f"{archive}: the disk is full. Free some space; what was stored before is safe."
    assert [record.getMessage() for record in caplog.records] == [sentence]
    assert engine.reasons == ["archive failed"]
    assert store.counts == {"pages": 1, "new": 1}
    assert rows(archive, "SELECT url FROM fetches") == rows(archive, "SELECT url FROM articles") == [(URL,)]


def test_a_crawl_ends_when_its_archive_fails(demo_sites: SiteServer, tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    with closing(open_archive(archive)) as connection:  # stands for a disk that is full at the ninth page
        connection.execute(
            "CREATE TRIGGER full BEFORE INSERT ON fetches WHEN (SELECT count(*) FROM fetches) = 8 "
            "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )
    result = crawl(demo_sites.profiles["byggposten"], "--archive", archive)
    error, look = result.stderr.splitlines()
    assert error.endswith(f"{archive}: the disk is full. Free some space; what was stored before is safe.")
    assert look == (
        "Look: byggposten: the crawl was not completed (archive failed). Run the same command again."
    )
    assert result.returncode == 1
    [(reason, counts)] = rows(archive, "SELECT reason, counts FROM crawls")
    assert (reason, json.loads(counts)["pages"]) == ("archive failed", 8)
    assert rows(archive, "SELECT count(*) FROM fetches") == [(8,)]
    [(kept,)] = rows(archive, "SELECT count(*) FROM articles")
    assert 0 < kept == json.loads(counts)["new"]
