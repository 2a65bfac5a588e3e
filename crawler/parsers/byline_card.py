"""One marked byline: its name, with the role and the e-mail address that are marked or stand beside it."""

from __future__ import annotations

import re
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from crawler.article import Author
from crawler.parsers.byline_text import credits_photo, is_person, read_byline
from crawler.parsers.text import clean

_NAME_MARKS = (  # in class, itemprop or rel; the closest mark first
    re.compile(r"itemprop=name\b"),
    re.compile(r"author[-_]{0,2}name|byline-author|\bfn\b", re.I),
    re.compile(r"rel=author\b|(?<![^\W_])name(?![^\W_]|-)"),
)
_ROLE_MARK = re.compile(r"itemprop=jobTitle|job|role|position|title|description", re.I)
MAIL = "a[href^='mailto:']"
_LONGEST_ROLE = 60  # characters


def read_card(card: LexborNode) -> tuple[Author, ...]:
    """Who a byline names: by its marks, else by its lines as text."""
    marks: list[tuple[LexborNode, str]] = []
    addresses: list[str] = []
    for node in card.css("*"):
        get = node.attributes.get
        marks.append((node, f"{get('class') or ''} itemprop={get('itemprop') or ''} rel={get('rel') or ''}"))
        target = get("href") or "" if node.tag == "a" else ""
        if target.startswith("mailto:") and (address := _address(target)):
            addresses.append(address)
    name = _first(marks, *_NAME_MARKS)
    if name is None or credits_photo(card.text(separator=" ")):
        return read_byline("\n".join([card.text(separator="\n"), *addresses]))
    authors = _named(name)
    if len(authors) != 1:
        return authors
    author = authors[0]
    role_node = _first(marks, _ROLE_MARK)
    role = clean(role_node.text(separator=" ")) if role_node is not None else ""
    is_role = 0 < len(role) < _LONGEST_ROLE and role != author.name and "@" not in role
    email = addresses[0] if addresses else author.email
    return (Author(author.name, author.role or (role if is_role else None), email),)


def _named(name: LexborNode) -> tuple[Author, ...]:
    """Who an element marked as name holds: one, whose parts may be elements, or several full names."""
    lines = [line for line in name.text(separator="\n").split("\n") if line.strip()]
    if len(lines) > 1 and all(is_person(line) for line in lines):
        return read_byline("\n".join(lines))
    return read_byline(clean(" ".join(lines)))


def _address(target: str) -> str | None:
    """The e-mail address of a mailto link; some pages hide it from robots as percent signs."""
    address = unquote(target[7:].partition("?")[0]).strip().lower()
    return address if "@" in address else None


def _first(marks: list[tuple[LexborNode, str]], *patterns: re.Pattern[str]) -> LexborNode | None:
    """The first element with the closest mark."""
    for pattern in patterns:
        for node, said in marks:
            if pattern.search(said):
                return node
    return None
