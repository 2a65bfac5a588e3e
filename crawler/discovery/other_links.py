"""Links that are no <a>: frames, menus that lead on when something is chosen, what is clicked by a script."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from crawler.discovery.paging import MORE_BUTTONS, NEXT_TEXT
from crawler.parsers.text import clean

_OPTIONS = 'option[value^="/"], option[value^="http"], option[value^="?"]'  # 'Arkiv: velg måned'
_CLICKED = re.compile(  # location.href='/sak/1'; window.open("/sak/1")
    r"(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\(|window\.open\()\s*[\"']([^\"'\s]+)[\"']"
)
_BUTTONS = ", ".join(f"[{name}]" for name in MORE_BUTTONS)
_SAYS_NEXT = "data-next"  # what such names begin with
_ADDRESS = re.compile(r"https?://|[/?]")
_WHEN_SEEN = ("revealed", "intersect")  # htmx: the rest of a list, when its end is scrolled to


def read_frames(tree: LexborHTMLParser) -> Iterator[str]:
    """The pages that a page of frames is made of."""
    for frame in tree.css("frame[src]"):
        yield frame.attributes.get("src") or ""


def read_scripted(tree: LexborHTMLParser) -> Iterator[str]:
    """The addresses to which choosing an entry of a menu, or a click, leads a reader."""
    for option in tree.css(_OPTIONS):
        yield option.attributes.get("value") or ""
    for node in tree.css("[onclick]"):
        if match := _CLICKED.search(node.attributes.get("onclick") or ""):
            yield match[1]


def read_loaded(tree: LexborHTMLParser) -> Iterator[str]:
    """The addresses that 'Vis flere' buttons load, and those that the end of a list loads by itself."""
    for node in tree.css(_BUTTONS):
        is_next = NEXT_TEXT.match(clean(node.text())[:60]) is not None
        is_loaded = any(word in (node.attributes.get("hx-trigger") or "") for word in _WHEN_SEEN)
        for name in MORE_BUTTONS:
            address = node.attributes.get(name) or ""
            if address and (
                is_next or is_loaded or (name.startswith(_SAYS_NEXT) and _ADDRESS.match(address))
            ):
                yield address
