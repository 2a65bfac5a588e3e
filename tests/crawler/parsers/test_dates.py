"""When an article was published and changed, as metadata, marked elements and plain texts say it."""

from __future__ import annotations

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.parsers.dates import read_published, read_updated
from crawler.parsers.dates_shown import ShownDates
from crawler.parsers.page import Page

OSLO = ZoneInfo("Europe/Oslo")
FETCHED = datetime(2024, 3, 15, 12, 0, tzinfo=OSLO)
MINUTE = datetime(2024, 3, 12, 14, 30, tzinfo=OSLO)
DAY = datetime(2024, 3, 12, tzinfo=OSLO)


def page_of(
    body: str = "", head: str = "", before: str = "", lang: str = "no", path: str = "/slug/123"
) -> Page:
    article = f"<article>{before}<h1>En lang nok tittel her</h1>{body}<p>Brødtekst fra 2019.</p></article>"
    html = f'<html lang="{lang}"><head>{head}</head><body>{article}</body></html>'
    return Page(html, f"https://fagblad.example{path}")


def ld(kind: str = "NewsArticle", **dates: str) -> str:
    thing = {"@type": kind, "headline": "En lang nok tittel her", **dates}
    return f'<script type="application/ld+json">{json.dumps(thing)}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


@pytest.mark.parametrize(
    ("page", "source"),
    [
        (page_of(head=ld(datePublished="2024-03-12T14:30:00+01:00")), "json-ld"),
        (page_of(head=ld(datePublished="2024-03-12T13:30:00Z")), "json-ld"),
        (page_of(head=ld(datePublished="2024-03-12 14:30:00")), "json-ld"),
        (page_of(head=ld(datePublished="1710250200")), "json-ld"),
        (page_of(head=ld(datePublished="x").replace('"x"', "1710250200000")), "json-ld"),
        (
            page_of(head=meta("article:published_time", "2024-03-12T13:30:00.000Z")),
            "meta article:published_time",
        ),
        (page_of(head=meta("DC.date.issued", "2024-03-12T14:30+01:00")), "meta dc.date.issued"),
        (
            page_of('<time itemprop="datePublished" datetime="2024-03-12T13:30:00Z">12.03</time>'),
            "css [itemprop=datePublished]",
        ),
        (
            page_of(
                '<span class="dateGroup datePublished"><span class="dateLabel">Publisert</span>'
                '<time datetime="2024-03-12T13:30:00.000Z">tirsdag 12. mars 2024 - 14:30</time></span>'
            ),
            "css time",
        ),
        (
            page_of('<time class="entry-date published" datetime="2024-03-12T14:30:00+01:00">x</time>'),
            "css time",
        ),
    ],
)
def test_metadata_and_marked_elements(page, source):
    found = read_published(ShownDates(page))
    assert found is not None
    assert (found.value, found.source) == ((MINUTE, "minute"), source)


@pytest.mark.parametrize(
    ("page", "when", "precision"),
    [
        (page_of("<p>Publisert 12.03.2024 14:30</p>"), MINUTE, "minute"),
        (page_of("<p>Publisert: tirsdag 12. mars 2024 kl. 14.30</p>"), MINUTE, "minute"),
        (page_of("<span>Publisert:</span> <span>12.03.2024 14:30</span>"), MINUTE, "minute"),
        (page_of("<p>Oppdatert 13.03.2024 09:15</p><p>Publisert 12.03.2024 14:30</p>"), MINUTE, "minute"),
        (page_of("<p>Sist oppdatert 13.03.2024 – Publisert 12.03.2024 14:30</p>"), MINUTE, "minute"),
        (page_of("<div>Publisert for 3 timer siden</div>"), FETCHED.replace(hour=9), "minute"),
        (page_of("<div>Publisert i dag kl. 08.15</div>"), FETCHED.replace(hour=8, minute=15), "minute"),
        (page_of("<p>Publisert 12. mars</p>"), DAY, "day"),
        (page_of(before="<p>12.03.2024</p>"), DAY, "day"),
        (page_of('<div class="submitted">Av Kari Nordmann, tir, 12.03.2024 - 14:30</div>'), MINUTE, "minute"),
        (page_of("<font size=1>Lagt ut 12.03.2024</font>"), DAY, "day"),
        (page_of(path="/2024/03/12/slug/"), DAY, "day"),
        (page_of("<p>3/12/2024</p>", lang="en-US"), DAY, "day"),
        (page_of("<span>12. mars 2024</span> <span>kl. 14.30</span>"), MINUTE, "minute"),
        (page_of("<span>Publisert:</span> <span>12.03.2024</span> <span>14:30</span>"), MINUTE, "minute"),
        (page_of("<p>Sist oppdatert 13.03.2024</p><p>12.03.2024 14:30</p>"), MINUTE, "minute"),
        (page_of("<p>Senast uppdaterad 13 mars 2024</p><p>Publicerad 12 mars 2024</p>"), DAY, "day"),
        (
            page_of(
                "<p>Oppdatert <time datetime='2024-03-13T09:15+01:00'>13.03</time>"
                " Publisert <time datetime='2024-03-12T14:30+01:00'>12.03</time></p>"
            ),
            MINUTE,
            "minute",
        ),
        (page_of("<div><span>for 3 timer siden</span></div>"), FETCHED.replace(hour=9), "minute"),
        (
            page_of("<p>Aktualizacja: 13.03.2024 09:15</p><p>Publikacja: 12.03.2024 14:30</p>"),
            MINUTE,
            "minute",
        ),
        (
            page_of('<b class="modified">13.03.2024 09:15</b> <b class="date">12.03.2024 14:30</b>'),
            MINUTE,
            "minute",
        ),
    ],
)
def test_printed_dates(page, when, precision):
    found = read_published(ShownDates(page), FETCHED)
    assert found is not None
    assert found.value == (when, precision)


