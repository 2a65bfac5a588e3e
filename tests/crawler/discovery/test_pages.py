from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.pages import read_frame, read_listing

HERE = "https://fagbladet.example/bygg/"


@pytest.mark.parametrize(
    ("html", "links"),
    [
        ('<a href="sak-1">En</a> <a href="/sak-2#bilde">To</a>', ["/bygg/sak-1", "/sak-2#bilde"]),
        ('<a href="/a">En</a><a href="/b">To</a><a href="/a">En igjen</a>', ["/a", "/b"]),
        ('<base href="/anlegg/"><a href="sak-1">En</a>', ["/anlegg/sak-1"]),
        ('<a href=" /a\n">En</a><a href="http://[x">Nei</a><a>Nei</a>', ["/a"]),
        ('<a href="mailto:tips@x.example">a</a><a href="javascript:alt()">b</a><a href="tel:1">c</a>', []),
        ("", []),
    ],
)
def test_links(html: str, links: list[str]) -> None:
    assert read_listing(html, HERE).links == tuple(f"https://fagbladet.example{link}" for link in links)


def test_navigation_is_told_from_the_rest() -> None:
    html = (
        '<header><a href="/bygg">Bygg</a></header><nav><a href="/fisk">Fisk</a></nav><a href="/sak">Sak</a>'
    )
    assert read_listing(html, HERE).navigation == (
        "https://fagbladet.example/bygg",
        "https://fagbladet.example/fisk",
    )


def test_what_stands_around_a_page_s_own_text() -> None:
    html = (
        '<header><a href="/bygg">Bygg</a></header><article><header><a href="/sak">Sak</a></header></article>'
        '<p><a href="/to">To</a></p><footer><p><a href="/vilkar">Vilkår</a></p></footer>'
    )
    assert read_frame(html, HERE) == ("https://fagbladet.example/bygg", "https://fagbladet.example/vilkar")


@pytest.mark.parametrize(
    ("link", "is_feed"),
    [
        ('<link rel="alternate" type="application/rss+xml" href="/rss">', True),
        ('<link rel="alternate home" type="application/atom+xml" href="/rss">', True),
        ('<LINK REL="Alternate" TYPE="application/RSS+XML; charset=utf-8" HREF="/rss">', True),
        ('<link rel="alternate" type="application/feed+json" href="/rss">', True),
        ('<link rel="alternate" type="text/xml" title="RSS" href="/rss">', True),
        ('<link rel="alternate" type="text/xml+oembed" href="/rss">', False),
        ('<link rel="alternate" type="application/json" href="/rss">', False),
        ('<link rel="alternate" hreflang="en" href="/rss">', False),
        ('<link rel="stylesheet" type="text/css" href="/rss">', False),
        ('<a href="/rss">Nyheter</a>', True),
        ('<a href="/rss">Nyheter</a><link rel="alternate" type="text/xml" href="/annen">', False),
    ],
)
def test_feeds(link: str, is_feed: bool) -> None:
    assert ("https://fagbladet.example/rss" in read_listing(link, HERE).feeds) is is_feed


@pytest.mark.parametrize(
    ("link", "is_feed"),
    [
        ('<a href="/xml/rss.aspx?id=3">Nyheter</a>', True),
        ('<a href="/rss/nytt-fra-hele-landet.xml">Nyheter</a>', True),
        ('<a href="/?type=100">RSS</a>', True),
        ('<a href="/?type=100">Abonner på RSS</a>', True),
        ('<a href="/nyheter/rss-er-tilbake-igjen">Les saken</a>', False),
        ('<a href="/nyheter/feed-priser">Les saken</a>', False),
        ('<a href="/kommentarer/rss">RSS</a>', False),
        ('<a href="/sak">RSS er tilbake, sier redaktøren</a>', False),
    ],
)
def test_links_to_feeds_are_known_where_no_feed_is_named(link: str, is_feed: bool) -> None:
    assert bool(read_listing(link, HERE).feeds) is is_feed


