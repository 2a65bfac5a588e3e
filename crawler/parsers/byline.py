"""Who wrote the article: names, their roles and e-mail addresses.

`read_byline` reads a byline as text; `read_authors` weighs what metadata and the visible byline
say. Who is credited for photos alone is no author.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from bs4 import BeautifulSoup, Tag
from selectolax.lexbor import LexborNode

from crawler.article import Author
from crawler.parsers.found import Found
from crawler.parsers.jsonld import types_of
from crawler.parsers.page import Page
from crawler.parsers.text import clean, fold, plain

_LABEL = re.compile(
    r"^\s*(?:(?:tekst|text)(?:\s*(?:og|/|&|,|\+)\s*(?:foto|bilder|video|illustrasjon(?:er)?))?|av|by|von|"
    r"skrevet av|skriven av|written by|posted by|words by|publisert av|reporter|journalist|forfatter|"
    r"author|innsendt av|"
    r"kommentar av|publisert\s.{0,40}?\sav|published\s.{0,40}?\sby|.{0,20}\d{4} by)\b\s*:?\s*(?=\S)",
    re.I,
)
_PHOTO = re.compile(
    r"(?:^|[\s,|•/])(?:foto(?:graf)?|photo(?:s|graphy)?|bilder|illustrasjon(?:er)?|video|grafikk|image)"
    r"(?:\s+(?:av|by))?\s*:\s*[^|•\n]*",
    re.I,
)
_BOTH = re.compile(r"(?:tekst|text)\s*(?:og|/|&|,|\+)\s*(?:foto|bilder|video)\s*:", re.I)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_PHONE = re.compile(r"(?:\+\d{2}\s?)?(?:\d[\s.-]?){8,11}")
_LINE = re.compile(r"\s*[\n|•·]\s*")
_SEPARATOR = re.compile(r"\s*(?:[,;/]|\s&\s|\s(?:og|and|und|et|och|y)\s|\s[–-]\s)\s*", re.I)
_ROLE = re.compile(
    r"\b(?:journalist\w*|\w*redaktør\w*|redaksjonen|nyhetsleder|nyhetssjef|reporter|editor|redaktor|"
    r"kommentator|spaltist|frilans\w*|fotograf|skribent|forfatter|praktikant|vaktsjef|digitalsjef|"
    r"debattleder|"
    r"daglig leder|direktør|leder|professor|forsker|stipendiat|rådgiver|advokat|correspondent|"
    r"columnist|writer|"
    r"contributor|redakteur\w*|autor\w*|director|manager|founder|ceo|author|producer|analyst)\b",
    re.I,
)
_NO_NAME = re.compile(
    r"\d|@|https?:|www\.|\b(?:publisert|oppdatert|published|updated|edited|reviewed|quelle|lesetid|"
    r"min read|les mer|"
    r"follow|følg|twitter|facebook|share|all rights|by|foto|about|more|posts?|view|read)\b",
    re.I,
)
_AGENCIES = frozenset({"ntb", "dpa", "afp", "ap", "reuters", "tt", "ritzau", "sda", "apa", "efe", "ansa"})
_KEPT_CAPITALS = frozenset({"AS", "ASA", "SA", "NTB", "KS", "BA", "AB"})
_WORD = re.compile(r"[^\W\d_]+")
_PARTICLES = frozenset(
    {"von", "van", "de", "der", "den", "da", "di", "du", "la", "le", "del", "af", "av", "el", "al", "bin"}
)
_LONGEST_NAME, _MOST_WORDS = 50, 6

_META = (
    "parsely-author", "sailthru.author", "cxenseparse:author", "author", "article:author", "dc.creator",
    "dcterms.creator", "byl",
)  # fmt: skip
_CARDS = (
    ".bylines .byline, .byline, [itemprop~='author'], [rel~='author'], [class*='byline'], "
    "[class*='Byline'], "
    "[class*='author'], [class*='Author'], [class*='submitted'], [class*='writer'], [class*='skribent']"
)
_ELSEWHERE = re.compile(r"comment|related|teaser|sidebar|recommend|most-?read|promo|caption", re.I)
_ELSEWHERE_TAGS = frozenset({"aside", "footer", "figure", "nav"})
_NAME_MARKS = (  # in class, itemprop or rel; the closest mark first
    re.compile(r"itemprop=name\b"),
    re.compile(r"author-?name|\bfn\b", re.I),
    re.compile(r"rel=author\b|\bname\b"),
)
_ROLE_MARK = re.compile(r"itemprop=jobTitle|job|role|position|title|description", re.I)
_MOST_CARDS = 5
_LEVELS = 8  # how many elements around a name are looked at


def read_byline(text: str) -> tuple[Author, ...]:
    """The people named in a byline's text, in its order.

    'Av Kari Nordmann og Liv Berg' names two, 'Tekst og foto: Ola Hansen' one, 'Foto: Ola Hansen'
    none; a role or an e-mail address beside the name is kept with it.
    """
    both = _BOTH.search(text)
    rest = text if both else _PHOTO.sub(" ", text)
    emails = _EMAIL.findall(rest)
    rest = _LABEL.sub("", _PHONE.sub(" ", _EMAIL.sub(" ", rest)), count=1)
    authors: list[Author] = []
    waiting: str | None = None  # a role that stands ahead of its name: 'Editor - Norway', then the name
    for part in _parts(rest):
        if _ROLE.search(part) and not _is_agency(part):
            name, role = _name_and_role(part)
            if name:
                authors.append(Author(name, role))
            elif authors and authors[-1].role is None:
                authors[-1] = Author(authors[-1].name, part)
            else:
                waiting = part
        elif is_name(part):
            authors.append(Author(as_people_write(part), waiting))
            waiting = None
    return _with_emails(authors, emails)


def _parts(text: str) -> Iterator[str]:
    """A byline's parts: its lines, and what commas and 'og' divide; a line that is a role stays whole."""
    for line in _LINE.split(text):
        line = clean(_LABEL.sub("", line))
        whole = _ROLE.match(line) is not None
        for part in [line] if whole else _SEPARATOR.split(line):
            part = clean(_LABEL.sub("", part)).strip("():.-– ")
            if part:
                yield part


