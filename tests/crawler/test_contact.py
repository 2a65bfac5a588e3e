from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.contact import ContactError, require_contact, user_agent
from crawler.sites.profile import Crawl, Site

LIVE = Site("kaiposten", "Kaiposten", "https://kaiposten.example/", ("kaiposten.example",))
OWN = replace(LIVE, name="prove", crawl=Crawl(allow_private=True))


@pytest.mark.parametrize(
    ("contact", "name"),
    [
        ("kari@uib.example", "Nyhetsarkiv/0.1 (+kari@uib.example)"),
        ("https://www.uib.example/arkiv", "Nyhetsarkiv/0.1 (+https://www.uib.example/arkiv)"),
        ("", "Nyhetsarkiv/0.1"),
    ],
)
def test_the_name_that_publishers_see(contact: str, name: str) -> None:
    assert user_agent(contact) == name


def test_a_live_site_is_not_crawled_without_a_contact() -> None:
    with pytest.raises(ContactError) as refusal:
        require_contact("", [OWN, LIVE])
    assert str(refusal.value) == (
        "A crawl of kaiposten needs a contact address that the publisher sees. "
        "Give yours: --contact you@example.org, or set NYHETSARKIV_CONTACT."
    )


def is_accepted(contact: str, *sites: Site) -> bool:
    try:
        require_contact(contact, sites)
    except ContactError:
        return False
    return True


def test_a_site_on_the_own_machine_needs_none() -> None:
    assert is_accepted("", OWN)


@pytest.mark.parametrize(
    "contact",
    [
        "kari@uib.example",
        "k.n+arkiv@lab.uib.example",
        "https://uib.example",
        "http://uib.example:8080/om?a=1",
    ],
)
def test_addresses_that_reach_somebody(contact: str) -> None:
    assert is_accepted(contact, LIVE)


@pytest.mark.parametrize(
    "contact",
    [
        "kari",
        "kari@",
        "@uib.example",
        "kari@localhost",
        "uib.example",
        "ftp://uib.example/",
        "https://localhost/",
        "kari@uib.example\r\nCookie: a=b",
        "kari@uib.example, ola@uib.example",
        "kåre@uib.example",
        "https://uib.example/ (spør oss)",
    ],
)
def test_others_are_refused_with_what_would_be_right(contact: str) -> None:
    with pytest.raises(ContactError, match=r"is neither an e-mail address nor a web page\. Write it as"):
        require_contact(contact, [OWN])
