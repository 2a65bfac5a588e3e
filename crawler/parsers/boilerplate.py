"""What is not the article: names of elements and lines of text that tell boilerplate.

The words and phrases stand in `boilerplate.toml`, beside this file.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from crawler.parsers.date_words import MONTHS, PUBLISHED, WEEKDAYS
from crawler.parsers.text import signless

# Elements that never hold running text.
DROP_TAGS = frozenset(
    {"nav", "footer", "form", "button", "select", "textarea", "option", "input", "label", "fieldset", "menu"}
    | {
        "figure",
        "figcaption",
        "picture",
        "video",
        "audio",
        "object",
        "embed",
        "canvas",
        "map",
        "img",
        "source",
    }
    | {"dialog", "iframe", "hr", "amp-ad", "amp-social-share"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_MAIN_SHARE = 0.4  # share of the text from which on an element is taken for the article itself
_COMMENTS_SHARE = 0.8  # the same for readers' comments
_NAME_LENGTH = 500  # characters of class and id that are looked at
_DASHES = frozenset("–—-*")
_LONGEST_GENRE = 20  # characters
_LONGEST_OPENING = 60  # characters of a line that are looked at for what it opens
_NOTICE_LENGTH = 300  # characters; a longer paragraph that mentions a newsletter is news about one

_Rules = dict[str, dict[str, list[str]]]
_RULES: _Rules = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _any_of(*sections: str, only: str | None = None, between: str = "|") -> str:
    """One alternation of all phrases in the given sections of the rules."""
    lists = [
        phrases
        for section in sections
        for key, phrases in _RULES[section].items()
        if only is None or key == only
    ]
    return between.join(phrase for phrases in lists for phrase in phrases)


def _word_of_each(phrases: str) -> str:
    """A pattern of the longest word in each phrase, one a line, that stands in every match of it.

    To look for these first is many times quicker than to try all phrases at every word, and so is
    it to sort them by their first letter.
    """
    rest: dict[str, list[str]] = {}
    for phrase in phrases.split("\n"):
        while (bare := _GROUP.sub("\0", phrase)) != phrase:
            phrase = bare
        word = max(re.findall(r"\w+", _NO_LITERAL.sub("\0", phrase)), key=len)
        rest.setdefault(word[0], []).append(word[1:])
    return "|".join(f"{letter}(?:{'|'.join(words)})" for letter, words in rest.items())


def _first_letters(*sections: str, only: str | None = None) -> frozenset[str]:
    """How the phrases of some sections begin: most lines of text begin otherwise, and need no more look.

    Three signs each; behind a phrase of two, those that may follow.
    """
    phrases = _any_of(*sections, only=only, between="\n").split("\n")
    found = {opening for phrase in phrases for opening in openings(phrase)}
    return frozenset(f"{opening}{sign}"[:3] for opening in found for sign in ("", *_MAY_FOLLOW))


def openings(phrase: str, signs: int = 3) -> set[str]:
    """The first signs of every way in which a phrase of the rules can begin."""
    group = re.match(r"\((?:\?:)?([^()]*)\)(\??)", phrase)
    if group is None:
        return {phrase[:signs]}
    rest = phrase[group.end() :]
    ways = [*(way + rest for way in group[1].split("|")), *([rest] if group[2] else [])]
    return {opening for way in ways for opening in openings(way, signs)}


_MAY_FOLLOW = " .:!»>)"  # signs behind the phrase of a label
_OPENING = re.escape(" ([{«»“”„\"'‘’-–—/|>*•·#+.,:;!?…")  # signs that a word begins behind
_GROUP = re.compile(r"\((?:\?:)?[^()]*\)(?:[?*]|\{[\d,]*\})?")
_NO_LITERAL = re.compile(r"(?:\[[^]]*\]|\\?.)(?:[?*]|\{[\d,]*\})|\[[^]]*\]|\\.|\.")


def _word(*sections: str, only: str | None = None) -> re.Pattern[str]:
    """One of the words as a whole; 'has-caption' and 'no-sidebar' only say what stands near."""
    flags = "".join(rf"(?<!{flag}[_-])" for flag in ("has", "with", "no", "is"))
    return re.compile(rf"(?:^|[\s_-]){flags}(?:{_any_of(*sections, only=only)})(?=$|[\s_-])")


# All patterns are for text in lower case: Python's re is many times slower where it ignores case.
_NAME = _word("names")
_ANY_NAME = _word("names", "comment_names", "fact_names", "quote_names")
_METADATA_NAME = _word("names", only="metadata")
_COMMENT_NAME = _word("comment_names")
_FACT_NAME = _word("fact_names")
_QUOTE_NAME = _word("quote_names")
_FACT_LETTERS = _first_letters("fact_headings")
_FACT_HEADING = re.compile(rf"(?:{_any_of('fact_headings')})\s*:?\s*$")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SHOWN = re.compile(r":(?:block|flex|grid|inline|contents|table)")
_CUE_LETTERS = _first_letters("cues", "pointers")
_CUE = re.compile(rf"(?:{_any_of('cues')})\s*[:>»]?\s*$|(?:{_any_of('pointers')})\s*[:>»|]")
_LABEL_LETTERS = _first_letters("labels")
_LABEL = re.compile(rf"(?:{_any_of('labels')})[{_MAY_FOLLOW}]*$")
_GENRE = re.compile(rf"(?:{_any_of('genres')})\W?$")
_CREDITED = _any_of("signatures", only="credited")
_NOTICE_WORDS = _word_of_each(_any_of("notices", between="\n") + "\n" + _CREDITED.replace("|", "\n"))
_NOTICE_WORD = re.compile(rf" (?:{_NOTICE_WORDS})")  # in a text without signs
_NOTICE = re.compile(
    rf"[{_OPENING}](?:{_any_of('notices')})|"
    rf"[{_OPENING}](?:{_CREDITED})\s?[:/].{{1,60}}$| ©.{{0,80}}$"
)
_NOTICE_WITHOUT_SPACES = re.compile(_any_of("notices_without_spaces"))
_NOTE_LETTERS = _first_letters("notes")
_NOTE = re.compile(_any_of("notes"))
_SIGNATURE_LETTERS = _first_letters("signatures")
_DATED = _any_of("signatures", only="dated")
_SIGNATURE = re.compile(
    rf"(?:(?:{_DATED})(?:\s*[:.|]\s.{{0,80}}|\s(?:\D{{0,30}}\d.{{0,80}}|i (?:dag|går).{{0,30}}))|"
    rf"(?:{_CREDITED})(?:\s*[:/|].{{0,80}}|\s[^.!?»]{{1,40}}))$"
)
_ONE = ("one", "en", "ett")
_DATE = re.compile(
    rf"(?:(?:{_DATED}|{'|'.join(PUBLISHED)}|dato|skrevet|tekst|publ)\W{{0,3}})?"
    rf"(?:(?:{'|'.join(WEEKDAYS)})\.?,? )?(?:den )?"
    r"(?:\d{1,2}\.? ?[^\W\d]{0,10}\.? ?(?:\d\d?\.)?(?:19|20)\d\d\b|"
    r"\d{1,2}[./]\d{1,2}[./-](?:20)?\d\d\b|(?:19|20)\d\d-\d\d-\d\d\b|"
    rf"(?:{'|'.join(MONTHS)}) (?:19|20)\d\d\b|"
    r"for \d{1,2} [^\W\d]{3,8} (?:siden|sidan)|i (?:dag|går)(?:,? kl(?:okken)?\.?)? \d\d?[.:]\d\d)"
    r".{0,12}(?:[|·•(].{0,50})?\Z"
)
_COMMENTS_LETTERS = _first_letters("comments", only="headings").union(
    _first_letters("comments", only="invitations"), (f"{word} "[:3] for word in _ONE)
)
_COMMENTS = re.compile(
    rf"(?:\d{{1,5}}\s+)?(?:{_any_of('comments', only='headings')})(?:\s*\(?\d{{0,5}}\)?)?\s*:?$|"
    rf"(?:{_any_of('comments', only='invitations')})"
)
_COUNTED_COMMENTS = re.compile(
    rf"(?:\d{{1,5}}|{'|'.join(_ONE)}) (?:{_any_of('comments', only='counted')}) [«“\"„']"
)
_ENDING_LETTERS = _first_letters("endings")
_ENDING = re.compile(rf"(?:{_any_of('endings')})\s*:?$")
_CONTACT_LETTERS = _first_letters("contacts")
_CONTACT = re.compile(rf"(?:{_any_of('contacts')})\s*:?$")


class Told(NamedTuple):
    """What an element's class and id tell of it."""

    boilerplate: bool = False
    metadata: bool = False  # a byline, a caption, who is quoted
    comments: bool = False
    fact: bool = False
    quote: bool = False


