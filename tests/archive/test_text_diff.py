"""What changed between two texts, word by word, in a reading that keeps the paragraphs."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.text_diff import changed, difference
from tests.archive.zipf import zipf_texts

_MARKS = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}


def marked(before: str, after: str) -> list[str]:
    return [
        " ".join(_MARKS[piece.kind].format(piece.text) for piece in paragraph)
        for paragraph in difference(before, after)
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Kommunen sier ja.", "Kommunen sier ja.", ["Kommunen sier ja."]),
        (
            "Kommunen sier ja til laks.",
            "Kommunen sier nei til laks.",
            ["Kommunen sier [-ja-] {+nei+} til laks."],
        ),
        ("Laks.", "Laks.\nNy linje.", ["Laks.", "{+Ny linje.+}"]),
        ("Laks.\nTorsk.\nSei.", "Laks.\nSei.", ["Laks.", "[-Torsk.-]", "Sei."]),
        ("A b c.\nD e f.", "A b c. D e f.", ["A b c.", "D e f."]),
        ("", "Ny tekst.", ["{+Ny tekst.+}"]),
        ("Gammel tekst.", "", ["[-Gammel tekst.-]"]),
        (
            "Han gikk hjem i går og spiste fisk til kvelds.",
            "Avtalen ble signert tidlig onsdag og gjelder bare fem år framover.",
            [
                "[-Han gikk hjem i går og spiste fisk til kvelds.-] "
                "{+Avtalen ble signert tidlig onsdag og gjelder bare fem år framover.+}"
            ],
        ),
        (
            "Først.\nOrdføreren lover svar innen mandag.\nSist.",
            "Først.\nOrdføreren lover ikke svar innen fredag.\nSist.",
            ["Først.", "Ordføreren lover {+ikke+} svar innen [-mandag.-] {+fredag.+}", "Sist."],
        ),
    ],
)
def test_words_that_are_gone_and_words_that_are_new(before: str, after: str, expected: list[str]) -> None:
    assert marked(before, after) == expected


TEXTS = st.text(alphabet="ab \n", max_size=60)


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_it(before: str, after: str) -> None:
    paragraphs = difference(before, after)
    for text, left_out in ((before, "new"), (after, "gone")):
        kept = [piece.text for paragraph in paragraphs for piece in paragraph if piece.kind != left_out]
        assert " ".join(kept).split() == text.split()
    assert any(map(changed, paragraphs)) <= (before != after)


FIRST, SECOND = zipf_texts(2, seed=8, words=4_000)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (FIRST, SECOND),
        (f"{FIRST} {FIRST} {FIRST}", f"{SECOND} {SECOND} {SECOND}"),
        ("og i " * 3000, "i og " * 3000),
        ("a b\n" * 20_000, "a c\n" * 20_000),
    ],
)
def test_long_texts_are_compared_in_a_moment(before: str, after: str) -> None:
    began = time.process_time()
    assert any(map(changed, difference(before, after)))
    assert time.process_time() - began < 5
