"""How much text each element of a page holds, and what it weighs for what its name says.

Every run of text counts for the block it stands in and for all elements around that block. Links count
little. An element whose name says that it is something else weighs little, unless it holds a large share of
the page's text: names lie ('post-share-container').
"""

from __future__ import annotations

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

from crawler.parsers.survey import HEADLINE_LINK

INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins"}
    | {"kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time"}
    | {"tt", "u", "var", "wbr"}
)
_ELSEWHERE = re.compile(
    r"comment|kommentarfelt|disqus|related|relatert|anbefal|annonse|nyhetsbrev|sidefelt|sidestolpe|bunntekst|"
    r"teaser|promo|sidebar|footer|newsletter|cookie|consent|subscribe|"
    r"recommend|most-?(?:read|popular)|mest-?lest|advert|sponsor|share|social|breadcrumb|menu|navig|widget|modal|"
    r"popup|banner|(?:^|[ _-])foot(?:$|[ _-])|playlist|outbrain|taboola|disclaimer|legal|copyright|caption",
    re.I,
)
_COMMENTS = re.compile(
    r"(?:^|[\s_-])(?:comments|comment-?list|comments-?area|kommentarer|disqus_thread)(?=$|[\s_-])", re.I
)
_NEVER = frozenset({"nav", "footer", "form", "button", "select", "textarea", "figcaption", "option"})
_NAME_LENGTH = 500  # characters of class and id that are looked at
_SHORTEST = 25  # characters; a shorter run of text tells nothing
_FEWEST = 10  # the same, with ideographs counted once
_LINK_COUNTS = 0.15  # what text inside a link counts
_ELSEWHERE_COUNTS = 0.1  # what text in an element of other purpose counts
_MAIN_SHARE = 0.4  # share of the page's text from which on an element's name is not believed
_LEAST_SHARE = 0.01  # share of the page's text below which what an element's name says hardly matters
_LONGEST_TEASER = 400  # characters
_WITH_OTHERS = 1.1  # times a teaser's text from which on an element holds more than that teaser
_NOTHING_ELSE = 0.9  # share of an element's text that its teasers must be
_FEWEST_TEASERS = 2  # a single <article> whose headline is a link may be the page's own
_DEEPEST = 250  # levels; text that is nested deeper is no article
MARKED_TAGS = frozenset({"article", "main"})
_PLAIN = INLINE | {"p", "body", "html", "main", "article"}  # their names are not looked at
_THROUGH = INLINE | {"p"}  # their text counts for the element around them
_IDEOGRAPHIC = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def weigh(
    root: LexborNode, runs: list[tuple[str, LexborNode]], around_headlines: frozenset[int] = frozenset()
) -> dict[int, Weighed]:
    """All elements around runs of text by their `mem_id`, parents before children, `root` first.

    No element of `around_headlines` holds readers' comments or stands aside, however it is called.
    """
    elements = _elements_with_text(root, runs)
    _set_weights(elements, around_headlines)
    return elements


def _text_length(text: str) -> float:
    """Characters of `text`, with ideographs counted for what they say beside letters."""
    if text.isascii() or not _IDEOGRAPHIC.search(text):
        return len(text)
    return 2.5 * len(text)


class Weighed:
    """An element that has text in it.

    `own` counts the text in its own runs, `length` with all that is inside, `weight` the same with
    what stands in elements of other purpose at a tenth; `marked` if the page marks it as its article;
    `beside` if it holds text that is none of the article: many comments, an <aside>, teasers.
    """

    __slots__ = (
        "beside", "counts", "depth", "elsewhere", "length", "marked", "node", "own", "parent", "tag",
        "weight",
    )  # fmt: skip

    def __init__(self, node: LexborNode, tag: str, parent: Weighed | None) -> None:
        self.node = node
        self.tag = tag
        self.parent = parent
        self.own = self.length = self.weight = 0.0
        self.beside = self.elsewhere = False
        self.marked = tag in MARKED_TAGS
        if parent is None:
            self.depth, self.counts = 0, 1.0
            return
        self.depth = parent.depth + 1
        self.counts = parent.counts
        if tag == "a":
            self.counts *= _LINK_COUNTS
        elif tag in _NEVER or self.depth > _DEEPEST:
            self.counts = 0.0


def _elements_with_text(root: LexborNode, runs: list[tuple[str, LexborNode]]) -> dict[int, Weighed]:
    """All elements around runs of text, parents before children, with the text in them counted."""
    elements = {root.mem_id: Weighed(root, "body", None)}
    homes: dict[int, tuple[Weighed, float]] = {}  # what text right inside an element counts for, and how much
    for text, node in runs:
        length: float = len(text)
        if not text.isascii():
            length = _text_length(text)
        if length < _SHORTEST or (parent := node.parent) is None:
            continue
        home = homes.get(parent.mem_id)
        if home is None:
            home = homes[parent.mem_id] = _home(parent, elements)
        element, counts = home
        element.own += length * counts
    for element in reversed(elements.values()):
        element.length += element.own
        if element.parent is not None:
            element.parent.length += element.length
    return elements


