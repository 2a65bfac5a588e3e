"""What a crawl finds of a publication, and what it leaves alone."""

from __future__ import annotations

import gzip
import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.discovery import reach, usual
from crawler.discovery.reach import Reach
from crawler.discovery.window import Window
from crawler.parsers.scripted import NEEDS_JAVASCRIPT
from crawler.sites.profile import Site
from crawler.spiders.finding import Finding
from tests.crawler.endless_publication import ARTICLES, EndlessPublication
from tests.crawler.publication import PROSE, Pages, SmallPublication, article, links, page
from tests.crawler.walk import BASE, walk
from tests.sites.server import Answer

SAK = "/en-sak-om-kaia"
OSLO = ZoneInfo("Europe/Oslo")
NO_USUAL = set(usual.SITEMAPS) | set(usual.FEEDS)


def xml(text: str) -> Answer:
    return Answer(text.encode(), "text/xml")


def sitemap(*entries: str) -> Answer:
    return xml(f"<urlset>{''.join(entries)}</urlset>")


def index(*entries: str) -> Answer:
    return xml(f"<sitemapindex>{''.join(entries)}</sitemapindex>")


def url(path: str, lastmod: str = "", kind: str = "url") -> str:
    return f"<{kind}><loc>{path}</loc>{f'<lastmod>{lastmod}</lastmod>' if lastmod else ''}</{kind}>"


def part(path: str, lastmod: str = "") -> str:
    return url(path, lastmod, "sitemap")


def days(since: str = "", before: str = "") -> Reach:
    first, last = (
        datetime.fromisoformat(day).replace(tzinfo=OSLO) if day else None for day in (since, before)
    )
    return Reach(Window(first, last))


@pytest.mark.parametrize("place", [*usual.SITEMAPS, *usual.FEEDS])
def test_finders_at_their_usual_places_are_found(place: str) -> None:
    if place in usual.FEEDS:
        finder = xml(f"<rss><item><link>{SAK}</link></item></rss>")
    else:
        finder = sitemap(url(f"https://kaiposten.example{SAK}"))
    if place.endswith(".gz"):
        finder = Answer(gzip.compress(finder.body))
    if place.endswith(".txt"):
        finder = Answer(f"https://kaiposten.example{SAK}\n".encode(), "text/plain")
    found = walk(SmallPublication({"/": page(""), place: finder, SAK: article("Kai")}))
    assert found.articles == {SAK}
    assert found.problems == {}


def test_usual_places_are_asked_until_one_lists_something() -> None:
    places = [place for place in usual.SITEMAPS if place != "/wp-sitemap.xml"]
    pages = {"/": page(""), "/sitemap.xml": page("Ikke her"), "/wp-sitemap.xml": sitemap(url(SAK))}
    found = walk(SmallPublication(pages))
    assert [path for path in found.asked if "sitemap" in path] == [*places[:3], "/wp-sitemap.xml"]
    assert found.problems == {}, "a usual place promises nothing"


@pytest.mark.parametrize("form", ["/?p=10{}", "/?artikkel=kai-{}", "/index.php?id=10{}", "/nyheter/kai,10{}"])
def test_articles_behind_the_front_page_s_address_are_found(form: str) -> None:
    """WordPress numbers them so, where nobody chose another form."""
    paths = [form.format(number) for number in range(1, 10)]
    shown = [f'<p><a href="{path}">En sak om kaia</a></p>' for path in paths]
    pages = {path: article(path) for path in paths}
    pages |= {
        "/": page(f"{''.join(shown[:5])}<a href='/?side=2'>2</a>"),
        "/?side=2": page("".join(shown)),
        "/?lang=en": page("News"),
    }
    found = walk(SmallPublication(pages))
    assert found.articles == set(paths)
    assert found.problems == {}


@pytest.mark.parametrize("gone", [None, page("Ikke her")], ids=["404", "a page that says so"])
def test_where_what_is_named_is_gone_the_usual_places_are_asked(gone: Answer | None) -> None:
    """A line in robots.txt, or in a template, outlives what it names."""
    pages: Pages = {
        "/robots.txt": Answer(b"Sitemap: /gammelt-kart.xml", "text/plain"),
        "/": page('<link rel="alternate" type="application/rss+xml" href="/gammel-strom">'),
        "/sitemap.xml": sitemap(url("/sak-fra-kartet-1")),
        "/feed/": Answer(b"<rss><item><link>/sak-fra-strommen-2</link></item></rss>", "text/xml"),
        "/sak-fra-kartet-1": article("Kart"),
        "/sak-fra-strommen-2": article("Strøm"),
        **({"/gammelt-kart.xml": gone, "/gammel-strom": gone} if gone else {}),
    }
    assert walk(SmallPublication(pages)).articles == {"/sak-fra-kartet-1", "/sak-fra-strommen-2"}
    assert walk(SmallPublication(pages), sitemaps=("/kart.xml",), feeds=("/strom",)).articles == set()


