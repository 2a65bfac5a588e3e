"""Keeps a page flat: an element a thousand levels down is no news, but costs time.

The HTML standard's tree construction looks through the open elements at every tag, so building the
tree takes time that grows with the square of the depth.
"""

from __future__ import annotations

import re

_MANY_TAGS = 10_000  # a page of news has a few thousand
_DEEPEST = 500  # levels; browsers stop at about as many
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})(?=[\s/>])[^<>]*>?")
_NO_LEVEL = frozenset(  # elements without content, in drawings too, and those that the next one closes
    b"area base br col embed hr img input link meta param source track wbr "
    b"path circle ellipse rect line polygon polyline use stop image "
    b"p li dt dd option optgroup td th tr tbody thead tfoot".split()
)


def flattened(html: bytes) -> bytes:
    """`html` without the start tags of elements that would stand deeper than `_DEEPEST`.

    Their text stays. Only pages of very many tags are looked at; tags are counted as they are written.
    """
    if b"<" not in html.replace(b"<", b" ", _MANY_TAGS):  # half as long as to count them
        return html
    flat = bytearray()
    depth = done = 0
    for tag in _TAG.finditer(html):
        closes, name = tag.groups()
        if name.lower() in _NO_LEVEL:
            continue
        if closes:
            depth = max(0, depth - 1)
            continue
        depth += 1
        if depth > _DEEPEST:
            flat += html[done : tag.start()]
            done = tag.end()
    flat += html[done:]
    return bytes(flat)
