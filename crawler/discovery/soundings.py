"""Made-up addresses, by which a kind of page is sounded: whether there is one wherever somebody asks.

A list of a publication ends, a calendar's articles begin some day, and no article stands at an address that
nobody wrote. A page that is made up as it is asked for is there all the same. So two addresses are asked for
that no publication has: page two million of a list, a month of the year 1450, the letters of an address
turned around. Only where both bring something that the other does not, is the kind endless: many sites answer
everything that they do not know with one and the same page.
"""

from __future__ import annotations

import re
from string import ascii_letters, ascii_lowercase, ascii_uppercase
from typing import Literal
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from crawler.address import identifies
from crawler.discovery.paging import PAGE_PARAMETERS, PAGE_PATH

SOUNDINGS = 2  # of a kind; both have to bring something
_FAR = 1_000_000  # pages of a list
_LONG_AGO = 1450  # before there was print
_MONTH_AND_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_YEAR = re.compile(  # of a day or a month: /2024/05, -2024, 20240517, =2024-05; not the number of an article
    r"(?<=[-_.])(?:19|20)\d\d(?!\d)"
    r"|(?<=[/=])(?:19|20)\d\d(?=[-_./](?:0?[1-9]|1[0-2])(?!\d))"
    rf"|(?<!\d)(?:19|20)\d\d(?={_MONTH_AND_DAY}(?!\d))"
)
_YEAR_OF_LIST = re.compile(r"(?<=[/=])(?:19|20)\d\d(?=[/&]|\Z)")
_NUMBER = re.compile(r"\d+")
_LONG_NUMBER = re.compile(r"\d{5,}")
_ENDING = re.compile(r"\.[A-Za-z]{2,5}\Z")
_TURNS = {1: 13, 2: 7}  # places in the alphabet


def made_up(url: str, kind: Literal["article", "section"]) -> tuple[str, ...]:
    """Two addresses like `url` where a publication has nothing; none where no such address can be told."""
    make = _list_like if kind == "section" else _article_like
    found = {make(url, number): None for number in range(1, SOUNDINGS + 1)}
    return tuple(found) if url not in found and len(found) == SOUNDINGS else ()


def _list_like(url: str, number: int) -> str:
    """A page of the same list that is much too far, or one of years that no list goes back to."""
    _, _, path, query, _ = parts = urlsplit(url)
    pairs = parse_qsl(query, keep_blank_values=True)
    if any(name.lower() in PAGE_PARAMETERS and value.isdigit() for name, value in pairs):
        far = [(n, str(number * _FAR)) if n.lower() in PAGE_PARAMETERS else (n, v) for n, v in pairs]
        return urlunsplit(parts._replace(query=urlencode(far)))
    if match := PAGE_PATH.search(path):
        page = _NUMBER.sub(str(number * _FAR), match.group())
        return urlunsplit(parts._replace(path=path[: match.start()] + page))
    return _YEAR_OF_LIST.sub(str(_LONG_AGO + number), _long_ago(url, number))


def _article_like(url: str, number: int) -> str:
    """The same day, long ago; else the name or number by which the article is known, as nobody wrote it."""
    if (earlier := _long_ago(url, number)) != url:
        return earlier
    parts = urlsplit(url)
    pairs = parts.query.split("&")
    if any(map(identifies, pairs)):
        other = (_unwritten(pair, number) if identifies(pair) else pair for pair in pairs)
        return urlunsplit(parts._replace(query="&".join(other)))
    folder, slash, last = parts.path.rstrip("/").rpartition("/")
    name = last.removesuffix(ending := _ending_of(last))
    end = ending + parts.path[len(folder + slash + last) :]
    path = _unwritten(folder, number, _LONG_NUMBER) + slash + quote(_turned(unquote(name), number)) + end
    return urlunsplit(parts._replace(path=path))


def _long_ago(url: str, number: int) -> str:
    scheme, mark, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    return scheme + mark + host + _YEAR.sub(str(_LONG_AGO + number), slash + path)


def _ending_of(name: str) -> str:
    found = _ENDING.search(name)
    return found.group() if found else ""


def _turned(name: str, number: int) -> str:
    """A name with another letter in place of each; where it is a number, or has a long one, others too."""
    by = _TURNS[number]
    small, large = (letters[by:] + letters[:by] for letters in (ascii_lowercase, ascii_uppercase))
    turned = name.translate(str.maketrans(ascii_letters, small + large))
    return _unwritten(turned, number, _LONG_NUMBER if turned != name else _NUMBER)


def _unwritten(text: str, number: int, numbers: re.Pattern[str] = _NUMBER) -> str:
    """A text whose numbers are larger than any that a publication has come to, and still such that servers
    can count so far (31 bits)."""
    return numbers.sub(lambda found: f"{18 + number}{found.group()[-8:]:0>8}", text)
