from __future__ import annotations

import pytest

from crawler.discovery.window import NEWER, OLDER
from crawler.spiders.captured import LEADS_TO_GATE
from tests.crawler.conftest import Crawl
from tests.crawler.publication import article, links, page, redirect
from tests.sites.server import Answer

SITEMAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
TDMREP = "/.well-known/tdmrep.json"
ALIASES = "SELECT aliases.url, articles.url FROM aliases JOIN articles ON articles.id = article_id"


def test_an_article_is_found_by_each_of_the_ways(crawl: Crawl) -> None:
    found = crawl(
        {
            "/robots.txt": Answer(b"Sitemap: /alt.xml", "text/plain"),
            "/alt.xml": Answer(
                SITEMAP.format("<url><loc>/sak-fra-kartet-1</loc></url>").encode(), "text/xml"
            ),
            "/": page(
                '<link rel="alternate" type="application/rss+xml" href="/rss">'
                f"<nav>{links('/fiske')}</nav>{links('/sak-fra-forsiden-2')}"
            ),
            "/rss": Answer(b"<rss><item><link>/sak-fra-strommen-3</link></item></rss>", "text/xml"),
            "/fiske": page(links("/sak-fra-seksjonen-4", "?side=2")),
            "/fiske?side=2": page(links("/sak-fra-side-to-5")),
            "/sak-fra-kartet-1": article("Kart"),
            "/sak-fra-forsiden-2": article("Forside", links=links("/sak-fra-en-sak-6")),
            "/sak-fra-strommen-3": article("Strøm"),
            "/sak-fra-seksjonen-4": article("Seksjon"),
            "/sak-fra-side-to-5": article("Side to"),
            "/sak-fra-en-sak-6": article("En sak"),
        }
    )
    assert found.articles() == [
        "/sak-fra-en-sak-6",
        "/sak-fra-forsiden-2",
        "/sak-fra-kartet-1",
        "/sak-fra-seksjonen-4",
        "/sak-fra-side-to-5",
        "/sak-fra-strommen-3",
    ]
    assert found.problems() == {}


def test_a_sitemap_at_another_host_is_told_and_not_asked(crawl: Crawl) -> None:
    lines = (
        b"Sitemap: https://kart.example/alt.xml\nSitemap: /vart.xml\nSitemap: https://kart.example/nytt.xml"
    )
    found = crawl(
        {
            "/robots.txt": Answer(lines, "text/plain"),
            "/vart.xml": Answer(
                SITEMAP.format("<url><loc>/sak-fra-kartet-1</loc></url>").encode(), "text/xml"
            ),
            "/": page(""),
            "/sak-fra-kartet-1": article("Kart"),
        }
    )
    assert found.articles() == ["/sak-fra-kartet-1"]
    assert found.problems() == {
        "/robots.txt": "It names sitemaps at kart.example, not among the profile's domains; not asked."
    }


def test_what_the_profile_names_is_all_that_is_looked_at(crawl: Crawl) -> None:
    found = crawl(
        {
            "/robots.txt": Answer(b"Sitemap: /alt.xml", "text/plain"),
            "/": page(f"<nav>{links('/om-denne-kaia-1')}</nav>"),
            "/fiske": page(
                '<link rel="alternate" type="application/rss+xml" href="/andre">'
                f"<nav>{links('/folk')}</nav>{links('/vis/1', '/om-denne-kaia-1')}"
            ),
            "/kart": Answer(SITEMAP.format("<url><loc>/vis/2</loc></url>").encode(), "text/xml"),
            "/strom": Answer(b"<rss><item><link>/vis/3</link></item></rss>", "text/xml"),
            **{f"/vis/{number}": article(f"Sak {number}") for number in (1, 2, 3)},
        },
        profile="[discover]\nsections = ['/fiske']\nsitemaps = ['/kart']\nfeeds = ['/strom']\n"
        "article = '^/vis/'",
    )
    assert found.articles() == ["/vis/1", "/vis/2", "/vis/3"]
    finders = {"/robots.txt", TDMREP, "/fiske", "/kart", "/strom"}
    assert set(found.asked) == {*finders, "/vis/1", "/vis/2", "/vis/3"}


