"""The pictures around a caption, and the address of the one that it belongs to."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit

from selectolax.lexbor import LexborNode

from crawler.parsers.caption_text import PICTURES

_CAPTION = "figcaption:not([itemprop~='author'])"
_PICTURES_AND_CAPTIONS = f"img, picture, picture source[srcset], figure, video, brick-image-v3, {_CAPTION}"
_WITH_ADDRESS = frozenset({"img", "source", "brick-image-v3"})
_MOST = 6  # pictures in one element whose address is asked for
_LEVELS = 4
_ENDS = frozenset({"body", "main"})
_LONGEST_ADDRESS = 2000  # characters
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_RESOLVED = re.compile(r"https?://[\w.:-]+/[\w./%?=&,~+@!-]*[\w/]\Z", re.A)  # as `urljoin` leaves it
_ROOTED = re.compile(r"/(?![./])(?:[\w%=&,~+@!-]|[./](?![./]))*\w\Z", re.A)  # below the host, no '..' in it


class _Held:
    """What an element holds."""

    __slots__ = ("captions", "images", "pictures")

    def __init__(self, node: LexborNode) -> None:
        self.images: list[LexborNode] = []
        self.captions = self.pictures = 0
        for found in node.css(_PICTURES_AND_CAPTIONS):
            tag = found.tag
            self.captions += tag == "figcaption"
            self.pictures += tag in PICTURES
            if tag in _WITH_ADDRESS and len(self.images) < _MOST:
                self.images.append(found)


class Pictures:
    """The pictures of the page at `url`; each element is searched once."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._held: dict[int, _Held] = {}

    def _in(self, node: LexborNode) -> _Held:
        held = self._held.get(node.mem_id)
        if held is None:
            held = self._held[node.mem_id] = _Held(node)
        return held

    def _ends_at(self, node: LexborNode) -> bool:
        """Whether an element is no picture's own. Drupal wraps each of its pictures into an <article>."""
        return node.tag in _ENDS or (node.tag == "article" and len(self._in(node).images) != 1)

    def around(self, node: LexborNode) -> LexborNode | None:
        """The element that holds pictures among the two around `node`."""
        around = node.parent
        for _ in range(2):
            if around is None or self._ends_at(around):
                return None
            if self._in(around).pictures:
                return around
            around = around.parent
        return None

    def address(self, node: LexborNode, has_picture: bool, image: LexborNode | None = None) -> str | None:
        """The address of the picture that a caption belongs to: in its element, or close around it.

        `has_picture` says whether one stands in `node` itself; `image` is the picture where it is known.
        """
        if image is not None and (source := _source(image)):
            return self._absolute(source)
        around: LexborNode | None = node
        for level in range(_LEVELS):
            if around is None or self._ends_at(around):
                return None
            if level or has_picture:
                held = self._in(around)
                if level and held.captions > 1:
                    return None
                for image in held.images:
                    source = _source(image)
                    if source:
                        return self._absolute(source)
            around = around.parent
        return None

    def _absolute(self, source: str) -> str | None:
        if _RESOLVED.match(source):
            return source
        try:
            if _ROOTED.match(source):
                base = urlsplit(self._url)
                return f"{base.scheme}://{base.netloc}{source}"
            return _CONTROL.sub(lambda sign: quote(sign[0]), urljoin(self._url, source))
        except ValueError:
            return None


def cell_below(picture: LexborNode, row: LexborNode) -> LexborNode | None:
    """The cell below a picture in a table; None where its row holds text, which then may be anything.

    Old pages keep picture and caption together by a small table.
    """
    below = next_element(row)
    if below is None or row.text(strip=True):
        return None
    cells, under = list(row.iter()), list(below.iter())
    if len(cells) != len(under):
        return None
    inside = {node.mem_id: cell for node, cell in zip(cells, under, strict=True)}
    node: LexborNode | None = picture
    while node is not None and node.mem_id not in inside:
        node = node.parent
    return inside[node.mem_id] if node is not None else None


def next_element(node: LexborNode) -> LexborNode | None:
    """The element that follows one in the same element."""
    sibling = node.next
    while sibling is not None and not sibling.is_element_node:
        sibling = sibling.next
    return sibling


def previous_element(node: LexborNode) -> LexborNode | None:
    """The element right before one, with no text in between."""
    sibling = node.prev
    while sibling is not None and not sibling.is_element_node:
        if sibling.is_text_node and not sibling.is_empty_text_node:
            return None
        sibling = sibling.prev
    return sibling


def _source(image: LexborNode) -> str | None:
    """A picture's address; the one in `src` is often a stand-in until the picture is scrolled to."""
    attributes = image.attributes
    for name in ("src", "data-src", "data-original"):
        source = (attributes.get(name) or "").strip()
        if source and not source.startswith("data:"):
            return source
    for name in ("srcset", "data-srcset"):
        widest = (attributes.get(name) or "").strip()[-_LONGEST_ADDRESS:].rsplit(", ", 1)[-1].split()
        if widest and not widest[0].startswith("data:"):
            return widest[0]
    return None
