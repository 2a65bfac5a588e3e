"""A publication with a trap beside its articles whose pages are real texts, made up for every address."""

from __future__ import annotations

import random
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.crawler.publication import SmallPublication, links, page
from tests.sites.server import Answer

_WORDS = """kommunen har bestilt en ny kai til fiskerne på øya og byggingen begynner etter påske men
havnesjefen venter ti år sier at båtene ligger trygt ved molo brygge fyr lager mottak når vinteren""".split()  # noqa: SIM905


@dataclass
class GeneratedPublication(SmallPublication):
    """Every path below /rom/ is a page of its own text, which leads to three more. `published` is their
    day, none where it is empty; `deeper` whether their paths have ever new shapes."""

    published: str = ""
    deeper: bool = False

    def answer(self, path_and_query: str, base: str) -> Answer | None:
        path = urlsplit(path_and_query).path
        return self._made_up(path) if path.startswith("/rom/") else super().answer(path_and_query, base)

    def _made_up(self, path: str) -> Answer:
        chance = random.Random(path)

        def text(words: int) -> str:
            return " ".join(chance.choices(_WORDS, k=words)).capitalize()

        day = f'<meta property="article:published_time" content="{self.published}">' if self.published else ""
        further = (
            f"/rom/{self._shape(chance)}{'-'.join(chance.choices(_WORDS[:20], k=6))}" for _ in range(3)
        )
        return page(
            f"{day}<article><h1>{text(5)}</h1><p>{text(40)}.</p><p>{text(40)}.</p></article>"
            + links(*further, *self._back())
        )

    def _shape(self, chance: random.Random) -> str:
        return f"{''.join(chance.choices('abcdefgh', k=4))}{chance.randrange(9)}/" if self.deeper else ""

    def _back(self) -> list[str]:
        return [path for path in self.pages if path.startswith("/nyheter/")][:2]
