"""What a small element under a picture holds, read in one walk: its text and the credit marked in it."""

from __future__ import annotations

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

from crawler.parsers.credit import credit_name
from crawler.parsers.text import clean

_LONGEST = 900  # characters; a longer text is no caption
_MOST_NODES = 300
_NAME_LENGTH = 500  # characters of a class that are looked at
_CREDIT_CLASS = re.compile(r"[Cc]redit|opyright|[Pp]hotographer|[Bb]yline|fotograf|(?:^|\s)source(?:\s|$)")
_CREDIT_ITEMS = frozenset({"author", "copyrightHolder"})
_NOT_SHOWN_CLASS = re.compile(r"visually-hidden|sr-only|screen-reader")
_NOT_SHOWN = frozenset({"button", "svg", "nav"})
_NEVER = frozenset({"h1", "h2", "h3", "h4", "h5", "li", "time", "input", "form"})  # in a caption
PICTURES = frozenset({"img", "picture", "figure", "video", "brick-image-v3"})  # the last is Aurora's own


class CaptionText:
    """An element's text, as far as a caption may be long.

    `elements` are the elements in it, itself first; `length` counts the characters of its text,
    `linked` those in links; `is_other` says that it holds what no caption does, `is_long` that its
    text goes on after what was read.
    """

    def __init__(self, node: LexborNode) -> None:
        self.elements: list[int] = []
        self.length = self.linked = self._nodes = 0
        self.has_picture = self.is_long = self.is_other = False
        self._shown: list[str] = []
        self._credits: list[tuple[int, int]] = []  # where in `_shown` a credit's text begins and ends
        self._captions = 0  # figcaptions begun
        tag = node.tag or ""
        self._enter(node, tag, _tag_before(node) if tag == "p" else "", True, False)

    def _enter(self, node: LexborNode, tag: str, before: str, is_shown: bool, in_link: bool) -> None:
        """Read an element; `before` is the tag of the one that stands before it."""
        is_outermost = not self.elements
        self.elements.append(node.mem_id)
        self.is_other |= tag in _NEVER or (tag == "p" and before == "p")
        self.has_picture |= tag in PICTURES
        self._captions += tag == "figcaption"
        marks_credit = False
        if attributes := node.attributes:
            name = attributes.get("class") or ""
            marks_credit = not is_outermost and is_credit(name, attributes.get("itemprop"))
            is_shown &= "hidden" not in attributes and not _is_unseen(name[:_NAME_LENGTH])
        at, start, captions = len(self._credits), len(self._shown), self._captions
        self._walk(node, is_shown and tag not in _NOT_SHOWN, in_link or tag == "a")
        if marks_credit and len(self._shown) > start and self._captions == captions:
            self._credits.insert(at, (start, len(self._shown)))

    def _walk(self, node: LexborNode, is_shown: bool, in_link: bool) -> None:
        before = ""
        for child in node.iter(include_text=True, skip_empty=True):
            self._nodes += 1
            if self.length >= _LONGEST or self._nodes > _MOST_NODES:
                self.is_long = True
                return
            tag = child.tag or ""
            if tag == "-text":
                text = (child.text_content or "").strip()
                self.length += len(text)
                if in_link:
                    self.linked += len(text)
                if is_shown:
                    self._shown.append(text)
            elif tag[:1] != "-":  # as a comment's has
                self._enter(child, tag, before, is_shown, in_link)
                before = tag

    def text_and_credit(self) -> tuple[str, str | None]:
        """The text that is shown without what is marked as the credit, and the first credit's name."""
        whole, credit, cut = clean(" ".join(self._shown)), None, 0
        if not self._credits:
            return whole, None
        shown = self._shown.copy()
        for start, end in self._credits:
            text = clean(" ".join(shown[start:end])) if start >= cut else ""
            if 0 < len(text) < len(whole):
                credit = credit or credit_name(text)
                shown[start:end] = [""] * (end - start)
                cut = end
        return clean(" ".join(shown)), credit


def is_credit(name: str | None, items: str | None) -> bool:
    """Whether an element's class, or its `itemprop`, says that it holds a picture's credit."""
    if name and _names_credit(name[:_NAME_LENGTH]):
        return True
    return items is not None and not _CREDIT_ITEMS.isdisjoint(items.split())


@lru_cache(maxsize=32768)
def _names_credit(name: str) -> bool:
    """Whether a class says so; the same ones come again and again."""
    return _CREDIT_CLASS.search(name) is not None


@lru_cache(maxsize=32768)
def _is_unseen(name: str) -> bool:
    """Whether an element of this class is not shown."""
    return _NOT_SHOWN_CLASS.search(name) is not None


def _tag_before(node: LexborNode) -> str:
    """The tag of the element before this one."""
    sibling = node.prev
    while sibling is not None and not sibling.is_element_node:
        sibling = sibling.prev
    return (sibling.tag or "") if sibling is not None else ""
