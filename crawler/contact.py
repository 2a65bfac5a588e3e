"""Who crawls: the name that every request carries, with an address for the publisher's questions.

A publisher who sees the crawler in the server's log must be able to reach a person. A crawl of a live
site is therefore refused without a contact address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawler.sites.profile import Site

PRODUCT = "Nyhetsarkiv"
"""The name under which robots.txt, meta tags and headers may address the crawler (RFC 9309, 2.2.1)."""

_VERSION = "0.1"
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}\Z")
_PAGE = re.compile(r"https?://(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?::\d+)?(?:/[^\s()<>\"\\]*)?\Z")


class ContactError(ValueError):
    """A crawl has no usable contact address; the message says how to give one."""


def user_agent(contact: str) -> str:
    """The User-Agent header: `Nyhetsarkiv/0.1 (+contact)`, without the bracket where there is none."""
    return f"{PRODUCT}/{_VERSION} (+{contact})" if contact else f"{PRODUCT}/{_VERSION}"


def require_contact(contact: str, sites: Iterable[Site]) -> None:
    """Raise ContactError where a live one of `sites` would be crawled without a usable contact address.

    A publication on the own machine or network (`allow_private`) needs none.
    """
    live = [site.name for site in sites if not site.crawl.allow_private]
    if not contact:
        if live:
            raise ContactError(
                f"A crawl of {' and '.join(live)} needs a contact address that the publisher sees. "
                "Give yours: --contact you@example.org, or set NYHETSARKIV_CONTACT."
            )
    elif not contact.isascii() or not (_EMAIL.match(contact) or _PAGE.match(contact)):
        raise ContactError(
            f"The contact {contact!r} is neither an e-mail address nor a web page. "
            "Write it as you@example.org or https://www.example.org/crawler."
        )
