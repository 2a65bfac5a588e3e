"""When a refresh looks again; the clock stands at noon of the first of June."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from scrapy import Request
from scrapy.http import Response

from crawler import settings
from crawler.discovery.finders import Finder, Finders
from crawler.memory import KnownArticle, LastAnswer
from crawler.revisit import AskWhatMayBeNew, Revisit, conditional, is_unchanged, unconditional
from crawler.spiders.ask import Ask

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SCHEDULE = [Revisit(HOUR * age, HOUR * interval) for age, interval in settings.REVISITS]
URL = "https://www.avisa.example/sak-1"


class Memory:
    """An archive that knows one address and some articles."""

    def __init__(self, answer: LastAnswer | None = None, articles: tuple[KnownArticle, ...] = ()) -> None:
        self.answer, self._articles = answer, articles

    def last_answer(self, url: str) -> LastAnswer | None:
        return self.answer

    def articles(self) -> Iterator[KnownArticle]:
        return iter(self._articles)


def policy(**values: bool) -> AskWhatMayBeNew:
    return AskWhatMayBeNew(SCHEDULE, DAY, now=lambda: NOW, **values)


def asked_ago(hours: float) -> LastAnswer:
    return LastAnswer(NOW - HOUR * hours, 200, None, None, None)


@pytest.mark.parametrize(
    ("age", "since", "is_due"),
    [
        (HOUR * 5, HOUR * 1.9, False),
        (HOUR * 5, HOUR * 2, True),
        (DAY * 2, HOUR * 11, False),
        (DAY * 2, HOUR * 12, True),
        (DAY * 10, DAY * 1.9, False),
        (DAY * 10, DAY * 2, True),
        (DAY * 40, DAY * 6, False),
        (DAY * 40, DAY * 7, True),
        (DAY * 3000, DAY * 29, False),
        (DAY * 3000, DAY * 30, True),
    ],
)
def test_the_older_an_article_the_rarer_it_is_looked_at(
    age: timedelta, since: timedelta, is_due: bool
) -> None:
    assert policy().is_due(KnownArticle(URL, NOW - age, NOW - since, 200, False), NOW) == is_due


@pytest.mark.parametrize(
    ("status", "gone", "since", "is_due"),
    [
        (404, False, HOUR * 23, False),
        (404, False, DAY, True),
        (410, False, DAY, True),
        (404, True, DAY * 29, False),
        (404, True, DAY * 30, True),
    ],
)
def test_one_that_is_missing_is_looked_for_a_day_later_then_once_a_month(
    status: int, gone: bool, since: timedelta, is_due: bool
) -> None:
    assert policy().is_due(KnownArticle(URL, NOW - HOUR, NOW - since, status, gone), NOW) == is_due


@pytest.mark.parametrize(
    ("ask", "last", "wanted"),
    [
        (Ask(URL, "article"), None, True),
        (Ask(URL, "article"), asked_ago(1000), False),
        (Ask(URL, "article", changed="2024-06-01T11:30:00+00:00"), asked_ago(1), True),
        (Ask(URL, "article", changed="2024-06-01T10:30:00+00:00"), asked_ago(1), False),
        (Ask(URL, "article", changed="2024-06-01T00:00:00+02:00"), asked_ago(3), True),
        (Ask(URL, "article", changed="2024-06-01T00:00:00+02:00"), asked_ago(1), False),
        (Ask(URL, "article", changed="2024-05-30T00:00:00+02:00"), asked_ago(3), False),
        (Ask(URL, "article", steps=1), None, False),
        (Ask(URL, "section"), None, False),
        (Ask(URL, "section", in_menu=True), None, True),
        (Ask(URL, "section", is_home=True), asked_ago(1), True),
        (Ask(URL, "feed"), asked_ago(1), True),
        (Ask(URL, "feed", page=2), None, False),
        (Ask(URL, "sitemap"), asked_ago(1), True),
        (Ask(URL, "sitemap", level=1), asked_ago(23), False),
        (Ask(URL, "sitemap", level=1), asked_ago(24), True),
        (Ask(URL, "sitemap", changed="2024-06-01T11:30:00+00:00"), asked_ago(1), True),
    ],
)
def test_what_is_found_is_asked_if_it_is_new_or_said_to_have_changed(
    ask: Ask, last: LastAnswer | None, wanted: bool
) -> None:
    assert policy().wants(ask, Memory(last)) == wanted  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("status", "problem", "is_asked"),
    [
        (500, "HTTP status 500.", True),
        (429, "HTTP status 429.", True),
        (None, "No answer in time.", True),
        (None, "The server refuses connections.", True),
        (404, "HTTP status 404.", False),
        (None, "robots.txt forbids this page.", False),
        (None, "The page is larger than the limit.", False),
        (None, "The server's certificate is not valid.", False),
        (200, "The page has no text.", False),
        (301, None, False),
        (None, None, False),  # another address of an article
    ],
)
def test_what_failed_is_asked_again_a_day_later(
    status: int | None, problem: str | None, is_asked: bool
) -> None:
    def answered(ago: timedelta) -> Memory:
        return Memory(LastAnswer(NOW - ago, status, None, None, None, problem))

    ask = Ask(URL, "article", listed_on=URL)
    assert not policy().wants(ask, answered(HOUR * 23))  # type: ignore[arg-type]
    assert policy().wants(ask, answered(DAY)) is is_asked  # type: ignore[arg-type]
    finder = Ask(URL, "feed")
    assert knowing().wants(finder, answered(HOUR)) is is_asked, "a finder at once"  # type: ignore[arg-type]


def knowing(*finders: Finder) -> AskWhatMayBeNew:
    """The policy of a refresh after one that came to its end."""
    one = policy()
    one.finders = Finders.load([], is_whole=True)
    for finder in finders:
        one.finders.note(finder)
    return one


@pytest.mark.parametrize(
    ("brought", "asked", "wanted"),
    [
        (HOUR * 5, 1.9, False),
        (HOUR * 5, 2, True),
        (DAY * 10, 24, False),
        (DAY * 10, 48, True),
        (DAY * 400, 29 * 24, False),
        (DAY * 400, 30 * 24, True),
        (None, 1, True),  # it is not known when: from now on
    ],
)
def test_a_list_is_looked_at_as_often_as_its_newest_article(
    brought: timedelta | None, asked: float, wanted: bool
) -> None:
    ask = Ask(URL, "section", in_menu=True)
    one = knowing(Finder(URL, "section", in_menu=True))
    if brought is not None:
        one.finders.note_brought(URL, NOW - brought)
    assert one.wants(ask, Memory(asked_ago(asked))) == wanted  # type: ignore[arg-type]
    found = one.finders.get(URL)
    assert found is not None
    assert found.brought == (NOW - (brought or HOUR * 0)).isoformat(timespec="seconds")


@pytest.mark.parametrize(
    "ask", [Ask(URL, "section", in_menu=True), Ask(URL, "feed", usual=1), Ask(URL, "sitemap", usual=3)]
)
def test_where_nothing_was_found_is_looked_at_once_a_month(ask: Ask) -> None:
    assert not knowing().wants(ask, Memory(asked_ago(29 * 24)))  # type: ignore[arg-type]
    assert knowing().wants(ask, Memory(asked_ago(30 * 24)))  # type: ignore[arg-type]
    assert policy().wants(ask, Memory(asked_ago(1))), "nothing is remembered"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("new", "known", "goes_on"), [(3, 0, True), (3, 2, True), (2, 2, False), (0, 0, False)]
)
def test_the_next_page_of_a_list_is_asked_where_most_of_this_one_is_new(
    new: int, known: int, goes_on: bool
) -> None:
    one = policy()
    for number in range(new + known):
        last = None if number < new else asked_ago(1)
        one.wants(Ask(f"{URL}{number}", "article", listed_on=URL), Memory(last))  # type: ignore[arg-type]
    ask = Ask(f"{URL}?side=2", "section", page=2, previous=URL)
    assert one.wants(ask, Memory()) is goes_on  # type: ignore[arg-type]


def test_a_finder_is_asked_conditionally_where_all_that_it_leads_to_is_remembered() -> None:
    feed, index = Finder(URL, "feed"), Finder(f"{URL}.xml", "sitemap", is_index=True)
    one = knowing(feed, index)
    assert one.is_conditional(Ask(URL, "feed"))
    assert not one.is_conditional(Ask(index.url, "sitemap"))
    assert not policy().is_conditional(Ask(URL, "feed"))
    assert policy().is_conditional(Ask(URL, "article"))


def test_all_of_them_can_be_asked_for() -> None:
    fresh = KnownArticle(URL, NOW, NOW, 200, False)
    assert list(policy().due(Memory(articles=(fresh,)))) == []  # type: ignore[arg-type]
    (address,) = policy(every_article=True).due(Memory(articles=(fresh,)))  # type: ignore[arg-type]
    assert (address.url, address.kind, address.meta["again"]) == (URL, "article", True)


def test_validators_go_with_the_request_and_not_with_its_redirect() -> None:
    last = LastAnswer(NOW, 200, '"abc"', "Sat, 01 Jun 2024 10:00:00 GMT", "f00")
    request = conditional(Request(URL), Memory(last))  # type: ignore[arg-type]
    assert request.headers["If-None-Match"] == b'"abc"'
    assert request.headers["If-Modified-Since"] == b"Sat, 01 Jun 2024 10:00:00 GMT"
    assert dict(unconditional(request).headers) == {}


def test_the_same_bytes_are_no_change() -> None:
    body = b"<html>En sak"
    last = LastAnswer(NOW, 200, None, None, hashlib.sha256(body).hexdigest())
    request = conditional(Request(URL), Memory(last))  # type: ignore[arg-type]
    assert is_unchanged(Response(URL, body=body, request=request))
    assert not is_unchanged(Response(URL, body=body + b".", request=request))
    assert not is_unchanged(Response(URL, body=body, request=Request(URL)))
