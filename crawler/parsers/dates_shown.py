"""The dates that a page shows to its readers: <time> elements, texts beside the headline, labelled lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cached_property
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.parsers.ancestry import is_inside
from crawler.parsers.boilerplate import is_date, openings
from crawler.parsers.date_text import is_relative
from crawler.parsers.date_words import AFTER_LABEL, PUBLISHED, REWRITTEN, UPDATED
from crawler.parsers.page import Page
from crawler.parsers.surroundings import Line
from crawler.parsers.text import clean

# How a <time>, or the element around it, says in its class which time it shows.
PUBLISHED_TIMES = frozenset({"published", "entry-date", "datePublished"})
UPDATED_TIMES = frozenset({
    "updated", "dateModified", "dateUpdated", "modified", "date-modified", "last-modified", "updated-date",
    "date-updated", "last-updated", "oppdatert", "endret", "modifydate",
})  # fmt: skip
# For text in lower case.
UPDATE_LABEL = re.compile(rf"\b(?=[oersuäæzlmagbp])(?:{'|'.join(UPDATED)})\b")
PUBLISHED_LABEL = re.compile(rf"\b(?:{'|'.join(PUBLISHED)})\b")
_REWRITTEN = re.compile("|".join(REWRITTEN))
_LABEL_ALONE = re.compile(rf"(?:{'|'.join((*PUBLISHED, *UPDATED))}){AFTER_LABEL}\Z")
# The first three letters of such labels: quicker to compare than the patterns.
_PUBLISHED_BEGINS = frozenset(opening for label in PUBLISHED for opening in openings(label))
_UPDATE_BEGINS = frozenset(opening for label in UPDATED for opening in openings(label))
_CLOCK_ALONE = re.compile(
    r"(?:kl(?:okken|okka)?\.?\s?|at\s|[-–|•·]\s?)?\d\d?[.:]\d\d(?:\s?uhr|\s?[ap]\.?m\.?)?\Z"
)
_BEGINS = _PUBLISHED_BEGINS | _UPDATE_BEGINS
_FIGURE = re.compile(r"\d")
_YEAR = re.compile(r"(?<!\d)(?:19[89]\d|20[0-4]\d)(?!\d)|\d{1,2}[./]\d{1,2}[./]\d\d(?!\d)")
_LONGEST_CLOCK = 20  # characters of a clock that stands alone
_LONGEST_LABEL = 30  # characters of a label that stands alone
_MOST_BELOW = 12  # lines below the headline in which a date is the article's
_QUOTE_LEVELS = 4  # how many elements around a date may be the quote it stands in
_LABEL_LEVELS = 2  # how many elements around a <time> may have the label ahead of them
_LONGEST_LINE = 2000  # characters of an element that shows a line, with the white space of its markup
_MOST_NODES = 40  # how many elements with a telling class are read


class ShownDates:
    """The texts of a page that may show its dates to readers; each kind is read when it is asked for."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @cached_property
    def lines(self) -> list[str]:
        """The texts beside the headline, with their labels: those after it in order, then those before it."""
        above = self._own(self.page.surroundings.before[::-1])
        return [line.text for line in (*self._below, *reversed(_joined(above)))]

    @cached_property
    def _below(self) -> list[Line]:
        return _joined(self._own(self.page.surroundings.after))

    def _own(self, lines: list[Line]) -> list[Line]:
        """The lines without figures of other articles' teasers."""
        is_teaser = self.page.survey.is_teaser
        return [line for line in lines if not (_FIGURE.search(line.text) and is_teaser(line.node))]

    @cached_property
    def near_headline(self) -> list[str]:
        """The lines with a year or a label of publication; those that name an update last."""
        return sorted(filter(_is_dated, self.lines), key=names_update)

    def right_below_headline(self) -> Iterator[tuple[str, str]]:
        """The dates that stand right below the headline, the closest first; each with its source."""
        for text, node in self._below[:_MOST_BELOW]:
            if not _FIGURE.search(text) or names_update(text) or is_quoted(node):
                continue
            stamp = _stamp(node.parent)
            if stamp:
                yield stamp, "css time"
            elif is_date(text):
                yield text, "text near the headline"

    def relative(self, fetched_at: datetime | None) -> list[str]:
        """The lines that are nothing but a date that counts from the fetch."""
        lines = self.lines if fetched_at is not None else []
        return [line for line in lines if fetched_at is not None and is_relative(line, fetched_at)]

    def marked(self) -> Iterator[tuple[str, str]]:
        """What <time> shows, then texts whose element says that it is a date; each with its source."""
        for node in time_elements(self.page)[:3]:
            if not is_update(node):
                yield _short_text(node), "css time"
        for node in self.page.survey.marked_anywhere("date")[:_MOST_NODES]:
            text = _short_text(node)
            if 5 < len(text) < 120 and not names_update(text):
                name = (node.attributes.get("class") or "").split()
                yield text, f"css .{name[0]}" if name else "text"

    def updates(self) -> Iterator[tuple[str, str]]:
        """What may say when the article was changed, where metadata do not; each with its source."""
        yield from stamps(with_itemprop(self.page, "dateModified"), "css [itemprop=dateModified]")
        times = time_elements(self.page)
        changed = (node for node in times if shows(node, UPDATED_TIMES) or is_update(node))
        yield from stamps(changed, "css time")
        for text in self.lines:
            may_be = _FIGURE.search(text) or text[:3].lower() in _UPDATE_BEGINS
            label = UPDATE_LABEL.search(text.lower()) if may_be else None
            if label:
                yield text[label.start() :], f"text {label[0].split()[0].capitalize()}"
        for text in _labelled_updates(self.page):
            yield text, f"text {text.split()[0].rstrip(':')}"


