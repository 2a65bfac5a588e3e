from __future__ import annotations

import random

import pytest

from crawler.discovery.novelty import FEWEST_WORDS, Novelty

STEMS, ENDINGS = (
    ("kai", "fisk", "båt", "havn", "bru", "vei", "hus", "skog", "fjell"),
    ("en", "et", "er", "ene"),
)
WORDS = [stem + ending for stem in STEMS for ending in ENDINGS]


def written(number: int, words: int = 120) -> list[str]:
    """Words that nobody else put into this row."""
    return [
        f"{word}{number if n % 4 == 0 else ''}"
        for n, word in enumerate(random.Random(number).choices(WORDS, k=words))
    ]


def lines(*texts: list[str]) -> str:
    return "\n".join(map(" ".join, texts))


def test_what_somebody_wrote_says_something_new_every_time() -> None:
    novelty = Novelty()
    assert all(novelty.says_new(lines(written(number))) for number in range(2_000))


def test_a_text_of_which_a_few_words_change_does_not() -> None:
    novelty, text = Novelty(), written(1)
    found = [
        novelty.says_new(lines([*text[:40], f"{n}", *text[40:90], f"x{n}", *text[90:]])) for n in range(5)
    ]
    assert found == [True, False, False, False, False]


def test_nor_do_the_same_sentences_in_another_order() -> None:
    novelty, chance = Novelty(), random.Random(1)
    sentences = [written(number, 12) for number in range(40)]
    found = [novelty.says_new(" ".join(map(" ".join, chance.sample(sentences, 12)))) for _ in range(200)]
    assert found[0]
    assert not any(found[150:])


def test_nor_rows_of_words_that_follow_each_other_by_a_table() -> None:
    novelty, chance = Novelty(), random.Random(1)
    pool = WORDS[:12]
    found = [novelty.says_new(lines(chance.choices(pool, k=120))) for _ in range(100)]
    assert found[0]
    assert not any(found[80:])


@pytest.mark.parametrize("number", range(1, 4))
def test_a_line_of_its_own_is_enough(number: int) -> None:
    """A live ticker, or a message above what all messages end in."""
    novelty, form = Novelty(), written(0, 400)
    assert novelty.says_new(lines(form))
    own = f"Laks kostet {40 + number},{number} kroner i uke {number} mot {41 + number} uken før".split()
    assert novelty.says_new(lines(own, form))
    assert not novelty.says_new(lines(own, form)), "the same once more"


def test_notices_of_one_form_are_too_short_to_tell() -> None:
    novelty, form = Novelty(), written(0, FEWEST_WORDS - 2)
    assert all(novelty.says_new(lines([*form, f"{number}"])) for number in range(50))


def test_when_too_much_is_remembered_it_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.discovery.novelty._MOST_MET", 500)
    novelty = Novelty()
    assert all(novelty.says_new(lines(written(number))) for number in range(50))
    assert novelty.says_new(lines(written(0))), "it is forgotten"