def test_a_page_without_a_date():
    assert read_published(ShownDates(page_of()), FETCHED) is None


@pytest.mark.parametrize(
    ("page", "source"),
    [
        (page_of(head=ld(dateModified="2024-03-12T13:30:00Z")), "json-ld"),
        (
            page_of(head=meta("article:modified_time", "2024-03-12T14:30:00+01:00")),
            "meta article:modified_time",
        ),
        (
            page_of('<time itemprop="dateModified" datetime="2024-03-12T13:30Z">x</time>'),
            "css [itemprop=dateModified]",
        ),
        (page_of('<time class="updated" datetime="2024-03-12T13:30Z">x</time>'), "css time"),
        (page_of('<span class="date">Sist endret 12.03.2024 kl. 14.30</span>'), "text Sist"),
        (page_of('<span class="date">Oppdatert: 12.03.2024 kl. 14.30</span>'), "text Oppdatert"),
        (page_of("<p>Publisert 11.03.2024 08:00 Oppdatert 12.03.2024 14:30</p>"), "text Oppdatert"),
        (page_of("<p>11. mars 2024 (sist endra 12. mars 2024 kl. 14.30)</p>"), "text Sist"),
        (page_of("<p>Oppdatert:</p><p>12. mars 2024</p><p>kl. 14.30</p>"), "text Oppdatert"),
        (page_of("<p>Oppdatert <time datetime='2024-03-12T13:30Z'>12.03</time></p>"), "css time"),
    ],
)
def test_updates(page, source):
    found = read_updated(ShownDates(page), datetime(2024, 3, 11, tzinfo=OSLO), FETCHED)
    assert found is not None
    assert (found.value.when, found.source) == (MINUTE, source)


@pytest.mark.parametrize("modified", ["2024-03-12T13:30:00Z", "2024-03-12T13:30:40Z", "2024-03-01T13:30:00Z"])
def test_no_update_at_or_before_the_publication(modified):
    assert read_updated(ShownDates(page_of(head=ld(dateModified=modified))), MINUTE) is None


GUIDE = meta("article:published_time", "2021-05-04T09:00:00+02:00") + meta(
    "article:modified_time", "2024-03-12T14:30:00+01:00"
)


@pytest.mark.parametrize(
    ("head", "shown", "year"),
    [
        (GUIDE, "12. mars 2024", 2024),
        (GUIDE, "Oppdatert 12. mars 2024", 2021),  # an update is no new publication
        (GUIDE, "4. mai 2021, oppdatert 12. mars 2024", 2021),
        (GUIDE, "", 2021),
        (ld(datePublished="2021-05-04", dateModified="2024-03-12"), "12. mars 2024", 2021),  # news
    ],
)
def test_an_old_guide_that_shows_a_new_date_alone_is_published_anew(head: str, shown: str, year: int) -> None:
    found = read_published(ShownDates(page_of(f"<p>{shown}</p>", head=head)))
    assert found is not None
    assert found.value.when.year == year


def test_a_label_ahead_of_a_date_above_the_headline_belongs_to_it() -> None:
    above = "<b>Sist oppdatert:</b> <span>12. mars 2024</span>"
    found = read_published(ShownDates(page_of(before=f"<div>{above}</div>", head=GUIDE)))
    assert found is not None
    assert found.value.when.year == 2021


CHANGED = {"datePublished": "2024-03-12T09:00:00+01:00", "dateModified": "2024-03-12T14:30:00+01:00"}


@pytest.mark.parametrize(
    ("head", "shown", "year"),
    [
        (ld("BlogPosting", **CHANGED), "4. mai 2021", 2021),
        (ld("BlogPosting", **CHANGED), "Publisert 4. mai 2021</p><p>Oppdatert 12. mars 2024", 2021),
        (ld("BlogPosting", **CHANGED), "4. mai 2021</p><p>5. juni 2022", 2024),  # which of them?
        (ld("BlogPosting", **CHANGED), "Oppdatert 4. mai 2021", 2024),
        (ld("BlogPosting", **CHANGED | {"dateModified": "2024-05-01"}), "4. mai 2021", 2024),
        (ld(**CHANGED), "4. mai 2021", 2024),  # news
    ],
)
def test_where_the_publication_is_said_to_be_the_last_change_the_older_date_shown_is_meant(
    head: str, shown: str, year: int
) -> None:
    found = read_published(ShownDates(page_of(f"<p>{shown}</p>", head=head)))
    assert found is not None
    assert found.value.when.year == year
