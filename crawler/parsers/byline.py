"""Who wrote the article: names, their roles and e-mail addresses.

Weighs what metadata and the visible byline say. Who is credited for photos alone is no author.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag
from selectolax.lexbor import LexborNode

from crawler.article import Author
from crawler.parsers.byline_text import (
    LONGEST_NAME,
    as_people_write,
    credits_photo,
    is_label,
    is_person,
    is_plain_name,
    names_a_role,
    opens_byline,
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
_PERSONS = "[itemtype$='Person'], .byline, .author"
_ROLE_OR_MAIL = "a[href^='mailto:'], [itemprop~='jobTitle'], [class*='job'], [class*='role']"
_ELSEWHERE = re.compile(r"comment|related|teaser|sidebar|recommend|most-?read|promo|caption", re.I)
_ELSEWHERE_TAGS = frozenset({"aside", "figure", "nav"})
_NAME_MARKS = (  # in class, itemprop or rel; the closest mark first
    re.compile(r"itemprop=name\b"),
    re.compile(r"author[-_]{0,2}name|byline-author|\bfn\b", re.I),
    re.compile(r"rel=author\b|\bname\b"),
)
_ROLE_MARK = re.compile(r"itemprop=jobTitle|job|role|position|title|description", re.I)
_MOST_CARDS = 5
_LEVELS = 8  # how many elements around a name are looked at


def read_authors(page: Page) -> Found[tuple[Author, ...]] | None:
    """The article's authors: JSON-LD where it names people, else the visible byline or meta elements.

    Roles and e-mail addresses come from the visible byline, joined by name.
    """
    stated = _unique(_from_things(page))
    named = _unique(Author(name) for name in _from_meta(page))
    publisher = {fold(name) for name in page.meta.get("og:site_name", [])} | {fold(page.host.split(".")[0])}
    publisher.add(fold(plain(_first_name(page, "publisher"))))
    known = [author for author in (*stated, *named) if fold(author.name) not in publisher]
    visible = _unique(author for card in _cards(page, known) for author in card)
    persons = tuple(author for author in visible if is_person(author.name))
    for authors, source in ((stated, "json-ld"), (named, "meta author"), (persons, "css byline")):
        people = [author for author in authors if fold(author.name) not in publisher]
        if people:
            return Found(tuple(_complete(author, visible) for author in people), source)
    labelled = _near_headline(page)
    if labelled:
        return Found(labelled, "text Av")
    for authors, source in ((stated, "json-ld"), (visible, "css byline"), (named, "meta author")):
        if authors:
            return Found(authors, source)
    return None


def _complete(author: Author, visible: tuple[Author, ...]) -> Author:
    for other in visible:
        if fold(other.name) == fold(author.name):
            return Author(author.name, author.role or other.role, author.email or other.email)
    return author


def _unique(authors: Iterable[Author]) -> tuple[Author, ...]:
    found: dict[str, Author] = {}
    for author in authors:
        known = found.get(fold(author.name))
        if known is None:
            found[fold(author.name)] = author
        else:
            found[fold(author.name)] = Author(
                known.name, known.role or author.role, known.email or author.email
            )
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
                    yield Author(author.name, role, email)
            elif types_of(value) & {"Person", "Organization"} and isinstance(value.get("givenName"), str):
                yield Author(clean(f"{value['givenName']} {value.get('familyName') or ''}"))


def _split_names(text: str) -> Iterator[Author]:
    text = plain(text)
    if not text or text.startswith(("http", "www.")):
        return
    if is_plain_name(text):
        yield Author(as_people_write(text))
        return
    authors = read_byline(text)
    if authors:
        yield from authors
    elif len(text) <= LONGEST_NAME and "@" not in text:
        yield Author(as_people_write(text))


def _from_meta(page: Page) -> Iterator[str]:
    for name in _META:
        for value in page.meta.get(name, []):
            if not value.startswith(("http", "www.", "/")):
                yield from (author.name for author in _split_names(value))


def _cards(page: Page, known: list[Author]) -> Iterator[tuple[Author, ...]]:
    """What each visible byline names; BeautifulSoup reads the small pieces that Lexbor finds.

    Where authors are known already, only bylines with a role or an address are read.
    """
    seen: set[str] = set()
    names = {fold(author.name) for author in known}
    for node in (page.survey.marked if known else page.survey.marked_anywhere)("byline")[:40]:
        text = clean(node.text(separator=" "))
        if not 2 < len(text) < 300 or text in seen or len(seen) >= _MOST_CARDS or _is_list(node):
            continue
        if known:
            says_more = names_a_role(text) or node.css_first(_ROLE_OR_MAIL) is not None
            if not says_more or not any(name in fold(text) for name in names):
                continue
        elif _stands_elsewhere(node):
            continue
        seen.add(text)
        authors = _read_card(BeautifulSoup(node.html or "", "lxml"))
        if authors:
            yield authors


def _near_headline(page: Page) -> tuple[Author, ...]:
    """Who a text beside the headline names: 'Av Kari Nordmann' in one piece, or label and name apart."""
    around = page.surroundings
    for texts in (around.after, around.before[::-1]):
        for text, following in pairwise([*texts, ""]):
            label_alone = is_label(text)
            if label_alone or opens_byline(text):
                authors = read_byline(f"{text}\n{following}" if label_alone else text)
                if authors and all(is_person(author.name) for author in authors):
                    return authors
    return ()


def _is_list(node: LexborNode) -> bool:
    """Whether an element holds several bylines, which are read one by one."""
    return len({inner.mem_id for inner in node.css(_PERSONS)} - {node.mem_id}) > 1


@lru_cache(maxsize=32768)
def _says_elsewhere(name: str) -> bool:
    """Whether an element's name says so; the same names come again and again."""
    return _ELSEWHERE.search(name) is not None


