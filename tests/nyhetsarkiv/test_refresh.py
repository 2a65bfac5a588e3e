"""`nyhetsarkiv refresh` beside a publication that changes; days pass by dating back what was fetched."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.crawler.processes import run
from tests.crawler.publication import SmallPublication, article, links, page
from tests.sites.server import Answer, Request, SiteServer

OLD, KNOWN, NEW = "/sak-nummer-100", "/sak-nummer-101", "/sak-nummer-102"
GONE = "SELECT url FROM articles WHERE gone IS NOT NULL"
STATUSES = "SELECT url, status FROM fetches WHERE crawl_id = (SELECT max(id) FROM crawls)"


def sitemap(**changed: str) -> Answer:
    """A sitemap of the articles by number, each with its last change."""
    entries = "".join(
        f"<url><loc>/sak-nummer-{number.strip('_')}</loc><lastmod>{day}</lastmod></url>"
        for number, day in changed.items()
    )
    return Answer(f"<urlset>{entries}</urlset>".encode(), "text/xml")


@dataclass
class Paper:
    """A publication that was crawled once, its archive, and what it was asked since then."""

    pages: dict[str, Answer | list[Answer]]
    server: SiteServer
    archive: Path

    def refresh(self, *words: str) -> list[Request]:
        """Refresh; what was asked for besides robots.txt and the like."""
        self.server.requests.clear()
        profile = self.server.profiles["kaiposten"]
        assert run("refresh", profile, "--archive", self.archive, *words) == 0
        return [one for one in self.server.requests if not one.path.endswith((".txt", ".json"))]

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.archive)) as db:
            rows = db.execute(query).fetchall()
        base = self.server.bases["kaiposten"]
        return [tuple(v.replace(base, "/") if isinstance(v, str) else v for v in row) for row in rows]

    def days_pass(self, days: int) -> None:
        self.hours_pass(24 * days)

    def hours_pass(self, hours: float) -> None:
        with closing(sqlite3.connect(self.archive)) as db, db:
            db.execute(
                "UPDATE fetches SET fetched = strftime('%Y-%m-%dT%H:%M:%S+00:00', fetched, ?)",
                (f"-{hours} hours",),
            )


@pytest.fixture
def paper(tmp_path: Path) -> Iterator[Paper]:
    pages: dict[str, Answer | list[Answer]] = {
        "/robots.txt": Answer(b"Sitemap: /kart.xml", "text/plain"),
        "/kart.xml": sitemap(_100="2024-03-01", _101="2024-03-01"),
        "/": page(links(OLD, KNOWN)),
        OLD: article("Gammel sak"),
        KNOWN: article("Kjent sak"),
    }
    with SiteServer([SmallPublication(pages)]) as server:
        archive = tmp_path / "archive.db"
        assert run("crawl", server.profiles["kaiposten"], "--archive", archive) == 0
        yield Paper(pages, server, archive)


def test_where_nothing_happened_little_is_asked_and_answered(paper: Paper) -> None:
    asked = paper.refresh()
    assert sorted(one.path for one in asked) == ["/", "/feed/", "/kart.xml"]
    assert all("If-None-Match" in one.headers and "If-Modified-Since" in one.headers for one in asked)
    assert {("/", 304), ("/kart.xml", 304), ("/feed/", 304)} <= set(paper.rows(STATUSES))


def test_what_is_new_is_fetched_and_no_other_article(paper: Paper) -> None:
    paper.pages["/"] = page(links(NEW, OLD, KNOWN))
    paper.pages[NEW] = article("Ny sak", links=links("/sak-nummer-103"))
    assert {one.path for one in paper.refresh()} - {"/feed/"} == {"/", "/kart.xml", NEW}
    assert paper.rows("SELECT url FROM articles ORDER BY url") == [(OLD,), (KNOWN,), (NEW,)]


def test_what_the_sitemap_says_has_changed_becomes_a_revision(paper: Paper) -> None:
    today = datetime.now(UTC).isoformat()
    paper.days_pass(1)
    paper.pages["/kart.xml"] = sitemap(_100="2024-03-01", _101=today)
    paper.pages[KNOWN] = article("Rettet sak")
    assert KNOWN in {one.path for one in paper.refresh()}
    assert paper.rows("SELECT title FROM articles ORDER BY url") == [("Gammel sak",), ("Rettet sak",)]
    assert paper.rows("SELECT title FROM revisions") == [("Kjent sak",)]


def test_an_article_whose_turn_it_is_costs_a_short_answer_and_a_row(paper: Paper) -> None:
    paper.days_pass(31)
    before = paper.rows("SELECT last_seen FROM articles WHERE title = 'Gammel sak'")
    asked = [one for one in paper.refresh() if one.path in (OLD, KNOWN)]
    assert [one.path for one in asked] == [OLD, KNOWN]
    assert all("If-None-Match" in one.headers for one in asked)
    assert {(OLD, 304), (KNOWN, 304)} <= set(paper.rows(STATUSES))
    assert paper.rows("SELECT last_seen FROM articles WHERE title = 'Gammel sak'") >= before
    assert paper.rows("SELECT count(*) FROM revisions") == [(0,)]


def test_an_article_is_gone_when_it_is_missing_twice_a_day_apart_and_stays(paper: Paper) -> None:
    del paper.pages[OLD]
    paper.refresh("--all")
    paper.refresh("--all")
    assert paper.rows(GONE) == [], "twice within a moment"
    paper.days_pass(1)
    assert OLD in {one.path for one in paper.refresh()}, "it is looked for a day later"
    assert paper.rows(GONE) == [(OLD,)]
    assert paper.rows("SELECT title FROM articles WHERE gone IS NOT NULL") == [("Gammel sak",)]
    paper.pages[OLD] = article("Gammel sak")
    paper.refresh("--all")
    assert paper.rows(GONE) == [], "it came back"
