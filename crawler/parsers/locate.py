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
    runs = _runs(root)
    lengths: dict[int, float] = {}
    for length, around in runs:
        for element in around:
            lengths[element.mem_id] = lengths.get(element.mem_id, 0.0) + length
    weights = _weigh(runs, lengths, lengths.get(root.mem_id, 0.0) * _MAIN_SHARE)
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


_Run = tuple[float, tuple[LexborNode, ...]]


def _runs(root: LexborNode) -> list[_Run]:
    """Each run of text with its length and all elements around it."""
    around_of: dict[int, tuple[float, tuple[LexborNode, ...]]] = {}
    runs: list[_Run] = []
    for node in root.traverse(include_text=True):
        if not node.is_text_node:
            continue
        text = node.text_content
        if text is None or len(text) < 10:
            continue
        length = text_length(text.strip())
        parent = node.parent
        if length < _SHORTEST or parent is None:
            continue
        known = around_of.get(parent.mem_id)
        if known is None:
            known = around_of[parent.mem_id] = _around(parent, root)
        if known[0]:
            runs.append((length * known[0], known[1]))
    return runs


def _around(node: LexborNode | None, root: LexborNode) -> tuple[float, tuple[LexborNode, ...]]:
    """What text in `node` counts by the tags around it (0 to 1), and the elements around."""
    elements: list[LexborNode] = []
    factor = 1.0
    end = root.mem_id
    while node is not None:
        if len(elements) > _DEEPEST:
            return 0.0, ()
        tag = node.tag
        if tag in _NEVER:
            return 0.0, ()
        if tag == "a":
            factor = 0.15
        elements.append(node)
        if node.mem_id == end:
            break
        node = node.parent
    return factor, tuple(elements)


def _weigh(runs: list[_Run], lengths: dict[int, float], main: float) -> dict[int, float]:
    """Text by element, with what stands in elements of other purpose counted at a tenth."""
    names: dict[int, bool] = {}
    weights: dict[int, float] = {}
    for length, around in runs:
        for element in around:
            key = element.mem_id
            elsewhere = names.get(key)
            if elsewhere is None:
                elsewhere = names[key] = _is_elsewhere(element, lengths[key] < main)
            if elsewhere:
                length *= 0.1
                break
        for element in around:
            weights[element.mem_id] = weights.get(element.mem_id, 0.0) + length
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