def test_a_page_is_asked_once_however_it_is_spelled(crawl: Crawl) -> None:
    found = crawl(
        {
            "/": page(
                links("/en-ny-kai", "/en-ny-kai#bilde", "/en-ny-kai?utm_source=forside", "/x/../en-ny-kai")
            ),
            "/en-ny-kai": article("En ny kai"),
        }
    )
    assert found.asked.count("/en-ny-kai") == 1
    assert set(found.asked) == {"/robots.txt", TDMREP, "/", "/en-ny-kai"}


def test_redirects_are_followed_and_remembered(crawl: Crawl) -> None:
    found = crawl(
        {
            "/": page(links("/sak/101", "/sak/102", "/en-ny-kai")),
            "/sak/101": redirect("/sak/102"),
            "/sak/102": redirect("/en-ny-kai"),
            "/en-ny-kai": article("En ny kai"),
        }
    )
    assert found.articles() == ["/en-ny-kai"]
    assert found.rows(ALIASES) == [("/sak/101", "/en-ny-kai"), ("/sak/102", "/en-ny-kai")]


def test_a_list_is_no_article_s_address_before_it_was_read(crawl: Crawl) -> None:
    sak = article("En ny kai", links='<link rel="canonical" href="/bygg">')
    found = crawl({"/": page(f"<nav>{links('/bygg')}</nav>{links('/en-ny-kai')}"), "/en-ny-kai": sak})
    assert found.articles() == ["/en-ny-kai"]


def test_the_front_page_is_no_article_whatever_leads_there(crawl: Crawl) -> None:
    """Some send the readers of what is gone there, and some front pages are one long text."""
    front = Answer(article("Kaiposten", links=links("/en-ny-kai", "/en-sak-som-er-borte")).body)
    found = crawl({"/": front, "/en-ny-kai": article("En ny kai"), "/en-sak-som-er-borte": redirect("/")})
    assert found.articles() == ["/en-ny-kai"]
    assert found.problems() == {"/": "The address leads to the front page."}


@pytest.mark.parametrize(
    "gate", ["/samtykke?retur={}&sprak=nb", "/logg-inn?next=%2Fnyheter%2F..%2F{}", "/?x=http%253A//x{}"]
)
def test_a_page_that_asks_for_something_first_is_no_article(crawl: Crawl, gate: str) -> None:
    """It stands before every article, and may be as long as one."""
    paths = [f"/en-sak-om-kai-{number}" for number in range(3)]
    gates = [gate.format(path) for path in paths]
    moved = "/en-sak-om-kaier?fra=/en-gammel-sak-om-kai"
    found = crawl(
        {
            "/": page(links(*paths, "/en-gammel-sak-om-kai")),
            **{path: redirect(to) for path, to in zip(paths, gates, strict=True)},
            **dict.fromkeys(gates, article("Vi bruker informasjonskapsler")),
            "/en-gammel-sak-om-kai": redirect(moved),
            moved: article("En ny kai"),
        }
    )
    assert found.articles() == [moved.replace("/en-g", "%2Fen-g")]
    assert set(found.problems().values()) == {LEADS_TO_GATE}


def test_frames_are_followed(crawl: Crawl) -> None:
    frames = b'<html><frameset><frame src="/meny.htm"><frame src="/innhold.htm"></frameset></html>'
    pages = {
        "/": Answer(frames),
        "/meny.htm": page(links("/eldre.htm")),
        "/innhold.htm": page(links("/en-ny-kai")),
        "/eldre.htm": page(links("/en-gammel-kai")),
        "/en-ny-kai": article("En ny kai"),
        "/en-gammel-kai": article("En gammel kai"),
    }
    assert crawl(pages).articles() == ["/en-gammel-kai", "/en-ny-kai"]


