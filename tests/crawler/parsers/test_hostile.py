"""Pages made to be slow are read in a time that grows no faster than they do."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable

import pytest

from crawler.parsers.extract import extract_article

URL = "https://fagblad.example/nyheter/en-sak/1234"
PROSE = "Havnevesenet i Storvik vil bygge en ny kai for bulkskip, og arbeidet begynner til våren. "
GENEROUS = 20.0  # seconds; each takes a few at the most where nothing is quadratic
TIMES_LARGER = 4
MOST_TIMES_SLOWER = 10  # a quadratic reader takes 16 times as long for 4 times the page
MOST_MEMORY = 15  # times the page, in Python's own objects
NOISE = 0.15  # seconds that a busy machine may add


def page(inside: str, head: str = "") -> bytes:
    title = "<h1>Storvik bygger ny kai</h1>"
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>Ny kai</title>{head}</head>"
        f"<body><article>{title}<p>{PROSE}</p>{inside}<p>{PROSE}</p></article></body></html>"
    ).encode()


def paragraphs(size: int) -> bytes:
    return page(f"<p>{PROSE * 3}</p>" * (size // 280))


def nested_divs(size: int) -> bytes:
    return page("<div>" * (size // 10) + PROSE)


def one_attribute(size: int) -> bytes:
    return page(f"<p class='{'byline ' * (size // 7)}'>{PROSE}</p>")


def one_word(size: int) -> bytes:
    return page(f"<p>{'a' * size}</p>")


def one_line_of_labels(size: int) -> bytes:
    return page(f"<p>{'Foto: ' * (size // 12)}</p><figcaption>{'(Foto: ' * (size // 14)}</figcaption>")


def json_ld_objects(size: int) -> bytes:
    thing = '{"@type": "NewsArticle", "headline": "En sak", "author": {"name": "Kari Holm"}}'
    return page(
        "", f'<script type="application/ld+json">[{",".join([thing] * (size // len(thing)))}]</script>'
    )


def nested_json_ld(size: int) -> bytes:
    return page("", f'<script type="application/ld+json">{"[" * size}</script>')


def links(size: int) -> bytes:
    return page('<a href="/emne/havn">Havn</a> ' * (size // 31))


def breaks(size: int) -> bytes:
    return page(f"{PROSE}<br><br>" * (size // len(PROSE)))


def nested_articles(size: int) -> bytes:
    return page("<main><article><p>x" * (size // 19))


def headlines(size: int) -> bytes:
    return page("<h1>Ny kai</h1>" * (size // 15))


def linked_headings(size: int) -> bytes:
    return page("<h2><a>x</a></h2>" * (size // 17))


def nested_captions(size: int) -> bytes:
    return page("<div class='caption'><p>Ny kai</p><p>" * (size // 36))


def nested_figures(size: int) -> bytes:
    return page("<figure><img src='x.jpg'><figcaption>" * (size // 37))


def mentions_of_the_author(size: int) -> bytes:
    thing = '{"@type": "NewsArticle", "headline": "En lang tittel her", "author": {"name": "Kari Nordmann"}}'
    lines = "<p>Kari Nordmann sier det samme.</p>" * (size // 40)
    return page(lines, f'<script type="application/ld+json">{thing}</script>')


def labels_and_names(size: int) -> bytes:
    return page("<b>Av</b> <i>Kari Nordmann</i>, <b>Oppdatert:</b> <i>12:30</i>" * (size // 66))


def deep_teasers(size: int) -> bytes:
    text = (
        "<h1>Ny kai i havna</h1><div>"
        + "<p>Havna får en ny kai for skip med korn til våren.</p>" * 20
        + "</div>"
    )
    teaser = '<h2><a href="/2">x</a></h2><time datetime="2024-01-02">x</time><b class="byline">Av x</b>'
    return page(text + "<div>" * 200 + teaser * (size // len(teaser)))


def open_comments(size: int) -> bytes:
    return page("<!-- " * (size // 5))


MAKERS = [
    paragraphs,
    nested_divs,
    one_attribute,
    one_word,
    one_line_of_labels,
    json_ld_objects,
    nested_json_ld,
    links,
    breaks,
    nested_articles,
    headlines,
    linked_headings,
    nested_captions,
    nested_figures,
    open_comments,
    mentions_of_the_author,
    labels_and_names,
    deep_teasers,
]


def seconds(html: bytes) -> float:
    """The quicker of two readings; of a long one, the first."""
    taken: list[float] = []
    while sum(taken) < NOISE and len(taken) < 2:
        begin = time.process_time()
        extract_article(html, URL)
        taken.append(time.process_time() - begin)
    return min(taken)


@pytest.mark.parametrize("make", MAKERS)
def test_a_page_of_a_megabyte_is_read_soon_and_in_time_that_grows_with_it(
    make: Callable[[int], bytes],
) -> None:
    small, large = seconds(make(1_000_000 // TIMES_LARGER)), seconds(make(1_000_000))
    assert large < GENEROUS
    assert large < MOST_TIMES_SLOWER * small + NOISE, f"{small:.2f} s, then {large:.2f} s"


@pytest.mark.parametrize("make", [paragraphs, nested_divs, one_word, json_ld_objects, open_comments])
def test_memory_stays_below_fifteen_times_the_page(make: Callable[[int], bytes]) -> None:
    html = make(400_000)
    extract_article(html, URL)  # what is made once for all pages is made
    tracemalloc.start()
    extract_article(html, URL)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < MOST_MEMORY * len(html)


def test_the_text_is_found_among_a_hundred_thousand_nested_elements():
    assert PROSE.strip() in extract_article(nested_divs(1_000_000), URL).body


def test_the_author_is_found_among_ten_thousand_objects():
    article = extract_article(json_ld_objects(800_000), URL)
    assert [author.name for author in article.authors] == ["Kari Holm"]
