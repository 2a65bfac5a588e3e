"""Finds where the article's running text is: Lexbor walks, plain counting decides.

Every run of text counts for the block it stands in and for all elements around that block.
From the body element downwards, the search follows the child that holds most of the text
until no child holds enough of it alone: that element wraps the running text and little else.
Links count little. An element whose name says that it is something else counts little too,
unless it holds a large share of the page's text: names lie ('post-share-container').
"""

from __future__ import annotations

import re
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
    r"comment|disqus|related|teaser|promo|sidebar|footer|newsletter|cookie|consent|subscribe|"
    r"recommend|most-?(?:read|popular)|mest-?lest|advert|sponsor|share|social|breadcrumb|menu|navig|widget|modal|"
    r"popup|banner|outbrain|taboola|disclaimer|legal|copyright|caption",
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
_DEEPEST = 250  # levels; text that is nested deeper is no article
_MARKED_SHARE = 0.4  # share of the page's text from which on the page's own mark is believed
_MARKS = 'article, main, [role="main"], [itemprop~="articleBody"]'
_MARKED_TAGS = frozenset({"article", "main"})
_IDEOGRAPHIC = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(slots=True)
class Located:
    """The element that wraps the running text, and how much text each element of the page holds.

    `before` are the elements between the headline and `node`, where the lead often stands.
    """

    node: LexborNode
    lengths: dict[int, float]
    total: float
    before: tuple[LexborNode, ...] = ()

    def share(self, node: LexborNode) -> float:
        """The part of the located text that stands in `node` (more than 1 where it wraps it)."""
        return self.lengths.get(node.mem_id, 0.0) / self.total if self.total else 0.0


def locate(page: Page, body: str = "") -> Located | None:
    """The element that wraps the running text; None where the page has no body element.

    `body` is a profile's CSS selector for it, which wins where it finds anything.
    """
    root = page.root
    if root is None:
        return None
    elements = _elements_with_text(root)
    lengths = {key: element.length for key, element in elements.items()}
    weights = _weigh(elements, lengths.get(root.mem_id, 0.0) * _MAIN_SHARE)
    node = page.tree.css_first(body) if body else None
    if node is None:
        node = _descend(_marked(page, root, weights), weights)
    return Located(node, lengths, lengths.get(node.mem_id, 0.0), _between_headline_and(node, root))


def _marked(page: Page, root: LexborNode, weights: dict[int, float]) -> LexborNode:
    """The element that the page itself marks as its article, where it holds a good part of the text."""
    least = _MARKED_SHARE * weights.get(root.mem_id, 0.0)
    marked = [(weights.get(node.mem_id, 0.0), node) for node in page.tree.css(_MARKS)]
    weight, node = max(marked, key=lambda pair: pair[0], default=(0.0, root))
    return node if weight > least else root


def _between_headline_and(node: LexborNode, root: LexborNode) -> tuple[LexborNode, ...]:
    """The elements after the last h1 that stands before `node`, in reading order.

    On a page without h1, those before `node` in the element marked as the article.
    """
    found: list[LexborNode] = []
    if node.css_first("h1") is not None:
        return ()
    current: LexborNode | None = node
    marked = 0 if node.tag in _MARKED_TAGS else None
    while current is not None and current.mem_id != root.mem_id:
        sibling = current.prev
        while sibling is not None:
            if sibling.is_element_node:
                if sibling.tag == "h1" or sibling.css_first("h1") is not None:
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
    """An element that has text in it: `own` in its own runs, `length` with all that is inside."""

    __slots__ = ("counts", "depth", "elsewhere", "length", "node", "own", "parent")

    def __init__(self, node: LexborNode, tag: str | None, parent: _Element | None) -> None:
        self.node = node
        self.parent = parent
        self.depth: int = parent.depth + 1 if parent else 0
        self.own = self.length = 0.0
        self.elsewhere = False
        self.counts: float = parent.counts if parent else 1.0
        if tag in _NEVER or self.depth > _DEEPEST:
            self.counts = 0.0
        elif tag == "a":
            self.counts *= _LINK_COUNTS


def _elements_with_text(root: LexborNode) -> dict[int, _Element]:
    """All elements around runs of text, parents before children, with the text in them counted."""
    elements: dict[int, _Element] = {root.mem_id: _Element(root, root.tag, None)}
    for node in root.traverse(include_text=True):
        if not node.is_text_node:
            continue
        text = (node.text_content or "").strip()
        if len(text) < _FEWEST:
            continue
        length = text_length(text)
        parent = node.parent
        if length >= _SHORTEST and parent is not None:
            element = elements.get(parent.mem_id) or _enter(parent, elements)
            element.own += length * element.counts
    for element in reversed(elements.values()):
        element.length += element.own
        if element.parent is not None:
            element.parent.length += element.length
    return elements


def _enter(node: LexborNode, elements: dict[int, _Element]) -> _Element:
    """The entry of `node`, made together with those of the elements around it."""
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
        known = elements[current.mem_id] = _Element(current, current.tag, known)
    assert known is not None  # `node` was missing, so one was made
    return known


def _weigh(elements: dict[int, _Element], main: float) -> dict[int, float]:
    """Text by element, with what stands in elements of other purpose counted at a tenth."""
    weights = dict.fromkeys(elements, 0.0)
    for element in elements.values():
        inherited = element.parent.elsewhere if element.parent else False
        element.elsewhere = inherited or _is_elsewhere(element.node, element.length < main)
    for key, element in reversed(elements.items()):
        weights[key] += element.own * (_ELSEWHERE_COUNTS if element.elsewhere else 1.0)
        if element.parent is not None:
            weights[element.parent.node.mem_id] += weights[key]
    return weights


def _is_elsewhere(node: LexborNode, small: bool) -> bool:
    """Whether a name says so; of an element with much text only that it holds comments."""
    tag = node.tag
    if tag in INLINE or tag in ("p", "body", "html", "main", "article"):
        return False
    attributes = node.attributes
    name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"[:_NAME_LENGTH]
    if not small:
        return _tells(name, _COMMENTS)
    return tag == "aside" or _tells(name, _ELSEWHERE)


@lru_cache(maxsize=8192)
def _tells(name: str, words: re.Pattern[str]) -> bool:
    """Whether one of the words stands in an element's name; the same names come again and again."""
    return words.search(name) is not None


def _descend(node: LexborNode, weights: dict[int, float]) -> LexborNode:
    while True:
        best, most = None, 0.0
        for child in node.iter():
            weight = weights.get(child.mem_id, 0.0)
            if weight > most:
                best, most = child, weight
        if (
            best is None
            or most < _DESCENT * weights.get(node.mem_id, 0.0)
            or best.tag in ("p", "li", "td")
            or best.tag in INLINE
        ):
            return node
        node = best