def test_what_is_named_is_asked_in_place_of_the_usual() -> None:
    pages: Pages = {
        "/robots.txt": Answer(b"Sitemap: /kart.xml", "text/plain"),
        "/": page('<link rel="alternate" type="application/rss+xml" href="/strom">'),
        "/kart.xml": sitemap(),
        "/strom": xml("<rss></rss>"),
    }
    found = walk(SmallPublication(pages))
    assert set(found.asked) == {"/robots.txt", "/", "/kart.xml", "/strom"}
    assert found.problems == {}


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/nyheter/rss.xml">Følg oss</a>',
        '<a href="/?type=100">RSS</a>',
        '<a href="/xml/strom.aspx?format=feed">Abonner</a>',
        '<a href="/om-strommer"><img src="/ikon.gif" alt="RSS-strøm"></a>',
    ],
)
def test_feeds_that_a_page_links_to_are_found(link: str) -> None:
    """Some publications name no feed in their pages' heads; some have a page that tells of all."""
    feed = xml(f"<rss><item><link>{SAK}</link></item></rss>")
    pages: Pages = {
        "/": page(link),
        "/nyheter/rss.xml": feed,
        "/?type=100": feed,
        "/xml/strom.aspx?format=feed": feed,
        "/om-strommer": page('<h1>Strømmer</h1><a href="/rss/bygg.xml">Bygg</a>'),
        "/rss/bygg.xml": feed,
        SAK: article("Kai"),
    }
    found = walk(SmallPublication(pages))
    assert found.articles == {SAK}
    assert found.problems == {}


def test_a_front_page_that_is_empty_without_scripts_says_so() -> None:
    shell = page('<div id="app"></div><script src="/app.js"></script><noscript>Slå på JavaScript.</noscript>')
    found = walk(SmallPublication({"/": shell}))
    assert found.problems == {"/": NEEDS_JAVASCRIPT}
    assert walk(SmallPublication({"/": page("Ingen saker i dag.")})).problems == {}


def test_short_addresses_are_learned_from_a_feed_and_then_found_everywhere() -> None:
    pages: Pages = {
        "/": page(links("/fisk/kai", "/fisk/not")),
        "/rss": xml("<rss><item><link>/fisk/mast</link></item></rss>"),
        **{f"/fisk/{word}": article(word) for word in ("kai", "not", "mast")},
    }
    assert walk(SmallPublication(pages)).articles == {"/fisk/kai", "/fisk/not", "/fisk/mast"}


def test_addresses_that_nothing_is_known_of_are_learned_from_a_few_pages() -> None:
    words = [f"{a}{b}" for a in "abcdefgh" for b in ("kai", "not")]
    pages: Pages = {
        "/": page(links(*(f"/fisk/{word}" for word in words), *(f"/info/{word}" for word in words))),
        **{f"/fisk/{word}": article(word) for word in words},
        **{f"/info/{word}": page(f"<h1>Om oss</h1><p>{40 * 'Vi er til. '}</p>") for word in words},
    }
    found = walk(SmallPublication(pages))
    assert found.articles == {f"/fisk/{word}" for word in words}
    assert sum(path.startswith("/info/") for path in found.asked) == 5


@pytest.mark.parametrize("full", [False, True])
def test_in_full_the_lists_that_articles_link_to_are_followed(full: bool) -> None:
    """The keywords below an article lead to older ones; of tags where nothing is, no more are asked."""
    gone = [f"/tag/emne-{number}" for number in range(100)]
    pages = {
        "/": page(links(SAK)),
        SAK: article("Kai", links=links("/tag/kai", *gone)),
        "/tag/kai": page(links("/en-gammel-sak-om-kaia")),
        "/en-gammel-sak-om-kaia": article("Gammel"),
    }
    found = walk(SmallPublication(pages), Reach(full=full))
    assert ("/en-gammel-sak-om-kaia" in found.articles) is full
    asked = [path for path in found.asked if path.startswith("/tag/")]
    assert 30 <= len(asked) < 50 if full else asked == []


