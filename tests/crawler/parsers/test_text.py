"""Texts are compared by their words alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.parsers.text import _FAR_SIGNS, _SIGNS, fold

LETTERS = "aBøÅß µ\xa0ſŠžŒÿŸЖ漢🐟K"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ny kai: 40 % dyrere!", "ny kai 40 dyrere"),
        ("– «Blåbær» på ØYA …", "blåbær på øya"),
        ("Straße, 5 µm – ‘Čáhcesuolu’", "strasse 5 μm čáhcesuolu"),
        ("nærings\u00adklyngen", "nærings klyngen"),
    ],
)
def test_case_and_signs_do_not_count(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text() | st.text(LETTERS + _SIGNS + _FAR_SIGNS))
def test_any_text_is_folded_letter_by_letter(text: str) -> None:
    said = "".join(" " if sign in _SIGNS + _FAR_SIGNS else sign for sign in text.casefold())
    assert fold(text) == " ".join(said.split())
