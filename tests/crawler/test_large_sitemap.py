"""A sitemap of 50,000 addresses, as many as one may hold: the crawl goes on while it is taken in."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from archive.crawl_file import crawl_file
from tests.crawler.conftest import Crawled, crawl_pages
from tests.crawler.publication import article, links, page
from tests.sites.server import Answer

ADDRESSES = 50_000
LONGEST = 1 / 20  # of the work is done without a look at what else is there to do
LISTED = "/nyheter/en-sak-om-kai-nummer"
SHOWN = [f"/nyheter/sak-fra-forsiden-nummer-{number}" for number in range(60)]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    entries = "".join(
        f"<url><loc>{LISTED}-{n}</loc><lastmod>2024-{n % 12 + 1:02}-01</lastmod></url>"
        for n in range(ADDRESSES)
    )
    pages = {
        "/robots.txt": Answer(b"Sitemap: /kart.xml", "text/plain"),
        "/": page(links(*SHOWN)),
        "/kart.xml": Answer(f"<urlset>{entries}</urlset>".encode(), "text/xml"),
        **{path: article(path) for path in SHOWN},
    }
    folder = tmp_path_factory.mktemp("large")
    settings = {
        "EXTENSIONS": json.dumps({"tests.crawler.ticking.Ticking": 0}),
        "TICKING_FILE": folder / "work.json",
        "HOST_FAILURES": 1_000,
    }
    return crawl_pages(folder, pages, settings=settings, full=1)


def test_no_request_starves_meanwhile(crawled: Crawled) -> None:
    work = json.loads((crawled.archive.parent / "work.json").read_text())
    assert 0 < work["longest"] < LONGEST * work["all"]
    asked = crawled.asked.index("/kart.xml")
    assert len([path for path in crawled.asked[asked:] if path in SHOWN]) > 5


def test_every_address_is_queued_in_the_order_of_the_newest(crawled: Crawled) -> None:
    with closing(sqlite3.connect(crawl_file(crawled.archive))) as db:
        rows = db.execute("SELECT url FROM addresses WHERE url LIKE '%en-sak-om-kai%' ORDER BY id").fetchall()
    assert len(rows) == ADDRESSES
    assert rows[0][0].endswith(f"{LISTED}-11"), "the first of December"
