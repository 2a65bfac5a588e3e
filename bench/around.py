"""The recorded pages once more, with parts around the article and within it that pages of papers have.

    python -m bench.around              one row a part: how many pages it changes in which field
    python -m bench.around PART         which pages those are, and how

A masthead, a colophon, teasers, an advert are not the article: a field that they change was read from the
wrong place. The parts are invented.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from typing import NamedTuple

from bench.corpora import NAMES, Recorded, pages
from bench.machine import described
from bench.tables import markdown
from crawler import Article, extract_article

FIELDS = ("title", "lead", "body", "authors", "published", "updated", "keywords", "captions")
_BODY = re.compile(rb"<body\b[^>]*>", re.I)
_FEWEST_PARAGRAPHS = 4  # of an article that a part is put into


class Part(NamedTuple):
    """Markup, and the place that it is put at: 'above' or 'below' everything else, or 'within' the text."""

    place: str
    html: str


_EXCERPT = "Aldri før har så mye gods gått over kai, viser tall fra foreningen som teller båtene i havnene."


def _teaser(number: int) -> str:
    return (
        f'<div class="teaser"><a href="/nyheter/sak-{number}/"><h3>Rekordår for havn nummer {number}</h3></a>'
        f'<p>{_EXCERPT}</p><p class="byline">Av Ola Hansen</p>'
        f'<time datetime="2026-11-2{number}T10:00:00+01:00">2{number}. november 2026</time></div>'
    )


def _entry(number: int) -> str:
    return (
        f'<article class="sak"><a href="/nyheter/sak-{number}/"><h2>Rekordår nummer {number}</h2></a>'
        f'<p>{_EXCERPT} Det betyr at flere får jobb.</p><span class="author">Ola Hansen</span> '
        f'<time datetime="2026-11-2{number}T10:00:00+01:00">2{number}.11.2026</time></article>'
    )


def _comment(number: int) -> str:
    return (
        f"<div><b>Per Olsen</b> <span>12. mars 2026 kl. 12.3{number}</span><p>Dette er jeg helt uenig i, og "
        "jeg skjønner ikke at noen kan mene slikt når alle vet at båtene har gått tomme i mange år.</p></div>"
    )


PARTS: dict[str, Part] = {
    "masthead with the day": Part(
        "above",
        '<div class="topp"><span>Fredag 27. november 2026</span> <a href="/abo">Bli abonnent</a></div>',
    ),
    "most read": Part(
        "above",
        '<div class="boks"><h4>Mest lest</h4><ol>'
        + "".join(f'<li><a href="/x/{n}">Derfor stiger prisen på brød igjen {n}</a></li>' for n in range(8))
        + "</ol></div>",
    ),
    "teasers": Part(
        "below", f'<section class="flere"><h2>Flere saker</h2>{_teaser(1)}{_teaser(2)}</section>'
    ),
    "articles as teasers": Part("below", f'<div class="neste">{"".join(map(_entry, range(1, 9)))}</div>'),
    "readers' comments": Part(
        "below",
        f'<section class="kommentarer"><h3>Kommentarer (4)</h3>{"".join(map(_comment, range(4)))}</section>',
    ),
    "popular tags": Part(
        "below",
        '<div class="mye"><h4>Populære emner</h4><a rel="tag" href="/emne/laks">laks</a> '
        '<a rel="tag" href="/emne/havn">havn</a></div>',
    ),
    "colophon": Part(
        "below",
        '<div class="bunn"><p>Ansvarlig redaktør: Kari Nordmann</p><p>Utgiver: Fagbladet AS</p>'
        "<p>© 2026 Fagbladet AS. Alt innhold er opphavsrettslig beskyttet.</p></div>",
    ),
    "events": Part(
        "below",
        '<div class="kalender"><h3>Kommende arrangementer</h3><ul><li><a href="/a/1">12. desember 2026: '
        "Havnekonferansen</a></li></ul></div>",
    ),
    "advert": Part("within", '<div class="annonse"><span>Annonse</span></div>'),
    "read also": Part("within", '<p><a href="/x/1">Les også: Rederiet taper på strømprisen</a></p>'),
    "box of links": Part(
        "within",
        '<aside class="boks"><h4>Les også</h4><ul><li><a href="/a">Rederiet taper på strømprisen</a></li>'
        '<li><a href="/b">Fergene går for halv fart</a></li></ul></aside>',
    ),
    "newsletter": Part(
        "within",
        '<div class="boks"><h4>Få nyhetene på e-post</h4><p>Meld deg på vårt nyhetsbrev.</p>'
        '<form><input type="email"><button>Meld på</button></form></div>',
    ),
    "facts": Part(
        "within",
        '<div class="boks"><h3>Fakta</h3><ul><li>Grunnlagt i 1987</li><li>Har 140 ansatte</li></ul></div>',
    ),
    "post": Part(
        "within",
        '<blockquote class="instagram-media"><a href="https://www.instagram.com/p/1/">Se dette innlegget på '
        "Instagram</a><p>Et innlegg delt av Kari (@kari)</p></blockquote>",
    ),
    "video": Part(
        "within",
        '<div class="video"><iframe src="https://v.example/1"></iframe><p>Se videoen: Slik går fergen'
        "</p></div>",
    ),
}


def with_part(part: Part, html: bytes, article: Article) -> bytes | None:
    """The page with a part at its place; None where it has no such place."""
    markup = part.html.encode("ascii", "xmlcharrefreplace")
    at = _PLACES[part.place](html, article)
    return None if at is None else html[:at] + markup + html[at:]


def _above(html: bytes, _: Article) -> int | None:
    body = _BODY.search(html)
    return body.end() if body else None


def _below(html: bytes, _: Article) -> int | None:
    end = html.lower().rfind(b"</body")
    return end if end >= 0 else len(html)


def _within(html: bytes, article: Article) -> int | None:
    """Behind the second, third or fourth paragraph: the first that is found in the markup as it was read."""
    paragraphs = [block.text for block in article.blocks if block.kind == "paragraph"]
    for text in paragraphs[1:4] if len(paragraphs) >= _FEWEST_PARAGRAPHS else ():
        words = " ".join(text.split()[:4])
        if words.isascii() and (found := re.search(rb"<p\b[^>]*>\s*" + re.escape(words.encode()), html)):
            end = html.find(b"</p>", found.end())
            return end + len(b"</p>") if end >= 0 else None
    return None


_PLACES: dict[str, Callable[[bytes, Article], int | None]] = {
    "above": _above,
    "below": _below,
    "within": _within,
}


def changed_fields(before: Article, after: Article) -> list[str]:
    """The fields that differ."""
    return [field for field in FIELDS if getattr(before, field) != getattr(after, field)]


def _changes(part: Part, read: list[tuple[Recorded, Article]]) -> Iterator[tuple[Recorded, Article, Article]]:
    """The pages that have a place for the part, as they were read before and with it."""
    for page, before in read:
        html = with_part(part, page.html, before)
        if html is not None:
            yield page, before, extract_article(html, page.url)


def around_table() -> str:
    """One row a part: the pages that it was put into, and in how many it changed which field."""
    read = [(page, extract_article(page.html, page.url)) for name in NAMES for page in pages(name)]
    rows = []
    for name, part in PARTS.items():
        changes = [changed_fields(before, after) for _, before, after in _changes(part, read)]
        counts = [str(sum(field in changed for changed in changes)) for field in FIELDS]
        rows.append([name, part.place, str(len(changes)), *counts])
    return markdown(["part", "put", "pages", *FIELDS], rows)


def _show(part: Part) -> None:
    read = [(page, extract_article(page.html, page.url)) for name in NAMES for page in pages(name)]
    for page, before, after in _changes(part, read):
        for field in changed_fields(before, after):
            print(f"{page.url}\n  {field}\n  - {getattr(before, field)}\n  + {getattr(after, field)}")


if __name__ == "__main__":
    if sys.argv[1:]:
        _show(PARTS[" ".join(sys.argv[1:])])
    else:
        print(f"{described()}\n\n{around_table()}")
