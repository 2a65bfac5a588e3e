"""A publication of any number of articles, with authors, keywords, captions and links between them."""

from __future__ import annotations

import random

from tests.crawler.publication import links, page
from tests.sites.server import Answer

PER_LIST = 25
_WORDS = """kommunen har bestilt en ny kai til fiskerne på øya og byggingen begynner etter påske men
havnesjefen som venter ti år sier at båtene ligger trygt ved molo brygge fyr lager mottak når vinteren
kommer over fjorden""".split()  # noqa: SIM905 - words, not a list of them
_HEAD = """<!doctype html><html lang="nb"><head><title>{title}</title>
<meta property="og:type" content="article">
<meta property="article:published_time" content="2024-03-{day:02}T08:{minute:02}:00+01:00">
<meta property="article:tag" content="{tag}"><meta property="article:tag" content="kai"></head>"""
_BODY = """<body><article><h1>{title}</h1><p class="byline">Av
<span class="author">{name}</span></p>
<p>{first}</p><figure><img src="/{picture}.jpg"><figcaption>{picture}. Foto: Per Ås</figcaption></figure>
<p>{second}</p></article>{related}</body></html>"""


def large_publication(articles: int) -> dict[str, Answer]:
    """The pages: a front page, lists page by page, a sitemap of the first third, and the articles."""
    paths = [f"/nyheter/{number}/sak-nummer-{number}" for number in range(1000, 1000 + articles)]
    lists = [paths[start : start + PER_LIST] for start in range(0, articles, PER_LIST)]
    sitemap = "".join(f"<url><loc>{path}</loc></url>" for path in paths[: articles // 3])
    return {
        "/robots.txt": Answer(b"Sitemap: /kart.xml", "text/plain"),
        "/kart.xml": Answer(f"<urlset>{sitemap}</urlset>".encode(), "text/xml"),
        "/": page(f"<nav>{links('/nyheter')}</nav>{links(*paths[:10])}"),
        **{_list_path(number): page(_list(shown, number, len(lists))) for number, shown in enumerate(lists)},
        **{path: _article(number, paths) for number, path in enumerate(paths)},
    }


def _list_path(number: int) -> str:
    return f"/nyheter?side={number + 1}" if number else "/nyheter"


def _list(shown: list[str], number: int, count: int) -> str:
    return links(*shown) + (links(_list_path(number + 1)) if number + 1 < count else "")


def _article(number: int, paths: list[str]) -> Answer:
    title = f"Kai nummer {number} er ferdig"
    words = random.Random(number)
    first, second = (" ".join(words.choices(_WORDS, k=40)).capitalize() + "." for _ in range(2))
    head = _HEAD.format(title=title, day=number % 28 + 1, minute=number % 60, tag=f"havn {number % 13}")
    body = _BODY.format(
        title=title,
        name=f"Kari Nordmann{'abcdefg'[number % 7]}",
        first=first,
        second=second,
        picture=f"kai-{number}",
        related=links(*(paths[(number * step) % len(paths)] for step in (3, 7, 11))),
    )
    return Answer((head + body).encode())
