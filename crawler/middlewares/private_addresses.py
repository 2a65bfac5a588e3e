"""No crawl reaches into the network that it runs in, unless the profile says so.

A page can link or redirect to http://127.0.0.1/ or to a name that resolves to a private address.
Every request, redirects too, is looked up before it is sent; loopback, link-local, private and
reserved addresses are refused.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in its last 32 bits


class PrivateAddress(IgnoreRequest):
    """A request to an address inside the own network; ends in the request's errback."""


class PrivateAddresses:
    """Refuses requests to private addresses. `allowed` comes from the profile ([crawl] allow_private)."""

    def __init__(self, allowed: bool) -> None:
        self.allowed = allowed

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built with the profile of the spider that runs."""
        assert crawler.spider is not None
        return cls(crawler.spider.site.crawl.allow_private)  # type: ignore[attr-defined]

    async def process_request(self, request: Request) -> None:
        """Raise PrivateAddress where the request's host is, or resolves to, a private address."""
        host = urlsplit(request.url).hostname
        if self.allowed or not host:
            return
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except OSError:
            return  # the downloader tells this better: no such host
        for *_, address in found:
            if not is_public(str(address[0])):
                raise PrivateAddress(f"{host} is a private address ({address[0]}); not asked.")


def is_public(text: str) -> bool:
    """Whether an IP address is one of the open internet; an IPv4 address inside an IPv6 one decides."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inside = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inside = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inside is not None:
            return is_public(str(inside))
    return address.is_global and not address.is_multicast
