"""The dates that a list shows beside its links: in <time> or <abbr>, or as text that says little else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.discovery.finder_dates import read_moment
from crawler.discovery.vague_dates import LIKE_VAGUE, VAGUE, read_vague
from crawler.parsers.date_text import read_date
from crawler.parsers.date_words import AFTER_LABEL, MONTHS, PUBLISHED, WEEKDAYS

MOST_DATES = 500  # of a list that are looked at
MOST_LINKS = (
    10  # of a teaser: picture, headline, 'Les mer', author and tags; with more it is a part of the page
)
FEW_LINKS = 4  # of a teaser of one article; what holds more may be the most read 'i dag', of any age
_TEASER_HEIGHT = 4  # elements between a date and the teaser that it belongs to
_LONGEST = 80  # characters of a text that is a date and a rubric
_LONGEST_RAW = 2 * _LONGEST  # with white space in and around it
_YEAR = r"(?:19|20)\d\d"
_DAY = (
    rf"(?:[0-3]?\d\.?\s?(?:{'|'.join(MONTHS)})\b\.?\s{_YEAR}(?!\d)"
    rf"|[0-3]?\d[./-]\s?[01]?\d[./-]\s?(?:{_YEAR}|\d\d)(?!\d)|{_YEAR}-[01]\d-[0-3]\d(?!\d))"
)
_CLOCK = r"(?:[\s,–-]{0,4}(?:kl\.?\s?|klokken\s)?[0-2]?\d[.:][0-5]\d)?"
_WEEKDAY = rf"(?:(?:{'|'.join(WEEKDAYS)})\b\.?,?\s(?:den\s)?)?"
_RUBRIC, _SIGN = r"[^\W\d_]+(?:[ -][^\W\d_]+){0,2}", r"\s?[|·•/,–—-]\s?"
_LIKE_DATE = re.compile(r"\d\D+\d{1,2}(?!\d)|\d{4}")  # most texts have no such numbers
_BEFORE = rf"\W{{0,3}}(?:{_RUBRIC}{_SIGN}|(?:{'|'.join(PUBLISHED)}){AFTER_LABEL}\s?)?{_WEEKDAY}"
_BEHIND = rf"(?:{_SIGN}{_RUBRIC})?\W{{0,3}}\Z"
_IS_DATE = re.compile(  # 12.03.2024; Publisert: tirsdag 12. mars 2024 kl. 10:30; Nyheter | 12.03.24
    rf"{_BEFORE}(?P<date>{_DAY}{_CLOCK}){_BEHIND}", re.IGNORECASE
)
_IS_VAGUE = re.compile(rf"{_BEFORE}(?:{VAGUE}){_BEHIND}", re.IGNORECASE)  # Nyheter | for 3 timer siden
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class ShownDates(NamedTuple):
    """By address: the `dates` that teasers show; where dates and links merely follow each other, and where
    dates are vague, the latest that an article may be of (`latest`), and of some the earliest."""

    dates: dict[str, datetime]
    latest: dict[str, datetime]
    earliest: dict[str, datetime]


NO_DATES = ShownDates({}, {}, {})


class _Shown(NamedTuple):
    """A date of the page; of a vague one the latest moment, and the earliest if that is known."""

    node: LexborNode
    moment: datetime
    is_vague: bool = False
    earliest: datetime | None = None


AddressesOf = Callable[[LexborNode], tuple[str, ...]]
"""From an element to the addresses that the links in it lead to, itself among them."""


def shown_dates(
    tree: LexborHTMLParser, addresses_of: AddressesOf, fetched: datetime | None = None
) -> ShownDates:
    """What the page's dates say of its links. One that no teaser holds alone says less. What counts from now
    counts from `fetched` (aware); without it, it says nothing."""
    shown = [*_in_elements(tree)]
    shown += _in_texts(tree, {one.node.mem_id for one in shown}, fetched)
    found = ShownDates({}, {}, {})
    for address, one in _by_address([one for one in shown if not one.is_vague], addresses_of, found.latest):
        found.dates.setdefault(address, one.moment)
    vague = ShownDates({}, {}, {})
    for address, one in _by_address([one for one in shown if one.is_vague], addresses_of, vague.latest):
        vague.latest.setdefault(address, one.moment)
        if one.earliest is not None:
            vague.earliest.setdefault(address, one.earliest)
    for address in vague.latest.keys() - found.dates.keys() - found.latest.keys():
        found.latest[address] = vague.latest[address]
        if address in vague.earliest:
            found.earliest[address] = vague.earliest[address]
    return found


def _by_address(
    shown: list[_Shown], addresses_of: AddressesOf, latest: dict[str, datetime]
) -> Iterator[tuple[str, _Shown]]:
    """The addresses to which dates belong; those that merely follow dates are put into `latest`."""
    del shown[MOST_DATES:]
    around = Counter(place.mem_id for one in shown for place in _around(one.node, 2 * _TEASER_HEIGHT))
    crowded: dict[int, LexborNode] = {}
    for one in shown:
        link, teaser = _teaser(one.node)
        if link is not None:
            yield from ((address, one) for address in addresses_of(link))
        if teaser is None:
            continue
        addresses = addresses_of(teaser)
        if around[teaser.mem_id] > 1:
            crowded[teaser.mem_id] = teaser
        elif len(addresses) <= MOST_LINKS:
            said = one if len(addresses) <= FEW_LINKS else one._replace(earliest=None)
            yield from ((address, said) for address in addresses)
    moments = {one.node.mem_id: one.moment for one in shown}
    for teaser in crowded.values():
        latest.update(_latest(_order(teaser, moments, addresses_of)))


def _in_elements(tree: LexborHTMLParser) -> Iterator[_Shown]:
    for node in tree.css(
        "time[datetime], abbr[title]"
    ):  # the latter by hAtom, and beside 'for 3 timer siden'
        moment = read_moment(node.attributes.get("datetime") or node.attributes.get("title") or "")
        if moment is not None:
            yield _Shown(node, moment)


def _in_texts(tree: LexborHTMLParser, known: set[int], fetched: datetime | None) -> Iterator[_Shown]:
    """The dates that stand as text, but for those of elements that are known to show one."""
    root = tree.body
    for node in root.traverse(include_text=True) if root is not None else ():
        if node.tag != "-text":
            continue
        text = node.text_content or ""
        if len(text) > _LONGEST_RAW or (node.parent is not None and node.parent.mem_id in known):
            continue
        match = _IS_DATE.match(_plain(text)) if _LIKE_DATE.search(text) else None
        if match is not None and (found := read_date(match["date"])) is not None:
            yield _Shown(node, found.when)
        elif match is None and fetched is not None and LIKE_VAGUE.search(text):
            yield from _vague(node, _plain(text), fetched)


def _plain(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]


def _vague(node: LexborNode, text: str, fetched: datetime) -> Iterator[_Shown]:
    """The vague date that is all of a text, if it is one; a headline says something else with such words."""
    match = _IS_VAGUE.match(text)
    if match is None or any(place.tag in _HEADINGS for place in _around(node, 2)):
        return
    if (bounds := read_vague(match, fetched)) is not None:
        yield _Shown(node, bounds.latest, is_vague=True, earliest=bounds.earliest)


def _around(node: LexborNode, levels: int) -> Iterator[LexborNode]:
    """The elements around a node, the nearest first, within the page's body."""
    place = node.parent
    for _ in range(levels):
        if place is None or place.tag in ("body", "html"):
            return
        yield place
        place = place.parent


