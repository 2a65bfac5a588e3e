"""Photo captions and credits: figures, the families' own marks, small text under a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from crawler.article import Caption
from crawler.parsers.boilerplate import is_date, is_label, is_notice
from crawler.parsers.byline_line import is_byline
from crawler.parsers.caption_text import PICTURES, CaptionText, is_credit
from crawler.parsers.credit import credit_name, split_credit
from crawler.parsers.found import Found
from crawler.parsers.locate import Located
from crawler.parsers.page import Page
from crawler.parsers.pictures import Pictures, cell_below, next_element, previous_element
from crawler.parsers.text import clean, fold

_ELSEWHERE = re.compile(
    r"related|relatert|anbefal|annonse|mest-?lest|nyhetsbrev|teaser|recommend|promo|sidebar|footer|"
    r"most-?read|newsletter|comment|mega|menu|advert|"
    r"video-list|playlist",
    re.I,
)
_ELSEWHERE_TAGS = frozenset({"aside", "footer", "nav", "form"})
_LEVELS = 12
_MOST = 60
_MOST_IMAGES = 60
_NO_CAPTION = frozenset({"img", "body", "html"})
_SHORTEST = 4  # characters of a marked caption
_SHORTEST_BESIDE, _LONGEST_BESIDE = 9, 400  # characters of a text without marks beside a picture
_LARGEST_SHARE = 0.2  # share of the article's text; an element with more is no picture's own
_NO_CONTAINER = frozenset({"body", "article", "main", "p", "li", "button", "header", "tr", "table"})
_EMAIL = re.compile(r"\w@\w[\w-]*\.\w")
_NUMBER = r"\d{1,3} ?(?:av|of|von|/) ?\d{1,3}"  # '2 av 12', in a gallery
_COUNTER = re.compile(rf"(?:(?:bilde|foto|photo|image) {_NUMBER}\b\s?[|:.–-]?|{_NUMBER}\s?[|:])\s?", re.I)
_CAPTION_PRINT = "small, em, i, font[size='1']"
_CREDIT_TAGS = frozenset(
    {"figcaption", "p", "span", "small", "em", "i", "tr"}
)  # that may hold one without a mark
_LONGEST_CREDIT = 80  # characters of a credit beside a caption
_LARGEST_FIGURE = 0.5  # the same, of an element that is called a caption


class _Candidate(NamedTuple):
    """An element that can be a caption's, what it holds, and its picture where that stands apart."""

    node: LexborNode
    held: CaptionText
    image: LexborNode | None = None


def read_captions(page: Page, located: Located | None) -> Found[tuple[Caption, ...]] | None:
    """The captions that the page shows, in order, each once."""
    found: dict[str, Caption] = {}
    pictures = Pictures(page.url)
    for node, held, image in _candidates(page, located, pictures):
        text, credit = _read(node, held)
        key = fold(text)
        known = found.get(key)
        if known is not None:
            if known.credit is None and credit:
                address = pictures.address(node, held.has_picture, image) or known.image_url
                found[key] = Caption(text, credit, address)
        elif key != fold(credit or "") and _says_something(text) and key not in page.titles:
            found[key] = Caption(text, credit, pictures.address(node, held.has_picture, image))
    return Found(tuple(found.values())[:_MOST], "css figcaption") if found else None


def _says_something(text: str) -> bool:
    """More than a word (or, in scripts without spaces, a few signs), and not about the publication.

    What names a writer, a date or an e-mail address stands beside a writer's portrait.
    """
    if len(text.split()) < 2 and len(text) <= 12:
        return False
    if "@" in text and _EMAIL.search(text):
        return False
    return not (is_label(text) or is_notice(text) or is_date(text) or is_byline(text))


def _candidates(page: Page, located: Located | None, pictures: Pictures) -> Iterator[_Candidate]:
    """Caption elements of the article, outermost only: marked ones, then texts beside pictures."""
    inside: set[int] = set()
    captioned: set[int] = set()
    for node in page.survey.marked("caption"):
        if node.mem_id in inside or node.tag in _NO_CAPTION:
            continue
        held = CaptionText(node)
        if held.is_long or held.length < _SHORTEST or _stands_elsewhere(node, held, located):
            continue
        is_plain = node.tag == "figcaption" or "itemprop" in node.attributes
        if is_plain or _is_beside_picture(node, held, located, pictures):
            inside.update(held.elements)
            captioned.update(_around(node))
            yield _Candidate(node, held)
    for image in _pictures(located):
        candidate = _beside(image, captioned, located)
        if candidate is not None and not _stands_elsewhere(candidate.node, candidate.held, located):
            captioned.add(candidate.node.mem_id)
            yield candidate


def _around(node: LexborNode) -> Iterator[int]:
    """The elements right around a caption: a picture in them has found its caption."""
    current: LexborNode | None = node
    for _ in range(4):
        if current is None or current.tag in ("body", "article", "main"):
            return
        yield current.mem_id
        current = current.parent


