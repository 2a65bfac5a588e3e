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

from selectolax.lexbor import LexborNode

from crawler.parsers.page import Page

INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd label mark q s samp small span strike "
    "strong sub sup time tt u var wbr".split()
)
_ELSEWHERE = re.compile(
    r"comment|disqus|related|teaser|promo|sidebar|footer|newsletter|cookie|consent|subscribe|"
    r"recommend|most-?(?:read|popular)|mest-?lest|advert|sponsor|share|social|breadcrumb|menu|navig|widget|modal|"
    r"popup|banner|outbrain|taboola|disclaimer|legal|copyright|caption",
    re.I,
)
_NEVER = frozenset({"nav", "footer", "form", "button", "select", "textarea", "figcaption", "option"})
_SHORTEST = 25  # characters; a shorter run of text tells nothing
_DESCENT = 0.8  # share of an element's text that one child must hold for the search to go on
_MAIN_SHARE = 0.4  # share of the page's text from which on an element's name is not believed
_IDEOGRAPHIC = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(slots=True)
class Located:
    """The element that wraps the running text, and how much text each element of the page holds.

    `share` tells for any element which part of the page's text stands in it (0 to 1).
    """

    node: LexborNode
    lengths: dict[int, float]
    total: float

    def share(self, node: LexborNode) -> float:
        """The part of the page's running text that stands in `node`."""
        return self.lengths.get(node.mem_id, 0.0) / self.total if self.total else 0.0


def locate(page: Page) -> Located | None:
    """The element that wraps the running text; None where the page has no body element."""
    root = page.root
    if root is None:
        return None
    runs = _runs(root)
    lengths: dict[int, float] = {}
    for length, around in runs:
        for element in around:
            lengths[element.mem_id] = lengths.get(element.mem_id, 0.0) + length
    total = lengths.get(root.mem_id, 0.0)
    weights = _weigh(runs, lengths, total * _MAIN_SHARE)
    return Located(_descend(root, weights), lengths, total)


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
                elsewhere = names[key] = lengths[key] < main and _is_elsewhere(element)
            if elsewhere:
                length *= 0.1
                break
        for element in around:
            weights[element.mem_id] = weights.get(element.mem_id, 0.0) + length
    return weights


def _is_elsewhere(node: LexborNode) -> bool:
    tag = node.tag
    if tag in INLINE or tag in ("p", "body"):
        return False
    attributes = node.attributes
    name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return tag == "aside" or (name != " " and _ELSEWHERE.search(name) is not None)


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
