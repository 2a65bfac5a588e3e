"""How alike texts are, and sketches by which alike ones are found."""

from __future__ import annotations

from itertools import pairwise

import pytest

from archive.near_identical import FEWEST_WORDS, SAME_STORY, shingles, similarity, sketch
from tests.archive.agency_copy import AGENCY, OWN_SENTENCE, paragraphs
from tests.archive.zipf import zipf_texts

SKETCH_OF_AGENCY = (
    30140296,
    3077611,
    10870008,
    17225383,
)  # what stored archives hold: another is a new schema


def alike(one: str, other: str) -> float:
    return similarity(shingles(one), shingles(other))


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (AGENCY, 1.0),
        (AGENCY.upper(), 1.0),
        (AGENCY.replace("«", '"').replace("»", '"').replace(" – ", " - "), 1.0),
        ("\n".join([*paragraphs(6), OWN_SENTENCE]), 0.80),
        ("\n".join(paragraphs(4)), 0.61),
        ("\n".join(paragraphs(3)), 0.43),
        ("En helt annen sak om noe annet. " * 20, 0.0),
    ],
)
def test_how_alike_a_copy_is_to_the_agency_text(other: str, expected: float) -> None:
    assert alike(AGENCY, other) == pytest.approx(expected, abs=0.02)
    assert alike(other, AGENCY) == alike(AGENCY, other)


def test_short_texts_have_no_shingles() -> None:
    words = [f"ord{number}" for number in range(FEWEST_WORDS)]
    assert shingles(" ".join(words[1:])) == frozenset()
    assert len(shingles(" ".join(words))) == FEWEST_WORDS - 4
    assert alike("", "") == 0.0


def test_a_sketch_is_the_same_on_every_machine_and_day() -> None:
    assert sketch(shingles(AGENCY)) == SKETCH_OF_AGENCY


def test_texts_that_are_alike_share_a_number_of_their_sketches() -> None:
    texts = list(zipf_texts(400, seed=7))
    pairs = [(text, text[: len(text) // 2] + other[:100]) for text, other in pairwise(texts)]
    found = [
        not set(enumerate(sketch(shingles(one)))).isdisjoint(enumerate(sketch(shingles(other))))
        for one, other in pairs
    ]
    assert min(alike(one, other) for one, other in pairs) < SAME_STORY
    assert sum(found) / len(found) > 0.85
