"""A byline as text: who wrote, in which role, with which e-mail address.

The text is cut into lines at its labels, dates and contact details are taken out, what follows
'Foto:' is dropped; what is left are names, desks and roles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from crawler.article import Author
from crawler.parsers.byline_words import (
    AGENCIES,
    DESKS,
    KEPT_CAPITALS,
    NO_NAME_WORDS,
    NO_NAMES,
    PARTICLES,
    PHOTOGRAPHER,
    PHOTOGRAPHERS,
    ROLE_OPENERS,
    ROLES,
    SYSTEM_NAMES,
    WRITER,
)
from crawler.parsers.date_words import AFTER_LABEL, PUBLISHED, UPDATED
from crawler.parsers.text import clean, fold

_AND = r"\s?(?:og|and|/|&|,|\+)\s?"
_PHOTO_WORD = rf"(?:{'|'.join(PHOTOGRAPHER)})"
_BOTH = re.compile(rf"\b(?:te[kx]st{_AND}{_PHOTO_WORD}|{_PHOTO_WORD}{_AND}te[kx]st)\b\s?:?", re.I)
_TEXT_LABEL = re.compile(r"(?<!\n)\b(te[kx]st\s?:)", re.I)
_PHOTO = re.compile(
    rf"(?:^|(?<=[\s,/(]))(?:{_PHOTO_WORD}(?:\s(?:av|by))?\s?:|(?:foto|illustrasjon)\s(?=[A-ZÆØÅ]))[^\n]*",
    re.I | re.M,
)
_PHOTO_NOTE = re.compile(rf"[(\[]\s?(?:{_PHOTO_WORD})\s?[)\]]", re.I)
_TEXT_NOTE = re.compile(
    rf"[(\[]\s?(?:te[kx]st(?:{_AND}{_PHOTO_WORD})?|{_PHOTO_WORD}{_AND}te[kx]st)\s?[)\]]", re.I
)
_LABEL = re.compile(rf"\s*(?:{'|'.join(WRITER)})(?!\w)\s?:?\s*(?=\S)", re.I)
_LONE_LABEL = re.compile(rf"(^|\n)\s*({'|'.join(WRITER)}|{_PHOTO_WORD}|{_BOTH.pattern})\s?:?\n(?=\S)", re.I)
# For text in lower case: Python's re is many times slower where it ignores case.
_BEGINS = re.compile(rf"{_LABEL.pattern}|{_BOTH.pattern}")
_LABEL_ALONE = re.compile(rf"(?:{'|'.join(WRITER)}|{_BOTH.pattern})\s?:?\s?\Z")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_DIGIT = re.compile(r"\d")
_PHONE = re.compile(r"(?:\+\d{2}\s?)?(?:\d[\s.-]?){8,11}")
_CONTACT = re.compile(
    r"\b(?:tlf|telefon|mob(?:il)?|e-?post(?:adresse)?|e-?mail|send(?: en)? e-?post)\b\.?\s?:?", re.I
)
_DATE = re.compile(
    r"(?:\b(?:den|on|am)\s)?(?:\b(?:man|tirs?|tys|ons|tors?|fre|lau?r|lør|søn|sun)(?:dag)?\.?,?\s)?"
    r"(?:\b\d{1,2}[./]\s?\d{1,2}[./-]\s?\d{2,4}|\b\d{1,2}\.?\s?[a-z]{3,9}\.?\s\d{4}|\b[a-z]{3,9}\.?\s\d{1,2},\s\d{4}|"
    r"\b\d{4}-\d\d-\d\d)(?:[\s,–-]{0,3}(?:kl\.?\s?|klokken\s|at\s)?\d{1,2}[.:]\d\d"
    r"(?:\s?[ap]\.?m\b\.?)?(?:\s(?:GMT|UTC|CES?T|[ECMP][SD]?T|BST|IST)\b)?)?",
    re.I,
)
_CLOCK = re.compile(r"\b(?:kl\.?|klokk[ae]n?)\s?\d{1,2}[.:]\d\d\b", re.I)
_READING = re.compile(r"\b\d{1,2}\smin(?:utter|utes|s)?\.?\s(?:lesetid|å lese|read)\b", re.I)
_DATE_LABEL = re.compile(rf"\b(?:{'|'.join((*PUBLISHED, *UPDATED))})\b(?! (?:av|by)\b){AFTER_LABEL}", re.I)
_LINE = re.compile(r"\s*[\n|•·]\s*")
_JOINS = r"(?:og|and|und|et|och|y)\s"
_SEPARATOR = re.compile(rf"\s*(?:[,;/](?:\s?{_JOINS})?|\s&\s|\s{_JOINS}|\s[–-]\s)\s*", re.I)
_OF_WHOM = re.compile(r"\s(?:[Ff]or|FOR|in|i)\s\S.*")  # whom somebody writes for, and where
_ROLE = re.compile(rf"\b(?:{'|'.join(map(re.escape, ROLES))})\b".replace(r"\*", r"\w*"), re.I)
_ROLE_STEMS = tuple(role.strip("*") for role in ROLES)
_CREDENTIAL = re.compile(r"(?:[A-ZÆØÅ]\.?){2,6}®?|Ph\.?\s?D\.?|M\.?Sc\.?|B\.?Sc\.?|Dr\.?|[A-Z]{2,5}®")
# What no name has in it, for text in lower case.
_NO_NAME = re.compile(r"\d|@|https?:|www\.|\b(?:les (?:mer|meir)|all rights|sign in|log in|logg inn)\b")
_IN_WORDS = re.compile(r"\w+")
_TEAM = re.compile(r"\S\s(?:staff|team|editors|newsroom|news desk|redaktion|redaksjon)\Z", re.I)
_PLACEHOLDER = re.compile(r"\w+(?:\.\w+){2,}")  # 'page.head.author' of a template
_WORD = re.compile(r"[^\W\d_]+")
LONGEST_NAME, _MOST_WORDS = 50, 6
_LONGEST_ROLE = 80  # characters
_LONGEST = 1000  # characters of a byline that are read


@lru_cache(maxsize=64)
def read_byline(text: str) -> tuple[Author, ...]:
    """The people named in a byline's text, in its order; several readers ask for the same ones.

    'Av Kari Nordmann og Liv Berg' names two, 'Tekst og foto: Ola Hansen' one, 'Foto: Ola Hansen'
    none; a role or an e-mail address beside the name is kept with it.
    """
    lines = (" ".join(line.split()) for line in text[:_LONGEST].split("\n"))
    text = "\n".join(line for line in lines if line)
    emails = _EMAIL.findall(text)
    authors: list[Author] = []
    waiting: str | None = None  # a role that stands ahead of its name: 'Editor - Norway', then the name
    for part in parts_of(text):
        if role_in(part):
            name, role = name_and_role(part)
            if name:
                authors.append(Author(name, role))
            elif authors and authors[-1].role is None:
                authors[-1] = Author(authors[-1].name, role)
            else:
                waiting = role
        elif authors and _CREDENTIAL.fullmatch(part) and not is_agency(part):
            continue
        elif is_name(part):
            authors.append(Author(as_people_write(part), waiting))
            waiting = None
    return _with_emails(authors, emails)


def parts_of(text: str) -> Iterator[str]:
    """What a byline is made of: names, roles, desks, without labels, dates, addresses and photographers."""
    return _parts(_without_details(text))


def _without_details(text: str) -> str:
    """The byline without dates, addresses, phone numbers and photographers, a line for each label."""
    lower = text.lower()
    if "\n" in text:
        text = _LONE_LABEL.sub(r"\1\2: ", text)
    if "@" in text:
        text = _EMAIL.sub("\n", text)
    if _DIGIT.search(text):
        text = _PHONE.sub("\n", _CLOCK.sub("\n", _READING.sub("\n", _DATE.sub("\n", text))))
    text = _DATE_LABEL.sub("\n", _CONTACT.sub("\n", text))
    if "tekst" in lower or "text" in lower:
        text = _TEXT_LABEL.sub(r"\n\1", _BOTH.sub("\n", _TEXT_NOTE.sub("", text)))
    lines = (line for line in text.split("\n") if line.strip())
    return "\n".join(_PHOTO.sub("", line) for line in lines)


def _parts(text: str) -> Iterator[str]:
    """A byline's parts: its lines, and what commas and 'og' divide; a line that is a role stays whole."""
    for line in _LINE.split(text):
        line = clean(_LABEL.sub("", line, count=1) if _LABEL.match(line) else line)
        for part in [line] if is_role(line) else _SEPARATOR.split(line):
            if _PHOTO_NOTE.search(part):
                continue
            part = clean(_LABEL.sub("", part, count=1) if _LABEL.match(part) else part).strip(
                "()[]<>:.,-–©• "
            )
            if not role_in(part):
                part = _OF_WHOM.sub("", part)
            if "(" in part and not role_in(part):
                part = part[: part.index("(")].strip()
            if part:
                yield part


