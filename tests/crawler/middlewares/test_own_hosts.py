from __future__ import annotations

import pytest
from scrapy import Request
from scrapy.exceptions import IgnoreRequest

from crawler.middlewares.own_hosts import OwnHosts
from crawler.sites.profile import Site

SITE = Site("kaiposten", "Kaiposten", "https://kaiposten.example/", ("kaiposten.example", "127.0.0.1:8801"))


def is_refused(url: str) -> bool:
    try:
        OwnHosts(SITE).process_request(Request(url))
    except IgnoreRequest:
        return True
    return False


@pytest.mark.parametrize("url", ["https://kaiposten.example/a", "http://127.0.0.1:8801/a"])
def test_own_hosts_are_asked(url: str) -> None:
    assert not is_refused(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8802/",
        "https://www.kaiposten.example/",
        "https://kaiposten.example:8443/",
        "https://annet.example/kaiposten.example",
        "file:///etc/passwd",
        "data:text/html,hei",
    ],
)
def test_others_are_not(url: str) -> None:
    with pytest.raises(IgnoreRequest, match=r"The address is on another site; not followed\."):
        OwnHosts(SITE).process_request(Request(url))
