"""When an article was published and last changed.

Metadata first (JSON-LD, article:*, microdata, Dublin Core and their relatives), then <time>
elements near the headline, then labelled text. The sources' order is how often each was right on
recorded pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from crawler.parsers.date_text import Moment, read_date
from crawler.parsers.dates_shown import (
    PUBLISHED_TIMES,
    UPDATE_LABEL,
    ShownDates,
    from_label,
    is_quoted,
    is_update,
    names_update_alone,
    shows,
    stamps,
    time_elements,
    with_itemprop,
)
from crawler.parsers.found import Found
from crawler.parsers.jsonld import types_of
from crawler.parsers.language import declared_tag
from crawler.parsers.page import Page

_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "article:published", "article-published_time",
    "datepublished", "og:published_time", "parsely-pub-date", "cxenseparse:publishtime",
    "cxenseparse:recs:publishtime", "date.available", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dcterms.date", "dc.date", "date", "date-pub", "pubdate", "publishdate",
    "publish_date", "publication_date", "og:publish_date", "sailthru.date", "citation_publication_date",
    "citation_date", "article.published", "article.created", "date.created",
)  # fmt: skip
_PUBLISHED_ATTRIBUTES = (  # of the article's element or one around it
    "data-published", "data-published-at", "data-publish-date", "data-publishdate", "data-pubdate",
    "data-first-published", "data-published-time", "data-publication-date",
)  # fmt: skip
_UPDATED_META = (
    "article:modified_time", "og:article:modified_time", "datemodified", "og:updated_time", "last-modified",
    "dcterms.modified", "dc.date.modified", "date.modified", "cxenseparse:recs:mot-modtime",
)  # fmt: skip
_OTHER_THINGS = frozenset(
    {"Comment", "Review", "VideoObject", "ImageObject", "Product", "Event", "Book", "Movie"}
)
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
_MOST_SHOWN = 30  # texts that may show a date


def read_published(shown: ShownDates, fetched_at: datetime | None = None) -> Found[Moment] | None:
    """When the article was published (aware), with precision; None where nothing says it."""
    page = shown.page
    language = declared_tag(page)
    for text, source in _published_texts(shown, fetched_at):
        moment = read_date(from_label(text), fetched_at, language)
        if moment is not None:
            days = _Days(shown, language)
            anew = None if page.is_news else _renewed(page, days, moment) or _shown_before(page, days, moment)
            return anew or Found(_with_clock(shown, moment, language), source)
    return None


def _with_clock(shown: ShownDates, moment: Moment, language: str | None) -> Moment:
    """A day with the clock that the page shows beside it near the headline, if it shows one."""
    for text in shown.near_headline if moment.precision == "day" else ():
        other = read_date(text, None, language)
        if other is not None and other.precision == "minute" and other.when.date() == moment.when.date():
            return moment if UPDATE_LABEL.match(text.lower()) else other
    return moment


def _renewed(page: Page, days: _Days, first: Moment) -> Found[Moment] | None:
    """When an article that was first published long ago was published anew.

    Guides are rewritten year after year under one address, and then show the new date alone, not as
    that of an update. What calls itself news keeps its first date, whatever else the page shows.
    """
    for text, source in (*_thing_dates(page, ("dateModified",)), *_meta_dates(page, _UPDATED_META)):
        changed = read_date(text, None, days.language)
        if changed is not None and changed.when - first.when >= _RENEWED_AFTER:
            is_anew = (
                first.when.date() not in days.near_headline
                and days.shows_as_publication(changed.when.date())
                and first.when.date() not in days.all
            )
            return Found(changed, source) if is_anew else None
    return None


def _shown_before(page: Page, days: _Days, stated: Moment) -> Found[Moment] | None:
    """When a page was first published that states the time of its last change as that of its publication.

    Some systems put one time into both fields; the older date that readers see is then the true one.
    """
    text, _ = next(_thing_dates(page, ("dateModified",)), ("", ""))
    changed = read_date(text, None, days.language)
    if changed is None or abs(changed.when - stated.when) > _SAME_TIME:
        return None
    near = _of_publication(days.near_headline)
    if len(near) > 1 or any(stated.when - moment.when < _RENEWED_AFTER for moment in near):
        return None
    published = _of_publication(days.all)
    is_older = len(published) == 1 and stated.when - published[0].when >= _RENEWED_AFTER
    return Found(published[0], "text near the headline") if is_older else None


class _Shown(NamedTuple):
    """A moment that the page shows to readers, and whether as that of an update."""

    moment: Moment
    is_update: bool


class _Days:
    """The days that a page shows to its readers; each kind is read when it is asked for."""

    def __init__(self, shown: ShownDates, language: str | None) -> None:
        self._shown, self.language = shown, language

    @cached_property
    def near_headline(self) -> dict[date, _Shown]:
        """Those that stand beside the headline."""
        return self._read(self._shown.near_headline, {})

    @cached_property
    def all(self) -> dict[date, _Shown]:
        """Those and the ones that the page marks as dates."""
        more = _MOST_SHOWN - len(self._shown.near_headline)
        marked = (text for text, _ in islice(self._shown.marked(), max(0, more)))
        return self._read(marked, self.near_headline)

    def shows_as_publication(self, day: date) -> bool:
        """Whether the page shows a day, and nowhere as that of an update."""
        near = self.near_headline.get(day)
        if near is not None and near.is_update:
            return False
        shown = self.all.get(day)
        return shown is not None and not shown.is_update

    def _read(self, texts: Iterable[str], known: dict[date, _Shown]) -> dict[date, _Shown]:
        days = dict(known)
        for text in islice(texts, _MOST_SHOWN):
            moment = read_date(text, None, self.language)
            if moment is not None:
                day = moment.when.date()
                is_update = UPDATE_LABEL.search(text.lower()) is not None
                days[day] = _Shown(moment, is_update or (day in days and days[day].is_update))
        return days


def _of_publication(days: dict[date, _Shown]) -> list[Moment]:
    """The moments that are not shown as those of updates."""
    return [shown.moment for shown in days.values() if not shown.is_update]


def read_updated(
    shown: ShownDates, published: datetime | None, fetched_at: datetime | None = None
) -> Found[Moment] | None:
    """When the article was last changed; None where it was not, or not after its publication."""
    page = shown.page
    stated = [*_thing_dates(page, ("dateModified",)), *_meta_dates(page, _UPDATED_META)]
    language = declared_tag(page)
    for text, source in stated or shown.updates():
        moment = read_date(text, fetched_at, language)
        if moment is not None and (published is None or (moment.when - published).total_seconds() >= 60):
            return Found(moment, source)
    return None


def _published_texts(shown: ShownDates, fetched_at: datetime | None) -> Iterator[tuple[str, str]]:
    page = shown.page
    yield from _thing_dates(page, ("datePublished", "dateCreated", "uploadDate"))
    yield from _meta_dates(page, _PUBLISHED_META)
    yield from stamps(with_itemprop(page, "datePublished"), "css [itemprop=datePublished]")
    name, value = page.said_around_headline(_PUBLISHED_ATTRIBUTES)
    yield value, f"attribute {name}"
    yield from shown.right_below_headline()
    times = [time for time in time_elements(page) if not is_quoted(time)]
    yield from stamps((time for time in times if shows(time, PUBLISHED_TIMES)), "css time")
    stamped = (time for time in times if time.attributes.get("datetime") and not is_update(time))
    yield from stamps(islice(stamped, 1), "css time")
    for thing in page.things:  # a page's own date, where no article has one
        if isinstance(thing.get("datePublished"), str) and not types_of(thing) & _OTHER_THINGS:
            yield thing["datePublished"], "json-ld"
    for text in (*shown.near_headline, *shown.relative(fetched_at)):
        if not names_update_alone(text):
            yield text, "text near the headline"
    yield from shown.marked()
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


def _thing_dates(page: Page, keys: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for key in keys:
        value = page.article_thing.get(key)
        if isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, str | int):
            yield str(value), "json-ld"


def _meta_dates(page: Page, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name in names:
        if name in page.meta:
            yield page.meta[name][0], f"meta {name}"
