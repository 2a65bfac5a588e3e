"""Photo captions and credits: figures, the families' own marks, small text under a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import quote, urljoin

from selectolax.lexbor import LexborNode

from crawler.article import Caption
from crawler.parsers.boilerplate import is_notice
from crawler.parsers.byline_text import is_person, opens_byline, read_byline
from crawler.parsers.credit import credit_name, split_credit
from crawler.parsers.found import Found
from crawler.parsers.locate import Located
from crawler.parsers.page import Page
from crawler.parsers.text import clean, fold

_CREDIT_MARKS = (
    "[itemprop~='author'], [itemprop~='copyrightHolder'], [class*='credit'], [class*='Credit'], "
    "[class*='opyright'], [class*='photographer'], [class*='Photographer'], [class*='byline'], "
    "[class*='Byline'], [class*='fotograf'], [class~='source']"
)
_NOT_SHOWN = (
    "[class*='visually-hidden'], [class*='sr-only'], [class*='screen-reader'], [hidden], button, svg, nav"
)
_ELSEWHERE = re.compile(
    r"related|teaser|recommend|promo|sidebar|footer|most-?read|newsletter|comment|mega|menu|advert|"
    r"video-list",
    re.I,
)
_ELSEWHERE_TAGS = frozenset({"aside", "footer", "nav", "form"})
_LEVELS = 12
_LONGEST = 900  # characters; a longer text is no caption
_MOST = 60
_MOST_NODES = 300  # in a caption's element
_NO_CAPTION = "h1, h2, h3, h4, h5, li, p + p, time, input, form"  # what a caption never contains
_PICTURES = "img, picture, figure, video, brick-image-v3"  # the last is Aurora's own element
_IMAGES = "img, picture source[srcset], brick-image-v3"
_OTHER_CAPTIONS = "figcaption:not([itemprop~='author'])"
_LONGEST_ADDRESS = 2000  # characters
_MOST_IMAGES = 60
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_LARGEST_SHARE = 0.2  # share of the article's text; an element with more is no picture's own
_NO_CONTAINER = frozenset({"body", "article", "main", "p", "li", "button", "header", "tr", "table"})
_LONGEST_BYLINE = 80  # characters
_DATE_ALONE = re.compile(
    r"(?:(?:publisert|oppdatert|sist endret|published|updated)\W{0,3})?"
    r"\d{1,2}\.? ?[^\W\d]{0,10}\.? ?(?:\d\d?\.)?(?:19|20)\d\d\b.{0,12}\Z",
    re.I,
)
_NUMBER = r"\d{1,3} ?(?:av|of|von|/) ?\d{1,3}"  # '2 av 12', in a gallery
_COUNTER = re.compile(rf"(?:(?:bilde|foto|photo|image) {_NUMBER}\b\s?[|:.–-]?|{_NUMBER}\s?[|:])\s?", re.I)
_LARGEST_FIGURE = 20_000  # characters of markup; more is not a figure


def read_captions(page: Page, located: Located | None) -> Found[tuple[Caption, ...]] | None:
    """The captions that the page shows, in order, each once."""
    found: dict[str, Caption] = {}
    for node in _nodes(page, located):
        for caption in _read(node, page.url):
            if _says_something(caption.text) and fold(caption.text) not in page.titles:
                key = fold(caption.text)
                known = found.get(key)
                if known is None or (known.credit is None and caption.credit):
                    found[key] = Caption(
                        caption.text,
                        caption.credit,
                        caption.image_url or (known.image_url if known else None),
                    )
    return Found(tuple(found.values())[:_MOST], "css figcaption") if found else None


def _says_something(text: str) -> bool:
    """More than a word (or, in scripts without spaces, a few signs), and not about the publication.

    What names a writer or a date alone stands beside a writer's portrait.
    """
    if len(text.split()) < 2 and len(text) <= 12:
        return False
    return not (is_notice(text) or _DATE_ALONE.match(text) or _is_byline(text))


def _is_byline(text: str) -> bool:
    named = read_byline(text) if len(text) < _LONGEST_BYLINE and opens_byline(text) else ()
    return bool(named) and is_person(named[0].name)


def _nodes(page: Page, located: Located | None) -> Iterator[LexborNode]:
    """Caption elements of the article, outermost only: marked ones, then texts beside pictures."""
    inside: set[int] = set()
    captioned: set[int] = set()
    for node in page.survey.marked("caption"):
        if node.mem_id in inside or node.tag in ("img", "body", "html"):
            continue
        if not _is_short(node) or _stands_elsewhere(node, located):
            continue
        is_plain = node.tag == "figcaption" or "itemprop" in node.attributes
        if not is_plain and (node.css_first(_NO_CAPTION) is not None or not _is_beside_picture(node)):
            continue
        inside.update(child.mem_id for child in node.css("*")[:60])
        captioned.update(_around(node))
        yield node
    for image in _pictures(located):
        container = _picture_container(image, captioned, located)
        if container is not None and not _stands_elsewhere(container, located):
            captioned.add(container.mem_id)
            yield container


def _is_short(node: LexborNode) -> bool:
    """Whether the element holds some text and no more than a caption does; looks no further than that."""
    length = 0
    for number, inner in enumerate(node.traverse(include_text=True, skip_empty=True)):
        if inner.is_text_node:
            length += len((inner.text_content or "").strip())
        if length >= _LONGEST or number > _MOST_NODES:
            return False
    return length > 3


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


def _is_beside_picture(node: LexborNode) -> bool:
    """Whether a picture stands in the element, or in the two around it."""
    around: LexborNode | None = node
    for _ in range(3):
        if around is None or around.tag in ("body", "article", "main"):
            return False
        if around.css_first(_PICTURES) is not None:
            return len(around.html or "") < _LARGEST_FIGURE
        around = around.parent
    return False


def _picture_container(image: LexborNode, captioned: set[int], located: Located | None) -> LexborNode | None:
    """The first element around a picture that has text, if that text can be its caption: short,
    no heading, no paragraphs, no link to somewhere else."""
    around = image.parent
    for _ in range(_LEVELS // 2):
        if around is None or around.tag in _NO_CONTAINER or around.mem_id in captioned:
            return None
        if located is not None and located.share(around) > _LARGEST_SHARE:
            return None
        text = clean(around.text(separator=" "))
        if text:
            fits = 8 < len(text) < 400 and around.css_first(_NO_CAPTION) is None
            linked = sum(len(clean(a.text())) for a in around.css("a"))
            return around if fits and around.tag != "a" and linked < 0.5 * len(text) else None
        around = around.parent
    return None


@lru_cache(maxsize=32768)
def _says_elsewhere(name: str) -> bool:
    """Whether an element's name says so; the same names come again and again."""
    return _ELSEWHERE.search(name) is not None


