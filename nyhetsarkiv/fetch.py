"""One page from the web, for a person who asks for it by its address.

A crawl has its own, far more careful way to fetch; this is for a single look. It names itself,
asks robots.txt first, and keeps to http(s), a size and a time.
"""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from crawler.contact import PRODUCT
from nyhetsarkiv.errors import NEEDS_A_LOOK, CommandError

TIMEOUT = 30.0  # seconds for one answer to begin or go on
LARGEST_PAGE = 20_000_000  # bytes
LARGEST_ROBOTS = 500_000  # bytes; what RFC 9309 asks a crawler to read at least

Guard = Callable[[str], None]  # raises where an address is not to be asked


@dataclass(frozen=True, slots=True)
class Answer:
    """A page as it came: the address that answered, its bytes and its content type."""

    url: str
    body: bytes
    content_type: str


class NothingThere(CommandError):
    """The server has no such page (404, 410)."""


def fetch_page(url: str, user_agent: str) -> Answer:
    """Fetch the HTML page at `url`. Raises CommandError: no network, forbidden, not HTML, too large."""
    answer = fetch_anything(url, user_agent, {})
    if "html" not in answer.content_type:
        raise CommandError(
            f"{url}: is {answer.content_type}, not HTML. Give the address of an article's page."
        )
    return answer


def fetch_anything(
    url: str, user_agent: str, rules: dict[str, Protego], guard: Guard | None = None
) -> Answer:
    """Fetch what is at `url`, if robots.txt allows it. Raises CommandError as `fetch_page` does.

    `rules` keeps what each host's robots.txt says, so that it is asked once. `guard` is called with the
    address of each redirect, and raises where it is not to be followed.
    """
    if urlsplit(url).path != "/robots.txt":
        _ask_robots(url, user_agent, rules, guard)
    try:
        return _get(url, user_agent, LARGEST_PAGE, guard)
    except urllib.error.HTTPError as error:
        kind = NothingThere if error.code in (404, 410) else CommandError
        raise kind(
            f"{url}: the server answers {error.code} {error.reason}. Check the address in a browser.",
            NEEDS_A_LOOK,
        ) from None
    except (OSError, http.client.HTTPException) as error:
        raise _unreachable(url, error) from None


def _ask_robots(url: str, user_agent: str, rules: dict[str, Protego], guard: Guard | None) -> None:
    """Raise where robots.txt forbids `url`, or where the host cannot say (RFC 9309, 2.3.1)."""
    parts = urlsplit(url)
    address = f"{parts.scheme}://{parts.netloc}/robots.txt"
    if address not in rules:
        rules[address] = _read_rules(address, user_agent, guard)
    if not rules[address].can_fetch(url, PRODUCT):
        raise CommandError(
            f"{url}: {address} asks robots not to fetch it. Save the page in a browser and give the file.",
            NEEDS_A_LOOK,
        )


def _read_rules(address: str, user_agent: str, guard: Guard | None) -> Protego:
    """What the robots.txt at `address` allows."""
    try:
        text = _get(address, user_agent, LARGEST_ROBOTS, guard).body.decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        if error.code < 500:
            return Protego.parse("")
        raise CommandError(
            f"{address}: the server answers {error.code}, so what it allows is unknown. Try again later.",
            NEEDS_A_LOOK,
        ) from None
    except (OSError, http.client.HTTPException) as error:
        raise _unreachable(address, error) from None
    return Protego.parse(text)


def _get(url: str, user_agent: str, largest: int, guard: Guard | None = None) -> Answer:
    """GET `url`. Raises OSError (HTTPError among it) and HTTPException as urllib does."""
    request = urllib.request.Request(url, headers={"User-Agent": user_agent, "Accept": "text/html,*/*;q=0.1"})
    with urllib.request.build_opener(_WebOnly(guard)).open(request, timeout=TIMEOUT) as response:
        body = response.read(largest + 1)
        if len(body) > largest:
            raise CommandError(f"{url}: is larger than {largest // 1_000_000} MB. It is no article's page.")
        return Answer(response.url, body, response.headers.get_content_type())


def _unreachable(url: str, error: Exception) -> CommandError:
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    text = getattr(reason, "strerror", None) or reason
    return CommandError(
        f"{url}: no answer from {urlsplit(url).netloc} ({text}). Check the address and the network.",
        NEEDS_A_LOOK,
    )


class _WebOnly(urllib.request.HTTPRedirectHandler):
    """Follows redirects to http(s) alone, urllib would follow ftp as well, and where `guard` lets it."""

    def __init__(self, guard: Guard | None) -> None:
        self._guard = guard

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        """The next request, or the redirect itself as an error."""
        if urlsplit(newurl).scheme not in ("http", "https"):
            raise urllib.error.HTTPError(newurl, code, "and leads away from the web", headers, fp)
        if self._guard is not None:
            self._guard(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)
