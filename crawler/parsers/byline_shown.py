"""Who the page itself names to its readers: marked bylines, texts beside the headline, links to authors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, pairwise
from typing import TypeVar
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag
from selectolax.lexbor import LexborNode

from crawler.article import Author
from crawler.parsers.byline_text import (
    as_people_write,
    credits_photo,
    is_label,
    is_person,
    opens_byline,
    read_byline,
    role_in,
)
from crawler.parsers.page import Page
from crawler.parsers.text import clean, fold

N = TypeVar("N", LexborNode, Tag)

_PERSONS = "[itemtype$='Person'], .byline, .author"
_MAIL = "a[href^='mailto:']"
_ROLE_OR_MAIL = f"{_MAIL}, [itemprop~='jobTitle'], [class*='job'], [class*='role']"
_ELSEWHERE = re.compile(r"comment|related|teaser|sidebar|recommend|most-?read|promo|caption", re.I)
_ELSEWHERE_TAGS = frozenset({"aside", "figure", "nav"})
_NAME_MARKS = (  # in class, itemprop or rel; the closest mark first
    re.compile(r"itemprop=name\b"),
    re.compile(r"author[-_]{0,2}name|byline-author|\bfn\b", re.I),
    re.compile(r"rel=author\b|\bname\b"),
)
_ROLE_MARK = re.compile(r"itemprop=jobTitle|job|role|position|title|description", re.I)
_TO_AN_AUTHOR = re.compile(r"/(?:authors?/|av/|forfatter/|forfattar|skribent|journalist|autor|auteur)")
_LONGEST_ADDRESS = 500  # characters
_DATE = re.compile(r"(?:19[89]|20[0-4])\d(?!\d)|\d{1,2}[./]\d{1,2}[./]\d\d(?!\d)")
_DATE_BEGINS = 40  # characters ahead of the date in the text behind a name
_MOST_MARKED = 40  # elements that are marked as bylines
_MOST_CARDS, _LONGEST_CARD = 5, 300  # bylines that are read; characters
_MOST_LINKS = 40
_MOST_BELOW = 12  # texts below the headline that may be a name
_TOGETHER = 3  # elements around the first byline in which others belong to the same article
_LEVELS = 8  # how many elements around a name are looked at


def roles(page: Page, people: list[Author]) -> Iterator[tuple[Author, ...]]:
    """What visible bylines say of the authors that metadata name: the bylines with a role or an address."""
    names = [fold(author.name) for author in people]
    seen: set[str] = set()
    read: set[int] = set()  # cards of one author: what stands in them was read with them
    for node in page.survey.marked("byline")[:_MOST_MARKED]:
        text = clean(node.text(separator=" "))
        if not 2 < len(text) < _LONGEST_CARD or text in seen:
            continue
        folded = fold(text)
        named = sum(name in folded for name in names)
        if not named or not (role_in(text) or node.css_first(_ROLE_OR_MAIL) is not None):
            continue
        if _stands_in(read, node) or _is_list(node):
            continue
        seen.add(text)
        yield _read_card(node)
        if named == 1:
            read.add(node.mem_id)
        if len(seen) >= _MOST_CARDS:
            return


def cards(page: Page) -> Iterator[tuple[Author, ...]]:
    """What each visible byline names that stands together with the first one that names a person."""
    seen: set[str] = set()
    around_first: set[int] = set()
    for node in page.survey.marked_anywhere("byline")[:_MOST_MARKED]:
        text = clean(node.text(separator=" "))
        if not 2 < len(text) < _LONGEST_CARD or text in seen or len(seen) >= _MOST_CARDS:
            continue
        if (
            (around_first and around_first.isdisjoint(_around(node)))
            or _stands_elsewhere(node)
            or _is_list(node)
        ):
            continue
        seen.add(text)
        authors = _read_card(node)
        if authors:
            yield authors
            if not around_first and any(is_person(author.name) for author in authors):
                around_first.update(_around(node))


def _stands_in(elements: set[int], node: LexborNode) -> bool:
    """Whether one of the elements, given by their ids, is around a node."""
    around = node.parent
    for _ in range(_LEVELS):
        if around is None or not elements:
            return False
        if around.mem_id in elements:
            return True
        around = around.parent
    return False


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
    texts = page.surroundings.after[1:_MOST_BELOW]
    dated = [(text, _DATE.search(text)) for text in texts]
    for (text, date), (_, following) in pairwise([*dated, ("", None)]):
        if date is not None or (following is not None and following.start() <= _DATE_BEGINS):
            named = read_byline(text)
            if named and all(is_person(author.name) for author in named):
                return named
    return ()


def linked(page: Page) -> tuple[Author, ...]:
    """Who the first links to pages of authors name, those that stand together."""
    links = [link for link in islice(_to_authors(page), _MOST_LINKS) if not _stands_elsewhere(link)]
    named = [link for link in links if is_person(clean(link.text(separator=" ")))]
    together = set(_around(named[0])) if named else set()
    return tuple(
        Author(as_people_write(clean(link.text(separator=" "))))
        for link in named
        if link is named[0] or not together.isdisjoint(_around(link))
    )


def _to_authors(page: Page) -> Iterator[LexborNode]:
    """The links around headline and text to writers' pages; one pattern is quicker than selectors."""
    for link in page.survey.scope.css("a") if page.survey.scope is not None else ():
        if _TO_AN_AUTHOR.search((link.attributes.get("href") or "")[:_LONGEST_ADDRESS].lower()):
            yield link


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


def _read_card(card: LexborNode) -> tuple[Author, ...]:
    """One byline: its marked name, with role and address that are marked too; else its lines as text."""
    marks = [(node, _said_of(node)) for node in card.css("*")]
    name = _first(marks, *_NAME_MARKS)
    if name is None or credits_photo(card.text(separator=" ")):
        return read_byline(card.text(separator="\n"))
    if _first(marks, _ROLE_MARK) is None and card.css_first(_MAIL) is None:
        return read_byline(clean(name.text(separator=" ")))
    return _read_parts(BeautifulSoup(card.html or "", "lxml"))


def _said_of(node: LexborNode) -> str:
    """What an element says of itself: its classes, itemprop and rel as one text."""
    get = node.attributes.get
    return f"{get('class') or ''} itemprop={get('itemprop') or ''} rel={get('rel') or ''}"


def _read_parts(soup: BeautifulSoup) -> tuple[Author, ...]:
    """A byline by its parts: marked name, role and mailto link."""
    marks = [(tag, _marks(tag)) for tag in soup.find_all(True)]
    name = _first(marks, *_NAME_MARKS)
    authors = read_byline(_joined(name)) if name is not None else ()
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


def _first(marks: list[tuple[N, str]], *patterns: re.Pattern[str]) -> N | None:
    """The first element with the closest mark."""
    for pattern in patterns:
        for node, said in marks:
            if pattern.search(said):
                return node
    return None


def _joined(node: Tag) -> str:
    return clean(node.get_text(" "))
