from __future__ import annotations

import asyncio
import socket

import pytest
from scrapy import Request

from crawler.middlewares.private_addresses import PrivateAddresses, look_up
from crawler.public_addresses import PrivateAddress

PRIVATE = [
    "http://127.0.0.1/",
    "http://127.1/",
    "http://2130706433/",
    "http://localhost:8000/",
    "http://10.0.0.1/",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://0.0.0.0/",
    "http://100.64.0.1/",
    "http://[::1]/",
    "http://[fe80::1]/",
    "http://[fc00::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://224.0.0.1/",
]


def ask(url: str, *, allowed: bool) -> None:
    asyncio.run(PrivateAddresses(allowed, look_up).process_request(Request(url)))


def is_refused(url: str, *, allowed: bool) -> bool:
    try:
        ask(url, allowed=allowed)
    except PrivateAddress:
        return True
    return False


@pytest.mark.parametrize("url", PRIVATE)
def test_the_own_network_is_not_asked(url: str) -> None:
    with pytest.raises(PrivateAddress, match=r"is a private address \(.*\); not asked\."):
        ask(url, allowed=False)


@pytest.mark.parametrize("url", PRIVATE)
def test_unless_the_profile_allows_it(url: str) -> None:
    assert not is_refused(url, allowed=True)


@pytest.mark.parametrize("url", ["http://1.1.1.1/", "http://[2606:4700:4700::1111]/"])
def test_public_addresses_are_asked(url: str) -> None:
    assert not is_refused(url, allowed=False)


def test_a_name_that_is_not_found_is_left_to_the_downloader(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_such_host(*_: object, **__: object) -> None:
        raise socket.gaierror("no such host")

    monkeypatch.setattr(socket, "getaddrinfo", no_such_host)
    assert not is_refused("http://finnes-ikke.invalid/", allowed=False)
