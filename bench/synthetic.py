"""Invented Norwegian articles by the number: words by Zipf's law, inflected and compounded."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

from archive.records import ArticleRecord, AuthorRecord, CaptionRecord

WORDS_AN_ARTICLE = 400
_STOP_WORDS = """
og i det er på til som en for av at med de ikke den har vi om et men var seg fra så vil kan jeg han
eller også skal ble hun hadde dette nå over ved bare ut etter da der mot opp år hva når her man noe
sin andre være blir mer kunne to sier enn alle under mellom få selv første bli flere ha inn må siden
denne disse mange blant hvor samme før deg slik sine våre oss dem ville hvis skulle fordi mye både
ned dersom uten noen hele gjennom hvordan derfor ganger tre fire annet tid gang mens men neste
"""
STOP_WORDS = tuple(_STOP_WORDS.split())
ENDINGS = ("", "en", "er", "ene", "et", "s", "ens", "a")
_ONSETS = "b d f g h k l m n p r s t v j bl br dr fl fr gr kl kr sk sl sm sn sp st str tr hv kn sv"
_VOWELS = "a e i o u y æ ø å"
_CODAS = "d g k l m n r s t v ft kt ld lt mm nd ng nk nn nt rd rk rm rn rt sk sl st tt ll kk"
_ROOTS, _KNOWN_WORDS, _DRAWN = 20_000, 300_000, 2_000_000
_STEEPNESS = 1.1  # the thousand most frequent words make up two thirds of a text, as in newspapers
_FRESH = 0.01  # of the words are compounds that hardly stand anywhere else, as names and numbers do
_FIRST_DAY = datetime(2015, 1, 1, 6, tzinfo=ZoneInfo("Europe/Oslo"))
SITES = 20


class Language:
    """A made-up vocabulary and the texts it writes; the same seed gives the same texts."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)
        self.roots = [self._root() for _ in range(_ROOTS)]
        words = [*dict.fromkeys(STOP_WORDS), *(self._word() for _ in range(_KNOWN_WORDS))]
        weights = list(accumulate((rank + 2.7) ** -_STEEPNESS for rank in range(1, len(words) + 1)))
        # A tuple: of a list, garbage collections would look at every word, in the time of what is measured.
        self._drawn = tuple(self._random.choices(words, cum_weights=weights, k=_DRAWN))

    def _root(self) -> str:
        pick = self._random.choice
        syllables = self._random.choice((1, 1, 1, 2, 2))
        return "".join(pick(_ONSETS.split()) + pick(_VOWELS.split()) for _ in range(syllables)) + pick(
            _CODAS.split()
        )

    def _word(self) -> str:
        pick = self._random.choice
        return pick(self.roots) + (pick(self.roots) if self._random.random() < 0.4 else "") + pick(ENDINGS)

    def text(self, words: int) -> list[str]:
        """So many words in the order of a text."""
        drawn = self._random.choices(self._drawn, k=words)
        for at in range(0, words, int(1 / _FRESH)):
            pick = self._random.choice
            drawn[at] = pick(self.roots) + pick(self.roots) + pick(ENDINGS)
        return drawn

    def articles(self, number: int, first: int = 0) -> Iterator[ArticleRecord]:
        """`number` articles of `SITES` publications in turn, over ten years, from `first` on."""
        names = [
            f"{a.title()} {b.title()}" for a, b in zip(self.roots[:2000], self.roots[-2000:], strict=True)
        ]
        for at in range(first, number):
            self._random.seed(at)
            words = self.text(WORDS_AN_ARTICLE)
            paragraphs = [" ".join(words[i : i + 50]).capitalize() + "." for i in range(0, len(words), 50)]
            published = _FIRST_DAY + timedelta(minutes=at * 5_000_000 / number)
            yield ArticleRecord(
                url=f"https://www.site{at % SITES}.example/nyheter/{at}/{words[5]}-{words[6]}",
                title=" ".join(self.text(8)).capitalize(),
                lead=paragraphs[0],
                body="\n".join(paragraphs),
                published=published.isoformat(timespec="seconds"),
                published_precision="minute",
                language="nb",
                section=words[0],
                authors=(AuthorRecord(self._random.choice(names), "journalist"),),
                keywords=tuple(dict.fromkeys(self._random.choices(self.roots[:5000], k=4))),
                captions=(CaptionRecord(" ".join(words[50:62]), self._random.choice(names)),),
                blocks=tuple(("paragraph", paragraph) for paragraph in paragraphs),
                parser_version="1",
            )
