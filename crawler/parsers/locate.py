"""Finds where the article's running text is: Lexbor walks, plain counting decides.

From the body element downwards, the search follows the child that holds most of the text, by what it
weighs (weights.py), until no child holds enough of it alone: that element wraps the running text and little
else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.parsers.ancestry import upwards
from crawler.parsers.page import Page
from crawler.parsers.text import fold
from crawler.parsers.weights import INLINE, MARKED_TAGS, Weighed, weigh

_DESCENT = 0.8  # share of an element's text that one child must hold for the search to go on
_MARKED_SHARE = 0.4  # share of the page's text from which on the page's own mark is believed
_GUARANTEED_SHARE = 0.85  # share of the text from which on the family's own element is believed
_ARTICLE_SHARE = 0.05  # share of the text from which on an <article> is no teaser
_MOST_GUARANTEED = 8
_NO_HOME = INLINE | {"p", "li", "td"}  # hold text, but not all of an article's


@dataclass(slots=True)
class Located:
    """The element that wraps the running text, and how much text each element of the page holds.

    `before` are the elements between the headline and `node`, where the lead often stands; `beside` are
    those in it that hold much text of other purpose, which does not count.
    """

    node: LexborNode
    elements: dict[int, Weighed]
    total: float
    before: tuple[LexborNode, ...] = ()
    beside: frozenset[int] = frozenset()

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
    elements = weigh(root, page.survey.runs, page.around_headlines)
    node = page.tree.css_first(body) if body else None
    if node is None:
        node = _descend(_marked(root, elements), elements)
        node = _own_article(page, node, elements) or node
        node = _guaranteed(page, guaranteed, elements, node) or node
    page.survey.scope = _around_headline_and(node, page)
    page.survey.text = node.mem_id
    page.survey.frame = page.around_headlines | {around.mem_id for around in upwards(node)}
    known = elements.get(node.mem_id)
    total = known.length if known is not None else 0.0
    beside = [e for e in elements.values() if e.beside and _is_inside(e, node)]
    total -= sum(element.length for element in beside)
    found = frozenset(element.node.mem_id for element in beside)
    return Located(node, elements, total, _between_headline_and(node, page), found)


def _is_inside(element: Weighed, node: LexborNode) -> bool:
    """Whether an element stands in `node`."""
    around = element.parent
    while around is not None and around.node.mem_id != node.mem_id:
        around = around.parent
    return around is not None


def _guaranteed(
    page: Page, selectors: Sequence[str], elements: dict[int, Weighed], found: LexborNode
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


def _own_article(page: Page, node: LexborNode, elements: dict[int, Weighed]) -> LexborNode | None:
    """Where several articles stand in `node` one below the other, the one that has the page's headline."""
    least = _ARTICLE_SHARE * elements[node.mem_id].length if node.mem_id in elements else 0.0
    articles = [e for e in elements.values() if e.tag == "article" and e.length >= least]
    if len(articles) < 2:
        return None
    for article in articles:
        headline = article.node.css_first("h1, h2")
        if headline is not None and fold(headline.text()) in page.titles and _is_inside(article, node):
            return _descend(article.node, elements)
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
        elif around.tag in MARKED_TAGS:
            return around
        around = around.parent
    return scope


def _marked(root: LexborNode, elements: dict[int, Weighed]) -> LexborNode:
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
    marked = 0 if node.tag in MARKED_TAGS else None
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
        if marked is None and current is not None and current.tag in MARKED_TAGS:
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


def _descend(node: LexborNode, elements: dict[int, Weighed]) -> LexborNode:
    """Follow the child that holds most of the weight, as long as it holds nearly all of it."""
    weight = elements[node.mem_id].weight if node.mem_id in elements else 0.0
    while True:
        best: Weighed | None = None
        for child in node.iter():
            element = elements.get(child.mem_id)
            if element is not None and element.weight > (best.weight if best else 0.0):
                best = element
        if best is None or best.weight < _DESCENT * weight or best.tag in _NO_HOME:
            return node
        node, weight = best.node, best.weight
