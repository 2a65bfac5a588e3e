"""What a refresh asks to find new articles: the finders that worked, wherever they are, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.discovery import usual
from tests.crawler.processes import run
from tests.crawler.publication import SmallPublication, article, links, page, redirect
from tests.nyhetsarkiv.test_refresh import Paper
from tests.sites.server import Answer, SiteServer

INDEX = "<sitemapindex><sitemap><loc>/kart-1.xml</loc></sitemap></sitemapindex>"


def sitemap(*paths: str) -> Answer:
    return Answer(
        f"<urlset>{''.join(f'<url><loc>{p}</loc></url>' for p in paths)}</urlset>".encode(), "text/xml"
    )


def feed(*paths: str) -> Answer:
    return Answer(
        f"<rss>{''.join(f'<item><link>{p}</link></item>' for p in paths)}</rss>".encode(), "text/xml"
    )


def sak(number: int) -> str:
    return f"/sak-nummer-{number}"


def listed(*numbers: int, further: str = "") -> Answer:
    """A page of a list; the articles are at hand."""
    more = f'<a rel="next" href="{further}">Neste</a>' if further else ""
    return page(links(*map(sak, numbers)) + more)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SiteServer]:
    """A publication with neither feed nor sitemap: a front page, two lists in its menu, one elsewhere."""
    pages = {
        "/": page(f"<nav>{links('/fiske', '/om-oss')}</nav>{links(sak(1))}"),
        "/om-oss": page("<h1>Om oss</h1>"),
        "/fiske": listed(2, 3, further="/fiske?side=2"),
        "/fiske?side=2": listed(4, 5, further="/fiske?side=3"),
        "/fiske?side=3": listed(6),
        **{sak(number): article(f"Sak {number}") for number in range(1, 30)},
        **dict.fromkeys((*usual.SITEMAPS, *usual.FEEDS), Answer(b"", status=404)),
    }
    with SiteServer([SmallPublication(pages)]) as server:
        yield server


def crawled(server: SiteServer, tmp_path: Path, **changed: Answer) -> Paper:
    pages = server.publications[0].pages  # type: ignore[attr-defined]
    pages.update({path if path.startswith("/") else f"/{path}": answer for path, answer in changed.items()})
    paper = Paper(pages, server, tmp_path / "archive.db")
    run("crawl", server.profiles["kaiposten"], "--archive", paper.archive)
    return paper


def asked(paper: Paper) -> list[str]:
    return sorted(request.path for request in paper.refresh())


def articles(paper: Paper) -> list[int]:
    rows = paper.rows("SELECT url FROM articles")
    return sorted(int(str(url).rpartition("-")[2]) for (url,) in rows)


def test_the_lists_of_the_menu_bring_new_articles_where_there_is_no_feed(
    server: SiteServer, tmp_path: Path
) -> None:
    paper = crawled(server, tmp_path)
    assert articles(paper) == [1, 2, 3, 4, 5, 6]
    paper.pages["/fiske"] = listed(7, 2, 3, further="/fiske?side=2")
    assert asked(paper) == ["/", "/fiske", sak(7)]
    assert articles(paper) == [1, 2, 3, 4, 5, 6, 7]
    assert asked(paper) == ["/"], "a list that was just looked at waits for its turn"


def test_a_list_is_looked_at_again_as_its_articles_are_and_costs_a_short_answer(
    server: SiteServer, tmp_path: Path
) -> None:
    paper = crawled(server, tmp_path)
    assert asked(paper) == ["/", "/fiske"]
    paper.hours_pass(1)
    assert asked(paper) == ["/"]
    paper.hours_pass(2)
    (again,) = [one for one in paper.refresh() if one.path == "/fiske"]
    assert "If-None-Match" in again.headers


def test_a_list_is_followed_as_long_as_it_brings_mostly_new_ones(server: SiteServer, tmp_path: Path) -> None:
    paper = crawled(server, tmp_path)
    paper.pages["/fiske"] = listed(10, 11, further="/fiske?side=2")
    paper.pages["/fiske?side=2"] = listed(12, 2, further="/fiske?side=3")
    assert asked(paper) == ["/", "/fiske", "/fiske?side=2", *map(sak, (10, 11, 12))]


@pytest.mark.parametrize(("place", "finder"), [("/wp-sitemap.xml", sitemap), ("/rss.xml", feed)])
def test_the_usual_place_that_worked_is_asked_and_no_other(
    place: str, finder: object, server: SiteServer, tmp_path: Path
) -> None:
    assert callable(finder)
    paper = crawled(server, tmp_path, **{place: finder(sak(8))})
    assert asked(paper) == ["/", "/fiske", place]
    paper.pages[place] = finder(sak(8), sak(9))
    assert asked(paper) == sorted(["/", place, sak(9)])


def test_a_front_page_that_did_not_change_keeps_no_feed_from_being_asked(
    server: SiteServer, tmp_path: Path
) -> None:
    front = page(f'<link rel="alternate" type="application/rss+xml" href="/strom">{links(sak(1))}')
    paper = crawled(server, tmp_path, **{"/": front, "/strom": feed(sak(1))})
    paper.pages["/strom"] = feed(sak(2), sak(1))
    assert asked(paper) == ["/", sak(2), "/strom"]


def test_an_index_of_sitemaps_is_read_though_it_did_not_change(server: SiteServer, tmp_path: Path) -> None:
    index = Answer(INDEX.encode(), "text/xml")
    paper = crawled(server, tmp_path, **{"/sitemap.xml": index, "/kart-1.xml": sitemap(sak(8))})
    paper.pages["/kart-1.xml"] = sitemap(sak(8), sak(9))
    assert "/kart-1.xml" not in asked(paper), "it was read a moment ago"
    paper.hours_pass(24)
    found = {one.path: one.headers for one in paper.refresh()}
    assert {"/sitemap.xml", "/kart-1.xml", sak(9)} <= found.keys()
    assert "If-None-Match" not in found["/sitemap.xml"]
    assert "If-None-Match" in found["/kart-1.xml"]


def test_without_a_memory_a_refresh_looks_for_finders_itself(server: SiteServer, tmp_path: Path) -> None:
    paper = crawled(server, tmp_path, **{"/rss.xml": feed(sak(8))})
    paper.archive.with_name("archive.crawl.db").unlink()
    paper.pages["/rss.xml"] = feed(sak(8), sak(9))
    paper.pages["/fiske"] = listed(7, 2, 3)
    found = {one.path: one.headers for one in paper.refresh()}
    assert {"/", "/fiske", "/rss.xml", sak(7), sak(9)} <= found.keys()
    assert not any("If-None-Match" in headers for headers in found.values())
    assert asked(paper) == ["/", "/rss.xml"], "now they are remembered"


def test_a_finder_that_is_gone_is_looked_for_elsewhere(server: SiteServer, tmp_path: Path) -> None:
    paper = crawled(server, tmp_path, **{"/rss": feed(sak(8))})
    paper.pages["/rss"] = Answer(b"", status=404)
    paper.pages["/atom.xml"] = feed(sak(9))
    paper.hours_pass(31 * 24)
    assert {"/rss", "/atom.xml", sak(9)} <= set(asked(paper))
    assert asked(paper) == ["/", "/atom.xml"]


def test_an_article_that_failed_is_asked_again_a_day_later_while_it_is_shown(
    server: SiteServer, tmp_path: Path
) -> None:
    broken = Answer(b"", status=500)
    paper = crawled(server, tmp_path, **{"/sitemap.xml": sitemap(sak(8)), sak(8): broken})
    paper.pages[sak(8)] = article("Sak 8")
    assert sak(8) not in asked(paper)
    paper.pages["/sitemap.xml"] = sitemap(sak(8), "/om-oss")
    paper.hours_pass(24)
    assert sak(8) in asked(paper)
    assert 8 in articles(paper)


def test_an_address_that_leads_to_no_article_is_not_asked_each_time(
    server: SiteServer, tmp_path: Path
) -> None:
    home = redirect("/")
    paper = crawled(
        server, tmp_path, **{"/sitemap.xml": sitemap(sak(1), "/en-gammel-sak-1"), "/en-gammel-sak-1": home}
    )
    paper.pages["/sitemap.xml"] = sitemap(sak(2), "/en-gammel-sak-1")
    assert asked(paper) == ["/", "/fiske", "/sitemap.xml"]


def test_an_article_that_leads_home_now_is_not_asked_each_time(server: SiteServer, tmp_path: Path) -> None:
    paper = crawled(server, tmp_path)
    paper.pages[sak(6)] = redirect("/")
    paper.hours_pass(31 * 24)
    assert sak(6) in asked(paper)
    assert sak(6) not in asked(paper)
    assert 6 in articles(paper)


def test_finders_behind_redirects_are_asked_where_they_are(server: SiteServer, tmp_path: Path) -> None:
    front = page(
        f'<link rel="alternate" type="application/rss+xml" href="/strom"><nav>{links("/fiske")}</nav>'
    )
    moved = {"/strom": redirect("/strom/"), "/strom/": feed(sak(1)), "/fiske": redirect("/fiske/")}
    paper = crawled(server, tmp_path, **{"/": front, **moved, "/fiske/": listed(2)})
    paper.pages["/"] = page(front.body.decode() + "<p>Ny</p>")
    found = {one.path: one.headers for one in paper.refresh()}
    assert found.keys() == {"/", "/strom/", "/fiske", "/fiske/"}
    assert "If-None-Match" in found["/strom/"]
    assert asked(paper) == ["/", "/strom/"], "the list waits for its turn"


def test_a_news_sitemap_that_is_empty_today_is_asked_tomorrow(server: SiteServer, tmp_path: Path) -> None:
    robots = Answer(b"Sitemap: /news.xml", "text/plain")
    paper = crawled(server, tmp_path, **{"/robots.txt": robots, "/news.xml": sitemap()})
    paper.pages["/news.xml"] = sitemap(sak(9))
    assert sak(9) in asked(paper)