def _is_dated(line: str) -> bool:
    if _FIGURE.search(line) and _YEAR.search(line):
        return True
    return line[:3].lower() in _PUBLISHED_BEGINS and PUBLISHED_LABEL.match(line.lower()) is not None


def _joined(lines: list[Line]) -> list[Line]:
    """Texts in reading order; a lone label goes with the text behind it, a clock with its date.

    What a class names as an update, plug-ins print without a label.
    """
    joined: list[Line] = []
    label = ""
    for line in lines:
        text, node = line
        lower = text.lower()
        if len(text) <= _LONGEST_CLOCK and joined and _CLOCK_ALONE.match(lower):
            joined[-1] = Line(f"{joined[-1].text} {text}", joined[-1].node)
        elif len(text) <= _LONGEST_LABEL and lower[:3] in _BEGINS and _LABEL_ALONE.match(lower):
            label = text
        else:
            if not label and _FIGURE.search(text) and _is_marked_update(node.parent):
                label = "Updated"
            joined.append(Line(f"{label} {text}", node) if label else line)
            label = ""
    return joined


def _stamp(time: LexborNode | None) -> str:
    """What a <time> that shows no update says to machines; '' for any other element."""
    is_time = time is not None and time.tag == "time" and not is_update(time)
    return (time.attributes.get("datetime") or "") if time is not None and is_time else ""


def _labelled_updates(page: Page) -> Iterator[str]:
    """Lines of the article's part of the page that begin with the label of an update."""
    runs = page.survey.runs
    for at, (text, node) in enumerate(runs):
        if text[:3].lower() in _UPDATE_BEGINS and len(text) < _LONGEST_LINE and names_update(text):
            if not is_inside(page.survey.scope, node):
                continue
            alone = _LABEL_ALONE.match(clean(text).lower()) and at + 1 < len(runs)
            yield clean(f"{text} {runs[at + 1][0]}" if alone else text)


def stamps(nodes: Iterable[LexborNode], source: str) -> Iterator[tuple[str, str]]:
    """What the first elements say: in an attribute for machines, else in their text."""
    for node in islice(nodes, 2):
        attributes = node.attributes
        stamp = attributes.get("datetime") or attributes.get("content")
        if not stamp and node.tag == "abbr":
            stamp = attributes.get("title")
        yield stamp or clean(node.text()), source


def shows(time: LexborNode, names: frozenset[str]) -> bool:
    """Whether the class of a <time>, or of the elements right around it, is one of `names`."""
    node: LexborNode | None = time
    for _ in range(3):
        if node is None:
            return False
        if not names.isdisjoint((node.attributes.get("class") or "").split()):
            return True
        node = node.parent
    return "pubdate" in time.attributes and "published" in names


def _is_marked_update(node: LexborNode | None) -> bool:
    return node is not None and shows(node, UPDATED_TIMES) and not shows(node, PUBLISHED_TIMES)


def is_update(time: LexborNode) -> bool:
    """Whether a <time> shows when the page was changed, by its class or by the label ahead of it."""
    if _is_marked_update(time):
        return True
    node: LexborNode | None = time
    for _ in range(_LABEL_LEVELS):
        ahead = node.prev if node is not None else None
        while ahead is not None and not (said := ahead.text().strip() if ahead.tag != "-comment" else ""):
            ahead = ahead.prev
        if ahead is not None:
            return len(said) <= _LONGEST_LABEL and UPDATE_LABEL.search(said.lower()) is not None
        node = node.parent if node is not None else None
    return False


def is_quoted(shown: LexborNode) -> bool:
    """Whether a date stands in something that is quoted, as a post of a social network is."""
    node = shown.parent
    for _ in range(_QUOTE_LEVELS):
        if node is None or node.tag == "blockquote":
            return node is not None
        node = node.parent
    return False


def time_elements(page: Page) -> list[LexborNode]:
    """The <time> elements, and those of the older hAtom, those around the article before all others."""
    return [node for node in page.survey.marked_anywhere("time") if node.tag in ("time", "abbr")]


def with_itemprop(page: Page, name: str) -> Iterator[LexborNode]:
    """The elements that microdata mark as a date of that name."""
    for node in page.survey.marked_anywhere("time"):
        if name in (node.attributes.get("itemprop") or "").split():
            yield node


def names_update(text: str) -> bool:
    """Whether a text begins as one that says when a page was changed."""
    return UPDATE_LABEL.match(text[:_LONGEST_LABEL].lower()) is not None


def from_label(text: str) -> str:
    """A text from its label of publication on, if it has one."""
    label = PUBLISHED_LABEL.search(text.lower()) if not text[:4].isdecimal() else None
    return text[label.start() :] if label else text


def names_update_alone(text: str) -> bool:
    """Whether a text says when a page was changed, and in no way when it was published."""
    said = text.lower()
    return names_update(text) and not (PUBLISHED_LABEL.search(said) or _REWRITTEN.match(said))


def _short_text(node: LexborNode) -> str:
    """What an element shows; '' for one that holds more than a line, since to clean that takes long."""
    text = node.text(separator=" ")
    return clean(text) if len(text) <= _LONGEST_LINE else ""
