"""What addresses of articles look like at a publication: learned from its finders, confirmed by its pages.

A shape is an address with everything particular taken out: '/nyheter/i/AbC12x/ny-kai-pa-plass' becomes
'/w/i/#/s'. Feeds and news sitemaps promise shapes, pages that are read as articles confirm them, pages
that are none count against them.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit

LONG_NUMBER = 5  # digits; a number as long as that in a slug is an identifier, a shorter one a word
ENOUGH_AGAINST = 8  # pages of a shape that are no articles, before it counts as none ...
SHARE_AGAINST = 8  # ... and so many times as many as those that are
MOST_SHAPES = 1_000  # that are told apart; a publication has a few dozen
_ENDING = re.compile(r"\.[a-z]{2,5}\Z")  # .html, .aspx, .ece
_MIXED = re.compile(r"([a-z]{3,})\d+\Z")  # article1234


@lru_cache(maxsize=20_000)  # the links of a page's menu are judged on every page
def shape_of(url: str) -> str:
    """The shape of an address: path and the names of its query, particulars taken out.

    w is a word, t two words, s a slug of three or more, d a number, # letters mixed with digits;
    words of one or two letters stand for themselves.
    """
    _, _, path, query, _ = urlsplit(url)
    shape = "/".join(map(segment_class, path.rstrip("/").split("/")))
    names = {f"{name}=d" if value.isdigit() else name for name, value in parse_qsl(query)}
    return shape + ("?" + "&".join(sorted(names)) if names else "")


def segment_class(segment: str) -> str:
    """What kind of thing a part of a path is."""
    text = unquote(segment).lower()
    ending = match.group() if (match := _ENDING.search(text)) else ""
    words = [word for word in re.split(r"[-_+ ,]", text.removesuffix(ending)) if word]
    if not words:
        return ""
    if all(word.isdigit() for word in words):
        return "-".join("d" * len(words)) + ending
    before = "d-" if _is_identifier(words[0]) else ""
    after = "-d" if _is_identifier(words[-1]) else ""
    count = len(words) - bool(before) - bool(after)
    kind = _word_class(words[0]) if len(words) == 1 else "wts"[min(count, 3) - 1]
    return before + kind + after + ending


def _is_identifier(word: str) -> bool:
    return word.isdigit() and len(word) >= LONG_NUMBER


def _word_class(word: str) -> str:
    if len(word) <= 2:
        return word if word.isalpha() else "#"
    if match := _MIXED.match(word):
        return f"{match.group(1)}d"
    return "w" if word.isalpha() else "#"


@lru_cache(maxsize=20_000)
def rubric_shape(url: str) -> str:
    """The shape with the path's first word, often a rubric's name, as it stands: '/bygg/t/d'."""
    first = urlsplit(url).path.lstrip("/").partition("/")[0].lower()
    rest = shape_of(url)
    return f"/{first}{rest[2:]}" if rest.startswith("/w/") else rest


class Shapes:
    """How often each shape was promised by a finder, was an article, was none. Dumped as plain data.

    What is known of a rubric decides for it; else what is known of the shape elsewhere.
    """

    def __init__(self) -> None:
        self._promised: set[str] = set()
        self._articles: Counter[str] = Counter()
        self._others: Counter[str] = Counter()

    def promise(self, url: str) -> None:
        """A finder of articles alone lists this address."""
        self._promised |= {shape_of(url), rubric_shape(url)}

    def learn(self, url: str, *, is_article: bool) -> None:
        """The page at `url` was read, and is an article or is none."""
        counts = self._articles if is_article else self._others
        for shape in {shape_of(url), rubric_shape(url)}:
            if shape in counts or len(counts) < MOST_SHAPES:
                counts[shape] += 1

    def verdict(self, url: str) -> bool | None:
        """Whether addresses of this shape are articles; None where it is not known."""
        own = self.of_rubric(url)
        return self._of_shape(shape_of(url)) if own is None else own

    def of_rubric(self, url: str) -> bool | None:
        """The same, by what is known of its own rubric alone."""
        return self._of_shape(rubric_shape(url))

    def _of_shape(self, shape: str) -> bool | None:
        articles, others = self._articles[shape], self._others[shape]
        if others >= ENOUGH_AGAINST and others > SHARE_AGAINST * articles:
            return False
        return True if articles or shape in self._promised else None

    def dump(self) -> dict[str, Any]:
        """All that was learned, as plain data."""
        return {
            "promised": sorted(self._promised),
            "articles": dict(self._articles),
            "others": dict(self._others),
        }

    @classmethod
    def load(cls, data: dict[str, Any]) -> Self:
        """What `dump` gave, as it was."""
        shapes = cls()
        shapes._promised = set(data["promised"])
        shapes._articles, shapes._others = Counter(data["articles"]), Counter(data["others"])
        return shapes