def _pictures(located: Located | None) -> Iterator[LexborNode]:
    """The pictures in the text and between headline and text."""
    if located is not None:
        for node in (*located.before, located.node):
            yield from node.css("img")[:_MOST_IMAGES]


def _is_beside_picture(
    node: LexborNode, held: CaptionText, located: Located | None, pictures: Pictures
) -> bool:
    """Whether a picture stands in an element that can be a caption's, or in the two around it."""
    if held.is_other:
        return False
    if held.has_picture or _follows_picture(node):
        return True
    around = pictures.around(node)
    return around is not None and (located is None or located.share(around) <= _LARGEST_FIGURE)


def _follows_picture(node: LexborNode) -> bool:
    """Whether what stands right before an element is a picture and nothing else."""
    before = previous_element(node)
    if before is None:
        return False
    is_picture = before.tag in PICTURES or before.css_first("img") is not None
    return is_picture and not before.text(strip=True)


def _beside(image: LexborNode, captioned: set[int], located: Located | None) -> _Candidate | None:
    """The first element around a picture that has text, if that text can be its caption: short,
    no heading, no paragraphs, no link to somewhere else."""
    around = image.parent
    is_below = False
    for _ in range(_LEVELS // 2):
        if around is not None and around.tag == "tr":
            around, is_below = cell_below(image, around), True
        if around is None or around.mem_id in captioned:
            return None
        if around.tag in _NO_CONTAINER and not (around.tag == "p" and _is_caption(around)):
            return None
        if located is not None and located.share(around) > _LARGEST_SHARE:
            return None
        text = around.text(strip=True)
        if text:
            if around.tag == "a" or not _SHORTEST_BESIDE <= len(text) < _LONGEST_BESIDE:
                return None
            held = CaptionText(around)
            fits = (around.tag == "p" or not held.is_other) and held.linked < 0.5 * held.length
            return _Candidate(around, held, image if is_below else None) if fits else None
        around = around.parent
    return None


def _is_caption(paragraph: LexborNode) -> bool:
    """Whether a paragraph is a picture and its caption: a credited line, or one in small or slanted print."""
    text = clean(paragraph.text(separator=" "))
    if not 0 < len(text) < _LONGEST_BESIDE:
        return False
    printed = paragraph.css_first(_CAPTION_PRINT)
    is_small = printed is not None and clean(printed.text(separator=" ")) == text
    return is_small or split_credit(text)[1] is not None


@lru_cache(maxsize=32768)
def _says_elsewhere(name: str) -> bool:
    """Whether an element's name says so; the same names come again and again."""
    return _ELSEWHERE.search(name) is not None


def _stands_elsewhere(node: LexborNode | None, held: CaptionText, located: Located | None) -> bool:
    """Whether an element around says that the picture belongs to another article or to the page."""
    is_link = held.linked > 0.9 * held.length
    for _ in range(_LEVELS):
        # An <article> with little of the text is a picture's own element, or another article's teaser.
        tag = node.tag if node is not None else None
        if node is None or tag in ("body", "main") or (located is None and tag == "article"):
            return False
        if located is not None and located.share(node) > 0.4:
            return False
        if is_link and tag == "article":
            return True
        attributes = node.attributes
        name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"[:300]
        if tag in _ELSEWHERE_TAGS or _says_elsewhere(name):
            return True
        node = node.parent
    return False


def _read(node: LexborNode, held: CaptionText) -> tuple[str, str | None]:
    """The caption of one element and its credit, apart."""
    shown, credit = held.text_and_credit()
    shown = shown.replace(" .", ".").replace(" ,", ",")
    counter = _COUNTER.match(shown)
    text, named = split_credit(shown[counter.end() :] if counter else shown)
    if named is None and credit is None:
        credit = _sibling_credit(node)
    return text, named or credit


def _sibling_credit(node: LexborNode) -> str | None:
    """The credit in an element behind the caption's, where both are all that stands together.

    Labrador puts the photographer into a second figcaption beside the first, old tables into a row.
    """
    node = node.parent if node.tag == "td" and node.parent is not None else node
    sibling = next_element(node)
    if sibling is None:
        return None
    is_marked = is_credit(sibling.attributes.get("class"), sibling.attributes.get("itemprop"))
    if not is_marked and sibling.tag not in _CREDIT_TAGS:
        return None
    said = clean(sibling.text(separator=" "))
    if not is_marked and (len(said) > _LONGEST_CREDIT or split_credit(said)[0]):
        return None
    around = node.parent.text(strip=True) if node.parent is not None else ""
    alone = len(said) <= _LONGEST_CREDIT and len(around) <= len(node.text(strip=True)) + len(said)
    return credit_name(said) if said and alone else None
