"""Finds where the article's running text is: Lexbor walks, plain counting decides.

Every run of text counts for the block it stands in and for all elements around that block.
From the body element downwards, the search follows the child that holds most of the text
until no child holds enough of it alone: that element wraps the running text and little else.
Links count little, and so do elements whose names say that they are something else.
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
    r"comment|disqus|related|teaser|promo|sidebar|footer|newsletter|cookie|consent|subscribe|paywall-?offer|"
    r"recommend|most-?(read|popular)|mest-?lest|advert|sponsor|share|social|breadcrumb|menu|navig|widget|modal|"
    r"popup|banner|outbrain|taboola|disclaimer|legal|copyright",
    re.I,
)
_NEVER = frozenset({"nav", "footer", "form", "button", "select", "textarea", "figcaption", "option"})
_SHORT, _DESCENT = 25, 0.7


@dataclass(slots=True)
class _Weights:
    """Good text by element (key: the node's address in memory)."""

    of: dict[int, float]

    def get(self, node: LexborNode) -> float:
        return self.of.get(node.mem_id, 0.0)


def locate(page: Page) -> LexborNode | None:
    """The element that wraps the running text; None where the page has no text at all."""
    root = page.root
    if root is None:
        return None
    weights = _weigh(root)
    if not weights.get(root):
        return root
    return _descend(root, weights)


def _weigh(root: LexborNode) -> _Weights:
    of: dict[int, float] = {}
    names: dict[int, float] = {}
    for node in root.traverse(include_text=True):
        if not node.is_text_node:
            continue
        text = node.text_content
        if text is None or len(text) < _SHORT:
            continue
        length = len(text.strip())
        if length < _SHORT:
            continue
        _add(node, root, length, of, names)
    return _Weights(of)


def _add(
    node: LexborNode, root: LexborNode, length: float, of: dict[int, float], names: dict[int, float]
) -> None:
    """Count `length` for all elements around `node`, less where a name says 'elsewhere'."""
    around: list[int] = []
    factor = 1.0
    parent = node.parent
    while parent is not None:
        key = parent.mem_id
        weight = names.get(key)
        if weight is None:
            weight = names[key] = _name_weight(parent)
        factor *= weight
        if not factor:
            return
        around.append(key)
        if key == root.mem_id:
            break
        parent = parent.parent
    for key in around:
        of[key] = of.get(key, 0.0) + length * factor


def _name_weight(node: LexborNode) -> float:
    tag = node.tag
    if tag in _NEVER:
        return 0.0
    if tag == "a":
        return 0.15
    if tag in INLINE or tag in ("p", "body"):
        return 1.0
    attributes = node.attributes
    name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    if tag == "aside" or (name != " " and _ELSEWHERE.search(name)):
        return 0.1
    return 1.0


def _descend(node: LexborNode, weights: _Weights) -> LexborNode:
    while True:
        best, most = None, 0.0
        for child in node.iter():
            weight = weights.get(child)
            if weight > most:
                best, most = child, weight
        if (
            best is None
            or most < _DESCENT * weights.get(node)
            or best.tag in ("p", "li")
            or best.tag in INLINE
        ):
            return node
        node = best
