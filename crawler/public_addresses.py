"""Addresses of the open internet, and the gate that lets connections to no others out.

A name can resolve to a public address when it is checked and to 127.0.0.1 when it is connected to (DNS
rebinding). So the check is made where a socket is about to be opened, to the address that it will connect to.
"""

from __future__ import annotations

import ipaddress
import socket

from aiohttp import AddrInfoType
from scrapy.exceptions import IgnoreRequest

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in its last 32 bits


class PrivateAddress(IgnoreRequest):
    """A request to an address inside the own network; ends in the request's errback."""

    def __init__(self, host: str, address: str) -> None:
        super().__init__(f"{host} is a private address ({address}); not asked.")


class RefusedAddress(OSError):
    """A connection into the own network, to `address`, which is not made."""

    def __init__(self, address: str) -> None:
        super().__init__(f"{address} is a private address")
        self.address = address


def public_socket(info: AddrInfoType) -> socket.socket:
    """A socket for a connection to a public address. Raises RefusedAddress for any other one."""
    family, kind, protocol, _, address = info
    if not is_public(address[0]):
        raise RefusedAddress(address[0])
    return socket.socket(family, kind, protocol)


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