def _teaser(node: LexborNode) -> tuple[LexborNode | None, LexborNode | None]:
    """The link that a date stands in, if it does; and the nearest element around it that holds a link."""
    for place in _around(node, _TEASER_HEIGHT):
        if place.tag == "a":
            return place, place.parent
        if place.css_first("a[href]") is not None:
            return None, place
    return None, None


def _order(
    part: LexborNode, moments: dict[int, datetime], addresses_of: AddressesOf
) -> list[datetime | tuple[str, ...]]:
    """The dates and links of a part of the page as they follow each other."""
    order: list[datetime | tuple[str, ...]] = []
    for node in part.traverse(include_text=True):
        if node.mem_id in moments:
            order.append(moments[node.mem_id])
        elif node.tag == "a":
            order.append(addresses_of(node))
    return order


def _latest(order: list[datetime | tuple[str, ...]]) -> dict[str, datetime]:
    """The latest day of each link: that of the date ahead of it, or behind it, by where the row begins and
    ends; where that does not tell, the later of both."""
    dates_lead, dates_end = (isinstance(order[end], datetime) for end in (0, -1)) if order else (False, False)
    ahead, behind = _nearest(order), _nearest(order[::-1])[::-1]
    latest: dict[str, datetime] = {}
    for at, addresses in enumerate(order):
        if isinstance(addresses, datetime):
            continue
        near = (ahead[at], behind[at])
        if dates_lead != dates_end:
            near = (near[0], near[0]) if dates_lead else (near[1], near[1])
        if near[0] is not None and near[1] is not None:
            for address in addresses:
                latest.setdefault(address, max(near[0], near[1]))
    return latest


def _nearest(order: list[datetime | tuple[str, ...]]) -> list[datetime | None]:
    """For each place of the row the last date that came so far."""
    last: datetime | None = None
    found: list[datetime | None] = []
    for one in order:
        last = one if isinstance(one, datetime) else last
        found.append(last)
    return found
