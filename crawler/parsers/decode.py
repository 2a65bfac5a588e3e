"""A page's bytes as text, whatever its declaration says.

Order: byte order mark, UTF-16 where the bytes show it (a header may have declared it alone), UTF-8
where the bytes are valid UTF-8, else the declared encoding as browsers read it (w3lib: ISO-8859-1
means windows-1252). Text that was encoded twice ('Ã¸' for 'ø') is put right where the whole page
shows it.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder

from w3lib.encoding import html_body_declared_encoding, read_bom, resolve_encoding

_TWICE = re.compile("Ã[\x80-\xbf¥¦¸˜…†ŠŽ]|â€[\x93\x94\x99\x9c\x9d“”™œ]")
MARKS_OF_UTF16 = (b"\xff\xfe", b"\xfe\xff")  # byte order marks; the first begins one of UTF-32 too
_MARKS = (b"\xef\xbb\xbf", *MARKS_OF_UTF16, b"\x00\x00\xfe\xff")
_PIECE = 8192  # bytes; pieces that stay in the processor's cache are read in two thirds of the time
_DECODER = getincrementaldecoder("utf-8")


def as_utf8(page: bytes | str) -> bytes:
    """`page` in UTF-8: the same bytes where they are that already, as nearly all are."""
    if isinstance(page, str):
        return page.encode("utf-8", "replace")
    if not page.startswith(_MARKS) and _unmarked_utf16(page) is None and _is_plain_utf8(page):
        return page
    return decode(page).encode("utf-8", "replace")


def _is_plain_utf8(page: bytes) -> bool:
    """Whether `page` is UTF-8 in which nothing can have been encoded twice."""
    decoder = _DECODER()
    pieces = (page[at : at + _PIECE] for at in range(0, len(page), _PIECE))
    try:
        return not any("Ã" in decoder.decode(piece) for piece in pieces) and not decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False


def decode(page: bytes) -> str:
    """The text of `page`; bytes that fit no encoding become U+FFFD."""
    bom, mark = read_bom(page)
    if bom is not None and mark is not None:
        return page[len(mark) :].decode(bom, "replace")
    if (utf16 := _unmarked_utf16(page)) is not None:
        return page.decode(utf16, "replace")
    try:
        text = page.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_legacy(page)
    return _undo_double(text) if "Ã" in text else text


def is_utf16(page: bytes) -> bool:
    """Whether `page` is in UTF-16, with a byte order mark or without."""
    return page.startswith(MARKS_OF_UTF16) or _unmarked_utf16(page) is not None


def _unmarked_utf16(page: bytes) -> str | None:
    """The form of UTF-16 of a page whose first two characters say so: of each, one byte is zero."""
    begin = bytes(map(bool, page[:4]))
    return {b"\1\0\1\0": "utf-16-le", b"\0\1\0\1": "utf-16-be"}.get(begin)


def _decode_legacy(page: bytes) -> str:
    declared = html_body_declared_encoding(page)
    encoding = resolve_encoding(declared) if declared else None
    if encoding == "utf-8":
        # One broken character (a feed cut in mid letter) in a page of valid UTF-8 stays UTF-8.
        text = page.decode("utf-8", "replace")
        if text.count("\ufffd") <= 3 or text.count("\ufffd") * 200 < _beyond_ascii(page):
            return text
        encoding = None
    return page.decode(encoding or "cp1252", "replace")


def _beyond_ascii(page: bytes) -> int:
    return len(page) - len(page.translate(None, bytes(range(128, 256))))


def _undo_double(text: str) -> str:
    """`text` decoded once more where its letters beyond ASCII are UTF-8 read as windows-1252."""
    if len(_TWICE.findall(text)) < 2:
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text
