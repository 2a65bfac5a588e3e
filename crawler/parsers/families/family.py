"""What a publishing system's markup guarantees, as data."""

from __future__ import annotations

from typing import NamedTuple


class Family(NamedTuple):
    """One publishing system.

    Its pages are told by an element of the head that one of the CSS selectors `head` finds, or by one
    of the body that one of `signs` finds; `body` are CSS selectors of the element that holds
    the running text, the surest first; `drop` are CSS selectors of what stands between its
    paragraphs and is nothing that any field is read from.
    """

    name: str
    signs: str
    body: tuple[str, ...]
    drop: tuple[str, ...]
    head: str = ""
