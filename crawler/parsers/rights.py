"""What a page says of its use by robots: meta elements and headers. A pure function of both.

Robots meta tag and X-Robots-Tag as search engines read them; `tdm-reservation` and `tdm-policy` of the
TDM Reservation Protocol. The closer to the page a word stands, the more it counts: meta element, header,
then the file for the whole host.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from crawler.discovery.tdmrep import Reservation, read_flag, read_policy
from crawler.parsers.decode import decode, is_utf16

_HEAD = re.compile(rb"<body[\s>]|</head", re.I)
_SAYS_SOMETHING = re.compile(  # in its group, or ends the head: a page is searched once
    rb"<(?:body[\s>]|/head|(meta\b[^>]{0,300}?\bname\s*=\s*[\"']?\s*(?:robots|nyhetsarkiv|tdm-)))", re.I
)
_NAMES = ("robots", "nyhetsarkiv", "tdm-reservation", "tdm-policy")
_LARGEST_HEAD = 300_000  # bytes
_WITH_VALUE = re.compile(r"[a-z_-]+\s*:\s*\S+")  # as in max-image-preview:none
_WORD = re.compile(r"[a-z]+")
_AGENT = re.compile(r"\s*([a-z][a-z0-9_-]*)\s*:(.*)", re.S)
_WITH_COLON = ("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview")


_NOTHING_SAID = Reservation()


class Rights(NamedTuple):
    """What a page asks of robots: not to list it, not to keep a copy of it, not to mine it."""

    noindex: bool = False
    noarchive: bool = False
    tdm: Reservation = _NOTHING_SAID


def read_rights(
    body: bytes, headers: Mapping[str, str], url: str, agent: str, of_host: Reservation = _NOTHING_SAID
) -> Rights:
    """The rights of the page at `url`. Header names are in lower case; `agent` is the crawler's name.

    `of_host` is what tdmrep.json says of the address.
    """
    agent = agent.lower()
    meta = _read_meta(decode(body).encode() if is_utf16(body) else body)
    words = set(_words(meta.get("robots", ""))) | set(_words(meta.get(agent, "")))
    words |= set(_words_of_header(headers.get("x-robots-tag", ""), agent))
    in_page = Reservation(read_flag(meta.get("tdm-reservation")), read_policy(meta.get("tdm-policy"), url))
    in_header = Reservation(
        read_flag(headers.get("tdm-reservation")), read_policy(headers.get("tdm-policy"), url)
    )
    said = (one for one in (in_page, in_header, of_host) if one.reserved is not None)
    return Rights(
        noindex=not words.isdisjoint({"noindex", "none"}),
        noarchive=not words.isdisjoint({"noarchive", "nocache"}),
        tdm=next(said, _NOTHING_SAID),
    )


def may_say_rights(names: Container[str]) -> bool:
    """Whether a page may say something of its rights whose meta elements have these names, in lower case.

    Where a page is parsed anyway, to ask this is many times quicker than to search it.
    """
    return any(name in names for name in _NAMES)


def _read_meta(body: bytes) -> dict[str, str]:
    """The contents of a page's named meta elements, several of one name joined; only the head is parsed."""
    says_something = _SAYS_SOMETHING.search(body, 0, _LARGEST_HEAD)
    if says_something is None or says_something[1] is None:
        return {}
    end = _HEAD.search(body, says_something.end(), _LARGEST_HEAD)
    head = body[: end.start() if end else _LARGEST_HEAD]
    meta: dict[str, str] = {}
    for node in LexborHTMLParser(head).css("meta[name]"):
        name = (node.attributes.get("name") or "").strip().lower()
        content = node.attributes.get("content") or ""
        meta[name] = f"{meta[name]},{content}" if name in meta else content
    return meta


def _words(value: str) -> Iterator[str]:
    return iter(_WORD.findall(_WITH_VALUE.sub(" ", value.lower())))


def _words_of_header(value: str, agent: str) -> Iterator[str]:
    """The words of X-Robots-Tag that are for all, or for `agent`; a name with ':' goes before its words. Of
    several headers each is a line."""
    for line in value.lower().split("\n"):
        for_us = True
        for part in line.split(","):
            named = _AGENT.match(part)
            if named and named[1] not in _WITH_COLON:
                for_us, part = named[1] == agent, named[2]
            if for_us:
                yield from _words(part)
