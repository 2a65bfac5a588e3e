"""What sitemaps say of an article's days, however exactly, bounds a crawl and a refresh."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.archived import query
from tests.crawler.conftest import Crawl
from tests.crawler.processes import run
from tests.crawler.publication import Pages, SmallPublication, article, page
from tests.sites.server import Answer, SiteServer

WORDS = {  # of the last change -> whether an article that says so may be of April 2024 or later
    "2023": False, "2024": True, "2024-03": False, "2024-04": True, "2024-03-31": False, "2024-04-01": True,
    "2024-03-31T10:00Z": False, "2024-04-01T10:00+02:00": True, "2024-03-31T10:00:00.123456789Z": False,
    "2024-04-01T10:00:00.5Z": True, "20240331": False, "2024-04-01t10:00:00z": True, "1970-01-01": True,
    "i fjor": True,
}  # fmt: skip
NEWS = 'xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'


def sak(number: int) -> str:
    return f"/en-sak-om-kai-nummer-{number}"


def publication(urls: str, others: Pages) -> Pages:
    sitemap = Answer(f"<urlset {NEWS}>{urls}</urlset>".encode(), "text/xml")
    return {"/": page(""), "/feed/": Answer(b"<rss/>", "text/xml"), "/sitemap.xml": sitemap, **others}


def test_only_what_may_be_of_the_days_asked_for_is_fetched(crawl: Crawl) -> None:
    urls = "".join(
        f"<url><loc>{sak(number)}</loc><lastmod>{word}</lastmod></url>" for number, word in enumerate(WORDS)
    )
    saker = {sak(number): article(sak(number), published="2024-04-15") for number in range(len(WORDS))}
    found = crawl(publication(urls, saker), since="2024-04-01")
    assert found.articles() == sorted(sak(number) for number, may in enumerate(WORDS.values()) if may)
    assert not {sak(number) for number, may in enumerate(WORDS.values()) if not may} & set(found.asked)


def test_a_news_sitemap_too_whatever_the_zone_of_its_clock(crawl: Crawl) -> None:
    words = ["2024-04-01T00:30:00", "2024-03-31T22:30:00", "2024-03-31T12:00:00", "2024-04", "2024-03"]
    urls = "".join(
        f"<url><loc>{sak(number)}</loc><n:news><n:publication_date>{word}</n:publication_date></n:news></url>"
        for number, word in enumerate(words)
    )
    saker = {sak(number): article(sak(number), published="2024-04-01T00:30:00+02:00") for number in range(5)}
    assert crawl(publication(urls, saker), since="2024-04-01").articles() == [sak(0), sak(1), sak(3)]


def test_a_refresh_looks_once_at_what_changed_in_a_month_that_was_not_there_before(tmp_path: Path) -> None:
    def pages(month: str) -> Pages:
        return publication(
            f"<url><loc>{sak(1)}</loc><lastmod>{month}</lastmod></url>", {sak(1): article("Kai")}
        )

    paper = SmallPublication(pages("2024-03"))
    with SiteServer([paper]) as server:
        profile, archive = server.profiles["kaiposten"], tmp_path / "archive.db"
        run("crawl", profile, "--archive", archive)
        last_month = datetime.now(UTC).replace(day=1) - timedelta(days=2)
        query(archive, f"UPDATE fetches SET fetched = '{last_month.isoformat(timespec='seconds')}'")
        for month, times in ((f"{last_month:%Y-%m}", 0), (f"{datetime.now(UTC):%Y-%m}", 1), (None, 0)):
            server.requests.clear()
            paper.pages = pages(month) if month else paper.pages
            assert run("refresh", profile, "--archive", archive) == 0
            assert [one.path for one in server.requests].count(sak(1)) == times, month
