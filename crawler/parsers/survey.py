"""What the readers of single fields look for on a page, found once and kept for the next reader.

A search takes time by the number of elements that it passes, and by that of its selectors. Most begin
at `scope`: the element around headline and text, once that is known.
"""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

_MARKS = {  # how an element is marked as what
    "h1": "h1",
    "time": "time, abbr.published, abbr.updated, [itemprop~='datePublished'], [itemprop~='dateModified']",
    "caption": "figcaption, [itemprop~='caption'], [class*='aption'], [class*='bildetekst'], "
    "[class*='image-text'], [data-component*='caption']",
    "byline": "[itemprop~='author'], [property~='author'], [rel~='author'], [class*='byline' i], "
    "[class*='author' i], [class*='submitted'], [class*='writer'], [class*='skribent']",
    "date": "[class*='publish' i], [class*='date' i], [class*='byline'], [class*='meta'], "
    "[class*='submitted'], [class*='posted'], [class*='time']",
    "tag link": "a[rel~='tag'], a[data-tag]",
    "tags": "[class*='tag' i], [class*='topic' i], [class*='keyword' i], [class*='stikkord'], "
    "[class*='emneord'], [class*='themen'], [data-component*='tag'], [data-component*='topic'], "
    "[itemprop~='keywords'], [property~='keywords']",
    "label": "[class*='-label']",
}
_HEADLINE_LINK = ":is(h2, h3, h4, h5) a[href], a[href] :is(h2, h3, h4, h5)"
_MANY = 100  # elements from which on a second search is quicker than looking where each stands
Run = tuple[str, LexborNode]


class Survey:
    """`runs` are the page's runs of text that are not blank: trimmed, in reading order, with their nodes."""

    def __init__(self, root: LexborNode | None) -> None:
        self.root = root
        self.scope = root
        self.runs: list[Run] = list(_runs(root)) if root is not None else []
        self._found: dict[tuple[str, int], list[LexborNode]] = {}

    def marked(self, mark: str) -> list[LexborNode]:
        """The elements in the scope that bear a mark, in reading order."""
        return self._search(mark, self.scope)

    def marked_anywhere(self, mark: str) -> list[LexborNode]:
        """The elements in the scope that bear a mark; if there are none, those of the whole page."""
        found = self._search(mark, self.root)
        if len(found) > _MANY:
            return self._search(mark, self.scope) or self._without_teasers(found)
        return [node for node in found if self._is_in_scope(node)] or self._without_teasers(found)

    def _without_teasers(self, nodes: list[LexborNode]) -> list[LexborNode]:
        """Those of nodes outside of the scope that stand in no part of the page with headlines of others."""
        around_scope = {node.mem_id for node in _upwards(self.scope)}
        leads_on: dict[int, bool] = {}
        kept: list[LexborNode] = []
        for node in nodes:
            part = _part_of_page(node, around_scope)
            if part.mem_id not in leads_on:
                leads_on[part.mem_id] = part.css_first(_HEADLINE_LINK) is not None
            if not leads_on[part.mem_id]:
                kept.append(node)
        return kept

    def _is_in_scope(self, node: LexborNode | None) -> bool:
        inside = self.scope.mem_id if self.scope is not None else None
        while node is not None and node.mem_id != inside:
            node = node.parent
        return node is not None

    def _search(self, mark: str, node: LexborNode | None) -> list[LexborNode]:
        if node is None:
            return []
        key = (mark, node.mem_id)
        if key not in self._found:
            self._found[key] = node.css(_MARKS[mark])
        return self._found[key]


def _upwards(node: LexborNode | None) -> Iterator[LexborNode]:
    while node is not None:
        yield node
        node = node.parent


def _part_of_page(node: LexborNode, around_scope: set[int]) -> LexborNode:
    """The largest element around a node that is not around the scope too."""
    part = node
    for around in _upwards(node.parent):
        if around.mem_id in around_scope:
            break
        part = around
    return part


def _runs(root: LexborNode) -> Iterator[Run]:
    for node in root.traverse(include_text=True, skip_empty=True):
        if node.is_text_node:
            text = (node.text_content or "").strip()
            if text:
                yield text, node
