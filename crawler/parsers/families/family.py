"""What a publishing system's markup guarantees, as data."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from crawler.parsers.page import Page


class Family(NamedTuple):
    """One publishing system.

    `is_family` tells its pages by their markup; `body` are CSS selectors of the element that holds
    the running text, the surest first; `drop` are CSS selectors of what stands between its
    paragraphs and is nothing that any field is read from.
    """

    name: str
    is_family: Callable[[Page], bool]
    body: tuple[str, ...]
    drop: tuple[str, ...]
