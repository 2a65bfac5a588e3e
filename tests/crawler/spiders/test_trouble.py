from __future__ import annotations

import pytest
from scrapy import exceptions
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler.spiders.trouble import error_in_words, in_words


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (exceptions.CannotResolveHostError(), "The host's name was not found."),
        (exceptions.DownloadTimeoutError(), "No answer in time."),
        (exceptions.DownloadConnectionRefusedError(), "The server refuses connections."),
        (exceptions.DownloadCancelledError(), "The page is larger than the limit."),
        (IgnoreRequest("exceeded DOWNLOAD_MAXSIZE (2 B)"), "The page is larger than the limit."),
        (exceptions.ResponseDataLossError(), "The answer was shorter than announced."),
        (exceptions.DownloadFailedError("hei"), "The answer broke off or was no HTTP."),
        (IgnoreRequest("robots.txt forbids this page."), "robots.txt forbids this page."),
        (IgnoreRequest("max redirections reached"), "The page redirects too many times."),
        (IgnoreRequest("The host is closed."), "The host is closed."),
        (IgnoreRequest(), "The request was not allowed."),
        (ValueError("Missing scheme in request url: tel:1"), "The page redirects to what is no web address."),
        (ValueError("noe annet"), "The request failed: noe annet."),
        (ValueError(), "The request failed: ValueError."),
    ],
)
def test_words(problem: Exception, words: str) -> None:
    failure = Failure(problem)  # type: ignore[no-untyped-call]
    assert in_words(failure) == words


@pytest.mark.parametrize(
    ("status", "location", "words"),
    [
        (302, "ftp://kai.example/sak.txt", "The page redirects to what is no web address."),
        (301, "javascript:void(0)", "The page redirects to what is no web address."),
        (302, "/sak:om-kaia", "HTTP status 302."),
        (302, "HTTPS://kai.example/", "HTTP status 302."),
        (302, "", "HTTP status 302."),
        (404, "ftp://kai.example/", "HTTP status 404."),
    ],
)
def test_a_status_and_where_it_leads(status: int, location: str, words: str) -> None:
    answer = Response("https://kai.example/sak", status, {"Location": location} if location else {})
    assert error_in_words(HttpError(answer)) == words