@pytest.mark.parametrize("full", [False, True])
def test_archives_are_followed_as_far_as_they_may_hold_the_days_asked_for(full: bool) -> None:
    years = ("/arkiv/2022", "/arkiv/2023", "/arkiv/2024")
    months = [f"{year}/{month:02}" for year in years for month in range(1, 13)]
    articles = {month: f"/en-sak-fra-{month[-7:].replace('/', '-')}" for month in months}
    pages: Pages = {
        "/": page(links("/arkiv")),
        "/arkiv": page(links(*years)),
        **{year: page(links(*(month for month in months if month.startswith(year)))) for year in years},
        **{month: page(links(articles[month])) for month in months},
        **{path: article(path, published=f"{path[-7:]}-15") for path in articles.values()},
    }
    wanted = days("2023-03-01", "2023-05-01")._replace(full=full)
    found = walk(SmallPublication(pages), wanted)
    assert found.articles == {"/en-sak-fra-2023-03", "/en-sak-fra-2023-04"}
    asked = {path for path in found.asked if path.startswith("/arkiv/")}
    assert asked == {"/arkiv/2023", "/arkiv/2023/02", "/arkiv/2023/03", "/arkiv/2023/04", "/arkiv/2023/05"}
    assert walk(SmallPublication(pages)).articles == set(), "what it shows now"


def test_what_a_feed_lists_is_an_article_whatever_its_folder_is_called() -> None:
    feed = xml("<rss><item><link>/tema/klima/kai</link></item></rss>")
    pages: Pages = {
        "/": page(links("/tema/klima")),
        "/feed/": feed,
        "/tema/klima/kai": article("Kai", links=links("/tema/klima/not", "/tema/klima")),
        "/tema/klima/not": article("Not"),
    }
    found = walk(SmallPublication(pages))
    assert found.articles == {"/tema/klima/kai", "/tema/klima/not"}


def back_catalogue(pages: int) -> SmallPublication:
    """One list of so many pages, an article on each."""
    lists = {
        f"/nyheter?side={n}": page(
            links(f"/sak-fra-side-{n}") + f'<a rel="next" href="?side={n + 1}">Neste</a>'
        )
        for n in range(2, pages + 1)
    }
    first = page(links("/sak-fra-side-1", "?side=2"))
    articles = {f"/sak-fra-side-{n}": article(f"Side {n}") for n in range(1, pages + 1)}
    return SmallPublication(
        {"/": page(f"<nav>{links('/nyheter')}</nav>"), "/nyheter": first, **lists, **articles}
    )


def test_a_list_is_followed_to_its_end_in_full_and_to_a_number_of_pages_else() -> None:
    publication = back_catalogue(reach.LIST_PAGES + 20)
    assert len(walk(publication, Reach(full=True)).articles) == reach.LIST_PAGES + 20
    assert len(walk(publication).articles) == reach.LIST_PAGES


def test_a_hundred_articles_that_hardly_differ_are_no_trap() -> None:
    """They name no day, and a number is all that tells their texts apart."""
    paths = [f"/nyheter/sak-nummer-{n}-om-kaia" for n in range(100)]
    pages = {
        path: page(f"<article><h1>Sak {n}</h1><p>Sak {n}. {PROSE}</p></article>")
        for n, path in enumerate(paths)
    }
    assert walk(SmallPublication({"/": page(links(*paths)), **pages})).articles == set(paths)


def test_of_a_large_sitemap_the_newest_are_taken_and_in_full_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "SITEMAP_ADDRESSES", 3)
    entries = [url(f"/sak-fra-dag-{day}", f"2024-05-{day:02}") for day in range(1, 10)]
    pages = {"/sitemap.xml": sitemap(*entries, url("/sak-uten-en-dag"))}
    newest = ["/sak-fra-dag-9", "/sak-fra-dag-8", "/sak-fra-dag-7"]
    asked = walk(SmallPublication(pages)).asked
    assert [path for path in asked if path.startswith("/sak")] == newest
    asked = walk(SmallPublication(pages), Reach(full=True)).asked
    assert len([path for path in asked if path.startswith("/sak")]) == 10


