"""What is around a node of the tree."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode


def upwards(node: LexborNode | None) -> Iterator[LexborNode]:
    """The node and all elements around it, the innermost first."""
    while node is not None:
        yield node
        node = node.parent


def is_inside(element: LexborNode | None, node: LexborNode | None) -> bool:
    """Whether an element is around a node, or the node itself."""
    sought = element.mem_id if element is not None else None
    while node is not None and node.mem_id != sought:
        node = node.parent
    return node is not None
