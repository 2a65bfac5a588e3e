"""Clean text: NFC, one kind of white space, no control characters."""

from __future__ import annotations

import html
import re
import unicodedata

_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\ufffe\uffff]|[\ud800-\udfff]")


def clean(text: str) -> str:
    """`text` on one line: NFC, white space runs as one space, nothing unseen, trimmed."""
    text = " ".join(text.split())
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if not text.isprintable():  # quick: soft hyphens and the like are not printable either
        text = " ".join(_UNSEEN.sub("", text).split())
    return text


def plain(text: object) -> str:
    """A metadata value as clean text: entities resolved (many systems escape twice)."""
    if not isinstance(text, str):
        return ""
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = _TAG.sub("", text)
    return clean(text)


_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")


def fold(text: str) -> str:
    """`text` for comparing: case, quotes, dashes and punctuation do not count."""
    text = text.casefold()
    if text.isascii():
        text = text.translate(_WORDS_ALONE)
    else:  # where `translate` is slow
        for sign in _SIGNS:
            text = text.replace(sign, " ")
    return " ".join(text.split())


_SIGNS = "!\"#$%&'()*+,-./:;<=>?@[\\]^`{|}~" + "«»“”„‟‘’‚‹›–—‒―−…·•´¨¡¿§°€£©®™\u00ad\u200b"
_WORDS_ALONE = str.maketrans(dict.fromkeys(_SIGNS, " "))
