"""Clean text: NFC, one kind of white space, no control characters."""

from __future__ import annotations

import html
import re
import unicodedata

_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\ufffe\uffff]|[\ud800-\udfff]")


def clean(text: str) -> str:
    """`text` on one line: NFC, white space runs as one space, nothing unseen, trimmed."""
    if "  " not in text and text.isprintable():  # so is most text: of all white space, blanks alone print
        text = text.strip()
        return text if text.isascii() else unicodedata.normalize("NFC", text)
    text = " ".join(text.split())
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if not text.isprintable():  # soft hyphens and the like are not printable either
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
    return " ".join(signless(text).split())


def signless(text: str) -> str:
    """`text` in lower case, with a blank for each quote, dash and sign of punctuation."""
    # Bytes are quick: `str.translate` asks a dict for every character, and `str.casefold` takes as long.
    if text.isascii():
        return text.encode().translate(_FOLDED_BYTES).decode()
    latin = text.encode("latin-1", "ignore")
    if len(latin) < len(text):
        for sign in _NEAR_SIGNS:
            text = text.replace(sign, " ")
        latin = text.encode("latin-1", "ignore")
    if len(latin) == len(text) and _SHARP_S not in latin and _MICRO not in latin:
        return latin.translate(_FOLDED_LATIN).decode("latin-1")
    coded = text.casefold().encode("utf-8", "surrogatepass").translate(_FOLDED_BYTES)
    if b"\xc2" in coded or b"\xe2" in coded:  # so begin all far signs in UTF-8
        coded = _FAR_SIGN.sub(b" ", coded)
    return coded.decode("utf-8", "surrogatepass")


_SIGNS = "!\"#$%&'()*+,-./:;<=>?@[\\]^`{|}~"
_FAR_SIGNS = "«»“”„‟‘’‚‹›–—‒―−…·•´¨¡¿§°€£©®™\u00ad\u200b"
_FOLDED_BYTES = bytes(range(256)).lower().translate(bytes.maketrans(_SIGNS.encode(), b" " * len(_SIGNS)))
_NEAR_SIGNS = "–—‘’“”…•"  # beyond them, Norwegian takes no more than Latin-1
_SHARP_S, _MICRO = "ß".encode("latin-1"), "µ".encode("latin-1")  # become others than one letter of Latin-1
_FOLDED_LATIN = b"".join(
    b" " if sign in _SIGNS + _FAR_SIGNS else sign.casefold().encode("latin-1", "replace")[:1]
    for sign in bytes(range(256)).decode("latin-1")
)
_FAR_SIGN = re.compile("|".join(_FAR_SIGNS).encode())