def _name_and_role(part: str) -> tuple[str | None, str]:
    """'Ola Hansen journalist' as name and role; a part that is a role alone has no name."""
    match = _ROLE.search(part)
    name = part[: match.start()].strip(" ,(-–") if match else ""
    if len(name.split()) >= 2 and is_name(name) and match:
        return as_people_write(name), part[match.start() :].strip(" )")
    return None, part


def _with_emails(authors: list[Author], emails: list[str]) -> tuple[Author, ...]:
    """Each e-mail address goes to the author whose name it repeats, a single one to a single author."""
    unique: dict[str, Author] = {}
    for author in authors:
        known = unique.get(fold(author.name))
        unique[fold(author.name)] = Author(author.name, author.role or (known.role if known else None))
    for email in emails:
        local = fold(email.partition("@")[0].replace(".", " "))
        for key, author in unique.items():
            if author.email is None and (
                len(unique) == 1 or any(w in local for w in key.split() if len(w) > 2)
            ):
                unique[key] = Author(author.name, author.role, email.lower())
                break
    return tuple(unique.values())


def is_name(text: str) -> bool:
    """Whether a text can be the name of a person, a desk or an agency."""
    if _is_agency(text):
        return True
    words = text.split()
    if not 1 <= len(words) <= _MOST_WORDS or len(text) > _LONGEST_NAME or _NO_NAME.search(text):
        return False
    return (
        text[0].isalpha()
        and (text[0].isupper() or not text[0].isascii() or len(words) == 1)
        and text[-1] not in ".!?:"
    )


def _is_person(name: str) -> bool:
    """Whether a name has the form of a full one: two words or more, each with a capital."""
    words = name.split()
    full = len(words) >= 2 and all(word[0].isupper() or word.lower() in _PARTICLES for word in words)
    return full or _is_agency(name)


def _is_agency(text: str) -> bool:
    return text.lower() in _AGENCIES