_TELLS_NOTHING = Told()
Attributes = dict[str, str | None]


def told_by(tag: str, attributes: Attributes) -> Told:
    """What an element's class and id tell of it; the id of a heading is made of its words."""
    if not attributes:
        return _TELLS_NOTHING
    name, key = attributes.get("class"), attributes.get("id")
    if key and tag not in _HEADINGS:
        name = f"{name or ''} {key}"
    return _told_by(name[:_NAME_LENGTH]) if name else _TELLS_NOTHING


@lru_cache(maxsize=32768)
def _told_by(name: str) -> Told:
    """The same names come again and again, on a page and on all pages of a publication."""
    name = _CAMEL.sub("-", name).lower()
    if _ANY_NAME.search(name) is None:  # as of most
        return _TELLS_NOTHING
    words = (_NAME, _METADATA_NAME, _COMMENT_NAME, _FACT_NAME, _QUOTE_NAME)
    return Told(*(pattern.search(name) is not None for pattern in words))


def is_boilerplate(attributes: Attributes, told: Told, share: float) -> bool:
    """Whether an element's class, id or role says that it is not running text.

    `share` is the part of the located text that stands in it: the more, the less its name is
    believed. Readers' comments can be longer than the article that they belong to.
    """
    if share > _COMMENTS_SHARE:
        return False
    if share > _MAIN_SHARE:
        return told.comments
    if not attributes:
        return False
    aside = attributes.get("role") in ("navigation", "complementary")
    return told.boilerplate or told.comments or aside or _is_hidden(attributes)


