"""When an article was published and last changed.

Metadata first (JSON-LD, article:*, microdata, Dublin Core and their relatives), then <time>
elements near the headline, then labelled text. The sources' order is how often each was right on
recorded pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import chain, islice, pairwise
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from crawler.parsers.date_text import Moment, read_date
from crawler.parsers.found import Found
from crawler.parsers.jsonld import types_of
from crawler.parsers.language import declared_tag
from crawler.parsers.page import Page
from crawler.parsers.text import clean

_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "article:published", "article-published_time",
    "datepublished", "og:published_time", "parsely-pub-date", "cxenseparse:publishtime",
    "cxenseparse:recs:publishtime", "date.available", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dcterms.date", "dc.date", "date", "date-pub", "pubdate", "publishdate",
    "publish_date", "publication_date", "og:publish_date", "sailthru.date", "citation_publication_date",
    "citation_date", "article.published", "article.created", "date.created",
)  # fmt: skip
_UPDATED_META = (
    "article:modified_time", "og:article:modified_time", "datemodified", "og:updated_time", "last-modified",
    "dcterms.modified", "dc.date.modified", "date.modified", "cxenseparse:recs:mot-modtime",
)  # fmt: skip
# How a <time>, or the element around it, says in its class which time it shows.
_PUBLISHED_TIMES = frozenset({"published", "entry-date", "datePublished"})
_UPDATED_TIMES = frozenset({"updated", "dateModified", "dateUpdated"})
_UPDATE_WORDS = ("oppdatert", "sist endret", "sist endra", "endret", "updated", "modified", "aktualisiert")
_UPDATE_LETTERS = frozenset({word[0] for word in _UPDATE_WORDS} | {word[0].upper() for word in _UPDATE_WORDS})
_OTHER_THINGS = frozenset(
    {"Comment", "Review", "VideoObject", "ImageObject", "Product", "Event", "Book", "Movie"}
)
# For text in lower case.
_UPDATE_LABEL = re.compile(r"\b(?:oppdatert|endr(?:et|a)|updated|modified|reviewed|aktualisiert)\b")
_PUBLISHED_LABEL = re.compile(r"\b(?:publisert|lagt ut|published|posted)\b")
_LABEL_ALONE = re.compile(
    r"(?:(?:først )?publisert|lagt ut|(?:sist )?oppdatert|sist endr(?:et|a)|published|posted|"
    r"(?:last )?updated)(?: on)?\s?:?\Z"
)
_FIGURE = re.compile(r"\d")
_YEAR = re.compile(r"(?<!\d)(?:19[89]\d|20[0-4]\d)(?!\d)|\d{1,2}[./]\d{1,2}[./]\d\d(?!\d)")
_PATH_DATE = re.compile(r"/((?:19|20)\d\d)/([01]?\d)/([0-3]?\d)(?:/|$)")
_STATE_KEY = (
    r"(?:datePublished|publishedAt|published_at|publishDate|publish_date|publishedDate|"
    r"published_date|post_date|"
    r"firstPublished\w{0,12}|pubDate|publicationDate)"
)
_STATE_STEMS = (b"ublish", b"ublicationDate", b"ubDate", b"ost_date")  # one of them is in every such key
_BEFORE_STEM, _BEHIND_STEM = 6, 80  # characters that a key and its date take around the stem
_QUOTE = r"\\{0,3}\""  # JSON inside a script's string has its quotes escaped
_STATE_DATE = re.compile(
    (
        rf"{_STATE_KEY}{_QUOTE}\s{{0,2}}:\s{{0,2}}{_QUOTE}"
        r"(\d{4}-\d\d-\d\d[T ]?[\d:.]{0,16}(?:Z|[+-]\d\d:?\d\d)?)"
    ).encode()
)
_RENEWED_AFTER = timedelta(days=30)
_SAME_TIME = timedelta(days=1)  # between two moments that a system takes from one field
_LONGEST_LABEL = 20  # characters of a label that stands alone
_LONGEST_LINE = 2000  # characters of an element that shows a line, with the white space of its markup
_MOST_SHOWN = 30  # texts that may show a date
_MOST_NODES = 40  # how many elements with a telling class are read


def read_published(page: Page, fetched_at: datetime | None = None) -> Found[Moment] | None:
    """When the article was published (aware), with precision; None where nothing says it."""
    language = declared_tag(page)
    for text, source in _published_texts(page):
        label = _PUBLISHED_LABEL.search(text.lower())
        moment = read_date(text[label.start() :] if label else text, fetched_at, language)
        if moment is not None:
            anew = _renewed(page, moment, language) or _shown_before(page, moment, language)
            return anew or Found(moment, source)
    return None


def _renewed(page: Page, first: Moment, language: str | None) -> Found[Moment] | None:
    """When an article that was first published long ago was published anew.

    Guides are rewritten year after year under one address, and then show the new date alone, not as
    that of an update. What calls itself news keeps its first date, whatever else the page shows.
    """
    if page.is_news:
        return None
    for text, source in (*_thing_dates(page, ("dateModified",)), *_meta_dates(page, _UPDATED_META)):
        changed = read_date(text, None, language)
        if changed is not None and changed.when - first.when >= _RENEWED_AFTER:
            shown = _shown_days(page, language)
            anew = shown.get(changed.when.date())
            is_anew = anew is not None and not anew.is_update and first.when.date() not in shown
            return Found(changed, source) if is_anew else None
    return None


def _shown_before(page: Page, stated: Moment, language: str | None) -> Found[Moment] | None:
    """When a page was first published that states the time of its last change as that of its publication.

    Some systems put one time into both fields; the older date that readers see is then the true one.
    """
    if page.is_news:
        return None
    text, _ = next(_thing_dates(page, ("dateModified",)), ("", ""))
    changed = read_date(text, None, language)
    if changed is None or abs(changed.when - stated.when) > _SAME_TIME:
        return None
    shown = [one.moment for one in _shown_days(page, language).values() if not one.is_update]
    is_older = len(shown) == 1 and stated.when - shown[0].when >= _RENEWED_AFTER
    return Found(shown[0], "text near the headline") if is_older else None


class _Shown(NamedTuple):
    """A moment that the page shows to readers, and whether as that of an update."""

    moment: Moment
    is_update: bool


def _shown_days(page: Page, language: str | None) -> dict[date, _Shown]:
    """The days that the page shows near its headline or marks as dates."""
    shown: dict[date, _Shown] = {}
    for text, _ in islice(chain(_near_headline(page), _dated_texts(page)), _MOST_SHOWN):
        moment = read_date(text, None, language)
        if moment is not None:
            day = moment.when.date()
            is_update = _UPDATE_LABEL.search(text.lower()) is not None
            known = shown.get(day)
            shown[day] = _Shown(moment, is_update or (known is not None and known.is_update))
    return shown


def read_updated(
    page: Page, published: datetime | None, fetched_at: datetime | None = None
) -> Found[Moment] | None:
    """When the article was last changed; None where it was not, or not after its publication."""
    stated = [*_thing_dates(page, ("dateModified",)), *_meta_dates(page, _UPDATED_META)]
    language = declared_tag(page)
    for text, source in stated or _updated_texts(page):
        moment = read_date(text, fetched_at, language)
        if moment is not None and (published is None or (moment.when - published).total_seconds() >= 60):
            return Found(moment, source)
    return None


def _published_texts(page: Page) -> Iterator[tuple[str, str]]:
    yield from _thing_dates(page, ("datePublished", "dateCreated", "uploadDate"))
    yield from _meta_dates(page, _PUBLISHED_META)
    yield from _node_dates(_with_itemprop(page, "datePublished"), "css [itemprop=datePublished]")
    times = _times(page)
    yield from _node_dates((node for node in times if _shows(node, _PUBLISHED_TIMES)), "css time")
    stamps = (stamp for node in times if (stamp := node.attributes.get("datetime")))
    yield next(stamps, ""), "css time"
    for thing in page.things:  # a page's own date, where no article has one
        if isinstance(thing.get("datePublished"), str) and not types_of(thing) & _OTHER_THINGS:
            yield thing["datePublished"], "json-ld"
    yield from _near_headline(page)
    yield from _dated_texts(page)
    match = _PATH_DATE.search(page.path)
    if match:
        yield "-".join(match.groups()), "address"
    yield from _state_dates(page.html)


def _state_dates(html: bytes) -> Iterator[tuple[str, str]]:
    """The date in the data of the page's scripts; to look for the keys' stems first is ten times quicker."""
    for stem in _STATE_STEMS:
        at = html.find(stem)
        while at >= 0:
            state = _STATE_DATE.search(html, max(0, at - _BEFORE_STEM), at + _BEHIND_STEM)
            if state:
                yield state[1].decode(), "state of the page's script"
                return
            at = html.find(stem, at + len(stem))


def _near_headline(page: Page) -> Iterator[tuple[str, str]]:
    """Short texts with a year or a label that stand close to the headline: those after it first,
    those that name an update last."""
    around = page.surroundings
    joined = [*_with_labels(around.after), *reversed(_with_labels(around.before[::-1]))]
    dated = [
        text
        for text in joined
        if (_FIGURE.search(text) and _YEAR.search(text)) or _PUBLISHED_LABEL.match(text.lower())
    ]
    for text in sorted(dated, key=_names_update):
        yield text, "text near the headline"


def _with_labels(texts: list[str]) -> list[str]:
    """Texts in reading order; a label that stands alone goes with the text behind it."""
    return [
        f"{text} {following}" if len(text) <= _LONGEST_LABEL and _LABEL_ALONE.match(text.lower()) else text
        for text, following in pairwise([*texts, ""])
    ]


def _updated_texts(page: Page) -> Iterator[tuple[str, str]]:
    yield from _node_dates(_with_itemprop(page, "dateModified"), "css [itemprop=dateModified]")
    yield from _node_dates((node for node in _times(page) if _shows(node, _UPDATED_TIMES)), "css time")
    if not any(text[:1] in _UPDATE_LETTERS and _names_update(text) for text, _ in page.survey.runs):
        return
    for node in page.survey.marked_anywhere("date")[:_MOST_NODES]:
        text = _short_text(node)
        if len(text) < 100 and _names_update(text):
            yield text, "text " + text.split()[0].rstrip(":")


def _thing_dates(page: Page, keys: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for key in keys:
        value = page.article_thing.get(key)
        if isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, str):
            yield value, "json-ld"


def _meta_dates(page: Page, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name in names:
        for value in page.meta.get(name, [])[:1]:
            yield value, f"meta {name}"


def _node_dates(nodes: Iterable[LexborNode], source: str) -> Iterator[tuple[str, str]]:
    for node in islice(nodes, 2):
        attributes = node.attributes
        yield attributes.get("datetime") or attributes.get("content") or clean(node.text()), source


def _shows(time: LexborNode, names: frozenset[str]) -> bool:
    """Whether the class of a <time>, or of the elements right around it, is one of `names`."""
    node: LexborNode | None = time
    for _ in range(3):
        if node is None:
            return False
        if not names.isdisjoint((node.attributes.get("class") or "").split()):
            return True
        node = node.parent
    return "pubdate" in time.attributes and "published" in names


def _dated_texts(page: Page) -> Iterator[tuple[str, str]]:
    """Texts whose element says that it is a date, then what <time> shows."""
    for node in _times(page)[:3]:
        yield _short_text(node), "css time"
    for node in page.survey.marked_anywhere("date")[:_MOST_NODES]:
        text = _short_text(node)
        if 5 < len(text) < 120 and not _names_update(text):
            name = (node.attributes.get("class") or "").split()
            yield text, f"css .{name[0]}" if name else "text"


def _times(page: Page) -> list[LexborNode]:
    return [node for node in page.survey.marked_anywhere("time") if node.tag == "time"]


def _with_itemprop(page: Page, name: str) -> Iterator[LexborNode]:
    for node in page.survey.marked_anywhere("time"):
        if name in (node.attributes.get("itemprop") or "").split():
            yield node


def _names_update(text: str) -> bool:
    """Whether a text begins as one that says when a page was changed."""
    return text[:_LONGEST_LABEL].lower().startswith(_UPDATE_WORDS)


def _short_text(node: LexborNode) -> str:
    """What an element shows; '' for one that holds more than a line, since to clean that takes long."""
    text = node.text(separator=" ")
    return clean(text) if len(text) <= _LONGEST_LINE else ""
