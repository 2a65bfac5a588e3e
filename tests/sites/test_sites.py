"""The demo publications are what they claim to be: complete, reachable and each in its manner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from email.utils import formatdate
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urljoin, urlsplit

import pytest

from crawler.sites.profile import load_profile
from tests.sites.demo import demo_publications
from tests.sites.havbruksbladet import FORBIDDEN
from tests.sites.server import SiteServer

NAMES = [publication.name for publication in demo_publications()]
_LINK = re.compile(rb'(?:href="|<loc>|<link>)([^"<#]+)')


def ask(address: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
    """One request to a demo publication; headers with '_' for '-'."""
    parts = urlsplit(address)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    with closing(HTTPConnection(parts.netloc, timeout=5)) as connection:
        connection.request(
            method, path, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )
        response = connection.getresponse()
        return response, response.read()


def reachable(base: str, starts: tuple[str, ...]) -> Iterator[str]:
    """All addresses of a publication that links, feeds and sitemaps lead to from `starts`."""
    waiting, seen = [urljoin(base, start) for start in starts], set()
    while waiting:
        address = waiting.pop()
        if address in seen or not address.startswith(base):
            continue
        seen.add(address)
        response, body = ask(address)
        if response.status == 200:
            yield address
            waiting += [urljoin(address, link.decode("ascii")) for link in _LINK.findall(body)]


@pytest.mark.parametrize("name", NAMES)
def test_every_article_can_be_reached_from_the_front_page(demo_sites: SiteServer, name: str) -> None:
    base = demo_sites.bases[name]
    found = set(reachable(base, ("/",)))
    publication = next(one for one in demo_sites.publications if one.name == name)
    expected = [article.url for article in publication.expected(base)]
    assert set(expected) <= found
    assert len(expected) == len(set(expected)) >= 12


@pytest.mark.parametrize(
    ("name", "start"),
    [("havbruksbladet", "/feed.rss"), ("byggposten", "/feed/"), ("byggposten", "/sitemap_index.xml")],
)
def test_feeds_and_sitemaps_lead_to_articles(demo_sites: SiteServer, name: str, start: str) -> None:
    base = demo_sites.bases[name]
    publication = next(one for one in demo_sites.publications if one.name == name)
    assert publication.expected(base)[0].url in set(reachable(base, (start,)))


def test_a_feed_holds_the_newest_articles_alone(demo_sites: SiteServer) -> None:
    base = demo_sites.bases["havbruksbladet"]
    _, body = ask(base + "feed.rss")
    newest = [article.url for article in demo_sites.publications[1].expected(base)[:5]]
    assert [link.decode() for link in re.findall(rb"<link>([^<]+)", body)] == [base, *newest]


@pytest.mark.parametrize("name", NAMES)
def test_every_text_of_an_article_stands_on_its_page(demo_sites: SiteServer, name: str) -> None:
    publication = next(one for one in demo_sites.publications if one.name == name)
    for article in publication.expected(demo_sites.bases[name]):
        _, body = ask(article.url)
        page = body.decode("windows-1252" if name == "emballasjenytt" else "utf-8")
        shown = " ".join(re.sub(r"<[^>]+>", "", page).split()).replace("&amp;", "&")
        texts = [text for _, text in (*article.blocks, *article.captions) if text is not None]
        texts += [article.title, *(text for text, _ in article.captions)]
        assert [text for text in texts if text not in shown] == []
        assert [word for word in article.keywords if word not in shown] == []
        assert [who for who, _, _ in article.authors if who.lower() not in shown.lower()] == []


def test_the_old_site_answers_in_windows_1252_and_does_not_say_so(demo_sites: SiteServer) -> None:
    response, body = ask(demo_sites.bases["emballasjenytt"] + "article/view/13902")
    assert response.getheader("Content-Type") == "text/html"
    assert "Deltakerne i smartPACK var sammen på speed-dating" in body.decode("windows-1252")
    assert b"charset" not in body
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_an_unchanged_page_is_answered_with_304(demo_sites: SiteServer, name: str) -> None:
    home = demo_sites.bases[name]
    first, body = ask(home)
    tag, changed = first.getheader("ETag", ""), first.getheader("Last-Modified", "")
    answers = [
        ask(home, If_None_Match=tag),
        ask(home, If_Modified_Since=changed),
        ask(home, If_None_Match='"another"', If_Modified_Since=changed),
        ask(home, If_Modified_Since=formatdate(0, usegmt=True)),
    ]
    assert [(response.status, got) for response, got in answers] == [
        (304, b""),
        (304, b""),
        (200, body),
        (200, body),
    ]


@pytest.mark.parametrize("name", NAMES)
def test_head_tells_the_length_and_sends_no_page(demo_sites: SiteServer, name: str) -> None:
    _, page = ask(demo_sites.bases[name])
    response, body = ask(demo_sites.bases[name], "HEAD")
    assert (response.status, response.getheader("Content-Length"), body) == (200, str(len(page)), b"")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("path", ["finnes-ikke", "?side=99", "nyheter?page=99", "page/99/", "article/view/1"])
def test_a_page_that_is_not_there_says_so(demo_sites: SiteServer, name: str, path: str) -> None:
    response, body = ask(demo_sites.bases[name] + path)
    if response.status == 200:  # the others' paging, which this publication does not know
        assert path.startswith("?")
        assert name != "emballasjenytt"
    else:
        assert response.status == 404
        assert b"Siden finnes ikke" in body


def test_the_forbidden_page_is_linked_and_robots_txt_forbids_it(demo_sites: SiteServer) -> None:
    base = demo_sites.bases["havbruksbladet"]
    _, front = ask(base)
    _, robots = ask(base + "robots.txt")
    response, _ = ask(base.rstrip("/") + FORBIDDEN)
    assert FORBIDDEN.encode() in front
    assert robots == b"User-agent: *\nDisallow: /intern/\n"
    assert response.status == 200


@pytest.mark.parametrize("name", NAMES)
def test_a_profile_fits_its_publication(demo_sites: SiteServer, name: str) -> None:
    base = demo_sites.bases[name]
    site = load_profile(demo_sites.profiles[name])
    assert (site.name, site.home, site.domains) == (name, base, (urlsplit(base).netloc,))
    assert (site.crawl.allow_private, site.crawl.delay, site.language) == (True, 0, "nb")
    assert site.sector
    if site.discover.article:
        publication = next(one for one in demo_sites.publications if one.name == name)
        paths = [urlsplit(article.url).path for article in publication.expected(base)]
        assert [path for path in paths if not re.search(site.discover.article, path)] == []


def test_a_taken_port_is_replaced_and_the_profiles_go_with_the_server() -> None:
    publication = demo_publications()[:1]
    with SiteServer(publication) as first:
        taken = urlsplit(first.bases["emballasjenytt"]).port
        assert taken is not None
        with SiteServer(publication, preferred_ports=(taken,)) as second:
            assert second.bases != first.bases
            profile = second.profiles["emballasjenytt"]
            assert profile.exists()
            ask(second.bases["emballasjenytt"] + "?side=1")
            assert [(asked.method, asked.path) for asked in second.requests] == [("GET", "/?side=1")]
        assert not profile.exists()