def name_and_role(part: str) -> tuple[str | None, str]:
    """'Ola Hansen journalist', 'redaktør Ola Hansen' as name and role; a role alone has no name."""
    match = role_in(part)
    assert match is not None  # the caller has looked
    before, after = part[: match.start()].strip(" ,(-–"), part[match.end() :].strip(" :,)-–")
    if part.split(maxsplit=1)[0].lower() in ROLE_OPENERS:
        before = ""
    if is_person(before) and is_name(before):
        return as_people_write(before), part[match.start() :].strip(" )")
    if is_person(after) and is_name(after) and len(after.split()) <= _MOST_WORDS - 1:
        return as_people_write(after), part[: match.end()].strip()
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


@lru_cache(maxsize=4096)
def role_in(text: str) -> re.Match[str] | None:
    """The first word for what somebody does: journalist, redaktør, editor ..."""
    lower = text.lower()
    for stem in _ROLE_STEMS:  # quicker than the pattern, and most texts have none
        if stem in lower:
            return _ROLE.search(text)
    return None


def is_role(line: str) -> bool:
    """Whether a line is a role alone, as 'Daglig leder i Papp, Boks og Kork'."""
    match = role_in(line)
    if match is not None and line.split(maxsplit=1)[0].lower() in ROLE_OPENERS:
        return True
    if match is None or len(line) > _LONGEST_ROLE or len(line[: match.start()].split()) > 1:
        return False
    first = _SEPARATOR.split(line)[0]
    return role_in(first) is None or name_and_role(first)[0] is None


