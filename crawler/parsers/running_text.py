"""Reads the running text of the located element: pieces of text in reading order.

One walk over the Lexbor tree. Text between block elements is a paragraph of its own (bare text
between <br><br> too). When an element ends, what was read in it is judged once more as a whole:
a container of links, or one that opens with 'Les også', is not running text; one that opens with
'Fakta' is a fact box.
"""

from __future__ import annotations

from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.article import BlockKind
from crawler.parsers.around import Around, around_text_in
from crawler.parsers.boilerplate import DROP_TAGS, is_boilerplate, is_cue, is_label, opens_facts, told_by
from crawler.parsers.locate import Located
from crawler.parsers.page import Page
from crawler.parsers.text import clean, fold
from crawler.parsers.weights import INLINE

_MAIN_SHARE = 0.4  # share of the text from which on an element is never dropped as a whole
_BOX_SHARE = 0.25  # share of the text below which an element that asks for input is a box, not text
_PROSE = 100  # characters of a paragraph
_MAY_ASK = frozenset({"form", "input", "textarea", "label", "fieldset", "footer"})
_ENTRY = "input[type=email], input[type=radio], input[type=text], textarea"
_LINKED = 0.6  # share of linked text from which on a container is a list of links
CELLS = " | "  # stands between the cells of a row
_BREAK = "\x1e"  # stands for <br> in a run
_LONGEST_HEADING = 90  # characters; a longer line in bold print is a paragraph
_LONGEST_CELL = 60  # characters of a paragraph that is a cell's whole text
_FEW_RUNS = 20  # runs of text of which a heading is made at most
_DEEPEST = 150  # levels; what is nested deeper is taken as one run of text


@dataclass(slots=True)
class Piece:
    """A block as it stands on the page.

    `node` is the element it stands in and `tag` that element's name; `home` names the
    container around it; `linked` counts the characters inside links, `bold` those in bold print;
    `lines` is the text as single line breaks divide it, where they do.
    """

    kind: BlockKind
    text: str
    tag: str
    linked: int
    home: str
    node: LexborNode
    bold: int = 0
    lines: tuple[str, ...] = ()

    @property
    def is_bold(self) -> bool:
        """Whether all of the text is in bold print."""
        return self.bold >= 0.95 * len(self.text)

    @property
    def link_share(self) -> float:
        """Part of the text that is inside links to the same publication."""
        return self.linked / len(self.text) if self.text else 0.0


def read_pieces(page: Page, located: Located) -> list[Piece]:
    """The pieces between headline and end of the text in reading order.

    Where the names of elements would leave less than half of the text, they are not believed.
    """
    pieces = _read(page, located, believe_names=True)
    if sum(len(piece.text) for piece in pieces) < 0.4 * located.total:
        return _read(page, located, believe_names=False)
    return pieces


def _read(page: Page, located: Located, *, believe_names: bool) -> list[Piece]:
    ahead = _Reader(page, located, believe_names)
    for node in located.before:
        ahead.read(node)
    reader = _Reader(page, located, believe_names)
    reader.read(located.node)
    return [piece for piece in ahead.pieces if _may_lead(piece)] + reader.pieces


def _may_lead(piece: Piece) -> bool:
    """Whether a piece ahead of the text's own element can be its lead or first paragraph."""
    return len(piece.text) >= 50 and piece.link_share < 0.5


