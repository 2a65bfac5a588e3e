"""Why a request brought no page, in words."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

_BY_NAME = {  # exception classes of Scrapy and Twisted, by name: their modules move between versions
    "DNSLookupError": "The host's name was not found.",
    "CannotResolveHostError": "The host's name was not found.",
    "TimeoutError": "No answer in time.",
    "TCPTimedOutError": "No answer in time.",
    "DownloadTimeoutError": "No answer in time.",
    "ConnectionRefusedError": "The server refuses connections.",
    "DownloadConnectionRefusedError": "The server refuses connections.",
    "ConnectionLost": "The connection broke off.",
    "ConnectionDone": "The connection broke off.",
    "ResponseNeverReceived": "The connection broke off before an answer came.",
    "ResponseFailed": "The answer broke off.",
    "ResponseDataLossError": "The answer was shorter than announced.",
    "DownloadCancelledError": "The page is larger than the limit.",
    "SSLError": "The connection is not secure (certificate).",
}
_BY_TEXT = {  # what Scrapy's middlewares say when they refuse a request
    "robots.txt": "robots.txt forbids this page.",
    "max redirections": "The page redirects too many times.",
}
_NOT_ALLOWED = "The request was not allowed."


def in_words(failure: Failure) -> str:
    """One sentence for the reason of a failed request."""
    error = failure.value
    if isinstance(error, HttpError):
        return f"HTTP status {error.response.status}."
    if isinstance(error, IgnoreRequest):
        text = str(error)
        return next((words for mark, words in _BY_TEXT.items() if mark in text), text or _NOT_ALLOWED)
    for cls in type(error).__mro__:
        if cls.__name__ in _BY_NAME:
            return _BY_NAME[cls.__name__]
    return f"The request failed: {error or type(error).__name__}."