def _home(inner: LexborNode, elements: dict[int, Weighed]) -> tuple[Weighed, float]:
    """The entry that text in `inner` counts for, and how much of it counts."""
    counts = 1.0
    while (tag := inner.tag) in _THROUGH and (around := inner.parent) is not None:
        if tag == "a":
            counts *= _LINK_COUNTS
        inner = around
    element = _entry(inner, elements)
    return element, element.counts * counts


def _entry(node: LexborNode, elements: dict[int, Weighed]) -> Weighed:
    """The entry of `node`; where it is new, it is made together with those of the elements around it."""
    missing: list[LexborNode] = []
    current: LexborNode | None = node
    known: Weighed | None = None
    while current is not None:
        known = elements.get(current.mem_id)
        if known is not None:
            break
        missing.append(current)
        current = current.parent
    for current in reversed(missing):
        known = elements[current.mem_id] = Weighed(current, current.tag or "", known)
    assert known is not None  # `node` was known or missing
    return known


def _set_weights(elements: dict[int, Weighed], around_headlines: frozenset[int]) -> None:
    """Set what each element weighs, from the names that it and those around it have."""
    total = next(iter(elements.values())).length
    main, least = total * _MAIN_SHARE, total * _LEAST_SHARE
    teasers = _teasers([e for e in elements.values() if e.tag == "article" and least <= e.length < main])
    lists = _lists_of(teasers, around_headlines)
    listed: set[Weighed] = set()  # what stands in such a list
    for element in elements.values():
        parent = element.parent
        if parent in listed or element in lists:
            listed.add(element)
            element.elsewhere, element.beside = True, element in lists
        elif (parent is not None and parent.elsewhere) or element in teasers:
            element.elsewhere = True
        elif element.length >= least and element.tag not in _PLAIN:
            element.elsewhere = _is_elsewhere(element, main)
            if element.length >= main and element.elsewhere:
                element.beside = element.elsewhere = element.node.mem_id not in around_headlines
    for element in reversed(elements.values()):
        if element not in listed:
            element.weight += element.own * (_ELSEWHERE_COUNTS if element.elsewhere else 1.0)
        if element.parent is not None:
            element.parent.weight += element.weight


def _teasers(articles: list[Weighed]) -> set[Weighed]:
    """Those <article> elements that lead to other articles, if there are several of them."""
    if len(articles) < _FEWEST_TEASERS:
        return set()
    leading = {element for element in articles if element.node.css_first(HEADLINE_LINK) is not None}
    return leading if len(leading) >= _FEWEST_TEASERS else set()


def _lists_of(teasers: set[Weighed], around_headlines: frozenset[int]) -> set[Weighed]:
    """The elements that hold several short teasers and hardly anything else."""
    held: dict[Weighed, list[float]] = {}
    for teaser in teasers:
        if teaser.length > _LONGEST_TEASER:  # a section of a guide
            continue
        around = teaser.parent
        while around is not None and around.length < _WITH_OTHERS * teaser.length:
            around = around.parent
        if around is not None and around.node.mem_id not in around_headlines:
            held.setdefault(around, []).append(teaser.length)
    return {
        around
        for around, lengths in held.items()
        if len(lengths) >= _FEWEST_TEASERS and sum(lengths) >= _NOTHING_ELSE * around.length
    }


def _is_elsewhere(element: Weighed, main: float) -> bool:
    """Whether a name says so; of an element with much text only that it holds comments, or stands aside."""
    tag = element.tag
    attributes = element.node.attributes
    if not attributes:
        return tag == "aside"
    element.marked = element.marked or _is_marked(attributes)
    name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"[:_NAME_LENGTH]
    if element.length >= main:
        return tag == "aside" or _tells_comments(name)
    return tag == "aside" or _tells_elsewhere(name)


def _is_marked(attributes: dict[str, str | None]) -> bool:
    return attributes.get("role") == "main" or "articleBody" in (attributes.get("itemprop") or "").split()


@lru_cache(maxsize=32768)
def _tells_elsewhere(name: str) -> bool:
    """Whether a name says 'something else'; the same names come again and again."""
    return _ELSEWHERE.search(name) is not None


@lru_cache(maxsize=32768)
def _tells_comments(name: str) -> bool:
    return _COMMENTS.search(name) is not None
