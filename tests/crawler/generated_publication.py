"""A publication with traps beside its articles whose pages are real texts, made up for every address."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.crawler.publication import SmallPublication, links, page
from tests.sites.server import Answer

_WORDS = """kommunen har bestilt en ny kai til fiskerne på øya og byggingen begynner etter påske men
havnesjefen venter ti år sier at båtene ligger trygt ved molo brygge fyr lager mottak når vinteren""".split()  # noqa: SIM905
_A_DAY = timedelta(days=1)
_ON_A_PAGE = 5


@dataclass
class GeneratedPublication(SmallPublication):
    """Every path below /rom/ is a page of its own text, which leads to three more. `published` is their
    day, none where it is empty; `deeper` whether their paths have ever new shapes.

    Where they are `signed`, a path ends in a number that only the server can tell, and every other one is
    not there; their texts are of 100 words and more, and from `pool` words, so that they repeat each other.

    Besides, /funn?side=1 is the first page of a list that has no last one, of texts that are ever older; and
    /dager/2024/05 a month of a calendar with a text for every day that there was or will be.
    """

    published: str = ""
    deeper: bool = False
    signed: bool = False
    pool: int = 10

    def answer(self, path_and_query: str, base: str) -> Answer | None:
        parts = urlsplit(path_and_query)
        if parts.path.startswith("/rom/"):
            chance = random.Random(parts.path)
            further = (f"/rom/{self._shape(chance)}{_slug(chance)}" for _ in range(3))
            if not self.signed:
                return _text(parts.path, self.published, *further, *self._back())
            if (path := unquote(parts.path)) != signed(path.rpartition("-")[0]):
                return None
            words = _WORDS[: self.pool]
            return _text(
                parts.path, self.published, *map(signed, further), *self._back(), words=words, number=80
            )
        if parts.path == "/funn":
            return _list(int(dict(parse_qsl(parts.query)).get("side", "1")))
        if parts.path.startswith(("/funn/", "/dager/")):
            return _dated(parts.path)
        return super().answer(path_and_query, base)

    def _shape(self, chance: random.Random) -> str:
        return f"{''.join(chance.choices('abcdefgh', k=4))}{chance.randrange(9)}/" if self.deeper else ""

    def _back(self) -> list[str]:
        return [path for path in self.pages if path.startswith("/nyheter/")][:2]


def _slug(chance: random.Random) -> str:
    return "-".join(chance.choices(_WORDS[:20], k=6))


def signed(path: str) -> str:
    """The path with its signature behind it."""
    return f"{path}-{random.Random(path + 'a secret').randrange(10**6, 10**7)}"


def _text(
    path: str, published: str, *further: str, words: Sequence[str] = _WORDS, number: int = 40
) -> Answer:
    chance = random.Random(path)

    def text(length: int) -> str:
        return " ".join(chance.choices(words, k=length)).capitalize()

    day = f'<meta property="article:published_time" content="{published}">' if published else ""
    return page(
        f"{day}<article><h1>{text(5)}</h1><p>{text(number)}.</p><p>{text(number)}.</p></article>{links(*further)}"
    )


def _list(number: int) -> Answer:
    """A page of the list without an end."""
    numbers = range(number * _ON_A_PAGE, (number + 1) * _ON_A_PAGE)
    further = f'<a rel="next" href="/funn?side={number + 1}">Eldre saker</a>'
    return page(links(*(f"/funn/{100_000 + n}/et-funn-i-fjorden" for n in numbers)) + further)


def _dated(path: str) -> Answer | None:
    """What the list shows, at a number that it can come to; a month of the calendar, or one of its days."""
    _, folder, *numbers = path.split("/")
    if folder == "funn":
        is_there = int(numbers[0]) < 100_000_000
        day = date(2024, 1, 1) - int(numbers[0]) % 10_000 * _A_DAY
        return _text(path, day.isoformat()) if is_there else None
    try:
        day = date.fromisoformat(numbers[-1] if len(numbers) == 1 else f"{numbers[0]}-{numbers[1]}-01")
    except ValueError:
        return None
    if len(numbers) == 1:
        return _text(path, day.isoformat(), *(f"/dager/{day + n * _A_DAY:%Y%m%d}" for n in (-1, 1)))
    days = links(*(f"/dager/{day + n * _A_DAY:%Y%m%d}" for n in range(28)))
    before = day - _A_DAY
    return page(f'{days}<a rel="next" href="/dager/{before:%Y/%m}">Forrige måned</a>')