def test_each_failure_is_told_in_words(crawl: Crawl) -> None:
    found = crawl(
        {
            "/robots.txt": Answer(b"User-agent: *\nDisallow: /stengt", "text/plain"),
            "/": page(
                links(
                    *(f"/{word}-er-en-sak" for word in ("borte", "stengt", "ring", "ute", "bilde", "liste"))
                )
            ),
            "/ring-er-en-sak": redirect("/ring-er-en-sak?fra=ring"),
            "/ring-er-en-sak?fra=ring": redirect("/ring-er-en-sak"),
            "/ute-er-en-sak": redirect("http://127.0.0.1:9/annet-blad"),
            "/bilde-er-en-sak": Answer(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "image/jpeg"),
            "/liste-er-en-sak": page("<h1>Saker</h1><p>Kort.</p>"),
        }
    )
    assert found.articles() == []
    assert found.problems() == {
        "/borte-er-en-sak": "HTTP status 404.",
        "/stengt-er-en-sak": "robots.txt forbids this page.",
        "/ring-er-en-sak?fra=ring": "The page redirects too many times.",
        "http://127.0.0.1:9/annet-blad": "The address is on another site; not followed.",
        "/bilde-er-en-sak": "The answer is no page (image/jpeg).",
        "/liste-er-en-sak": "The page has no text.",
    }
    assert "/stengt-er-en-sak" not in found.asked


def test_a_list_that_is_no_page_is_told_too(crawl: Crawl) -> None:
    found = crawl(
        {
            "/": page(f"<nav>{links('/bilder')}</nav>"),
            "/bilder": Answer(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "image/jpeg"),
        }
    )
    assert found.problems() == {"/bilder": "The answer is no page (image/jpeg)."}


def test_a_limit_ends_the_crawl(crawl: Crawl) -> None:
    paths = [f"/sak-nummer-{number}" for number in range(100, 130)]
    found = crawl({"/": page(links(*paths)), **{path: article(path) for path in paths}}, limit=4)
    assert len(found.articles()) == 4
    asked = [path for path in found.asked if path in paths]
    assert len(asked) <= 4 + 2, "one answer may be on its way, one request ready"
    assert found.rows("SELECT reason FROM crawls") == [("limit",)]
    logged = {path for (path,) in found.rows("SELECT url FROM fetches")}
    assert logged >= set(found.asked), "each request"


def test_since_leaves_out_what_is_older(crawl: Crawl) -> None:
    dated = "<url><loc>{}</loc><lastmod>{}</lastmod></url>"
    found = crawl(
        {
            "/robots.txt": Answer(b"Sitemap: /kart.xml", "text/plain"),
            "/kart.xml": Answer(
                SITEMAP.format(
                    dated.format("/sak-fra-i-fjor", "2023-03-01")
                    + dated.format("/sak-fra-i-aar", "2024-05-02")
                ).encode(),
                "text/xml",
            ),
            "/": page(links("/gammel-sak-uten-dato")),
            "/sak-fra-i-fjor": article("I fjor"),
            "/sak-fra-i-aar": article("I år", published="2024-05-01T08:00:00+02:00"),
            "/gammel-sak-uten-dato": article("Uten dato", published="2022-05-01T08:00:00+02:00"),
        },
        since="2024-05-01",
    )
    assert found.articles() == ["/sak-fra-i-aar"]
    assert "/sak-fra-i-fjor" not in found.asked


def test_a_list_that_looks_like_an_article_is_followed_as_a_list(crawl: Crawl) -> None:
    found = crawl(
        {
            "/": page(links("/alt-om-nye-kaier")),
            "/alt-om-nye-kaier": page('<p>Saker</p><a href="/alt-om-nye-kaier?side=2">Neste side</a>'),
            "/alt-om-nye-kaier?side=2": page(links("/en-ny-kai")),
            "/en-ny-kai": article("En ny kai"),
        }
    )
    assert found.articles() == ["/en-ny-kai"]


