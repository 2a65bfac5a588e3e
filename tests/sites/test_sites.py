"""The demo publications are what they claim to be: complete, reachable and each in its manner."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import closing
from email.utils import formatdate
from html import unescape
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urljoin, urlsplit

import pytest

from crawler.sites.profile import load_profile
from tests.sites.demo import demo_publications
from tests.sites.expected import Expected
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


def expected(demo_sites: SiteServer, name: str) -> list[Expected]:
    """What the publication's articles say at the address where it is served now."""
    publication = next(one for one in demo_sites.publications if one.name == name)
    return publication.expected(demo_sites.bases[name])


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
    addresses = [article.url for article in expected(demo_sites, name)]
    assert set(addresses) - found == set()
    assert len(addresses) == len(set(addresses)) >= 12


def test_the_publications_hold_the_cases_that_a_reader_must_tell_apart(demo_sites: SiteServer) -> None:
    articles = [article for name in NAMES for article in expected(demo_sites, name)]
    kinds = {kind for article in articles for kind, _ in article.blocks}
    credits = {credit is None for article in articles for _, credit, _ in article.captions}
    assert kinds == {"heading", "paragraph", "list_item", "quote", "fact"}
    assert credits == {True, False}
    assert {article.language for article in articles} == {"nb", "nn", "en"}
    assert {article.published_precision for article in articles} == {"day", "minute"}
    assert [sum(article.sponsored for article in expected(demo_sites, name)) for name in NAMES] == [1, 1, 1]
    assert [sum(article.paywalled for article in expected(demo_sites, name)) for name in NAMES] == [0, 1, 1]
    assert [any(article.updated for article in expected(demo_sites, name)) for name in NAMES] == [0, 1, 1]
    assert [max(len(one.authors) for one in expected(demo_sites, name)) for name in NAMES] == [2, 2, 2]


@pytest.mark.parametrize(
    ("name", "start"),
    [("havbruksbladet", "/feed.rss"), ("byggposten", "/feed/"), ("byggposten", "/sitemap_index.xml")],
)
def test_feeds_and_sitemaps_lead_to_articles(demo_sites: SiteServer, name: str, start: str) -> None:
    base = demo_sites.bases[name]
    assert expected(demo_sites, name)[0].url in set(reachable(base, (start,)))


def test_a_feed_holds_the_newest_articles_alone(demo_sites: SiteServer) -> None:
    base = demo_sites.bases["havbruksbladet"]
    _, body = ask(base + "feed.rss")
    newest = [article.url for article in expected(demo_sites, "havbruksbladet")[:5]]
    assert [link.decode() for link in re.findall(rb"<link>([^<]+)", body)] == [base, *newest]


@pytest.mark.parametrize("name", NAMES)
def test_every_text_of_an_article_stands_on_its_page(demo_sites: SiteServer, name: str) -> None:
    for article in expected(demo_sites, name):
        _, body = ask(article.url)
        page = body.decode("windows-1252" if name == "emballasjenytt" else "utf-8")
        shown = unescape(" ".join(re.sub(r"<[^>]+>", "", page).split()))
        texts = [article.title, article.kicker or "", *(text for _, text in article.blocks)]
        texts += [f"{text} Foto: {credit}" if credit else text for text, credit, _ in article.captions]
        assert [text for text in texts if text not in shown] == []
        assert [word for word in article.keywords if word not in shown] == []
        assert [who for who, _, _ in article.authors if who.lower() not in shown.lower()] == []
        images = [urljoin(article.url, source) for source in re.findall(r'<img src="([^"]+)"', page)]
        assert [image for _, _, image in article.captions if image not in images] == []


