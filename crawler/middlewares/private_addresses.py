"""No crawl reaches into the network that it runs in, unless the profile says so.

A page can link or redirect to http://127.0.0.1/ or to a name that resolves to a private address.
Every request, redirects too, is looked up before it is sent, by the resolver that its connection will
ask again (crawler/resolver.py).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.error import DNSLookupError

from crawler.resolver import RefusedAddress, allow_private, is_public

Resolve = Callable[[str], Awaitable[str]]
"""From a host's name to its IPv4 address, or DNSLookupError."""


class PrivateAddress(IgnoreRequest):
    """A request to an address inside the own network; ends in the request's errback."""


class PrivateAddresses:
    """Refuses requests to private addresses. `allowed` comes from the profile ([crawl] allow_private)."""

    def __init__(self, allowed: bool, resolve: Resolve) -> None:
        self.allowed, self._resolve = allowed, resolve

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built with the profile of the spider that runs."""
        assert crawler.spider is not None
        site = crawler.spider.site  # type: ignore[attr-defined]
        if site.crawl.allow_private:
            allow_private(urlsplit(f"//{domain}").hostname or "" for domain in site.domains)
        return cls(site.crawl.allow_private, _as_the_downloader_does)

    async def process_request(self, request: Request) -> None:
        """Raise PrivateAddress where the request's host is, or resolves to, a private address."""
        host = urlsplit(request.url).hostname
        if self.allowed or not host:
            return
        try:
            address = str(ipaddress.ip_address(host)) if ":" in host else await self._resolve(host)
        except RefusedAddress as refused:
            address = refused.address
        except DNSLookupError:
            return  # the downloader tells this better: no such host
        if not is_public(address):
            raise PrivateAddress(f"{host} is a private address ({address}); not asked.")


async def _as_the_downloader_does(host: str) -> str:
    from twisted.internet import reactor

    address: str = await maybe_deferred_to_future(reactor.resolve(host))  # type: ignore[arg-type]
    return address
