"""Who wrote the article: names, their roles and e-mail addresses.

Weighs what metadata and the visible byline say. Who is credited for photos alone is no author.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from crawler.article import Author
from crawler.parsers.byline_near import before_date, near_headline
from crawler.parsers.byline_shown import cards, linked, roles
from crawler.parsers.byline_text import (
    LONGEST_NAME,
    as_people_write,
    is_account,
    is_desk,
    is_label,
    is_person,
    is_photographer,
    is_plain_name,
    is_team,
    read_byline,
)
from crawler.parsers.found import Found
from crawler.parsers.jsonld import types_of
from crawler.parsers.page import Page
from crawler.parsers.text import clean, fold, plain

_META = (
    "parsely-author", "sailthru.author", "cxenseparse:author", "author", "article:author", "dc.creator",
    "dcterms.creator", "byl",
)  # fmt: skip
_ATTRIBUTES = ("data-author", "data-authors", "data-byline", "data-author-name")
_SURNAME_FIRST = re.compile(r"[^\W\d_][\w-]+, [^\W\d_][\w-]+")  # two words alone: 'Nordmann, Kari'
_COMPANY = re.compile(r"\s(?:as|asa|ab|aps|a s|gmbh|ltd|inc|llc)\Z")  # behind a folded name
_COUNTRIES = frozenset({
    "norge", "noreg", "norway", "sverige", "sweden", "danmark", "denmark", "finland", "island", "iceland",
    "deutschland", "germany", "uk", "united kingdom", "usa",
})  # fmt: skip
_CATALOGUE_META = frozenset({"dc.creator", "dcterms.creator"})
_MOST_BELOW = 20  # texts below the headline in which a labelled byline goes before meta elements
_LABEL_META, _LABELLED_META = "twitter:label1", "twitter:data1"


def read_authors(page: Page) -> Found[tuple[Author, ...]] | None:
    """The article's authors: JSON-LD where it names people, else the visible byline or meta elements.

    Roles and e-mail addresses come from the visible byline, joined by name.
    """
    publisher = _publisher(page)
    stated = _unique(_from_things(page))
    if people := _without(publisher, stated):
        return _completed(people, page, "json-ld")
    named = _unique(Author(name) for name in _from_meta(page))
    people = [] if all(is_team(author.name) for author in named) else _without(publisher, named)
    labelled = _without(publisher, _unique(near_headline(page, _MOST_BELOW)))
    if labelled and not _says_less(labelled, people, page):
        return _completed(_writers(labelled), page, "text Av")
    if people:
        return _completed(people, page, "meta author")
    shown = _unique(author for card in cards(page) for author in card)
    if visible := _persons(publisher, shown):
        return Found(visible, "css byline")
    name, value = page.said_around_headline(_ATTRIBUTES)
    if by_attribute := _unique(_split_names(value)):
        return Found(by_attribute, f"attribute {name}")
    for read, source in (
        (near_headline, "text Av"),
        (linked, "css a[href*=/author/]"),
        (before_date, "text near the headline"),
    ):
        if found := _not_in(_subjects(page), _unique(read(page))):
            return Found(_writers(found), source)
    shown = shown or _unique(author for card in cards(page, anywhere=True) for author in card)
    visible = _persons(publisher, shown)
    for authors, source in (
        (visible, "css byline"),
        (stated, "json-ld"),
        (shown, "css byline"),
        (named, "meta author"),
    ):
        if authors:
            return Found(authors, source)
    return None


def _says_less(labelled: list[Author], people: list[Author], page: Page) -> bool:
    """Whether the people of meta elements are to be believed beside what a labelled byline says.

    They are where the byline names others only while theirs stand near the headline too, and where
    what it names beyond them is but what they belong to.
    """
    if not people:
        return False
    known = {fold(author.name) for author in people}
    more = [author.name for author in labelled if fold(author.name) not in known]
    alone = {fold(text) for text, _ in page.surroundings.after[:_MOST_BELOW]}
    if len(more) == len(labelled):
        return not known.isdisjoint(alone)
    return not more or any(fold(name) not in alone for name in more)


def _publisher(page: Page) -> set[str]:
    """What the publication calls itself, folded."""
    names = [
        *page.meta.get("og:site_name", ()),
        page.host,
        page.host.split(".")[0],
        plain(_first_name(page, "publisher")),
    ]
    return {_COMPANY.sub("", fold(name)) for name in names}


def _subjects(page: Page) -> set[str]:
    """What the page says that it is about, folded: 'North Korea' above a date is its section, no writer."""
    stated = page.article_thing.get("articleSection")
    said = [*page.meta.get("article:section", ()), *page.meta.get("article:tag", ())]
    said += stated if isinstance(stated, list) else [stated]
    return {fold(plain(text)) for text in said}


def _not_in(names: set[str], authors: tuple[Author, ...]) -> tuple[Author, ...]:
    return tuple(author for author in authors if _COMPANY.sub("", fold(author.name)) not in names)


def _persons(publisher: set[str], shown: tuple[Author, ...]) -> tuple[Author, ...]:
    """The persons among those whom bylines name."""
    return _writers(author for author in _without(publisher, shown) if is_person(author.name))


def _without(publisher: set[str], authors: tuple[Author, ...]) -> list[Author]:
    """The authors that are not the publication; none where they are but desks of it."""
    others = [*_not_in(publisher, authors)]
    return [] if all(is_desk(author.name) for author in others) else others


def _writers(people: Iterable[Author]) -> tuple[Author, ...]:
    """The people without those who are named for the pictures alone, unless nobody else is named."""
    named = tuple(people)
    return tuple(author for author in named if not is_photographer(author)) or named


def _completed(people: Sequence[Author], page: Page, source: str) -> Found[tuple[Author, ...]]:
    """The authors that metadata name, with what their visible bylines add."""
    visible = _unique(author for card in roles(page, people) for author in card)
    return Found(tuple(_complete(author, visible) for author in people), source)


def _complete(author: Author, visible: tuple[Author, ...]) -> Author:
    for other in visible:
        if fold(other.name) == fold(author.name):
            return Author(author.name, author.role or other.role, author.email or other.email)
    return author


def _unique(authors: Iterable[Author]) -> tuple[Author, ...]:
    """The authors, each once, with the role and the address that one of its mentions has."""
    found: dict[str, Author] = {}
    for author in authors:
        if is_account(author.name):
            continue
        key = fold(author.name)
        known = found.get(key)
        if known is None:
            found[key] = author
        else:
            found[key] = Author(known.name, known.role or author.role, known.email or author.email)
    return tuple(found.values())


def _first_name(page: Page, key: str) -> object:
    value = page.resolve(page.article_thing.get(key))
    value = value[0] if isinstance(value, list) and value else value
    return value.get("name") if isinstance(value, dict) else value


def _from_things(page: Page) -> Iterator[Author]:
    """The authors of the JSON-LD article: strings, things, references, lists of lists."""
    waiting: list[Any] = [page.article_thing.get("author")]
    while waiting:
        value = page.resolve(waiting.pop(0))
        if isinstance(value, list):
            waiting = value + waiting
        elif isinstance(value, str):
            yield from _split_names(value)
        elif isinstance(value, dict):
            name = value.get("name")
            if isinstance(name, list):
                waiting = name + waiting
            elif isinstance(name, str):
                role, email = plain(value.get("jobTitle")) or None, plain(value.get("email")).lower() or None
                for author in _split_names(name):
                    yield Author(author.name, role or author.role, email or author.email)
            elif types_of(value) & {"Person", "Organization"} and isinstance(value.get("givenName"), str):
                yield Author(clean(f"{value['givenName']} {value.get('familyName') or ''}"))


def _split_names(text: str) -> Iterator[Author]:
    text = plain(text)
    if not text or text.startswith(("http", "www.")):
        return
    if is_plain_name(text):
        yield Author(as_people_write(text))
        return
    if _SURNAME_FIRST.fullmatch(text):
        yield Author(as_people_write(_inverted(text)))
        return
    authors = read_byline(text)
    if authors:
        yield from authors
    elif len(text) <= LONGEST_NAME and "@" not in text:
        yield Author(as_people_write(text))


def _inverted(name: str) -> str:
    """'Nordmann, Kari' as people write it; catalogues put the surname first."""
    surname, comma, rest = name.partition(", ")
    is_inverted = bool(comma) and "," not in rest and 1 in (len(surname.split()), len(rest.split()))
    return f"{rest} {surname}" if is_inverted else name


def _is_with_address(text: str) -> bool:
    """Whether a text is a company and where it is: 'Fagpressen AS, Oslo', 'Fagpressen, Oslo, Norge'."""
    company, *place = map(fold, text.split(","))
    return bool(place) and (_COMPANY.search(company) is not None or place[-1] in _COUNTRIES)


def _from_meta(page: Page) -> Iterator[str]:
    for name in _META:
        for value in page.meta.get(name, []):
            if not value.startswith(("http", "www.", "/")) and not _is_with_address(value):
                stated = _inverted(value) if name in _CATALOGUE_META else value
                yield from (author.name for author in _split_names(stated))
    for label, value in zip(page.meta.get(_LABEL_META, []), page.meta.get(_LABELLED_META, []), strict=False):
        if is_label(label):  # WordPress plug-ins say so to those who share the page
            yield from (author.name for author in _split_names(value))
