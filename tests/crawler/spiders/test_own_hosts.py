"""One article is one row at whichever of its publication's hosts it is met."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawler.named_hosts import NamedHosts, served
from tests.crawler.processes import run
from tests.crawler.publication import _LEADS_HOME, article, links, page, redirect
from tests.sites.server import Answer

WWW, BARE, OTHER = "www.kaiposten.example", "kaiposten.example", "avis.kaiposten.example"
ALIASES = "SELECT aliases.url, articles.url FROM aliases JOIN articles ON articles.id = article_id"
ARTICLES = "SELECT url FROM articles"
KAI, BRU = "/nyheter/en-ny-kai", "/nyheter/en-ny-bru"
TEXTS = {KAI: article("En ny kai"), BRU: article("En ny bru")}


def at(host: str, *paths: str) -> list[str]:
    return [f"http://{host}:{{port}}{path}" for path in paths]


def feed(*addresses: str) -> Answer:
    items = "".join(f"<item><link>{address}</link></item>" for address in addresses)
    return Answer(f"<rss>{items}</rss>".encode(), "text/xml")


def front(*addresses: str) -> dict[str, Answer]:
    return {"/": page(links(*addresses)), **_LEADS_HOME}


def articles_asked(asked: list[str]) -> list[str]:
    return sorted(one for one in asked if "/nyheter/" in one)


@pytest.mark.parametrize(("home", "twin"), [(WWW, BARE), (BARE, WWW)])
def test_www_and_none_are_one_and_each_page_is_asked_once(home: str, twin: str, tmp_path: Path) -> None:
    """The feed names the one, the pages the other."""
    pages = {
        "/": page(f"<nav>{links(*at(home, '/fiske'), *at(twin, '/fiske'))}</nav>{links(*at(home, KAI))}"),
        "/fiske": page(links(*at(twin, KAI), BRU)),
        "/feed/": feed(*at(twin, KAI, f"{BRU}?utm_source=rss")),
        "/sitemap.xml": Answer(b"<urlset></urlset>", "text/xml"),
        **TEXTS,
    }
    with served({home: pages, twin: pages}, tmp_path) as site:
        asked = site.run("crawl")
        assert articles_asked(asked) == [home + BRU, home + KAI]
        assert [one for one in asked if "/fiske" in one] == [f"{home}/fiske"]
        assert site.rows(ARTICLES) == [(home + BRU,), (home + KAI,)]
        assert site.rows(ALIASES) == [(twin + BRU, home + BRU), (twin + KAI, home + KAI)]
        assert articles_asked(site.run("refresh")) == []


@pytest.mark.parametrize("home", [WWW, BARE])
def test_where_one_leads_to_the_other_no_article_is_asked_at_both(home: str, tmp_path: Path) -> None:
    pages = {**front(*at(WWW, KAI), *at(BARE, BRU)), **TEXTS}
    moved = {path: redirect(f"http://{WWW}:{{port}}{path}") for path in (*pages, "/robots.txt")}
    with served({home: {}, WWW: pages, BARE: moved}, tmp_path) as site:
        assert articles_asked(site.run("crawl")) == [WWW + BRU, WWW + KAI]
        assert site.rows(ALIASES) == [(BARE + BRU, WWW + BRU)]
        assert articles_asked(site.run("refresh", "--all")) == [WWW + BRU, WWW + KAI]


def test_what_only_the_other_one_has_is_found_there(tmp_path: Path) -> None:
    paths = [f"/nyheter/en-sak-om-kai-{number}" for number in range(60)]
    old = {path: article(path) for path in paths}
    with served({WWW: front(*at(BARE, *paths)), BARE: old}, tmp_path) as site:
        asked = articles_asked(site.run("crawl"))
        assert site.rows(ARTICLES) == sorted((BARE + path,) for path in paths)
        assert sorted(one for one in asked if one.startswith(BARE)) == sorted(BARE + path for path in paths)


def test_a_list_is_no_article_s_address_at_either(tmp_path: Path) -> None:
    named = f'<link rel="canonical" href="http://{BARE}:{{port}}/fiske">'
    pages = {
        "/": page(f"<nav>{links('/fiske')}</nav>{links(KAI)}"),
        "/fiske": page(links(KAI)),
        KAI: article("En ny kai", links=named),
        **_LEADS_HOME,
    }
    with served({WWW: pages, BARE: pages}, tmp_path) as site:
        site.run("crawl")
        assert site.rows(ARTICLES) == [(WWW + KAI,)]


def test_two_runs_meet_it_at_one_each(tmp_path: Path) -> None:
    with served({WWW: {**front(KAI), **TEXTS}, OTHER: TEXTS, BARE: TEXTS}, tmp_path) as site:
        site.run("crawl")
        site.pages[WWW] |= front(*at(OTHER, KAI), *at(BARE, BRU))
        site.run("crawl")
        assert site.rows(ARTICLES) == [(WWW + BRU,), (WWW + KAI,)]
        assert site.rows(ALIASES) == [(OTHER + KAI, WWW + KAI), (BARE + BRU, WWW + BRU)]


def test_at_other_hosts_the_text_decides(tmp_path: Path) -> None:
    texts = {KAI: TEXTS[KAI], BRU: article("En annen bru", edited="Den er gammel.")}
    with served({WWW: {**front(*at(OTHER, KAI, BRU), KAI, BRU), **TEXTS}, OTHER: texts}, tmp_path) as site:
        site.run("crawl")
        kept = {url for (url,) in site.rows(ARTICLES)}
        assert {WWW + BRU, OTHER + BRU} < kept
        assert len(kept) == 3
        assert {str(url).partition("/")[0] for pair in site.rows(ALIASES) for url in pair} == {WWW, OTHER}


def test_pages_that_are_taken_in_meet_those_of_a_crawl(tmp_path: Path) -> None:
    with served({WWW: {**front(KAI), **TEXTS}, BARE: {}, OTHER: {}}, tmp_path) as site:
        site.run("crawl")
        take_in(site, *at(BARE, KAI), *at(OTHER, KAI), *at(OTHER, BRU), *at(BARE, BRU))
        assert site.rows(ARTICLES) == [(OTHER + BRU,), (WWW + KAI,)]
        assert site.rows(ALIASES) == [
            (OTHER + KAI, WWW + KAI),
            (BARE + BRU, OTHER + BRU),
            (BARE + KAI, WWW + KAI),
        ]


def take_in(site: NamedHosts, *addresses: str) -> None:
    """Ingest the pages of these addresses, as files that a list names."""
    port = str(site.server.server_port)
    rows = []
    for number, address in enumerate(addresses):
        name = f"{number}.html"
        (site.folder / name).write_bytes(TEXTS[KAI if KAI in address else BRU].body)
        rows.append(f"{address.replace('{port}', port)},{name}")
    (site.folder / "pages.csv").write_text("\n".join(rows))
    assert run("ingest", site.folder / "pages.csv", "--archive", site.archive, "--profile", site.profile) == 0
