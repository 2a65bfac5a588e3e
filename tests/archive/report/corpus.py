"""A small corpus of two publications with a bit of everything that a report tells."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from archive.records import ArticleRecord, AuthorRecord, CaptionRecord
from tests.archive.archive_under_test import begin

FIRST, SECOND = "2024-05-03T06:00:00+00:00", "2024-05-04T06:00:00+00:00"
AGENCY = " ".join(f"ord{number}" for number in range(60))
NASTY = "<script>alert(1)</script> | *x* [y](z)"

LAKS = ArticleRecord(
    "https://fjordposten.example/laks",
    "Laks",
    "Laksen er dyr.\nDen er god.",
    lead="Laksen er dyr.",
    published="2023-12-31T23:30:00+01:00",
    published_precision="minute",
    language="nb",
    authors=(AuthorRecord("Kari Nordmann"), AuthorRecord("Ola Øy")),
    keywords=("laks", "fisk"),
    captions=(CaptionRecord("Merd."),),
    sponsored=True,
)
SEI = ArticleRecord(
    "https://fjordposten.example/sei",
    NASTY,
    "Seien er god.",
    published="2024-05-01T00:00:00+02:00",
    published_precision="day",
    language="nn",
    authors=(AuthorRecord("Kari Nordmann"),),
    keywords=("fisk",),
    paywalled=True,
)
BARE = ArticleRecord("https://fjordposten.example/udatert", "Udatert", "Tekst.")
COPIES = tuple(
    ArticleRecord(f"https://{site}.example/ntb", "Fra NTB", AGENCY, published="2024-05-02T08:00:00+02:00")
    for site in ("fjordposten", "fjellposten")
)


def fill(connection: sqlite3.Connection) -> None:
    """Five articles of two publications; one was edited without a word, two are near-identical."""
    fjord = begin(connection, "fjordposten", FIRST)
    for article in (LAKS, SEI, BARE, COPIES[0]):
        fjord.store(article, FIRST, article.url, sha256="a", warc_file="warc/a.warc.gz", warc_offset=0)
    fjord.store(None, FIRST, "https://fjordposten.example/borte", status=404, problem="HTTP status 404.")
    fjord.writer.finish_crawl(fjord.crawl_id, FIRST, "finished", {"pages": 5, "new": 4, "problems": 1})
    fjell = begin(connection, "fjellposten", SECOND)
    fjell.store(COPIES[1], SECOND, COPIES[1].url, sha256="b")
    fjord.store(replace(LAKS, body="Laksen er billig."), SECOND, LAKS.url, sha256="c")