@pytest.mark.parametrize(
    ("link", "further"),
    [
        ('<link rel="next" href="/bygg/page/2/">', "/bygg/page/2/"),
        ('<link rel="Next" href="/bygg/page/2/">', "/bygg/page/2/"),
        ('<a rel="NEXT" href="?fra=10">»</a>', "/bygg/?fra=10"),
        ('<a rel="next nofollow" href="?fra=10">»</a>', "/bygg/?fra=10"),
        ('<a href="?side=2">2</a>', "/bygg/?side=2"),
        ('<a href="/bygg/page/2/">2</a>', "/bygg/page/2/"),
        ('<a href="/bygg/side/3">3</a>', "/bygg/side/3"),
        ('<a href="/gamle">Eldre saker</a>', "/gamle"),
        ('<a href="/gamle"> <b>Neste side</b> » </a>', "/gamle"),
        ('<a href="/gamle">Vis flere</a>', "/gamle"),
        ('<a href="/gamle">Fleire saker ›</a>', "/gamle"),
        ('<a href="/gamle">Next</a>', "/gamle"),
        ('<a href="/gamle">Eldre</a>', "/gamle"),
        ('<a href="/gamle">Last inn flere</a>', "/gamle"),
        ('<a href="/gamle">Vis meir</a>', "/gamle"),
        ('<a href="/gamle">← Eldre innlegg</a>', "/gamle"),
        ('<a href="/gamle">« Older posts</a>', "/gamle"),
        ('<a href="/gamle">Sjå eldre artiklar</a>', "/gamle"),
        ('<a href="/gamle">Tidlegare saker</a>', "/gamle"),
        ('<a href="/gamle">+ Vis flere innlegg ↓</a>', "/gamle"),
        ('<a href="/gamle">Neste side (2)</a>', "/gamle"),
        ('<a href="?fra=20">»</a>', "/bygg/?fra=20"),
        ('<a href="/fisk/?fra=20">»</a>', None),
        ('<a href="/tidligere">Tidligere</a>', None),
        ('<a href="/neste">Neste utgave</a>', None),
        ('<a href="/bygg-mer">Flere saker fra Bygg</a>', None),
        ('<div hx-get="/bygg/?del=2">Vis flere</div>', "/bygg/?del=2"),
        ('<a href="/bygg/2">2</a>', "/bygg/2"),
        ('<a href="/bygg/2">Les saken</a>', None),
        ('<a href="/bygg/2">&gt;</a>', "/bygg/2"),
        ('<a href="/bygg/20345">›</a>', None),
        ('<a href="/eldre" aria-label="Neste side"><svg></svg></a>', "/eldre"),
        ('<a href="/eldre"><img src="pil.gif" alt="Eldre saker"></a>', "/eldre"),
        ('<a href="/bygg/arkiv/2">2</a>', "/bygg/arkiv/2"),
        ('<a href="/bygg/index2.html">2</a>', "/bygg/index2.html"),
        ('<a href="/bygg-2">Side 2</a>', "/bygg-2"),
        ('<a href="?sidetall=2">2</a>', "/bygg/?sidetall=2"),
        ('<a href="?skip=20">[3]</a>', "/bygg/?skip=20"),
        ('<a href="?dag=2">2</a>', None),
        ('<a href="?skip=20">Les saken</a>', None),
        ('<a href="/bygg/ny-kai/2">2</a>', None),
        ('<a href="/bygg/2024">2024</a>', None),
        ('<a href="/bygg/2024/05/2">2</a>', None),
        ('<a href="?offset=20">21-40</a>', "/bygg/?offset=20"),
        ('<button data-url="/bygg/?side=2">Vis flere saker</button>', "/bygg/?side=2"),
        ('<a data-href="/bygg/last?fra=10">Vis flere</a>', "/bygg/last?fra=10"),
        ('<button data-url="/del">Del saken</button>', None),
        ('<div class="mer" data-next-url="/bygg/?side=2"></div>', "/bygg/?side=2"),
        ('<div class="bilder" data-next="#bilde-2"></div>', None),
        ('<div hx-get="/bygg/?side=2" hx-trigger="revealed">Laster ...</div>', "/bygg/?side=2"),
        ('<div hx-get="/bygg/varsler">Varsler</div>', None),
        ('<a href="/bygg/">Neste</a>', None),
        ('<a href="/fisk/page/2/">2</a>', None),
        ('<a href="/fisk/?side=2">2</a>', None),
        ('<a href="/neste-trinn">Neste trinn i saken</a>', None),
        ('<a href="/sak">Eldre saker fikk nytt liv</a>', None),
    ],
)
def test_the_next_page_of_the_same_list(link: str, further: str | None) -> None:
    found = read_listing(link, HERE).further
    assert found == ((f"https://fagbladet.example{further}",) if further else ())


@pytest.mark.parametrize("form", ["/?id=34{}", "/?p=34{}", "/{}"])
def test_the_ranks_of_the_most_read_are_no_pager(form: str) -> None:
    def link(number: int, text: object) -> str:
        return f'<a href="{form.format(number)}">{text}</a>'

    ranks = "".join(link(number, number) + link(number, "En ny kai til fiskerne") for number in (1, 2, 3))
    assert read_listing(ranks, "https://fagbladet.example/").further == ()


