"""Reads the running text of the located element: pieces of text in reading order.

One walk over the Lexbor tree. Text between block elements is a paragraph of its own (bare text
between <br><br> too). When an element ends, what was read in it is judged once more as a whole:
a container of links, or one that opens with 'Les også', is not running text.
"""

from __future__ import annotations

from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.article import BlockKind
from crawler.parsers.boilerplate import DROP_TAGS, is_boilerplate, is_cue, is_label
from crawler.parsers.locate import INLINE, Located
from crawler.parsers.page import Page
from crawler.parsers.text import clean, fold

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
_WITHIN_HOME = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "table",
        "thead",
        "tbody",
        "tr",
        "td",
        "th",
        "pre",
    ]
)
_MAIN_SHARE = 0.4  # share of the page's text from which on an element is never dropped
_BOX_SHARE = 0.25  # share of the text below which an element that asks for input is a box, not text
_ENTRY = "input[type=email], input[type=radio], input[type=text], textarea"
_LINKED = 0.6  # share of linked text from which on a container is a list of links


@dataclass(slots=True)
class Piece:
    """A block as it stands on the page: `tag` is the element it stands in, `home` the
    container around that (its address in memory), `linked` counts the characters inside links."""

    kind: BlockKind
    text: str
    tag: str
    linked: int
    home: int

    @property
    def link_share(self) -> float:
        """Part of the text that is inside links."""
        return self.linked / len(self.text) if self.text else 0.0


class _Reader:
    def __init__(
        self, located: Located, host: str, titles: frozenset[str], believe_names: bool = True
    ) -> None:
        self.pieces: list[Piece] = []
        self._titles = titles
        self._host = host
        self._titled = False
        self._believe_names = believe_names
        self._located = located
        self._run: list[str] = []
        self._linked = 0
        self._in_link = 0
        self._home = 0

    def walk(self, node: LexborNode, kind: BlockKind, tag: str) -> None:
        """Read the children of `node`; `kind` and `tag` are those of the block around them."""
        for child in node.iter(include_text=True):
            if child.is_text_node:
                text = child.text_content or ""
                self._run.append(text)
                if self._in_link:
                    self._linked += len(text)
                continue
            if not child.is_element_node:
                continue
            name = child.tag or ""
            if name == "br":
                self._line_break(child, kind, tag)
            elif name in INLINE:
                self._inline(child, name, kind, tag)
            elif name in DROP_TAGS:
                if name == "figure" and child.css_first("table, blockquote, pre") is not None:
                    self._block(child, name, kind, tag)
                elif name != "img":
                    self._flush(kind, tag)
            elif name == "tr":
                self._row(child)
            else:
                self._block(child, name, kind, tag)

    def _inline(self, node: LexborNode, name: str, kind: BlockKind, tag: str) -> None:
        if node.first_child is None:
            return
        link = name == "a" and self._is_own(node.attributes.get("href"))
        self._in_link += link
        self.walk(node, kind, tag)
        self._in_link -= link

    def _is_own(self, href: str | None) -> bool:
        """Whether a link leads to another page of the same publication, as teasers do."""
        if not href or href.startswith("#"):
            return False
        return not href.startswith(("http://", "https://", "//")) or self._host in href

    def _block(self, node: LexborNode, name: str, kind: BlockKind, tag: str) -> None:
        self._flush(kind, tag)
        if name != "p" and self._believe_names and is_boilerplate(node, self._located.share(node)):
            return
        start = len(self.pieces)
        inner: BlockKind = _KIND.get(name, "quote" if kind == "quote" else "paragraph")
        if kind == "list_item" and inner == "paragraph":
            inner = kind
        home = self._home
        if name not in _WITHIN_HOME:
            self._home = node.mem_id
        self.walk(node, inner, name)
        self._flush(inner, name)
        self._home = home
        if name in ("h1", "h2") and len(self.pieces) > start:
            self._judge_heading(name, start)
        elif name != "p" and len(self.pieces) > start:
            self._judge(node, start)

    def _row(self, row: LexborNode) -> None:
        """A row of a table is one line, unless its cells hold blocks of their own (a layout table)."""
        self._flush("paragraph", "td")
        start = len(self.pieces)
        self.walk(row, "paragraph", "td")
        self._flush("paragraph", "td")
        cells = self.pieces[start:]
        if len(cells) > 1 and all(cell.tag in ("td", "th") for cell in cells):
            linked = sum(cell.linked for cell in cells)
            text = " | ".join(cell.text for cell in cells)
            self.pieces[start:] = [Piece("paragraph", text, "td", linked, self._home)]

    def _judge_heading(self, name: str, start: int) -> None:
        """The headline is not part of the text; what stood before it was not either."""
        is_title = fold(self.pieces[start].text) in self._titles
        before = sum(len(piece.text) for piece in self.pieces[:start])
        if is_title or (name == "h1" and not self._titled and before < 0.1 * self._located.total):
            del self.pieces[start:]
            if before < (0.3 if name == "h1" else 0.1) * self._located.total:
                self.pieces.clear()
            self._titled = True

    def _judge(self, node: LexborNode, start: int) -> None:
        inside = self.pieces[start:]
        if self._located.share(node) >= _MAIN_SHARE:
            return
        length = sum(len(piece.text) for piece in inside)
        linked = sum(piece.linked for piece in inside)
        if (
            linked > _LINKED * length
            or is_cue(inside[0].text)
            or (self._located.share(node) < _BOX_SHARE and node.css_first(_ENTRY) is not None)
        ):
            del self.pieces[start:]

    def _line_break(self, node: LexborNode, kind: BlockKind, tag: str) -> None:
        following = node.next
        while following is not None and following.is_empty_text_node:
            following = following.next
        if following is not None and following.tag == "br":
            self._flush(kind, tag)
        else:
            self._run.append("\n")

    def _flush(self, kind: BlockKind, tag: str) -> None:
        if not self._run:
            return
        text = clean("".join(self._run))
        self._run.clear()
        linked, self._linked = self._linked, 0
        if text and not is_label(text):
            self.pieces.append(Piece(kind, text, tag, min(linked, len(text)), self._home))

    def read(self, node: LexborNode) -> None:
        """Read `node` itself as a block."""
        self._block(node, node.tag or "div", "paragraph", "div")


def read_pieces(page: Page, located: Located) -> list[Piece]:
    """The pieces between headline and end of the text in reading order.

    Where the names of elements would leave less than half of the text, they are not believed.
    """
    host, titles = page.host, page.titles
    pieces = _read(located, host, titles, believe_names=True)
    if sum(len(piece.text) for piece in pieces) < 0.4 * located.total:
        return _read(located, host, titles, believe_names=False)
    return pieces


def _read(located: Located, host: str, titles: frozenset[str], *, believe_names: bool) -> list[Piece]:
    ahead = _Reader(located, host, titles, believe_names)
    for node in located.before:
        ahead.read(node)
    reader = _Reader(located, host, titles, believe_names)
    reader.read(located.node)
    return [piece for piece in ahead.pieces if _may_lead(piece)] + reader.pieces


def _may_lead(piece: Piece) -> bool:
    """Whether a piece ahead of the text's own element can be its lead or first paragraph."""
    return len(piece.text) >= 50 and piece.link_share < 0.5
