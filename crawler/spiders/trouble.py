"""Why a request brought no page, in words."""

from __future__ import annotations

from collections.abc import Iterator

from aiohttp import ClientConnectorCertificateError, ClientConnectorError, ClientConnectorSSLError
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

_TOO_LARGE = "The page is larger than the limit."
_BY_CLASS: dict[type[Exception], str] = {
    ClientConnectorCertificateError: "The server's certificate is not valid.",
    ClientConnectorSSLError: "No secure connection can be made.",
    CannotResolveHostError: "The host's name was not found.",
    DownloadTimeoutError: "No answer in time.",
    DownloadConnectionRefusedError: "The server refuses connections.",
    DownloadCancelledError: _TOO_LARGE,
    ClientConnectorError: "The server cannot be reached.",
    DownloadFailedError: "The answer broke off or was no HTTP.",
    ResponseDataLossError: "The answer was shorter than announced.",
}
_LASTING = (
    ClientConnectorCertificateError,
    ClientConnectorSSLError,
    DownloadCancelledError,
)
PASSING = frozenset(
    words for kind, words in _BY_CLASS.items()
    if kind not in _LASTING
)  # fmt: skip
"""Sentences for trouble that may well be over a while later."""
_REDIRECTS = range(301, 309)
_NO_ADDRESS = "The page redirects to what is no web address."
_BY_TEXT = {  # what Scrapy's middlewares say when they refuse a request, or can make none
    "certificate is not valid for": "The server's certificate is for another host.",
    "DOWNLOAD_MAXSIZE": _TOO_LARGE,
    "max redirections": "The page redirects too many times.",
    "Missing scheme in request url": _NO_ADDRESS,
    "Invalid IPv6 URL": _NO_ADDRESS,
}


def in_words(failure: Failure) -> str:
    """One sentence for the reason of a failed request."""
    assert isinstance(failure.value, Exception)
    return error_in_words(failure.value)


def error_in_words(error: Exception) -> str:
    """One sentence for the error that a request ended in."""
    text = str(error)
    if isinstance(error, HttpError):
        return _of_status(error.response)
    if (known := next((words for mark, words in _BY_TEXT.items() if mark in text), "")) != "":
        return known
    if isinstance(error, IgnoreRequest):
        return text or "The request was not allowed."
    causes = list(_with_causes(error))
    named = (words for kind, words in _BY_CLASS.items() if any(isinstance(e, kind) for e in causes))
    return next(named, f"The request failed: {text or type(error).__name__}.")


def _of_status(response: Response) -> str:
    """What to say of an answer that is no page."""
    scheme, colon, _ = (response.headers.get("Location") or b"").partition(b":")
    leads_off = response.status in _REDIRECTS and colon and scheme.isalpha()
    is_web = scheme.lower() in (b"http", b"https")
    return _NO_ADDRESS if leads_off and not is_web else f"HTTP status {response.status}."


def _with_causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what lies below it."""
    yield error
    if error.__cause__ is not None:
        yield from _with_causes(error.__cause__)