def as_people_write(name: str) -> str:
    """'PER ØYVIND NORDBERG' as 'Per Øyvind Nordberg'; abbreviations of one word stay."""
    if not name.isupper() or " " not in name:
        return name
    words = (
        word if word in _KEPT_CAPITALS else _WORD.sub(lambda part: part[0].capitalize(), word)
        for word in name.split()
    )
    return " ".join(words)


def read_authors(page: Page) -> Found[tuple[Author, ...]] | None:
    """The article's authors: JSON-LD where it names people, else the visible byline or meta elements.

    Roles and e-mail addresses come from the visible byline, joined by name.
    """
    stated = _unique(_from_things(page))
    named = _unique(Author(name) for name in _from_meta(page))
    visible = _unique(author for card in _cards(page, stated or named) for author in card)
    publisher = {fold(name) for name in page.meta.get("og:site_name", [])} | {fold(page.host.split(".")[0])}
    publisher.add(fold(plain(_first_name(page, "publisher"))))
    persons = tuple(author for author in visible if _is_person(author.name))
    for authors, source in ((stated, "json-ld"), (named, "meta author"), (persons, "css byline")):
        people = [author for author in authors if fold(author.name) not in publisher]
        if people:
            return Found(tuple(_complete(author, visible) for author in people), source)
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
    authors = read_byline(text)
    if authors:
        yield from authors
    elif len(text) <= _LONGEST_NAME and "@" not in text:
        yield Author(as_people_write(text))


def _from_meta(page: Page) -> Iterator[str]:
    for name in _META:
        for value in page.meta.get(name, []):
            if not value.startswith(("http", "www.", "/")):
                yield from (author.name for author in _split_names(value))


def _cards(page: Page, known: tuple[Author, ...]) -> Iterator[tuple[Author, ...]]:
    """What each visible byline names; BeautifulSoup reads the small pieces that Lexbor finds.

    Where authors are known already, only bylines that say more than their names are read.
    """
    names = {fold(author.name) for author in known}
    seen: set[str] = set()
    for node in page.tree.css(_CARDS)[:40]:
        text = clean(node.text(separator=" "))
        if not 2 < len(text) < 300 or text in seen or len(seen) >= _MOST_CARDS:
            continue
        if _stands_elsewhere(node):
            continue
        seen.add(text)
        if names and not _says_more(fold(text), names):
            continue
        authors = _read_card(BeautifulSoup(node.html or "", "lxml"))
        if authors:
            yield authors


def _says_more(said: str, names: set[str]) -> bool:
    """Whether a byline has one of the names and something beside it, as a role or an address."""
    for name in names:
        if name and name in said:
            return len(said) > len(name) + 5
    return False


def _stands_elsewhere(node: LexborNode | None) -> bool:
    """Whether an element around says that the name belongs to a comment, a teaser, a photo."""
    for _ in range(_LEVELS):
        if node is None or node.tag in ("body", "article", "main"):
            return False
        if node.tag in _ELSEWHERE_TAGS or _ELSEWHERE.search((node.attributes.get("class") or "")[:300]):
            return True
        node = node.parent
    return False


def _read_card(soup: BeautifulSoup) -> tuple[Author, ...]:
    """One byline element: marked name, role and mailto link first, else its lines as text."""
    marks = [(tag, _marks(tag)) for tag in soup.find_all(True)]
    name = _first(marks, *_NAME_MARKS)
    if name is None or _PHOTO.search(soup.get_text(" ")):
        return read_byline(soup.get_text("\n"))
    authors = read_byline(_joined(name))
    if len(authors) != 1:
        return authors
    links = (str(tag.get("href") or "") for tag, _ in marks if tag.name == "a")
    email = next(
        (link[7:].partition("?")[0].strip().lower() for link in links if link.startswith("mailto:")), None
    )
    role_node = _first(marks, _ROLE_MARK)
    role = _joined(role_node) if role_node is not None else ""
    is_role = 0 < len(role) < 60 and role != authors[0].name and "@" not in role
    author = authors[0]
    return (Author(author.name, author.role or (role if is_role else None), author.email or email),)


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
