"""What holds for a text by the block elements around it: the kind of block that it is, and its container."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from crawler.article import BlockKind
from crawler.parsers.boilerplate import Attributes, Told

_KIND: dict[str, BlockKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "list_item"),
    "blockquote": "quote",
}
_WITHIN_HOME = frozenset({*_KIND, "p", "ul", "ol", "dl", "pre", "table", "thead", "tbody", "tr", "td", "th"})

Around = tuple[LexborNode, str, BlockKind, str]  # the block element around a text: node, tag, kind, home


def around_text_in(node: LexborNode, tag: str, attributes: Attributes, told: Told, around: Around) -> Around:
    """What holds for the text in a block element, by its own tag and name and by what is around it."""
    kind = _KIND.get(tag, "paragraph")
    _, _, kind_around, home = around
    if kind == "paragraph" and kind_around in ("quote", "list_item"):
        kind = kind_around
    if told.quote and kind in ("paragraph", "heading"):
        kind = "quote"
    if tag not in _WITHIN_HOME:
        name = attributes.get("class")
        # Containers of one class are one home; others stand alone.
        home = f"{tag}.{name}" if name else str(node.mem_id)
    return node, tag, "fact" if told.fact or kind_around == "fact" else kind, home
