"""What a publishing system's markup guarantees, as data."""

from __future__ import annotations

from typing import NamedTuple


class Family(NamedTuple):
    """One publishing system.

    Its pages are told by an element that one of the CSS selectors `signs` finds, or by one of the
    texts `written` near the top of the page; `body` are CSS selectors of the element that holds
    the running text, the surest first; `drop` are CSS selectors of what stands between its
    paragraphs and is nothing that any field is read from.
    """

    name: str
    signs: str
    body: tuple[str, ...]
    drop: tuple[str, ...]
    written: tuple[bytes, ...] = ()
