"""Authors and keywords in the state of a page's framework (Next and others), where nothing else says them.

Such a page carries the data that it was made of, as JSON in a script, for the browser to go on with. What is
sought there is the object that bears the page's own headline; its names are the publication's own, so the
usual ones are tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from selectolax.lexbor import LexborNode

from crawler.article import Author
from crawler.parsers.byline_text import is_name, is_person
from crawler.parsers.found import Found
from crawler.parsers.jsonld import Thing, parse_json
from crawler.parsers.page import Page
from crawler.parsers.text import fold, plain

_HEADLINES = ("headline", "title", "heading", "name")
_AUTHORS = ("authors", "author", "bylines", "byline", "contributors", "writers", "journalists")
_KEYWORDS = ("keywords", "tags", "topics", "subjects")
_NAMES = ("name", "fullName", "displayName", "full_name", "display_name", "title", "text", "label")
_PARTS = (("firstName", "lastName"), ("firstname", "lastname"), ("first_name", "last_name"))
_MOST_OBJECTS = 20_000  # that are looked at
_MOST_NAMED = 20
_SOURCE = "state of the page's script"


def read_authors_in_state(page: Page, headline: str | None) -> Found[tuple[Author, ...]] | None:
    """The people whom the page's state names as its writers."""
    names = [name for name in _named(page, headline, _AUTHORS) if is_name(name) and is_person(name)]
    return Found(tuple(Author(name) for name in names), _SOURCE) if names else None


def read_keywords_in_state(page: Page, headline: str | None) -> Found[tuple[str, ...]] | None:
    """The tags that the page's state gives it."""
    keywords = tuple(_named(page, headline, _KEYWORDS))
    return Found(keywords, _SOURCE) if keywords else None


def _named(page: Page, headline: str | None, keys: tuple[str, ...]) -> list[str]:
    """What the page's own object has under the first of the keys that says anything; each once."""
    sought = {fold(headline)} | page.titles if headline else page.titles
    for thing in _objects(page.states, keys):
        if any(fold(plain(thing.get(key))) in sought for key in _HEADLINES if thing.get(key)):
            for key in keys:
                names = list(dict.fromkeys(name for name in _names(thing.get(key)) if name))
                if names:
                    return names[:_MOST_NAMED]
    return []


def _names(value: Any) -> Iterator[str]:
    """The names in a value: a text, an object with a name, or a list of such."""
    if isinstance(value, list):
        for item in value[:_MOST_NAMED]:
            yield from _names(item)
    elif isinstance(value, dict):
        parts = [" ".join(filter(None, (plain(value.get(part)) for part in pair))) for pair in _PARTS]
        yield next(filter(None, (*(plain(value.get(key)) for key in _NAMES), *parts)), "")
    elif isinstance(value, str):
        yield plain(value)


def _objects(states: Iterable[LexborNode], keys: tuple[str, ...]) -> Iterator[Thing]:
    """The objects in the page's JSON scripts that have one of the keys, outer ones first."""
    left = _MOST_OBJECTS
    for script in states:
        text = script.text()
        waiting = [parse_json(text)] if any(f'"{key}"' in text for key in keys) else []
        while waiting and left > 0:
            value = waiting.pop()
            if isinstance(value, dict):
                left -= 1
                if not value.keys().isdisjoint(keys):
                    yield value
                waiting.extend(reversed(value.values()))
            elif isinstance(value, list):
                waiting.extend(reversed(value))