def _is_hidden(attributes: Attributes) -> bool:
    """Whether an element is not shown: by attribute, or by a class that no screen size undoes."""
    if "hidden" in attributes:
        return True
    classes = attributes.get("class")
    if not classes or "hidden" not in classes:
        return False
    words = classes.split()
    return "hidden" in words and not any(_SHOWN.search(word) for word in words)


def opens_facts(text: str) -> bool:
    """Whether a line is the heading of a fact box."""
    may_be = len(text) < 80 and text[:3].lower() in _FACT_LETTERS
    return may_be and _FACT_HEADING.match(text.lower()) is not None


def is_cue(text: str) -> bool:
    """Whether a line opens a box of pointers to other pages."""
    may_be = len(text) < 200 and text[:3].lower() in _CUE_LETTERS
    return may_be and _CUE.match(text.lower()) is not None


def is_label(text: str) -> bool:
    """Whether a line is an advert's label, a share button or the like; a number may stand ahead of it."""
    if len(text) >= _LONGEST_OPENING:
        return False
    if text[:1] in _DASHES and text[-1] == text[0]:  # '– ANNONSE –'
        text = text[1:-1]
    if " | " in text:
        return all(map(is_label, text.split(" | ")))
    text = text.lstrip("0123456789( ")
    return text[:3].lower() in _LABEL_LETTERS and _LABEL.match(text.lower()) is not None


def is_genre(text: str) -> bool:
    """Whether a line only says what kind of text it opens: 'KOMMENTAR', 'Leserinnlegg'."""
    return len(text) <= _LONGEST_GENRE and _GENRE.match(text.lower()) is not None


def is_notice(text: str) -> bool:
    """Whether a paragraph speaks of the publication itself: newsletter, log-in, consent, signature."""
    if len(text) > _NOTICE_LENGTH:
        return False
    opening = text[:3].lower()
    if opening in _SIGNATURE_LETTERS and _SIGNATURE.match(text.lower()):
        return True
    if opening in _NOTE_LETTERS and _NOTE.match(text.lower()):
        return True
    may_be = "©" in text or _NOTICE_WORD.search(f" {signless(text)}")
    if may_be and _NOTICE.search(f" {text.lower()}"):
        return True
    return not text.isascii() and _NOTICE_WITHOUT_SPACES.search(text) is not None


def is_date(text: str) -> bool:
    """Whether a line is a date and nothing else, as '12. mars 2024 kl. 10.15'."""
    return len(text) <= _LONGEST_OPENING and _DATE.match(text.lower()) is not None


def opens_comments(text: str) -> bool:
    """Whether a line opens the readers' comments."""
    if text[:3].lower() not in _COMMENTS_LETTERS and not text[:1].isdecimal():
        return False
    text = text[:_LONGEST_OPENING].lower()
    is_short = len(text) < _LONGEST_OPENING
    return (is_short and _COMMENTS.match(text) is not None) or _COUNTED_COMMENTS.match(text) is not None


def opens_ending(text: str) -> bool:
    """Whether a line opens what a publication puts behind its articles: a box on the writer."""
    may_be = len(text) < 40 and text[:3].lower() in _ENDING_LETTERS
    return may_be and _ENDING.match(text.lower()) is not None


def opens_contact(text: str) -> bool:
    """Whether a line opens what says whom to ask: 'Kontakt', 'Har du spørsmål?'."""
    may_be = len(text) < 40 and text[:3].lower() in _CONTACT_LETTERS
    return may_be and _CONTACT.match(text.lower()) is not None