def _stands_elsewhere(node: LexborNode | None) -> bool:
    """Whether an element around says that the name belongs to a comment, a teaser, a photo.

    A footer does, unless it is the article's own.
    """
    in_footer = False
    for _ in range(_LEVELS):
        if node is None or node.tag in ("article", "main"):
            return False
        if node.tag == "body":
            return in_footer
        if node.tag in _ELSEWHERE_TAGS or _says_elsewhere((node.attributes.get("class") or "")[:300]):
            return True
        in_footer = in_footer or node.tag == "footer"
        node = node.parent
    return in_footer


def _read_card(soup: BeautifulSoup) -> tuple[Author, ...]:
    """One byline element: marked name, role and mailto link first, else its lines as text."""
    marks = [(tag, _marks(tag)) for tag in soup.find_all(True)]
    name = _first(marks, *_NAME_MARKS)
    if name is None or credits_photo(soup.get_text(" ")):
        return read_byline(soup.get_text("\n"))
    authors = read_byline(_joined(name))
    if len(authors) != 1:
        return authors
    email = next((_address(tag) for tag, _ in marks if tag.name == "a" and _address(tag)), None)
    role_node = _first(marks, _ROLE_MARK)
    role = _joined(role_node) if role_node is not None else ""
    is_role = 0 < len(role) < 60 and role != authors[0].name and "@" not in role
    author = authors[0]
    return (Author(author.name, author.role or (role if is_role else None), author.email or email),)


def _address(link: Tag) -> str | None:
    """The e-mail address of a mailto link; some pages hide it from robots as percent signs."""
    target = str(link.get("href") or "")
    if not target.startswith("mailto:"):
        return None
    address = unquote(target[7:].partition("?")[0]).strip().lower()
    return address if "@" in address else None


def _marks(tag: Tag) -> str:
    """What an element says of itself: its classes, itemprop and rel as one text."""
    return f"{_words(tag, 'class')} itemprop={_words(tag, 'itemprop')} rel={_words(tag, 'rel')}"


def _words(tag: Tag, attribute: str) -> str:
    value = tag.get(attribute)
    return value if isinstance(value, str) else " ".join(value or ())


def _first(marks: list[tuple[Tag, str]], *patterns: re.Pattern[str]) -> Tag | None:
    """The first element with the closest mark."""
    for pattern in patterns:
        for tag, said in marks:
            if pattern.search(said):
                return tag
    return None


def _joined(node: Tag) -> str:
    return clean(node.get_text(" "))
