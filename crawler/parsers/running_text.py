"""Reads the running text of the located element: blocks in reading order."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from crawler.article import Block, BlockKind
from crawler.parsers.boilerplate import DROP_TAGS, is_boilerplate, is_boilerplate_line
from crawler.parsers.locate import INLINE
from crawler.parsers.text import clean

_KIND: dict[str, BlockKind] = {
    "h1": "heading",
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "h5": "heading",
    "h6": "heading",
    "li": "list_item",
    "dt": "list_item",
    "dd": "list_item",
    "blockquote": "quote",
}


class _Reader:
    """Collects blocks while walking; text between block elements is a paragraph of its own."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._run: list[str] = []

    def walk(self, node: LexborNode, kind: BlockKind) -> None:
        for child in node.iter(include_text=True):
            if child.is_text_node:
                self._run.append(child.text_content or "")
                continue
            tag = child.tag or ""
            if tag == "br":
                self._line_break(child, kind)
            elif tag in INLINE:
                self._inline(child, kind)
            elif tag in DROP_TAGS:
                self._flush(kind)
            else:
                self._block(child, tag, kind)

    def _inline(self, node: LexborNode, kind: BlockKind) -> None:
        """Inline elements join the run; some pages wrap block elements in them."""
        if node.first_child is not None:
            self.walk(node, kind)

    def _block(self, node: LexborNode, tag: str, kind: BlockKind) -> None:
        self._flush(kind)
        if tag != "p" and is_boilerplate(node):
            return
        inner = _KIND.get(tag, kind)
        if kind == "quote" and inner == "paragraph":
            inner = "quote"
        self.walk(node, inner)
        self._flush(inner)

    def _line_break(self, node: LexborNode, kind: BlockKind) -> None:
        following = node.next
        while following is not None and following.is_empty_text_node:
            following = following.next
        if following is not None and following.tag == "br":
            self._flush(kind)
        else:
            self._run.append("\n")

    def _flush(self, kind: BlockKind) -> None:
        if not self._run:
            return
        text = clean("".join(self._run))
        self._run.clear()
        if text and not is_boilerplate_line(text):
            self.blocks.append(Block(kind, text))


def read_blocks(node: LexborNode) -> list[Block]:
    """The blocks of `node` in reading order, boilerplate left out."""
    reader = _Reader()
    reader.walk(node, "paragraph")
    reader._flush("paragraph")
    return reader.blocks