def test_of_a_sitemap_index_the_newest_parts_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "SITEMAP_PARTS", 2)
    parts = [part(f"/kart-{year}-{month:02}.xml") for year in (2022, 2023) for month in (1, 2)]
    asked = walk(SmallPublication({"/sitemap.xml": index(*parts)})).asked
    assert [path for path in asked if path.startswith("/kart")] == ["/kart-2023-02.xml", "/kart-2023-01.xml"]


class Endless(SmallPublication):
    """Every sitemap is an index of another, every page of the feed has an older one, which is the same."""

    def answer(self, path_and_query: str, base: str) -> Answer | None:
        path, _, number = path_and_query.partition("?side=")
        if path.startswith("/sitemap"):
            return index(part(f"{path[:-4]}-x.xml"))
        if path == "/feed/":
            link = f'<link rel="next" href="/feed/?side={int(number or 1) + 1}"/>'
            return xml(f'<feed>{link}<entry><link href="{SAK}"/></entry></feed>')
        return super().answer(path_and_query, base)


def test_finders_without_an_end_are_left() -> None:
    found = walk(Endless({"/": page(""), SAK: article("Kai")}), Reach(full=True))
    assert found.articles == {SAK}
    assert len([path for path in found.asked if path.startswith("/sitemap")]) == 4
    assert [path for path in found.asked if path.startswith("/feed")] == ["/feed/", "/feed/?side=2"]


def test_only_the_days_asked_for_are_fetched_where_they_are_known_before() -> None:
    pages = {
        "/sitemap.xml": index(
            part("/kart-2024-04.xml"),
            part("/kart-2024-05.xml"),
            part("/kart-2024-06.xml"),
            part("/gammelt.xml", "2023-01-01"),
        ),
        "/kart-2024-05.xml": sitemap(
            url("/sak-som-er-endret", "2024-05-20"),
            url("/sak-som-er-gammel", "2024-04-20"),
            url("/2021/03/en-sak-fra-for/"),
        ),
        "/": page(
            '<div><time datetime="2024-04-02">2. april</time><a href="/sak-med-dato-i-april">April</a></div>'
            '<div><a href="/sak-med-dato-i-mai"><h2>Mai</h2></a><time datetime="2024-05-02"></time></div>'
            '<div><a href="/sak-med-dato-i-juni"><time datetime="2024-06-05"></time>Juni</a></div>'
        ),
        "/sak-som-er-endret": article("Endret", published="2024-05-19"),
        "/sak-med-dato-i-mai": article("Mai", published="2024-05-02"),
    }
    found = walk(SmallPublication(pages), days("2024-05-01", "2024-06-01"))
    assert found.articles == {"/sak-som-er-endret", "/sak-med-dato-i-mai"}
    assert set(found.asked) - NO_USUAL == {"/robots.txt", "/", "/kart-2024-05.xml", *found.articles}


@pytest.mark.parametrize(
    "shown",
    [
        '<article><time datetime="{day}"></time>{link}</article>',
        "<li>{link} <span>{day}</span></li>",
        "<article>{link}<p>Publisert {day}</p></article>",
        "<main><h3>{day}</h3><p>{link}</p><h3>{day}</h3><p>{link}</p></main>",
        "{link}",
    ],
)
def test_a_list_ends_where_only_older_articles_are_shown(shown: str) -> None:
    """Page n is of n months ago. Without dates in the list, one page more is looked at."""
    is_dated = "{day}" in shown
    publication = back_catalogue(40)
    pages = dict(publication.pages)
    for n in range(1, 41):
        day = f"{2024 - n // 12}-{12 - n % 12:02}-15"
        pages[f"/sak-fra-side-{n}"] = article(f"Side {n}", published=day)
        if is_dated and n > 1:
            teaser = shown.format(day=day, link=f'<a href="/sak-fra-side-{n}">Side {n}</a>')
            pages[f"/nyheter?side={n}"] = page(f'{teaser}<a rel="next" href="?side={n + 1}">Neste</a>')
    found = walk(SmallPublication(pages), days(since="2024-09-01"))
    assert found.articles == {f"/sak-fra-side-{n}" for n in (1, 2, 3)}
    lists = [path for path in found.asked if "?side=" in path]
    assert lists == [f"/nyheter?side={n}" for n in ((2, 3, 4) if is_dated else (2, 3, 4, 5))]


