"""Who the page itself names to its readers: marked bylines, texts beside the headline, links to authors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag
from selectolax.lexbor import LexborNode

from crawler.article import Author
from crawler.parsers.byline_text import (
    as_people_write,
    credits_photo,
    is_label,
    is_person,
    names_a_role,
    opens_byline,
    read_byline,
)
from crawler.parsers.page import Page
from crawler.parsers.text import clean, fold

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
_DATE = re.compile(r".{0,40}(?<!\d)(?:19[89]|20[0-4])\d(?!\d)|\D{0,40}\d{1,2}[./]\d{1,2}[./]\d\d(?!\d)")
_MOST_CARDS = 5
_MOST_LINKS = 40
_MOST_BELOW = 12  # texts below the headline that may be a name
_TOGETHER = 3  # elements around the first byline in which others belong to the same article
_LEVELS = 8  # how many elements around a name are looked at


def cards(page: Page, known: list[Author]) -> Iterator[tuple[Author, ...]]:
    """What each visible byline names; BeautifulSoup reads the small pieces that Lexbor finds.

    Where authors are known already, only bylines with a role or an address are read; else those
    that stand together with the first one that names a person.
    """
    seen: set[str] = set()
    names = {fold(author.name) for author in known}
    around_first: set[int] = set()
    for node in (page.survey.marked if known else page.survey.marked_anywhere)("byline")[:40]:
        text = clean(node.text(separator=" "))
        if not 2 < len(text) < 300 or text in seen or len(seen) >= _MOST_CARDS or _is_list(node):
            continue
        if known:
            says_more = names_a_role(text) or node.css_first(_ROLE_OR_MAIL) is not None
            if not says_more or not any(name in fold(text) for name in names):
                continue
        elif _stands_elsewhere(node) or (around_first and around_first.isdisjoint(_around(node))):
            continue
        seen.add(text)
        authors = _read_card(BeautifulSoup(node.html or "", "lxml"))
        if authors:
            yield authors
            if not known and not around_first and any(is_person(author.name) for author in authors):
                around_first.update(_around(node))


def _around(node: LexborNode) -> Iterator[int]:
    """The elements right around a byline, up to the article: what stands in them goes with it."""
    around = node.parent
    for _ in range(_TOGETHER):
        if around is None or around.tag in ("article", "main", "body"):
            return
        yield around.mem_id
        around = around.parent


def near_headline(page: Page) -> tuple[Author, ...]:
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


def before_date(page: Page) -> tuple[Author, ...]:
    """Who is named without any label below the headline, right before the date."""
    for text, following in pairwise([*page.surroundings.after[1:_MOST_BELOW], ""]):
        date = _DATE.search(text) or _DATE.match(following)
        named = read_byline(text) if date is not None else ()
        if named and all(is_person(author.name) for author in named):
            return named
    return ()


def linked(page: Page) -> tuple[Author, ...]:
    """Who the first links to pages of authors name, those that stand together."""
    links = [link for link in page.survey.marked("author link")[:_MOST_LINKS] if not _stands_elsewhere(link)]
    named = [link for link in links if is_person(clean(link.text(separator=" ")))]
    together = set(_around(named[0])) if named else set()
    return tuple(
        Author(as_people_write(clean(link.text(separator=" "))))
        for link in named
        if link is named[0] or not together.isdisjoint(_around(link))
    )


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
