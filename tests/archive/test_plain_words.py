"""The quick way to a text's words finds what the slow one finds."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive.plain_words import count_words, plain_words

WESTERN = st.text(st.characters(codec="cp1252")) | st.text(st.characters(codec="latin-1"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Blåbær på Øya!", ["blåbær", "på", "øya"]),
        ("«Nei», sa ho – «aldri».", ["nei", "sa", "ho", "aldri"]),
        ("Œuvre, Žižek og Ÿ", ["œuvre", "žižek", "og", "ÿ"]),
        ("2,5 m² i e-post\n\tkl. 10.30", ["2", "5", "m²", "i", "e", "post", "kl", "10", "30"]),
        ("", []),
        (" – ", []),
    ],
)
def test_words_are_in_small_letters_and_in_order(text: str, words: list[str]) -> None:
    assert plain_words(text) == tuple(word.encode() for word in words)


@pytest.mark.parametrize("text", ["Łódź", "fil_navn", "Mařík", "Москва", "å".encode().decode() + "a\u030a"])
def test_other_letters_are_left_to_the_slow_way(text: str) -> None:
    assert plain_words(text) is None


@given(WESTERN)
@example("\x85\x1c\xa0ª_")
@example("\x1c\xa0\xad\u0192ª")
@example("Žižek’s – …•“på”")
def test_words_are_those_of_the_regular_expression(text: str) -> None:
    expected = None if "_" in text else tuple(re.findall(r"\w+", text.lower()))
    found = plain_words(text)
    assert (found if found is None else tuple(word.decode() for word in found)) == expected
    if expected is not None:
        composed = unicodedata.normalize("NFC", text).lower()
        assert expected == tuple(re.findall(r"[\w\u0300-\u036f]+", composed))


@given(WESTERN | st.text())
@example("\x85\x1c\xa0 \u2003a\u3000")
@example("Sa – og\n\tgjorde …")
def test_words_are_counted_as_they_are_split(text: str) -> None:
    assert count_words(text) == len(text.split())
