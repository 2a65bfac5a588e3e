"""No crawl reaches into the network that it runs in, unless the profile says so.

A page can link or redirect to http://127.0.0.1/ or to a name that resolves to a private address. Every
request, redirects too, is looked up before it is sent, so that its page says why it was not asked; what the
name resolves to when it is connected to is looked at again (crawler/public_addresses.py).
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Collection
from time import monotonic
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.public_addresses import PrivateAddress, is_public

_GOOD_FOR = 60.0  # seconds that what a name resolves to is remembered
Resolve = Callable[[str], Awaitable[Collection[str]]]
"""From a host's name to its IP addresses, or OSError."""


class PrivateAddresses:
    """Refuses requests to hosts with a private address. `allowed` is the profile's [crawl] allow_private."""

    def __init__(self, allowed: bool, resolve: Resolve) -> None:
        self.allowed, self._resolve = allowed, resolve
        self._known: dict[str, tuple[float, Collection[str]]] = {}  # by host, until when

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built with the profile of the spider that runs."""
        assert crawler.spider is not None
        site = crawler.spider.site  # type: ignore[attr-defined]
        return cls(site.crawl.allow_private, look_up)

    async def process_request(self, request: Request) -> None:
        """Raise PrivateAddress where the request's host is, or resolves to, a private address."""
        host = urlsplit(request.url).hostname
        if self.allowed or not host:
            return
        try:
            addresses = await self._addresses(host)
        except OSError:
            return  # the downloader tells this better: no such host
        for address in addresses:
            if not is_public(address):
                raise PrivateAddress(host, address)

    async def _addresses(self, host: str) -> Collection[str]:
        until, addresses = self._known.get(host, (0.0, ()))
        if monotonic() >= until:
            addresses = [str(ipaddress.ip_address(host))] if ":" in host else await self._resolve(host)
            self._known[host] = monotonic() + _GOOD_FOR, addresses
        return addresses


async def look_up(host: str) -> Collection[str]:
    """All IP addresses of a host. Raises OSError where it has none."""
    found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]
