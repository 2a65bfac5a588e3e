"""Who the page itself names to its readers by marks: bylines, links to authors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.article import Author
from crawler.parsers.byline_card import MAIL, read_card
from crawler.parsers.byline_text import (
    as_people_write,
    is_person,
    role_in,
)
from crawler.parsers.page import Page
from crawler.parsers.text import clean, fold

_PERSONS = "[itemtype$='Person'], .byline, .author"
_ROLE_OR_MAIL = f"{MAIL}, [itemprop~='jobTitle'], [class*='job'], [class*='role']"
_ELSEWHERE = re.compile(
    r"comment|related|teaser|sidebar|recommend|most-?read|promo|caption|location|"
    r"(?:image|photo|foto|bilde)[-_]?(?:text|byline|credit)",
    re.I,
)
_ELSEWHERE_TAGS = frozenset({"aside", "figure", "nav"})
_TO_AN_AUTHOR = re.compile(r"/(?:authors?/|av/|forfatter/|forfattar|skribent|journalist|autor|auteur)")
_LONGEST_ADDRESS = 500  # characters
_MOST_MARKED = 40  # elements that are marked as bylines
_MOST_CARDS, _LONGEST_CARD = 5, 300  # bylines that are read; characters
_MOST_LINKS = 40
_TOGETHER = 3  # elements around the first byline in which others belong to the same article
_MOST_MENTIONS = 100  # of a name
_FEW_PEOPLE = 4  # whose names are looked for one by one
_BYLINE_CLASS = re.compile(r"byline|author|(?-i:submitted|writer|skribent)", re.I)
_BETWEEN = "\x00"  # texts that are searched in one piece; the parser leaves none in them
_LONGEST_CLASS = 500  # characters
_LEVELS = 8  # how many elements around a name are looked at


def roles(page: Page, people: Sequence[Author]) -> Iterator[tuple[Author, ...]]:
    """What visible bylines say of the authors that metadata name: the bylines with a role or an address."""
    names = [fold(author.name) for author in people]
    seen: set[str] = set()
    read: set[int] = set()  # cards of one author: what stands in them was read with them
    for node in _marked_around(page, people):
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
        yield read_card(node)
        if named == 1:
            read.add(node.mem_id)
        if len(seen) >= _MOST_CARDS:
            return


def _marked_around(page: Page, people: Sequence[Author]) -> Iterator[LexborNode]:
    """The elements marked as bylines in which a name may stand, in reading order.

    To look for the surnames in the page's texts is quicker than to look for all marks.
    """
    if len(people) > _FEW_PEOPLE:
        yield from page.survey.marked("byline")[:_MOST_MARKED]
        return
    names = [last for author in people for last in author.name.split()[-1:]]
    runs = page.survey.runs
    found = set(_texts_with({*names, *map(str.upper, names)}, [text for text, _ in runs]))
    seen: set[int] = set()
    near = [at for at in sorted(found) if len(runs[at][0]) < _LONGEST_CARD]
    for at in near[:_MOST_MARKED]:
        for node in reversed(_marked_above(runs[at][1], page.survey.scope)):
            if node.mem_id not in seen:
                seen.add(node.mem_id)
                yield node


def _texts_with(words: set[str], texts: list[str]) -> Iterator[int]:
    """Which of the texts hold one of the words; to search them in one piece is quickest."""
    joined = _BETWEEN.join(texts)
    for word in words:
        at, passed, found = 0, 0, joined.find(word)
        for _ in range(_MOST_MENTIONS):
            if found < 0:
                break
            at += joined.count(_BETWEEN, passed, found)
            yield at
            passed = found
            end = joined.find(_BETWEEN, found)
            found = joined.find(word, end) if end >= 0 else -1


def _marked_above(text: LexborNode, scope: LexborNode | None) -> list[LexborNode]:
    """The marked elements right around a text, the innermost first; none for one outside of the scope."""
    marked: list[LexborNode] = []
    node, level = text.parent, 0
    while node is not None and scope is not None and node.mem_id != scope.mem_id:
        if level < _LEVELS and _is_marked(node):
            marked.append(node)
        node, level = node.parent, level + 1
    return marked if node is not None else []


def _is_marked(node: LexborNode) -> bool:
    get = node.attributes.get
    return (
        _BYLINE_CLASS.search((get("class") or "")[:_LONGEST_CLASS]) is not None
        or "author" in (get("itemprop") or "").split()
        or "author" in (get("rel") or "").split()
    )


def cards(page: Page, *, anywhere: bool = False) -> Iterator[tuple[Author, ...]]:
    """What each visible byline names that stands together with the first one that names a person.

    Those around headline and text, or `anywhere` on a page that has none there.
    """
    seen: set[str] = set()
    around_first: set[int] = set()
    found = page.survey.marked_anywhere("byline") if anywhere else page.survey.marked_here("byline")
    for node in found[:_MOST_MARKED]:
        text = clean(node.text(separator=" "))
        if not 2 < len(text) < _LONGEST_CARD or text in seen or len(seen) >= _MOST_CARDS:
            continue
        if (
            (around_first and around_first.isdisjoint(_around(node)))
            or stands_elsewhere(node, page.around_headlines)
            or _is_list(node)
        ):
            continue
        seen.add(text)
        authors = read_card(node)
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


def linked(page: Page) -> tuple[Author, ...]:
    """Who the first links to pages of authors name, those that stand together."""
    links = [
        link
        for link in islice(_to_authors(page), _MOST_LINKS)
        if not stands_elsewhere(link, page.around_headlines)
    ]
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


def stands_elsewhere(node: LexborNode | None, around_headlines: frozenset[int]) -> bool:
    """Whether an element around says that the name belongs to a comment, a teaser, a photo.

    A footer does, unless it is the article's own; what holds the headline says nothing.
    """
    in_footer = False
    for _ in range(_LEVELS):
        if node is None or node.tag in ("article", "main") or node.mem_id in around_headlines:
            return in_footer and node is not None and node.tag == "body"
        if node.tag == "body":
            return in_footer
        if node.tag in _ELSEWHERE_TAGS or _says_elsewhere((node.attributes.get("class") or "")[:300]):
            return True
        in_footer = in_footer or node.tag == "footer"
        node = node.parent
    return in_footer