@pytest.mark.parametrize(
    ("here", "link", "is_further"),
    [
        ("/bygg/2", '<a href="/bygg/3">3</a>', True),
        ("/bygg/arkiv/2", '<a href="/bygg/arkiv/3">3</a>', True),
        ("/bygg?skip=10", '<a href="/bygg?skip=20">3</a>', True),
        ("/bygg?antall=10&skip=10", '<a href="/bygg?antall=10&amp;skip=20">3</a>', True),
        ("/bygg?antall=10&skip=10", '<a href="/bygg?skip=20">3</a>', False),
        ("/bygg/2", '<a href="/bygg/30">3</a>', False),
        ("/bygg/2", '<a href="/bygg/3">›</a>', True),
        ("/bygg/2", '<a href="/bygg/4">›</a>', False),
        ("/bygg/2", '<a href="/fisk/3">3</a>', False),
        ("/dager/2024-05-02", '<a href="/dager/2024-05-03">3</a>', False),
    ],
)
def test_the_pager_of_a_later_page(here: str, link: str, is_further: bool) -> None:
    assert bool(read_listing(link, f"https://fagbladet.example{here}").further) is is_further


@pytest.mark.parametrize(
    ("html", "dates"),
    [
        (
            '<li><time datetime="2024-05-02">2. mai</time><a href="/a">A</a><a href="/b">B</a></li>',
            {"/a": 2, "/b": 2},
        ),
        ('<li><a href="/a"><h2>A</h2><time datetime="2024-05-02"></time></a></li>', {"/a": 2}),
        (
            '<ul><li><a href="/a">A</a><p><time datetime="2024-05-02"></time></p></li>'
            '<li><a href="/b">B</a><p><time datetime="2024-05-03"></time></p></li></ul>',
            {"/a": 2, "/b": 3},
        ),
        (
            '<p><a href="/a">A</a><time datetime="2024-05-02"></time><time datetime="2024-05-03"></time></p>',
            {"/a": None},
        ),
        ('<li><time datetime="i går"></time><a href="/a">A</a></li>', {"/a": None}),
        ('<li><abbr title="2024-05-02T00:00Z">i går</abbr> <a href="/a">A</a></li>', {"/a": 2}),
        ('<li><abbr title="Norges Bank, est. 1816">NB</abbr> <a href="/a">A</a></li>', {"/a": None}),
        ('<time datetime="2024-05-02"></time><a href="/a">A</a>', {"/a": None}),
    ],
)
def test_the_date_that_a_teaser_shows(html: str, dates: dict[str, int | None]) -> None:
    expected = {path: datetime(2024, 5, day, tzinfo=UTC) if day else None for path, day in dates.items()}
    found = read_listing(f"<body>{html}</body>", HERE).entries
    assert {entry.url.removeprefix("https://fagbladet.example"): entry.date for entry in found} == expected


@pytest.mark.parametrize(
    ("html", "links"),
    [
        ('<img usemap="#a"><map name="a"><area href="/en-sak"></map>', ("/en-sak",)),
        ('<html><frameset><frame src="/meny.htm"><frame src="innhold.htm"></frameset>',
         ("/meny.htm", "/bygg/innhold.htm")),
        (r'<a href="\nyheter\en-sak?a=\b">En sak</a>', (r"/nyheter/en-sak?a=\b",)),
        (r'<a href="/nyheter\en-sak">En sak</a>', ("/nyheter/en-sak",)),
        ('<select onchange="location=this.value"><option>Velg måned<option value="/2024/05/">mai</select>',
         ("/2024/05/",)),
        ("<div onclick=\"location.href = '/en-sak'\"><a href='/en-annen'>Sak</a></div>",
         ("/en-annen", "/en-sak")),
        ("<tr onclick=\"window.open('/en-sak','_blank')\"><td>Sak", ()),
        ("<p onclick=\"window.open('/en-sak','_blank')\">Sak", ("/en-sak",)),
        ('<noscript><a href="/en-sak">En sak</a></noscript>', ("/en-sak",)),
    ],
)  # fmt: skip
def test_links_of_another_time(html: str, links: tuple[str, ...]) -> None:
    found = read_listing(html, HERE)
    assert found.links == tuple(f"https://fagbladet.example{link}" for link in links)
    assert found.navigation == (found.links if "frame" in html else ())


def test_what_readers_say_is_no_feed_of_articles() -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/comments/feed/">'
    assert read_listing(link, HERE).feeds == ()


@given(st.text(max_size=200))
def test_any_markup_is_survived(noise: str) -> None:
    assert isinstance(read_listing(f'<a href="{noise}">{noise}</a>', HERE).links, tuple)