@pytest.mark.parametrize(
    "link",
    [
        f"{SAK}?utm_source=forside",
        f"{SAK}?fbclid=x7&gclid=y",
        f"{SAK}?PHPSESSID=1f",
        f"{SAK};jsessionid=1F",
        f"/(S(lit3py55t21z5v55vlm25s55)){SAK}",
        f"/(A(bQ9x8Yt2)S(lit3py55t21z5v55vlm25s55)){SAK}",
        f"{SAK}?sid=93fa02bc",
        f"{SAK}?print=1",
        f"{SAK}?outputType=amp",
        f"{SAK}/amp",
        f"{SAK}.amp",
        f"/amp{SAK}",
        f"{SAK}?fra=forsiden&plass=3",
        f"https://KAIPOSTEN.example:443{SAK}#bilde",
    ],
)
def test_an_article_is_asked_at_its_own_address(link: str) -> None:
    found = walk(SmallPublication({"/": page(links(link, SAK)), SAK: article("Kai")}))
    assert found.articles == {SAK}
    assert [path for path in found.asked if "sak" in path] == [SAK]


@pytest.mark.parametrize("link", [f"{SAK}?print=1", f"{SAK}/amp", f"{SAK}?utgave=7"])
def test_where_there_is_no_such_address_the_linked_one_is_asked(link: str) -> None:
    found = walk(SmallPublication({"/": page(links(link)), link: article("Kai")}))
    assert found.articles == {link}


@pytest.mark.parametrize("link", ["/vis.php?id=4711", f"{SAK}?lang=en", f"{SAK}?artikkel=4711"])
def test_what_tells_articles_apart_stays(link: str) -> None:
    found = walk(SmallPublication({"/": page(links(link)), link: article("Kai"), SAK: article("En annen")}))
    assert found.articles == {link}


UNDATED = page(f"<article><h1>Om oss</h1><p>{PROSE}</p><p>{PROSE} Slik gjør vi det.</p></article>")


def test_what_the_frame_of_the_front_page_links_to_is_an_article_where_it_says_so() -> None:
    """'Terms of use' has a slug as articles have, and a text; it shows no date."""
    foot = '<footer><a href="/vilkar-for-bruk">Vilkår</a> <a href="/ny-kai-i-havna">Ny kai</a></footer>'
    teaser = '<article><header><a href="/en-sak-uten-dato">Sak</a></header></article>'
    pages: Pages = {
        "/": page(teaser + links(SAK) + foot),
        SAK: article("Kai", links=foot),
        "/vilkar-for-bruk": UNDATED,
        "/en-sak-uten-dato": UNDATED,
        "/ny-kai-i-havna": article("Ny kai"),
    }
    assert walk(SmallPublication(pages)).articles == {SAK, "/en-sak-uten-dato", "/ny-kai-i-havna"}
    assert "/vilkar-for-bruk" in walk(SmallPublication(pages), article="/[a-z]+-").articles


def test_what_was_learned_goes_on_after_a_kill() -> None:
    before = walk(EndlessPublication(), Reach(full=True)).finding
    after = walk(SmallPublication({})).finding
    after.load(before.dump())
    assert after.dump() == before.dump()
    assert after.shapes.verdict(f"https://kaiposten.example{ARTICLES[0]}") is True


def test_which_addresses_are_one_is_known_to_later_runs_too() -> None:
    finding = walk(SmallPublication({})).finding
    finding.twins.note_redirect("https://kaiposten.example/a", "https://www.kaiposten.example/a")
    for session in ("8f3a9c21", "77be01fa"):
        for number in range(5):
            finding.sessions.first_address(f"{BASE}{session}/sak/{number}", f"Sak {number}")
    for told in (finding.dump(), finding.lasting()):
        after = walk(SmallPublication({})).finding
        after.remember_addresses(json.loads(json.dumps(told)))
        assert after.twins.place(BASE) == "https://www.kaiposten.example/"
        assert after.sessions.bare(f"{BASE}0a1b2c3d/sak/1") == f"{BASE}sak/1"


@pytest.mark.parametrize("full", [False, True])
def test_a_publication_without_an_end_is_walked_to_its_end(full: bool) -> None:
    found = walk(EndlessPublication(), Reach(full=full))
    assert found.articles == set(ARTICLES)
    assert len(found.asked) < 250


def test_a_front_page_may_stand_in_a_folder() -> None:
    site = Site("kaiposten", "Kaiposten", "https://kaiposten.example/no/", ("kaiposten.example",))
    assert {ask.url for ask in Finding(site).start()} == {
        "https://kaiposten.example/robots.txt",
        "https://kaiposten.example/no/",
    }
