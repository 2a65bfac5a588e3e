"""Why a request brought no page, in words."""

from __future__ import annotations

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.internet.error import ConnectError, ConnectionClosed
from twisted.python.failure import Failure

_TOO_LARGE = "The page is larger than the limit."
_BY_CLASS: dict[type[Exception], str] = {
    CannotResolveHostError: "The host's name was not found.",
    DownloadTimeoutError: "No answer in time.",
    DownloadConnectionRefusedError: "The server refuses connections.",
    DownloadCancelledError: _TOO_LARGE,
    DownloadFailedError: "The answer broke off or was no HTTP.",
    ResponseDataLossError: "The answer was shorter than announced.",
    ConnectionClosed: "The connection broke off.",
    ConnectError: "The server cannot be reached.",
}
_BY_TEXT = {  # what Scrapy's middlewares say when they refuse a request
    "robots.txt": "robots.txt forbids this page.",
    "DOWNLOAD_MAXSIZE": _TOO_LARGE,
    "max redirections": "The page redirects too many times.",
}


def in_words(failure: Failure) -> str:
    """One sentence for the reason of a failed request."""
    error = failure.value
    text = str(error)
    if isinstance(error, HttpError):
        return f"HTTP status {error.response.status}."
    if isinstance(error, IgnoreRequest):
        known = (words for mark, words in _BY_TEXT.items() if mark in text)
        return next(known, text or "The request was not allowed.")
    named = (words for kind, words in _BY_CLASS.items() if isinstance(error, kind))
    return next(named, f"The request failed: {text or type(error).__name__}.")
