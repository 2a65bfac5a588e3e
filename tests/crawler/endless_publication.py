"""A publication with a few articles, and around them everything that has no end."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from tests.crawler.publication import PROSE, SmallPublication, article, links, page
from tests.sites.server import Answer

ARTICLES = [f"/nyheter/sak-nummer-{number}-om-kaia" for number in range(24)]
_ON_A_PAGE = 8
_MONTHS = 12


def _listed(number: int) -> str:
    """One page of the list of all articles, and the link to the next."""
    shown = ARTICLES[(number - 1) * _ON_A_PAGE : number * _ON_A_PAGE]
    is_last = number * _ON_A_PAGE >= len(ARTICLES)
    return links(*shown) + ("" if is_last else f'<a href="/nyheter?side={number + 1}">Eldre saker</a>')


class EndlessPublication(SmallPublication):
    """Every page leads to a calendar, to lists sorted and filtered in every way, to itself under the number
    of a session that is new each time, and to a folder whose relative links lead ever deeper."""

    def __init__(self) -> None:
        super().__init__({})
        self._views = itertools.count()

    def answer(self, path_and_query: str, base: str) -> Answer | None:
        parts = urlsplit(path_and_query)
        query = dict(parse_qsl(parts.query))
        if parts.path in ARTICLES:
            return article(parts.path, links="".join(self._traps()))
        if parts.path in ("/", "/nyheter"):
            navigation = f"<nav>{links('/nyheter')}{''.join(self._traps())}</nav>"
            return page(navigation + _listed(int(query.get("side", "1"))))
        if parts.path.startswith("/kalender/"):
            return _calendar(parts.path)
        if parts.path.startswith("/mappe-med-alle-saker/"):
            deeper = links("a/", "b/", "c/d-og-e-og-f/")
            return page(f'<nav>{deeper}</nav><a href="g-h-i/">Neste</a>{_listed(1)}')
        return super().answer(path_and_query, base)

    def _traps(self) -> Iterator[str]:
        view = next(self._views)
        yield links("/kalender/2024/05", "/mappe-med-alle-saker/a/")
        sorted_by = ("dato", "tittel", "lest")
        yield links(*(f"/nyheter?sort={by}&visning={view}&side=2" for by in sorted_by))
        yield links(f"/nyheter?sted={view}&side=1", f"/nyheter?tema={view}&sted={view}&side=3")
        names = ("sid", "PHPSESSID", "okt", "besok")
        session = f"{view:08x}a"
        yield links(*(f"{path}?{name}={session}" for path, name in zip(ARTICLES[::6], names, strict=True)))
        yield links(f"{ARTICLES[5]}?nr={view}")


def _calendar(path: str) -> Answer:
    """A month, which leads to those around it, or a day, whose text differs from others by its date alone."""
    _, _, *numbers = path.split("/")
    if len(numbers) == 3:
        text = f"<h1>Møte {path}</h1><p>Den {path}: {PROSE}</p>"
        return page(text if int(numbers[2]) % 2 else "<h1>Ingen møter</h1>")
    month = int(numbers[0]) * _MONTHS + int(numbers[1]) - 1
    later, earlier = (f"/kalender/{m // _MONTHS}/{m % _MONTHS + 1:02}" for m in (month + 1, month - 1))
    days = links(*(f"{path}/{day:02}" for day in range(1, 29)))
    return page(f'{days}<a rel="next" href="{later}">Neste måned</a> <a href="{earlier}">Forrige</a>')