def _stands_elsewhere(node: LexborNode | None, located: Located | None) -> bool:
    """Whether an element around says that the picture belongs to another article or to the page."""
    for _ in range(_LEVELS):
        if node is None or node.tag in ("body", "article", "main"):
            return False
        if located is not None and located.share(node) > 0.4:
            return False
        name = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"[:300]
        if node.tag in _ELSEWHERE_TAGS or _says_elsewhere(name):
            return True
        node = node.parent
    return False


def _read(node: LexborNode, url: str) -> Iterator[Caption]:
    """The caption of one element, credit and caption apart; the page itself stays as it is."""
    credit, rest = None, node
    if node.css_first(_CREDIT_MARKS) is not None or node.css_first(_NOT_SHOWN) is not None:
        rest = node.clone()
        credit = _take_credit(rest)
    shown = clean(rest.text(separator=" ")).replace(" .", ".").replace(" ,", ",")
    counter = _COUNTER.match(shown)
    shown = shown[counter.end() :] if counter else shown
    text, named = split_credit(shown)
    if named is None and credit is None and node.attributes.get("itemprop") == "caption":
        credit = _sibling_credit(node)
    if text and fold(text) != fold(credit or ""):
        yield Caption(text, named or credit, _image_url(node, url))


def _take_credit(node: LexborNode) -> str | None:
    """Cut what is not shown and what is marked as the credit; the name of the first credit."""
    for hidden in node.css(_NOT_SHOWN):
        hidden.decompose()
    credit = None
    whole = len(clean(node.text(separator=" ")))
    for mark in node.css(_CREDIT_MARKS):
        text = clean(mark.text(separator=" "))
        wraps_caption = any(inner.mem_id != mark.mem_id for inner in mark.css("figcaption"))
        if mark.mem_id != node.mem_id and 0 < len(text) < whole and not wraps_caption:
            credit = credit or credit_name(text)
            mark.decompose()
    return credit


def _sibling_credit(node: LexborNode) -> str | None:
    """Labrador puts the photographer into a second figcaption beside the first."""
    sibling = node.next
    while sibling is not None:
        if sibling.is_element_node and sibling.attributes.get("itemprop") == "author":
            return credit_name(clean(sibling.text(separator=" ")))
        sibling = sibling.next
    return None


def _image_url(node: LexborNode, url: str) -> str | None:
    """The address of the picture that the caption belongs to: in the element, or close around it."""
    around: LexborNode | None = node
    for _ in range(4):
        if around is None or around.tag in ("body", "article", "main"):
            return None
        for image in around.css(_IMAGES)[:6]:
            source = _source(image)
            if source:
                try:
                    return _CONTROL.sub(lambda sign: quote(sign[0]), urljoin(url, source))
                except ValueError:
                    return None
        around = around.parent
        if around is not None and len(around.css(_OTHER_CAPTIONS)) > 1:
            return None
    return None


def _source(image: LexborNode) -> str | None:
    """A picture's address; the one in `src` is often a stand-in until the picture is scrolled to."""
    attributes = image.attributes
    for name in ("src", "data-src", "data-original"):
        source = (attributes.get(name) or "").strip()
        if source and not source.startswith("data:"):
            return source
    for name in ("srcset", "data-srcset"):
        widest = (attributes.get(name) or "").strip()[-_LONGEST_ADDRESS:].rsplit(", ", 1)[-1].split()
        if widest and not widest[0].startswith("data:"):
            return widest[0]
    return None
