"""Who is named in the texts beside the headline: behind a label, or right before the date."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.article import Author
from crawler.parsers.byline_line import is_signed
from crawler.parsers.byline_shown import stands_elsewhere
from crawler.parsers.byline_text import (
    is_label,
    is_name,
    is_person,
    is_role,
    opens_byline,
    read_byline,
)
from crawler.parsers.byline_words import BEGINNINGS
from crawler.parsers.page import Page
from crawler.parsers.surroundings import Line

_DATE = re.compile(r"(?:19[89]|20[0-4])\d(?!\d)|\d{1,2}[./]\d{1,2}[./]\d\d(?!\d)")
_SHOWN_DATE = re.compile(  # the same, or one that counts from now; for text in lower case
    rf"{_DATE.pattern}|\b(?:siden|sidan|sedan|ago)\b|\bi ?(?:dag|går)\b|"
    r"\b\d{1,2}\.?\s?(?:jan|feb|mar|apr|ma[ijy]|jun|jul|aug|sep|o[kc]t|nov|de[sc])"
)
_PERSON_NAME = re.compile(r"name", re.I)  # in the class of an element that holds a name alone
_SUBJECTS = frozenset({"category", "tag"})  # in the `rel` of a link
_NOTE = re.compile(r"\d{1,2}|\*")  # that a name refers to
_DIVIDES = re.compile(r"[,;&/|]|,?\s?(?:og|and|och|und|et|y)", re.I)  # what stands alone between two names
_DIVIDERS = "/|•·–- "
_SECTIONS = re.compile(r"\s[|•·–—]\s")
_ENDS_SENTENCE, _BEGINS_SPEECH = frozenset(".!?»”"), frozenset("«“")
_LONGEST_NAME = 8  # words of a name with a role; more is a sentence where it ends as one
_LONGEST_BYLINE = 20  # texts behind a label
_DATE_BEGINS = 40  # characters ahead of the date in the text behind a name
_MOST_BELOW = 11  # texts below the headline that may be a name


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
            if page.survey.is_teaser(node) or (
                most is not None and stands_elsewhere(node, page.around_headlines)
            ):
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
    kind: tuple[str | None, str | int] | None = None  # of the element that holds the last name
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


def _kind(node: LexborNode) -> tuple[str | None, str | int]:
    """What a text's element is: its tag, and its class, if that is one for people, or where it stands."""
    element = node.parent
    if element is None:
        return (None, "")
    name = element.attributes.get("class")
    if name and _PERSON_NAME.search(name):
        return (element.tag, name)
    around = element.parent
    if around is not None and sum(1 for _ in around.iter()) == 1:  # as a field or an item of a list
        around = around.parent
    return (element.tag, around.mem_id if around is not None else "")


def _all_persons(byline: str) -> tuple[Author, ...]:
    """Who a byline names, if it names persons alone; behind a divider may stand something else."""
    for text in (byline, _SECTIONS.split(byline)[0]):
        authors = read_byline(text)
        if authors and all(is_person(author.name) for author in authors):
            return authors
    return ()


def before_date(page: Page) -> tuple[Author, ...]:
    """Who is named without any label below the headline, right before the date; a role may stand between."""
    below = page.surroundings.after[:_MOST_BELOW]
    texts = _with_dividers(
        [line for line in below if not (_is_subject(line.node) or page.survey.is_teaser(line.node))]
    )
    for at, text in enumerate(texts):
        if _is_sentence(text):
            continue
        following = [*texts[at + 1 : at + 3], "", ""]
        role = following.pop(0) if is_role(following[0]) else ""
        date = _SHOWN_DATE.search(following[0].lower())
        if (
            _DATE.search(text)
            or ("@" in text and is_signed(text))
            or (date is not None and date.start() <= _DATE_BEGINS)
        ):
            named = read_byline(f"{text}\n{role}")
            if named and all(is_person(author.name) for author in named):
                return named
    return ()


def _is_subject(node: LexborNode) -> bool:
    """Whether a text is a link to what the article is about, as WordPress marks categories and tags."""
    link = node.parent
    return (
        link is not None
        and link.tag == "a"
        and not _SUBJECTS.isdisjoint((link.attributes.get("rel") or "").lower().split())
    )


def _is_sentence(text: str) -> bool:
    """Whether a text is one of the article's: it ends as a sentence, or begins as somebody's words."""
    return text[0] in _BEGINS_SPEECH or (text[-1] in _ENDS_SENTENCE and len(text.split()) > _LONGEST_NAME)


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
