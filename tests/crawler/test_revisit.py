"""When a refresh looks again; the clock stands at noon of the first of June."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from scrapy import Request
from scrapy.http import Response

from crawler import settings
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
        (Ask(URL, "feed"), asked_ago(1), True),
        (Ask(URL, "feed", page=2), None, False),
        (Ask(URL, "sitemap"), asked_ago(23), False),
        (Ask(URL, "sitemap"), asked_ago(24), True),
        (Ask(URL, "sitemap", changed="2024-06-01T11:30:00+00:00"), asked_ago(1), True),
    ],
)
def test_what_is_found_is_asked_if_it_is_new_or_said_to_have_changed(
    ask: Ask, last: LastAnswer | None, wanted: bool
) -> None:
    request = Request(ask.url, meta={"ask": ask._asdict(), "depth": 2})
    assert policy().wants(request, Memory(last)) == wanted  # type: ignore[arg-type]


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
