"""What a publication's robots.txt does to a crawl, RFC 9309; the server's side is looked at as well."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.crawler.conftest import Crawl
from tests.crawler.publication import article, links, page, redirect
from tests.sites.server import Answer

GOOD, CLOSED, TDMREP = "/en-ny-kai", "/stengt-er-en-sak", "/.well-known/tdmrep.json"
PAGES = {"/": page(links(GOOD, CLOSED)), GOOD: article("En ny kai"), CLOSED: article("Stengt")}
BUSY = Answer(b"", status=503)
ROBOTS = "SELECT url, status, problem FROM fetches WHERE url LIKE '%robots.txt'"


def robots(*lines: str) -> Answer:
    return Answer("\n".join(lines).encode(), "text/plain")


def test_what_it_forbids_is_not_asked_and_says_so(crawl: Crawl) -> None:
    found = crawl({**PAGES, "/robots.txt": robots("User-agent: *", "Disallow: /stengt")})
    assert found.articles() == [GOOD]
    assert found.problems() == {CLOSED: "robots.txt forbids this page."}
    assert found.asked == ["/robots.txt", "/", TDMREP, GOOD]
    assert found.rows(ROBOTS) == [("/robots.txt", 200, None)]


@pytest.mark.parametrize(
    ("lines", "allowed"),
    [
        (["User-agent: nyhetsarkiv", "Disallow: /stengt", "", "User-agent: *", "Disallow:"], False),
        (["User-agent: Nyhetsarkiv/0.1 (+x)", "Disallow: /stengt", "", "User-agent: *", "Disallow:"], False),
        (["User-agent: Annen/0.1 Nyhetsarkiv", "Disallow: /stengt", "", "User-agent: *", "Disallow:"], True),
        (["User-agent: example", "Disallow: /", "", "User-agent: bot", "Disallow: /"], True),
    ],
)
def test_rules_for_this_crawler_go_before_those_for_all(
    crawl: Crawl, lines: list[str], allowed: bool
) -> None:
    settings = {"CONTACT": "bot@lab.example.org"}
    found = crawl({**PAGES, "/robots.txt": robots(*lines)}, settings=settings)
    assert (CLOSED in found.asked) is allowed
    assert GOOD in found.asked


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "latin-1"])
def test_it_is_obeyed_however_it_is_written(crawl: Crawl, encoding: str) -> None:
    rules = "# For alle på øya\rUser-agent: *\rDisallow: /stengt\r".encode(encoding)
    found = crawl({**PAGES, "/robots.txt": Answer(rules, "text/plain")})
    assert found.articles() == [GOOD]


@pytest.mark.parametrize("status", [404, 403])
def test_one_that_is_not_there_allows_everything(crawl: Crawl, status: int) -> None:
    found = crawl({**PAGES, "/robots.txt": Answer(b"User-agent: *\nDisallow: /", status=status)})
    assert found.articles() == [GOOD, CLOSED]


@pytest.mark.parametrize("status", [503, 429])
def test_where_it_stays_unreadable_nothing_else_is_asked(crawl: Crawl, status: int) -> None:
    found = crawl({**PAGES, "/robots.txt": Answer(b"", status=status)})
    assert set(found.asked) == {"/robots.txt"}
    assert found.rows(ROBOTS) == [("/robots.txt", status, f"HTTP status {status}.")]
    assert len(found.rows("SELECT * FROM fetches")) == 1
    ((reason,),) = found.rows("SELECT reason FROM crawls")
    assert str(reason).startswith("robots.txt of 127.0.0.1:")
    assert str(reason).endswith(f" cannot be read: HTTP status {status}")


def test_a_host_in_trouble_is_waited_for_ever_longer(crawl: Crawl) -> None:
    healing = [BUSY, BUSY, robots("User-agent: *", "Disallow: /stengt")]
    found = crawl({**PAGES, "/robots.txt": healing}, delay=0.1, settings={"HOST_WAITS": "4,8"})
    assert found.articles() == [GOOD]
    assert found.asked[:4] == ["/robots.txt", "/robots.txt", "/robots.txt", "/"]
    assert found.times[1] - found.times[0] >= 0.39
    assert found.times[2] - found.times[1] >= 0.79


def test_redirects_within_the_publication_are_followed(crawl: Crawl) -> None:
    rules = robots("User-agent: *", "Disallow: /stengt")
    found = crawl({**PAGES, "/robots.txt": redirect("/regler.txt"), "/regler.txt": rules})
    assert found.articles() == [GOOD]
    assert found.problems() == {CLOSED: "robots.txt forbids this page."}
    assert found.asked.count("/robots.txt") == found.asked.count("/regler.txt") == 1


def test_a_redirect_without_end_is_none_at_all(crawl: Crawl) -> None:
    found = crawl(
        {**PAGES, "/robots.txt": redirect("/robots.txt?igjen")}
        | {"/robots.txt?igjen": redirect("/robots.txt")}
    )
    assert found.articles() == [GOOD, CLOSED]
    assert len([path for path in found.asked if path.startswith("/robots.txt")]) == 6


def test_one_on_another_site_cannot_be_read(crawl: Crawl) -> None:
    found = crawl({**PAGES, "/robots.txt": redirect("http://127.0.0.1:9/robots.txt")})
    assert found.asked == ["/robots.txt"]
    ((reason,),) = found.rows("SELECT reason FROM crawls")
    assert str(reason).endswith(" cannot be read: The address is on another site; not followed")


def test_of_a_long_one_the_beginning_is_read(crawl: Crawl) -> None:
    filling = "# " + 98 * "x"
    long = robots("User-agent: *", "Disallow: /en", *(filling for _ in range(6000)), "Disallow: /stengt")
    found = crawl({**PAGES, "/robots.txt": long})
    assert found.articles() == [CLOSED]


MANY = [f"/sak-nummer-{number}" for number in range(5)]
ORDERLY = {  # each page leads to the next
    "/": page(links(MANY[0])),
    **{path: article(path, links=links(further)) for path, further in pairwise([*MANY, CLOSED])},
    CLOSED: article("Stengt"),
}


DAYS_FLY = {"HOST_FILE_FRESH_FOR": 0}  # each request is a day's first


def test_it_is_read_again_when_a_day_is_over(crawl: Crawl) -> None:
    open_to_all, closed = robots("User-agent: *", "Disallow:"), robots("User-agent: *", "Disallow: /stengt")
    found = crawl({**ORDERLY, "/robots.txt": [open_to_all, open_to_all, closed]}, settings=DAYS_FLY)
    assert found.articles() == MANY
    assert found.problems() == {CLOSED: "robots.txt forbids this page."}
    assert found.asked.count("/robots.txt") > len(MANY)
    assert len(found.rows(ROBOTS)) == found.asked.count("/robots.txt")


def test_what_it_said_yesterday_counts_while_it_cannot_be_read(crawl: Crawl) -> None:
    failing = [robots("User-agent: *", "Disallow: /stengt"), BUSY]
    found = crawl({**ORDERLY, "/robots.txt": failing}, settings=DAYS_FLY)
    assert found.articles() == MANY
    assert found.asked.count("/robots.txt") > len(MANY)
    assert CLOSED not in found.asked