class _Reader:
    """One walk: `pieces` are closed blocks, `_run` is the text of the block being read."""

    def __init__(self, page: Page, located: Located, believe_names: bool) -> None:
        self.pieces: list[Piece] = []
        self._page = page
        self._located = located
        self._beside = located.beside
        self._believe_names = believe_names
        self._titled = False
        self._late = False
        self._run: list[str] = []
        self._linked = self._bold = 0  # characters of the run in links, in bold print
        self._in_link = self._in_bold = 0  # how many such elements are open
        self._depth = 0
        self._asked = 0  # fields for the reader's input that were passed
        self._ended = False  # whether readers' comments were reached, behind which the article does not go on

    def read(self, node: LexborNode) -> None:
        """Read `node` itself as a block."""
        self._block(node, node.tag or "div", (node, "div", "paragraph", ""))

    def _walk(self, node: LexborNode, around: Around) -> None:
        if self._depth > _DEEPEST:
            self._text(node.text_lexbor())
            return
        self._depth += 1
        for child in node.iter(include_text=True):
            tag = child.tag
            if tag == "-text":
                self._text(child.text_content)
            elif tag and tag[0] != "-":  # as a comment's has
                _READ.get(tag, _Reader._block)(self, child, tag, around)
                if self._ended:
                    break
        self._depth -= 1

    def _text(self, text: str | None) -> None:
        if not text or (not self._run and text.isspace()):
            return
        self._run.append(text)
        if self._in_link:
            self._linked += len(text)
        if self._in_bold:
            self._bold += len(text)

    def _dropped(self, node: LexborNode, tag: str, around: Around) -> None:
        """What never holds running text ends the paragraph around it, unless it is a picture in a line."""
        if tag == "figure" and node.css_first("table, blockquote, pre") is not None:
            self._block(node, tag, around)
        elif tag != "img":
            self._flush(around)
            self._asked += tag in _MAY_ASK and node.css_first(_ENTRY) is not None

    def _inline(self, node: LexborNode, tag: str, around: Around) -> None:
        """Inline elements join the run; some pages wrap block elements in them."""
        inside = node.first_child
        if inside is None:
            return
        link = tag == "a" and self._is_own(node.attributes.get("href"))
        bold = tag == "b" or tag == "strong"
        self._in_link += link
        self._in_bold += bold
        if inside.is_text_node and inside.next is None:
            self._text(inside.text_content)
        else:
            self._walk(node, around)
        self._in_link -= link
        self._in_bold -= bold

    def _is_own(self, href: str | None) -> bool:
        """Whether a link leads to another page of the same publication, as teasers do."""
        if not href or href.startswith("#"):
            return False
        return self._page.is_own(href)

    def _block(self, node: LexborNode, tag: str, around: Around) -> None:
        if self._run:
            self._flush(around)
        inside = node.first_child
        if inside is None:
            return
        if self._beside and node.mem_id in self._beside:
            self._ended = tag != "aside" and bool(self.pieces)
            return
        attributes = node.attributes
        told = told_by(tag, attributes)
        share = 0.0 if tag == "p" else self._located.share(node)
        if self._believe_names and (told.metadata if tag == "p" else is_boilerplate(attributes, told, share)):
            self._asked += node.css_first(_ENTRY) is not None
            return
        start, asked = len(self.pieces), self._asked
        inner = around_text_in(node, tag, attributes, told, around)
        if inside.is_text_node and inside.next is None:
            self._text(inside.text_content)
        else:
            self._walk(node, inner)
        self._flush(inner)
        if tag == "p" or len(self.pieces) <= start:
            return
        if tag == "h1" or tag == "h2":
            self._judge_heading(tag, start)
        else:
            self._judge(start, share, asked)

    def _row(self, row: LexborNode, _tag: str, around: Around) -> None:
        """A row of a table is one line, unless its cells hold blocks of their own (a layout table)."""
        self._flush(around)
        start = len(self.pieces)
        _, _, kind, home = around
        self._walk(row, (row, "tr", kind, home))
        cells = self.pieces[start:]
        if len(cells) > 1 and len({_cell_of(piece) for piece in cells} - {0}) == len(cells):
            text = CELLS.join(cell.text for cell in cells)
            linked = sum(cell.linked for cell in cells)
            self.pieces[start:] = [Piece(kind, text, "td", linked, home, row)]

    def _judge_heading(self, tag: str, start: int) -> None:
        """The headline is not part of the text; what stood before it was not either."""
        is_title = fold(self.pieces[start].text) in self._page.titles
        if not is_title and (tag != "h1" or self._titled):
            return
        before = self._share_before(start)
        if is_title or before < 0.1:
            del self.pieces[start:]
            if before < (0.3 if tag == "h1" else 0.1):
                self.pieces.clear()
            self._titled = True

    def _share_before(self, start: int) -> float:
        """How much of the text stands before a heading: 1 for all that come after a late one."""
        if self._late or not self._located.total:
            return 1.0
        share = sum(len(piece.text) for piece in self.pieces[:start]) / self._located.total
        self._late = share >= 0.3
        return share

    def _judge(self, start: int, share: float, asked: int) -> None:
        first = self.pieces[start]
        if share >= _MAIN_SHARE or first.kind == "fact":
            return
        linked = length = 0
        inside = self.pieces[start:]
        for piece in inside:
            linked += piece.linked
            length += len(piece.text)
        is_box = self._asked > asked and share < _BOX_SHARE
        if is_box and len(inside) > 1:  # heading and all: what is around it does not ask for itself
            self._asked = asked
        if linked > _LINKED * length or is_box or (is_cue(first.text) and not _goes_on(inside)):
            del self.pieces[start:]
        elif len(inside) > 1 and opens_facts(first.text):
            for piece in inside:
                piece.kind = "fact"

    def _line_break(self, node: LexborNode, _tag: str, around: Around) -> None:
        """Two line breaks end a paragraph; so does one after a line in bold print, a sub-heading."""
        following = node.next
        while following is not None and following.is_empty_text_node:
            following = following.next
        is_heading = False
        if self._bold and len(self._run) <= _FEW_RUNS:
            text = "".join(self._run).strip()
            is_heading = 0 < len(text) <= min(self._bold, _LONGEST_HEADING)
        if is_heading or (following is not None and following.tag == "br"):
            self._flush(around)
        else:
            self._run.append(_BREAK)

    def _flush(self, around: Around) -> None:
        if not self._run:
            return
        run, linked, bold = "".join(self._run), self._linked, self._bold
        self._run.clear()
        self._linked = self._bold = 0
        text, lines = _text_and_lines(run)
        if not text:
            return
        node, tag, kind, home = around
        if linked or bold:
            length = len(text)
            linked, bold = min(linked, length), min(bold, length)
            is_heading = bold == length <= _LONGEST_HEADING and text[-1] not in ".!"
            kind = "heading" if is_heading and kind == "paragraph" else kind
        self.pieces.append(Piece(kind, text, tag, linked, home, node, bold, lines))


def _text_and_lines(run: str) -> tuple[str, tuple[str, ...]]:
    """What a run says, and its lines where these are several; labels are left out."""
    if _BREAK not in run:
        text = clean(run)
        return "" if is_label(text) else text, ()
    lines = tuple(line for line in map(clean, run.split(_BREAK)) if line and not is_label(line))
    return " ".join(lines), lines if len(lines) > 1 else ()


def _goes_on(pieces: list[Piece]) -> bool:
    """Whether text goes on behind a pointer to another article: two paragraphs of prose do."""
    return sum(len(piece.text) >= _PROSE and piece.link_share < _LINKED for piece in pieces[1:]) > 1


def _cell_of(piece: Piece) -> int:
    """The cell that a piece of a row is all the text of; 0 where it is a paragraph of prose in one."""
    cell: LexborNode | None = piece.node
    if piece.tag == "p" and len(piece.text) <= _LONGEST_CELL:
        cell = piece.node.parent
    return cell.mem_id if cell is not None and cell.tag in ("td", "th") else 0


_READ = {
    **dict.fromkeys(DROP_TAGS, _Reader._dropped),
    **dict.fromkeys(INLINE, _Reader._inline),
    "br": _Reader._line_break,
    "tr": _Reader._row,
}
