"""From a host's name to the one address that is connected to; addresses of the own network are refused.

A name can resolve to a public address when it is checked and to 127.0.0.1 when it is connected to (DNS
rebinding). So the check is made here, in the resolver that every connection of the process asks.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in its last 32 bits
_allowed: set[str] = set()  # one resolver serves all publications of the process


class RefusedAddress(DNSLookupError):
    """A name that resolves into the own network; `address` is where to."""

    def __init__(self, name: str, address: str) -> None:
        super().__init__(f"{name} is a private address ({address})")
        self.address = address


class PublicResolver(CachingThreadedResolver):
    """Scrapy's resolver without loopback, link-local, private and reserved addresses."""

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:
        """The IPv4 address of `name`. Fails with RefusedAddress."""
        return super().getHostByName(name, timeout).addCallback(_checked, name)


def allow_private(hosts: Iterable[str]) -> None:
    """Let these hosts be in the own network, for the rest of the process (profiles with allow_private)."""
    _allowed.update(map(_plain, hosts))


def _checked(address: str, name: str) -> str:
    if _plain(name) not in _allowed and not is_public(address):
        raise RefusedAddress(name, address)
    return address


def _plain(host: str) -> str:
    return host.lower().rstrip(".")


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