@pytest.mark.parametrize(
    ("name", "path", "shown"),
    [
        ("emballasjenytt", "/article/view/13895", ("LES OGSÅ:", "Eplekassa som kjem heim att")),
        (
            "havbruksbladet",
            "/nyheter/kamera-teller-lusa-mens-fisken-svommer-forbi/10112",
            ("Les også", "Annonse", "Meld meg på", "Anne Brekkhus, driftsleder", "Siste nytt"),
        ),
        (
            "byggposten",
            "/2024/03/11/brua-i-naustdal-far-leve-vidare/",
            (
                "Les også:",
                "Finner lekkasjen med hundens nese",
                "Del dette:",
                "Relatert",
                "Meld meg på",
            ),
        ),
    ],
)
def test_what_is_not_the_text_stands_beside_it(
    demo_sites: SiteServer, name: str, path: str, shown: tuple[str, ...]
) -> None:
    address = demo_sites.bases[name].rstrip("/") + path
    article = next(one for one in expected(demo_sites, name) if one.url == address)
    _, body = ask(address)
    page = body.decode("windows-1252" if name == "emballasjenytt" else "utf-8")
    lines = {text for _, text in article.blocks}
    assert [text for text in shown if text not in page] == []
    assert [text for text in shown if any(line.startswith(text) for line in lines)] == []


def test_the_old_site_answers_in_windows_1252_and_does_not_say_so(demo_sites: SiteServer) -> None:
    response, body = ask(demo_sites.bases["emballasjenytt"] + "article/view/13902")
    assert response.getheader("Content-Type") == "text/html"
    assert "Deltakerne i smartPACK var sammen på speed-dating" in body.decode("windows-1252")
    assert b"charset" not in body
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")


def test_an_older_frame_of_the_old_site_declares_the_wrong_character_set(demo_sites: SiteServer) -> None:
    _, body = ask(demo_sites.bases["emballasjenytt"] + "article/view/13880")
    assert b'content="text/html; charset=iso-8859-1"' in body
    assert "Ny avgift – hvem skal betale?" in body.decode("windows-1252")
    assert "–" not in body.decode("iso-8859-1")


def test_older_posts_have_the_captions_of_the_classic_editor(demo_sites: SiteServer) -> None:
    for article in expected(demo_sites, "byggposten"):
        _, body = ask(article.url)
        old, new = body.count(b'class="wp-caption-text"'), body.count(b"<figcaption")
        assert (old if article.published < "2024-02-16" else new) == len(article.captions) == old + new


SITE_BOXES = (
    "NØKKELORD (OBS! Klikk på et nøkkelord for å se flere artikler om samme tema)",
    "Packnews Sponsors",
    "Packsuppliers",
    "Search and find, who delivers what to and from the packaging industry.",
    "HVEM LEVERER HVA",
    "HVEM LEVERER HVA",
    "Leverandørguide på nett og papir",
    "FØLG OSS PÅ TWITTER",
    "KALENDER",
    "KALENDER",
    "Finn emballasjebransjens viktigste messer og arrangementer",
    "FØLG OSS PÅ FACEBOOK",
    "RPC",
)


def test_the_old_site_puts_its_boxes_around_every_article(demo_sites: SiteServer) -> None:
    for article in expected(demo_sites, "emballasjenytt"):
        _, body = ask(article.url)
        lines = re.sub(r"<br>|</t[dr]>", "\n", body.decode("windows-1252"))
        shown = [re.sub(r"<[^>]+>", "", line).strip() for line in lines.splitlines()]
        assert tuple(line for line in shown if line in SITE_BOXES) == SITE_BOXES
        assert [text for _, text in article.blocks if text in SITE_BOXES] == []


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


@pytest.mark.parametrize(
    ("name", "path"),
    [
        *((name, "finnes-ikke") for name in NAMES),
        ("emballasjenytt", "article/view/1"),
        ("emballasjenytt", "?side=4"),
        ("emballasjenytt", "?side=0"),
        ("havbruksbladet", "nyheter?page=99"),
        ("havbruksbladet", "tag/finnes-ikke"),
        ("byggposten", "page/4/"),
        ("byggposten", "page/0/"),
        ("byggposten", "stikkord/finnes-ikke/"),
    ],
)
def test_a_page_that_is_not_there_says_so(demo_sites: SiteServer, name: str, path: str) -> None:
    response, body = ask(demo_sites.bases[name] + path)
    assert response.status == 404
    assert response.getheader("ETag") is None
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
        paths = [urlsplit(article.url).path for article in expected(demo_sites, name)]
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
            before = time.time()
            ask(second.bases["emballasjenytt"] + "?side=1", User_Agent="leser")
            [asked] = second.requests
            assert (asked.publication, asked.method, asked.path) == ("emballasjenytt", "GET", "/?side=1")
            assert asked.headers["User-Agent"] == "leser"
            assert before <= asked.time <= time.time()
        assert not profile.exists()
