"""Who the page itself names to its readers: marked bylines, texts beside the headline, links to authors."""

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
    is_label,
    is_name,
    is_person,
    is_role,
    opens_byline,
    read_byline,
    role_in,
)
from crawler.parsers.byline_words import BEGINNINGS
from crawler.parsers.page import Page
from crawler.parsers.surroundings import Line
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
_DATE = re.compile(r"(?:19[89]|20[0-4])\d(?!\d)|\d{1,2}[./]\d{1,2}[./]\d\d(?!\d)")
_SHOWN_DATE = re.compile(  # the same, or one that counts from now
    rf"{_DATE.pattern}|\b(?:siden|sidan|sedan|ago)\b|\bi ?(?:dag|går)\b|"
    r"\b\d{1,2}\.?\s?(?:jan|feb|mar|apr|ma[ijy]|jun|jul|aug|sep|o[kc]t|nov|de[sc])",
    re.I,
)
_PERSON_NAME = re.compile(r"name", re.I)  # in the class of an element that holds a name alone
_NOTE = re.compile(r"\d{1,2}|\*")  # that a name refers to
_DIVIDES = re.compile(r"[,;&/|]|og|and|och|und|et|y", re.I)  # what stands alone between two names
_DIVIDERS = "/|•·–- "
_SECTIONS = re.compile(r"\s[|•·–—]\s")
_LONGEST_BYLINE = 20  # texts behind a label
_DATE_BEGINS = 40  # characters ahead of the date in the text behind a name
_MOST_MARKED = 40  # elements that are marked as bylines
_MOST_CARDS, _LONGEST_CARD = 5, 300  # bylines that are read; characters
_MOST_LINKS = 40
_MOST_BELOW = 12  # texts below the headline that may be a name
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
        found, times = joined.find(word), 0
        while found >= 0 and times < _MOST_MENTIONS:
            times += 1
            yield joined.count(_BETWEEN, 0, found)
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
    found = page.survey.marked_anywhere("byline") if anywhere else page.survey.marked("byline")
    for node in found[:_MOST_MARKED]:
        text = clean(node.text(separator=" "))
        if not 2 < len(text) < _LONGEST_CARD or text in seen or len(seen) >= _MOST_CARDS:
            continue
        if (
            (around_first and around_first.isdisjoint(_around(node)))
            or _stands_elsewhere(node, page.around_headlines)
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


def near_headline(page: Page, most: int | None = None) -> tuple[Author, ...]:
    """Who a text beside the headline names: 'Av Kari Nordmann' in one piece, or label and names apart.

    `most` is how many texts below the headline are looked at; those above it, and those that
    elements around say to stand elsewhere, are then left out.
    """
    around = page.surroundings
    for lines in (around.after[:most], around.before[::-1] if most is None else []):
        for at, (text, node) in enumerate(lines):
            said = text.lstrip(_DIVIDERS)
            if said[:2].lower() not in BEGINNINGS or not (is_label(said) or opens_byline(said)):
                continue
            if most is not None and _stands_elsewhere(node, page.around_headlines):
                continue
            authors = _all_persons(_from(lines, at))
            if authors:
                return authors
    return ()


def _from(lines: list[Line], at: int) -> str:
    """A byline from its label on: what follows belongs to it as long as it says so.

    'Av', then the name; ',' or 'og', then another name; one in an element of the same kind; a role
    or an address below the name.
    """
    byline = lines[at].text.lstrip(_DIVIDERS)
    goes_on = is_label(byline)
    kind = None  # of the element that holds the last name
    for text, node in lines[at + 1 : at + 1 + _LONGEST_BYLINE]:
        if _NOTE.fullmatch(text):
            continue
        divides = _DIVIDES.fullmatch(text) is not None
        if goes_on or divides or text[0] in ",&":
            byline += f"\n{text}" if is_label(byline) else text if text[0] == "," else f" {text}"
        elif "@" in text or is_role(text) or (_kind(node) == kind and is_person(text) and is_name(text)):
            byline += f"\n{text}"
        else:
            break
        kind = _kind(node) if goes_on and not divides else kind
        goes_on = divides or text[-1] in ",&"
    return byline


def _kind(node: LexborNode) -> tuple[str | None, str | None] | None:
    """What a text's element is: its tag and class, if that is one for people."""
    element = node.parent
    name = element.attributes.get("class") if element is not None else None
    return (element.tag, name) if element is not None and name and _PERSON_NAME.search(name) else None


def _all_persons(byline: str) -> tuple[Author, ...]:
    """Who a byline names, if it names persons alone; behind a divider may stand something else."""
    for text in (byline, _SECTIONS.split(byline)[0]):
        authors = read_byline(text)
        if authors and all(is_person(author.name) for author in authors):
            return authors
    return ()


def before_date(page: Page) -> tuple[Author, ...]:
    """Who is named without any label below the headline, right before the date; a role may stand between."""
    texts = _with_dividers(page.surroundings.after[1:_MOST_BELOW])
    for at, text in enumerate(texts):
        following = [*texts[at + 1 : at + 3], "", ""]
        role = following.pop(0) if is_role(following[0]) else ""
        date = _SHOWN_DATE.search(following[0])
        if _DATE.search(text) or (date is not None and date.start() <= _DATE_BEGINS):
            named = read_byline(f"{text}\n{role}")
            if named and all(is_person(author.name) for author in named):
                return named
    return ()


def _with_dividers(lines: list[Line]) -> list[str]:
    """The texts, those as one that a comma or 'og' joins: 'Kari Nordmann', 'og', 'Liv Berg'."""
    texts: list[str] = []
    goes_on = False
    for text, _ in lines:
        divides = _DIVIDES.fullmatch(text) is not None
        if texts and (goes_on or divides):
            texts[-1] += f" {text}"
        else:
            texts.append(text)
        goes_on = divides
    return texts


def linked(page: Page) -> tuple[Author, ...]:
    """Who the first links to pages of authors name, those that stand together."""
    links = [
        link
        for link in islice(_to_authors(page), _MOST_LINKS)
        if not _stands_elsewhere(link, page.around_headlines)
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


def _stands_elsewhere(node: LexborNode | None, around_headlines: frozenset[int]) -> bool:
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
