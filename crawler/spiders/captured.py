"""From what Scrapy gives, a response or a failure, to the Capture of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from scrapy import Request
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure

from crawler.address import normalise_address
from crawler.capture import Capture
from crawler.discovery.links import names_article
from crawler.middlewares.exchanges import EXCHANGES
from crawler.revisit import KNOWN_HASH
from crawler.sites.profile import Site
from crawler.spiders.ask import ask_of
from crawler.spiders.trouble import in_words

LEADS_HOME = "The address leads to the front page."
LEADS_TO_GATE = "The address leads to a page that asks for something first, a login or a consent."
AT_OTHERS_TOO = "The same page stands at the addresses of other articles too, and is none of them."
_NOT_MODIFIED = 304
_JOINED_BY = {"x-robots-tag": b"\n"}  # of which each line may be for another robot


def capture_of(response: Response, site: str, problem: str | None = None) -> Capture:
    """The capture of an answer, fetched now."""
    headers = {
        (key := name.decode("latin-1").lower()): _JOINED_BY.get(key, b", ").join(values).decode("latin-1")
        for name, values in response.headers.items()
    }
    return Capture(
        site=site,
        url=response.url,
        kind=response.meta["kind"],
        fetched=datetime.now(UTC),
        status=response.status,
        requested=_led_here(response.meta),
        headers=headers,
        body=response.body,
        exchanges=response.meta.get(EXCHANGES, ()),
        problem=problem,
    )


def capture_of_failure(failure: Failure, request: Request, site: str) -> Capture:
    """The capture of a request that brought no page, with its reason; a page that is the same has none."""
    response = getattr(failure.value, "response", None)
    if isinstance(response, Response):
        response.request = response.request or request
        is_same = response.status == _NOT_MODIFIED and KNOWN_HASH in request.meta
        return capture_of(response, site, None if is_same else in_words(failure))
    return Capture(
        site=site,
        url=request.url,
        kind=request.meta["kind"],
        fetched=datetime.now(UTC),
        requested=_led_here(request.meta),
        problem=in_words(failure),
    )


def no_page(response: Response) -> str:
    """What to say of an answer that is no text."""
    kind = response.headers.get("Content-Type") or b"no type"
    return f"The answer is no page ({kind.decode('latin-1')})."


def no_article(response: Response, site: Site) -> str | None:
    """Why an answer cannot be an article, in words: it is no page, the front page, where many sites send the
    readers of what is gone, or a gate."""
    if not isinstance(response, TextResponse):
        return no_page(response)
    address = normalise_address(response.url)
    parts = urlsplit(address)
    is_front = parts.path == "/" and not parts.query
    if is_front or address == normalise_address(site.home):
        return LEADS_HOME
    asked = response.meta.get("redirect_urls", ())[:1]
    return LEADS_TO_GATE if asked and _leads_back(address, asked[0]) else None


def _leads_back(address: str, asked: str) -> bool:
    """Whether an address says in its query where its reader came from, to lead back: /login?next=/sak/1."""
    parts, path = urlsplit(address), urlsplit(asked).path
    return path in unquote(unquote(parts.query)) and len(path) > 1 and not names_article(address)


def _led_here(meta: dict[str, Any]) -> tuple[str, ...]:
    """The addresses that led to an answer: the print version that was linked, then redirects."""
    variant = ask_of(meta).variant
    return ((variant,) if variant else ()) + tuple(meta.get("redirect_urls", ()))