def test_an_article_is_one_row_whatever_leads_to_it(crawl: Crawl) -> None:
    """AMP and print, slash and none, tracking, a redirect, the page's own word; copies of a text stay two."""
    canonical = article("Kai", links='<link rel="canonical" href="/kaia-er-her-igjen">')
    copy = article("Byråsak", published="2024-04-01")
    found = crawl(
        {
            "/": page(
                links("/kaia-er-her-igjen/amp", "/kaia-er-her-igjen?utm_source=x", "/gammel-sak-om-kaia")
                + links("/kaia-er-her-igjen/3", "/bru-over-fjorden", "/bru-over-fjorden/?fra=rss")
                + links("/bru-over-fjorden/", "/byraasak-paa-kaia", "/byraasak-fra-i-gaar")
            ),
            "/kaia-er-her-igjen": canonical,
            "/kaia-er-her-igjen/3": canonical,
            "/gammel-sak-om-kaia": redirect("/kaia-er-her-igjen"),
            "/bru-over-fjorden": article("Bru"),
            "/bru-over-fjorden/": article("Bru"),
            "/byraasak-paa-kaia": copy,
            "/byraasak-fra-i-gaar": copy,
        }
    )
    assert found.articles() == [
        "/bru-over-fjorden",
        "/byraasak-fra-i-gaar",
        "/byraasak-paa-kaia",
        "/kaia-er-her-igjen",
    ]
    assert found.rows(ALIASES) == [
        ("/bru-over-fjorden/", "/bru-over-fjorden"),
        ("/bru-over-fjorden/?fra=rss", "/bru-over-fjorden"),
        ("/gammel-sak-om-kaia", "/kaia-er-her-igjen"),
        ("/kaia-er-her-igjen/3", "/kaia-er-her-igjen"),
        ("/kaia-er-her-igjen/amp", "/kaia-er-her-igjen"),
    ]
    copies = "SELECT count(*) FROM articles GROUP BY content_hash HAVING count(*) > 1"
    assert found.rows(copies) == [(2,)]


@pytest.mark.parametrize(
    ("stated", "first"),
    [
        ("/nyheter", "/sak-om-kai-0"),
        ("/nyheter/", "/sak-om-kai-0"),
        ("/forsiden", "/sak-om-kai-0"),
        ("/kai", "/kai"),
    ],
)
def test_an_address_that_all_pages_name_as_theirs_costs_no_article(
    crawl: Crawl, stated: str, first: str
) -> None:
    """A list's address, the front page's, and one of which nothing is known: the first page may be there."""
    paths = [f"/sak-om-kai-{number}" for number in range(4)]
    canonical = f'<link rel="canonical" href="{stated}">'
    found = crawl(
        {
            "/": page(f"<nav>{links('/nyheter')}</nav>"),
            "/nyheter": page(links(*paths)),
            **{path: article(f"Sak {path}", links=canonical) for path in paths},
        }
    )
    assert found.articles() == sorted([first, *paths[1:]])
    assert found.rows("SELECT * FROM revisions") == []


def test_articles_of_other_days_are_not_kept_and_say_so(crawl: Crawl) -> None:
    days = {"i-april": "2024-04-30", "i-mai": "2024-05-31", "i-juni": "2024-06-01"}
    found = crawl(
        {
            "/": page(links(*(f"/en-sak-{name}" for name in days))),
            **{f"/en-sak-{name}": article(name, published=day) for name, day in days.items()},
        },
        since="2024-05-01",
        until="2024-05-31",
    )
    assert found.articles() == ["/en-sak-i-mai"]
    assert found.problems() == {"/en-sak-i-april": OLDER, "/en-sak-i-juni": NEWER}


def test_a_limit_counts_articles_and_no_address_twice(crawl: Crawl) -> None:
    twice = article("Kai", links='<link rel="canonical" href="/kaia-er-her-igjen">')
    others = [f"/sak-nummer-{number}-om-kaia" for number in range(5)]
    found = crawl(
        {
            "/": page(links("/kaia-er-her-igjen", "/kaia-er-her-igjen/2", "/kaia-er-her-igjen/3", *others)),
            **{f"/kaia-er-her-igjen{end}": twice for end in ("", "/2", "/3")},
            **{path: article(path) for path in others},
        },
        limit=3,
    )
    assert len(found.articles()) == 3
    assert found.rows("SELECT reason FROM crawls") == [("limit",)]
