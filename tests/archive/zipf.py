"""Texts of made-up words whose frequencies follow Zipf's law, as those of a language do."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import accumulate

_SYLLABLES = (
    *("ba", "da", "fi", "gre", "ho", "ja", "ke", "kla", "lø", "må", "ne", "opp"),
    *("ra", "ski", "sta", "te", "tra", "ut", "ve", "vi", "ær", "øk", "år"),
)
_VOCABULARY = 20_000


def zipf_texts(count: int, *, seed: int, words: int = 300) -> Iterator[str]:
    """`count` texts of `words` words; the same for the same seed."""
    dice = random.Random(seed)
    vocabulary = ["".join(dice.choices(_SYLLABLES, k=dice.randint(1, 5))) for _ in range(_VOCABULARY)]
    weights = list(accumulate(1 / rank for rank in range(1, _VOCABULARY + 1)))
    for _ in range(count):
        yield " ".join(dice.choices(vocabulary, cum_weights=weights, k=words))