def is_name(text: str) -> bool:
    """Whether a text can be the name of a person, a desk or an agency."""
    if is_agency(text):
        return True
    words = text.split()
    if not 1 <= len(words) <= _MOST_WORDS or len(text) > LONGEST_NAME:
        return False
    lower = text.lower()
    return (
        lower not in NO_NAMES
        and _NO_NAME.search(lower) is None
        and NO_NAME_WORDS.isdisjoint(_IN_WORDS.findall(lower))
        and text[0].isalpha()
        and (text[0].isupper() or not text[0].isascii() or len(words) == 1)
        and text[-1] not in ".!?:"
    )


def is_plain_name(text: str) -> bool:
    """Whether a text is nothing but the name of one person, which needs no further reading."""
    words = text.split()
    return (
        2 <= len(words) <= 4
        and all(word.isalpha() and word[0].isupper() for word in words)
        and not _LABEL.match(text)
        and not role_in(text)
        and is_name(text)
    )


def is_person(name: str) -> bool:
    """Whether a name has the form of a full one: two words or more, each with a capital."""
    words = name.split()
    full = len(words) >= 2 and all(word[0].isupper() or word.lower() in PARTICLES for word in words)
    return full or is_agency(name)


def opens_byline(text: str) -> bool:
    """Whether a text begins with a label that stands ahead of a writer's name."""
    return _BEGINS.match(text.lower()) is not None


def is_label(text: str) -> bool:
    """Whether a text is such a label alone, with the name still to come."""
    return _LABEL_ALONE.match(text.lower()) is not None


def credits_photo(text: str) -> bool:
    """Whether a byline names a photographer."""
    return _PHOTO.search(text) is not None


def is_photographer(author: Author) -> bool:
    """Whether somebody is named for the pictures alone."""
    return (author.role or "").lower() in PHOTOGRAPHERS


def is_account(name: str) -> bool:
    """Whether a name is the account of a publishing system, not of somebody who writes."""
    words = name.lower().split()
    return name.lower() in SYSTEM_NAMES or words[-1:] == ["admin"] or _PLACEHOLDER.fullmatch(name) is not None


def is_desk(name: str) -> bool:
    """Whether a name is that of a desk, which somebody's own name goes before."""
    return name.lower() in DESKS


def is_team(name: str) -> bool:
    """Whether a name is that of a desk or of a staff, as 'Fagbladet Staff'."""
    return is_desk(name) or _TEAM.search(name) is not None


def is_agency(text: str) -> bool:
    """Whether a text names an agency or a desk."""
    lower = text.lower()
    return lower in AGENCIES or lower in DESKS or ("-" in lower and AGENCIES.issuperset(lower.split("-")))


def as_people_write(name: str) -> str:
    """'PER ØYVIND NORDBERG' as 'Per Øyvind Nordberg'; abbreviations of one word stay."""
    if name in DESKS:
        return name.capitalize()
    if not name.isupper() or " " not in name:
        return name
    words = (
        word if word in KEPT_CAPITALS else _WORD.sub(lambda part: part[0].capitalize(), word)
        for word in name.split()
    )
    return " ".join(words)
