"""Finds where the article's running text is: Lexbor walks, plain counting decides.

Every run of text counts for the block it stands in and for all elements around that block.
From the body element downwards, the search follows the child that holds most of the text
until no child holds enough of it alone: that element wraps the running text and little else.
Links count little. An element whose name says that it is something else counts little too,
unless it holds a large share of the page's text: names lie ('post-share-container').
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborNode

from crawler.parsers.page import Page

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
_DESCENT = 0.8  # share of an element's text that one child must hold for the search to go on
_MAIN_SHARE = 0.4  # share of the page's text from which on an element's name is not believed
_LEAST_SHARE = 0.01  # share of the page's text below which what an element's name says hardly matters
_DEEPEST = 250  # levels; text that is nested deeper is no article
_MARKED_SHARE = 0.4  # share of the page's text from which on the page's own mark is believed
_GUARANTEED_SHARE = 0.85  # share of the text from which on the family's own element is believed
_MOST_GUARANTEED = 8
_MARKED_TAGS = frozenset({"article", "main"})
_PLAIN = INLINE | {"p", "body", "html", "main", "article"}  # their names are not looked at
_NO_HOME = INLINE | {"p", "li", "td"}  # hold text, but not all of an article's
_THROUGH = INLINE | {"p"}  # their text counts for the element around them
_IDEOGRAPHIC = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(slots=True)
class Located:
    """The element that wraps the running text, and how much text each element of the page holds.

    `before` are the elements between the headline and `node`, where the lead often stands.
    """

    node: LexborNode
    elements: dict[int, _Element]
    total: float
    before: tuple[LexborNode, ...] = ()

    def share(self, node: LexborNode) -> float:
        """The part of the located text that stands in `node` (more than 1 where it wraps it).

        0 for a paragraph and for what stands in one.
        """
        element = self.elements.get(node.mem_id)
        return element.length / self.total if element is not None and self.total else 0.0


def locate(page: Page, body: str = "", guaranteed: Sequence[str] = ()) -> Located | None:
    """The element that wraps the running text; None where the page has no body element.

    `body` is a profile's CSS selector for it, which wins where it finds anything; `guaranteed` are
    those of the page's family, of which the first counts that finds a good part of the text.
    """
    root = page.root
    if root is None:
        return None
    elements = _elements_with_text(root, page.survey.runs)
    _weigh(elements)
    node = page.tree.css_first(body) if body else None
    if node is None:
        node = _descend(_marked(root, elements), elements)
        node = _guaranteed(page, guaranteed, elements, node) or node
    page.survey.scope = _around_headline_and(node, page)
    known = elements.get(node.mem_id)
    total = known.length if known is not None else 0.0
    return Located(node, elements, total, _between_headline_and(node, page))


def _guaranteed(
    page: Page, selectors: Sequence[str], elements: dict[int, _Element], found: LexborNode
) -> LexborNode | None:
    """The first element that a selector finds, if it holds nearly all of the text in `found` and no more."""
    known = elements.get(found.mem_id)
    if known is None:
        return None
    for selector in selectors:
        for node in page.tree.css(selector)[:_MOST_GUARANTEED]:
            element = elements.get(node.mem_id)
            if element is not None and _GUARANTEED_SHARE * known.length <= element.length <= known.length:
                return node
    return None


def _around_headline_and(node: LexborNode, page: Page) -> LexborNode:
    """The smallest element around `node` that holds a headline; the article that this stands in."""
    headlines = page.around_headlines
    around, scope = node.parent, node
    found = not headlines or node.mem_id in headlines
    while around is not None and around.tag != "html":
        if not found:
            scope = around
            found = around.mem_id in headlines
        elif around.tag in _MARKED_TAGS:
            return around
        around = around.parent
    return scope


def _marked(root: LexborNode, elements: dict[int, _Element]) -> LexborNode:
    """The element that the page itself marks as its article, where it holds a good part of the text."""
    best = max((e for e in elements.values() if e.marked), key=lambda e: e.weight, default=None)
    least = _MARKED_SHARE * elements[root.mem_id].weight
    return best.node if best is not None and best.weight > least else root


def _between_headline_and(node: LexborNode, page: Page) -> tuple[LexborNode, ...]:
    """The elements after the last h1 that stands before `node`, in reading order.

    On a page without h1, those before `node` in the element marked as the article.
    """
    headlines = page.around_headlines
    found: list[LexborNode] = []
    if node.mem_id in headlines:
        return ()
    current: LexborNode | None = node
    marked = 0 if node.tag in _MARKED_TAGS else None
    while current is not None and current.tag != "body":
        sibling = current.prev
        while sibling is not None:
            if sibling.is_element_node:
                if sibling.mem_id in headlines:
                    found.extend(reversed(_after_headline(sibling)))
                    return tuple(reversed(found))
                found.append(sibling)
            sibling = sibling.prev
        current = current.parent
        if marked is None and current is not None and current.tag in _MARKED_TAGS:
            marked = len(found)
    return tuple(reversed(found[: marked or 0]))


def _after_headline(node: LexborNode) -> list[LexborNode]:
    """The elements that follow the last h1 inside `node`, in reading order."""
    headline = None if node.tag == "h1" else node.css("h1")[-1]
    after: list[LexborNode] = []
    while headline is not None and headline.mem_id != node.mem_id:
        sibling = headline.next
        while sibling is not None:
            if sibling.is_element_node:
                after.append(sibling)
            sibling = sibling.next
        headline = headline.parent
    return after


def text_length(text: str) -> float:
    """Characters of `text`, with ideographs counted for what they say beside letters."""
    if text.isascii() or not _IDEOGRAPHIC.search(text):
        return len(text)
    return 2.5 * len(text)


class _Element:
    """An element that has text in it.

    `own` counts the text in its own runs, `length` with all that is inside, `weight` the same with
    what stands in elements of other purpose at a tenth; `marked` if the page marks it as its article.
    """

    __slots__ = ("counts", "depth", "elsewhere", "length", "marked", "node", "own", "parent", "tag", "weight")

    def __init__(self, node: LexborNode, tag: str, parent: _Element | None) -> None:
        self.node = node
        self.tag = tag
        self.parent = parent
        self.own = self.length = self.weight = 0.0
        self.elsewhere = False
        self.marked = tag in _MARKED_TAGS
        if parent is None:
            self.depth, self.counts = 0, 1.0
            return
        self.depth = parent.depth + 1
        self.counts = parent.counts
        if tag == "a":
            self.counts *= _LINK_COUNTS
        elif tag in _NEVER or self.depth > _DEEPEST:
            self.counts = 0.0


def _elements_with_text(root: LexborNode, runs: list[tuple[str, LexborNode]]) -> dict[int, _Element]:
    """All elements around runs of text, parents before children, with the text in them counted."""
    elements = {root.mem_id: _Element(root, "body", None)}
    homes: dict[int, tuple[_Element, float] | None] = {}  # what text right inside an element counts for
    for text, node in runs:
        if len(text) < _FEWEST or (length := text_length(text)) < _SHORTEST:
            continue
        parent = node.parent
        if parent is None:
            continue
        inside = parent.mem_id
        if inside not in homes:
            block, counts = _block_around(parent)
            homes[inside] = None if block is None else (_entry(block, elements), counts)
        if (home := homes[inside]) is not None:
            element, counts = home
            element.own += length * element.counts * counts
    for element in reversed(elements.values()):
        element.length += element.own
        if element.parent is not None:
            element.parent.length += element.length
    return elements


def _block_around(inner: LexborNode) -> tuple[LexborNode | None, float]:
    """The element that text in `inner` counts for, and how much of it counts by what is between."""
    counts = 1.0
    around: LexborNode | None = inner
    while around is not None and (tag := around.tag) in _THROUGH:
        if tag == "a":
            counts *= _LINK_COUNTS
        around = around.parent
    return around, counts


def _entry(node: LexborNode, elements: dict[int, _Element]) -> _Element:
    """The entry of `node`; where it is new, it is made together with those of the elements around it."""
    missing: list[LexborNode] = []
    current: LexborNode | None = node
    known: _Element | None = None
    while current is not None:
        known = elements.get(current.mem_id)
        if known is not None:
            break
        missing.append(current)
        current = current.parent
    for current in reversed(missing):
        known = elements[current.mem_id] = _Element(current, current.tag or "", known)
    assert known is not None  # `node` was known or missing
    return known


def _weigh(elements: dict[int, _Element]) -> None:
    """Set what each element weighs, from the names that it and those around it have."""
    total = next(iter(elements.values())).length
    main, least = total * _MAIN_SHARE, total * _LEAST_SHARE
    for element in elements.values():
        parent = element.parent
        if parent is not None and parent.elsewhere:
            element.elsewhere = True
        elif element.length >= least and element.tag not in _PLAIN:
            element.elsewhere = _is_elsewhere(element, main)
    for element in reversed(elements.values()):
        element.weight += element.own * (_ELSEWHERE_COUNTS if element.elsewhere else 1.0)
        if element.parent is not None:
            element.parent.weight += element.weight


def _is_elsewhere(element: _Element, main: float) -> bool:
    """Whether a name says so; of an element with much text only that it holds comments."""
    tag = element.tag
    attributes = element.node.attributes
    if not attributes:
        return tag == "aside" and element.length < main
    element.marked = element.marked or _is_marked(attributes)
    name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"[:_NAME_LENGTH]
    if element.length >= main:
        return _tells_comments(name)
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


def _descend(node: LexborNode, elements: dict[int, _Element]) -> LexborNode:
    """Follow the child that holds most of the weight, as long as it holds nearly all of it."""
    weight = elements[node.mem_id].weight if node.mem_id in elements else 0.0
    while True:
        best: _Element | None = None
        for child in node.iter():
            element = elements.get(child.mem_id)
            if element is not None and element.weight > (best.weight if best else 0.0):
                best = element
        if best is None or best.weight < _DESCENT * weight or best.tag in _NO_HOME:
            return node
        node, weight = best.node, best.weight
