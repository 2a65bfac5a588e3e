"""Which links lead to other pages of the list that they stand on, by their numbers.

A pager's links keep the list's address and change, or add, one number: /bygg/2, /bygg/arkiv/2, ?skip=20.
What is no usual place of a page's number is believed where the link is named by one, '2' or 'Side 2'.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl

from crawler.discovery.paging import ARTICLE_OR_PAGE, NEXT_SIGN, PAGE_PARAMETERS, PAGE_PATH

_NAME = re.compile(r"[\[(]?(?:(?:side|page) )?(\d{1,5})[\])]?\Z", re.IGNORECASE)
_OF_DAYS = re.compile(r"/(?:19|20)\d\d(?:[/-][01]?\d)?(?:/|\Z)|/(?:19|20)\d\d-?[01]\d-?[0-3]\d")
_DAY_PARAMETERS = frozenset(
    {"dag", "day", "d", "dato", "date", "uke", "week", "mnd", "maned", "måned", "month", "m", "ar", "aar"}
    | {"år", "year", "y"}
)
_LAST_NUMBER = re.compile(r"\d+(?=\D*\Z)")


def may_name_page(text: str, href: str) -> bool:
    """Whether a link may lead to another page of a list; of most links nothing says so."""
    if "?" in href or "#" in href or _has_page_path(href):
        return True
    return _NAME.match(text) is not None or NEXT_SIGN.match(text) is not None


def is_other_page(there: SplitResult, here: SplitResult, text: str) -> bool:
    """Whether the address of a link with that text is one of another page of the list at `here`."""
    number = match[1] if (match := _NAME.match(text)) else ""
    if PAGE_PATH.search(there.path):
        return PAGE_PATH.sub("/", there.path) == _first_page(here.path)
    if there.path != here.path:
        number = number or (_after(here.path) if NEXT_SIGN.match(text) else "")
        return number != "" and _is_numbered(there.path, here.path, number)
    pairs = parse_qsl(there.query)
    names = {name.lower() for name, _ in pairs}
    if there.path == "/" and names == {ARTICLE_OR_PAGE} and not number:
        return False
    if names & PAGE_PARAMETERS or NEXT_SIGN.match(text):
        return True
    return number != "" and _changes_one_number(pairs, parse_qsl(here.query))


def _has_page_path(href: str) -> bool:
    return PAGE_PATH.search(f"/{href}") is not None


def _first_page(path: str) -> str:
    return PAGE_PATH.sub("/", path.rstrip("/") + "/")


def _changes_one_number(there: list[tuple[str, str]], here: list[tuple[str, str]]) -> bool:
    """Whether a query is the other one but for a number that it changes or adds; days are no pages."""
    other = set(there) - set(here)
    is_whole = {name for name, _ in here} <= {name for name, _ in there}
    return len(other) == 1 and is_whole and all(map(_may_be_page, other))


def _may_be_page(pair: tuple[str, str]) -> bool:
    return pair[1].isdigit() and pair[0].lower() not in _DAY_PARAMETERS


def _is_numbered(there: str, here: str, number: str) -> bool:
    """Whether a path is the list's own with `number` behind it, or with `number` in its number's place."""
    there, home = there.rstrip("/"), _first_page(here).rstrip("/")
    if _OF_DAYS.search(there):
        return False
    if there.startswith(home) and _with_number(number).match(there, len(home)):
        return True
    last = _LAST_NUMBER.search(there)
    is_like_it = _LAST_NUMBER.sub("", there, count=1) == _LAST_NUMBER.sub("", here.rstrip("/"), count=1)
    return is_like_it and last is not None and int(last.group()) == int(number)


def _after(path: str) -> str:
    """The number of the page behind the one at a path, the first of which has none."""
    last = _LAST_NUMBER.search(path)
    return str(int(last.group()) + 1) if last is not None else "2"


@lru_cache(maxsize=100)
def _with_number(number: str) -> re.Pattern[str]:
    """What a pager puts behind a list's path: '/2', '-2', '/arkiv/2', '/index2.html', ';side=2'."""
    return re.compile(rf"[/;_-](?:[^\W\d]+[/=_-]?)?{number}(?:\.\w{{2,5}})?\Z")
