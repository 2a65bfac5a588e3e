"""What the readers of single fields look for on a page, found once and kept for the next reader.

A search takes time by the number of elements that it passes, and by that of its selectors. Most begin
at `scope`: the element around headline and text, once that is known.
"""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.parsers.ancestry import is_inside

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
HEADLINE_LINK = ':is(h2, h3, h4, h5) a[href]:not([href*="#"]), a[href]:not([href*="#"]) :is(h2, h3, h4, h5)'
"""The headline of another article, as teasers have; one that leads to a place on a page is an entry's own."""
_MOST_MARKED = 500  # elements of one mark; an article's own are among the first
_MANY = 100  # elements from which on a second search is quicker than looking where each stands
Run = tuple[str, LexborNode]


class Survey:
    """`runs` are the page's runs of text that are not blank: trimmed, in reading order, with their nodes.

    `scope` is the element around headline and text, once the text is located; `frame` holds the `mem_id` of
    every element around a headline or the text, `text` that of the text's own.
    """

    def __init__(self, root: LexborNode | None) -> None:
        self.root = root
        self.scope = root
        self.frame: frozenset[int] = frozenset()
        self.text: int | None = None
        self.runs: list[Run] = list(_runs(root)) if root is not None else []
        self._found: dict[tuple[str, int], list[LexborNode]] = {}
        self._leads_on: dict[int, bool] = {}

    def marked(self, mark: str) -> list[LexborNode]:
        """The elements in the scope that bear a mark, in reading order."""
        return self._search(mark, self.scope)

    def marked_here(self, mark: str) -> list[LexborNode]:
        """Those of them that stand in no teaser of another article."""
        return self._without_teasers(self.marked(mark))

    def marked_anywhere(self, mark: str) -> list[LexborNode]:
        """The same; if there are none, those of the whole page."""
        found = self._search(mark, self.root)
        is_many = len(found) > _MANY
        inside = self.marked(mark) if is_many else [node for node in found if is_inside(self.scope, node)]
        return self._without_teasers(inside) or self._without_teasers(found)

    def part_beside(self, node: LexborNode) -> LexborNode | None:
        """The part of the page beside headline and text in which a node stands; None for one of those two."""
        part, around = node, node.parent
        while around is not None and around.mem_id not in self.frame:
            part, around = around, around.parent
        if around is None or around.mem_id == self.text or part.mem_id in self.frame:
            return None
        return part

    def is_teaser(self, node: LexborNode) -> bool:
        """Whether a node stands in such a part that leads to other articles."""
        part = self.part_beside(node)
        if part is None or not part.is_element_node:
            return False
        if part.mem_id not in self._leads_on:
            self._leads_on[part.mem_id] = part.css_first(HEADLINE_LINK) is not None
        return self._leads_on[part.mem_id]

    def _without_teasers(self, nodes: list[LexborNode]) -> list[LexborNode]:
        return [node for node in nodes[:_MOST_MARKED] if not self.is_teaser(node)]

    def _search(self, mark: str, node: LexborNode | None) -> list[LexborNode]:
        if node is None:
            return []
        key = (mark, node.mem_id)
        if key not in self._found:
            self._found[key] = node.css(_MARKS[mark])
        return self._found[key]


def _runs(root: LexborNode) -> Iterator[Run]:
    for node in root.traverse(include_text=True, skip_empty=True):
        if node.is_text_node:
            text = (node.text_content or "").strip()
            if text:
                yield text, node
