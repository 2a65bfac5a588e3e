from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.pages import read_listing

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


@pytest.mark.parametrize(
    ("link", "is_feed"),
    [
        ('<link rel="alternate" type="application/rss+xml" href="/rss">', True),
        ('<link rel="alternate home" type="application/atom+xml" href="/rss">', True),
        ('<link rel="alternate" hreflang="en" href="/rss">', False),
        ('<link rel="stylesheet" type="text/css" href="/rss">', False),
    ],
)
def test_feeds(link: str, is_feed: bool) -> None:
    assert read_listing(link, HERE).feeds == (("https://fagbladet.example/rss",) if is_feed else ())


@pytest.mark.parametrize(
    ("link", "further"),
    [
        ('<link rel="next" href="/bygg/page/2/">', "/bygg/page/2/"),
        ('<a rel="next nofollow" href="?fra=10">»</a>', "/bygg/?fra=10"),
        ('<a href="?side=2">2</a>', "/bygg/?side=2"),
        ('<a href="/bygg/page/2/">2</a>', "/bygg/page/2/"),
        ('<a href="/bygg/side/3">3</a>', "/bygg/side/3"),
        ('<a href="/gamle">Eldre saker</a>', "/gamle"),
        ('<a href="/gamle"> <b>Neste side</b> » </a>', "/gamle"),
        ('<a href="/gamle">Vis flere</a>', "/gamle"),
        ('<a href="/gamle">Fleire saker ›</a>', "/gamle"),
        ('<a href="/gamle">Next</a>', "/gamle"),
        ('<a href="/fisk/page/2/">2</a>', None),
        ('<a href="/fisk/?side=2">2</a>', None),
        ('<a href="/neste-trinn">Neste trinn i saken</a>', None),
        ('<a href="/sak">Eldre saker fikk nytt liv</a>', None),
    ],
)
def test_the_next_page_of_the_same_list(link: str, further: str | None) -> None:
    found = read_listing(link, HERE).further
    assert found == ((f"https://fagbladet.example{further}",) if further else ())


@given(st.text(max_size=200))
def test_any_markup_is_survived(noise: str) -> None:
    assert isinstance(read_listing(f'<a href="{noise}">{noise}</a>', HERE).links, tuple)
