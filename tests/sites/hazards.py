"""Everything that goes wrong on the web, each a switch: what a server does, and what the archive says of it.

A publication is made of some of them, `publication(*HAZARDS.values())`, with a good article beside.
"""

from __future__ import annotations

import gzip
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.crawler.publication import Pages, article, links, page, redirect
from tests.sites.server import Answer, Raw

GOOD = "/en-hel-sak-om-en-ny-kai"
CUT_OFF = "The answer was shorter than announced."
NO_HTTP = "The answer broke off or was no HTTP."
TOO_LARGE = "The page is larger than the limit."
TOO_SLOW = "No answer in time."
BADLY_PACKED = "The answer was packed wrongly."

_OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n"
_MEGABYTE_OF_NOTHING = gzip.compress(bytes(1_000_000))
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@dataclass(frozen=True, slots=True)
class Hazard:
    """What a server answers at `path`; `problem` is what the archive says of it, None if it is overcome."""

    path: str
    answer: Answer | list[Answer]
    problem: str | None


def _bytes(*parts: bytes) -> Raw:
    return Raw(send=lambda connection: connection.sendall(b"".join(parts)))


def _of_length(body: bytes, announced: int | None = None) -> bytes:
    return b"Content-Length: %d\r\n\r\n" % (len(body) if announced is None else announced) + body


def _silence(seconds: float = 4.0) -> Callable[[socket.socket], None]:
    return lambda _connection: time.sleep(seconds)


def _drip(connection: socket.socket) -> None:
    """A byte now and then: never so slow that a read times out, but it never ends."""
    connection.sendall(_OK + b"Content-Length: 1000\r\n\r\n")
    for _ in range(40):
        connection.sendall(b".")
        time.sleep(0.1)


def _reset(connection: socket.socket) -> None:
    """Half a page, then a reset instead of a goodbye."""
    connection.sendall(_OK + _of_length(b"<p>Hei", announced=1000))
    time.sleep(0.05)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def _endless(connection: socket.socket) -> None:
    """A body of no announced length, 100 MB of it."""
    connection.sendall(_OK + b"\r\n")
    for _ in range(100):
        connection.sendall(b"x" * 1_000_000)


def _packed(body: bytes, packing: bytes = b"gzip") -> Raw:
    return _bytes(_OK + b"Content-Encoding: " + packing + b"\r\n" + _of_length(body))


HAZARDS = {
    "time-out": Hazard("/sak-uten-noe-svar", Raw(send=_silence()), TOO_SLOW),
    "slow drip": Hazard("/sak-som-drypper-ned", Raw(send=_drip), TOO_SLOW),
    "hangs up": Hazard("/sak-som-legger-paa", Raw(send=lambda _: None), NO_HTTP),
    "reset in mid body": Hazard("/sak-som-blir-avbrutt", Raw(send=_reset), CUT_OFF),
    "no http": Hazard("/sak-uten-http-svar", _bytes(b"Hei, hei\r\n\r\n"), NO_HTTP),
    "longer length": Hazard("/sak-med-feil-lengde", _bytes(_OK, _of_length(b"<p>Hei", 1000)), CUT_OFF),
    "broken chunks": Hazard(
        "/sak-i-mange-biter", _bytes(_OK, b"Transfer-Encoding: chunked\r\n\r\n5\r\n<p>He\r\nzz\r\n"), CUT_OFF
    ),
    "truncated gzip": Hazard(
        "/sak-som-er-klippet-av", _packed(gzip.compress(article("Klippet").body)[:-30]), CUT_OFF
    ),
    "not gzip": Hazard("/sak-som-ikke-er-pakket", _packed(b"<p>Hei"), BADLY_PACKED),
    "not brotli": Hazard("/sak-pakket-med-noe-annet", _packed(b"<p>Hei", b"br"), BADLY_PACKED),
    "gzip bomb": Hazard("/sak-som-er-en-bombe", _packed(_MEGABYTE_OF_NOTHING * 1000), TOO_LARGE),
    "large page": Hazard("/sak-som-er-for-stor", _bytes(_OK, _of_length(b"<p>Hei", 90_000_000)), TOO_LARGE),
    "endless page": Hazard("/sak-som-aldri-slutter", Raw(send=_endless), TOO_LARGE),
    "500": Hazard("/sak-med-feil-i-serveren", Answer(b"", status=500), "HTTP status 500."),
    "500 that heals": Hazard("/sak-som-ble-hel-igjen", [Answer(b"", status=500), article("Hel igjen")], None),
    "redirect loop": Hazard(
        "/sak-som-gaar-i-ring", redirect("/sak-som-gaar-i-ring"), "The page redirects too many times."
    ),
    "redirect to nowhere": Hazard(
        "/sak-som-leder-til-en-telefon",
        redirect("tel:22225555"),
        "The page redirects to what is no web address.",
    ),
    "a part alone": Hazard(
        "/sak-som-kommer-delvis",
        _bytes(b"HTTP/1.1 206 No\r\nContent-Type: text/html\r\n", _of_length(article("En del").body)),
        CUT_OFF,
    ),
    "nothing new, they say": Hazard(
        "/sak-som-ikke-er-endret", _bytes(b"HTTP/1.1 304 Not Modified\r\n\r\n"), "HTTP status 304."
    ),
    "wrong type": Hazard(
        "/sak-som-er-et-bilde", Answer(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "image/jpeg"),
        "The answer is no page (image/jpeg).",
    ),
    "empty page": Hazard("/sak-uten-noe-innhold", Answer(b""), "The page has no text."),
    "no length": Hazard("/sak-uten-angitt-lengde", _bytes(_OK, b"\r\n", article("Uten lengde").body), None),
    "hostile words": Hazard("/sak-med-vonde-ord", article("'); DROP TABLE articles; --"), None),
}  # fmt: skip

FINDERS = {
    "broken sitemap": Hazard("/brutt.xml", Answer(b"<urlset><url><loc", "text/xml"), ""),
    "entity expansion": Hazard(
        "/latter.xml",
        Answer(
            f'<!DOCTYPE u [<!ENTITY l0 "ha">{_LAUGHS}]><urlset><url><loc>&l9;</loc></url></urlset>'.encode(),
            "text/xml",
        ),
        "",
    ),
    "outer entity": Hazard(
        "/filer.xml",
        Answer(
            b'<!DOCTYPE u [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
            b"<urlset><url><loc>/&f;</loc></url></urlset>",
            "text/xml",
        ),
        None,
    ),
    "sitemap bomb": Hazard("/bombe.xml.gz", Answer(_MEGABYTE_OF_NOTHING * 200, "application/gzip"), ""),
    "sitemap of itself": Hazard(
        "/evig.xml", Answer(b"<sitemapindex><sitemap><loc>/evig.xml</loc></sitemap></sitemapindex>"), None
    ),
    "page for a feed": Hazard("/feed-som-er-en-side", Answer(b"<!doctype html><p>Hei", "text/html"), ""),
}
"""Sitemaps and a feed; `problem` is '' where any sentence will do."""


def pages(*hazards: Hazard) -> Pages:
    """A publication with these hazards on its front page, and a good article behind them."""
    paths = [hazard.path for hazard in hazards]
    return {
        "/": page(links(*paths, GOOD)),
        GOOD: article("En ny kai"),
        **{hazard.path: hazard.answer for hazard in hazards},
    }
