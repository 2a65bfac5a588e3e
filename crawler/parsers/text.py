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
        return " ".join(text.translate(_WORDS_ALONE).split())
    # `str.translate` is slow beyond ASCII; bytes are quick
    coded = text.encode("utf-8", "surrogatepass").translate(_BYTES_OF_WORDS)
    text = coded.decode("utf-8", "surrogatepass")
    if any(lead in coded for lead in _LEADS):
        for sign in _FAR_SIGNS:
            text = text.replace(sign, " ")
    return " ".join(text.split())


_SIGNS = "!\"#$%&'()*+,-./:;<=>?@[\\]^`{|}~"
_FAR_SIGNS = "«»“”„‟‘’‚‹›–—‒―−…·•´¨¡¿§°€£©®™\u00ad\u200b"
_WORDS_ALONE = str.maketrans(dict.fromkeys(_SIGNS, " "))
_BYTES_OF_WORDS = bytes(32 if chr(byte) in _SIGNS else byte for byte in range(256))
_LEADS = tuple({sign.encode()[:-1] for sign in _FAR_SIGNS})  # how the signs beyond ASCII begin in UTF-8
