"""æ, ø and å come out right, whatever a page declares."""

from __future__ import annotations

import codecs

import pytest

from crawler.parsers.decode import as_utf8, decode

TEXT = "Blåbærøl på Ærøskøbing – «sånn»"


def page(text: str, charset: str = "") -> str:
    meta = f'<meta charset="{charset}">' if charset else ""
    return f"<html><head>{meta}</head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", ""),
        ("utf-8", "iso-8859-1"),
        ("utf-8", "no-such-encoding"),
        ("cp1252", "windows-1252"),
        ("cp1252", "iso-8859-1"),
        ("cp1252", ""),
        ("cp1252", "utf-8"),
        ("cp1252", "no-such-encoding"),
    ],
)
def test_a_page_is_read_in_its_true_encoding(encoding, declared):
    assert decode(page(TEXT, declared).encode(encoding)) == page(TEXT, declared)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_a_byte_order_mark_wins_over_the_declaration(mark, encoding):
    assert decode(mark + page(TEXT, "iso-8859-1").encode(encoding)) == page(TEXT, "iso-8859-1")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_needs_no_mark(encoding):
    """Where the header alone declared it, a saved page has nothing else that does."""
    assert decode(page(TEXT).encode(encoding)) == page(TEXT)
    assert as_utf8(page(TEXT).encode(encoding)) == page(TEXT).encode()


def test_a_declared_encoding_of_another_language_is_believed():
    assert decode(page("Łódź", "iso-8859-2").encode("iso-8859-2")) == page("Łódź", "iso-8859-2")


def test_text_that_was_encoded_twice_is_put_right():
    twice = page("Blåbær på øya").encode().decode("cp1252").encode()
    assert decode(twice) == page("Blåbær på øya")


def test_a_letter_cut_in_the_middle_does_not_spoil_the_rest():
    assert decode(page(TEXT * 30, "utf-8").encode() + "å".encode()[:1]) == page(TEXT * 30, "utf-8") + "\ufffd"


def test_a_single_letter_that_looks_encoded_twice_stays():
    assert decode(page("MÃ¥ske er dette et sitat").encode()) == page("MÃ¥ske er dette et sitat")


@pytest.mark.parametrize("page_bytes", [b"", b"\xff", b"\x81\x8d", b"<meta charset=utf-16>"])
def test_no_bytes_are_refused(page_bytes):
    assert len(decode(page_bytes)) <= len(page_bytes)
