"""/.well-known/tdmrep.json: what a publisher reserves of text and data mining, by path.

TDM Reservation Protocol, final report of the W3C community group, 10 May 2024, section 'TDM File on
the Origin Server'. A location is written as a path in robots.txt is (RFC 9309, 2.2.3: '*' and '$').
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

PATH = "/.well-known/tdmrep.json"
LARGEST = 500 * 1024  # bytes; a list of rules is short
_MOST_RULES = 1000


class Reservation(NamedTuple):
    """Whether mining is reserved (None: nobody said), and the address of the publisher's terms for it."""

    reserved: bool | None = None
    policy: str | None = None


class Rule(NamedTuple):
    """What a publisher says of the paths that match `location`."""

    location: str
    reservation: Reservation


def read_tdmrep(body: bytes, base: str) -> tuple[Rule, ...]:
    """The rules in the file fetched from `base`; what is malformed is passed over."""
    try:
        found = json.loads(body[: LARGEST + 1])
    except (ValueError, RecursionError):
        return ()
    entries = found if isinstance(found, list) else [found]
    rules = (_rule(entry, base) for entry in entries[:_MOST_RULES])
    return tuple(rule for rule in rules if rule is not None)


def _rule(entry: Any, base: str) -> Rule | None:
    if not isinstance(entry, dict) or not isinstance(entry.get("location"), str):
        return None
    reserved = read_flag(entry.get("tdm-reservation"))
    if reserved is None:
        return None
    return Rule(entry["location"], Reservation(reserved, read_policy(entry.get("tdm-policy"), base)))


def read_flag(value: object) -> bool | None:
    """`tdm-reservation`: 1 is yes, 0 is no, anything else says nothing."""
    return {"1": True, "0": False}.get(str(value).strip()) if isinstance(value, (str, int)) else None


def read_policy(value: object, base: str) -> str | None:
    """`tdm-policy` as a full http(s) address; None where it is none."""
    if not isinstance(value, str) or not value.strip() or len(value) > 2000:
        return None
    try:
        address = urljoin(base, value.strip())
        is_web = urlsplit(address).scheme in ("http", "https")
    except ValueError:
        return None
    return address if is_web else None


def reservation_of(url: str, rules: tuple[Rule, ...]) -> Reservation:
    """What the rules say of an address: the longest location that matches counts, as in robots.txt."""
    parts = urlsplit(url)
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    path = unquote(path)  # one says %7Ekari, the other ~kari
    matching = [rule for rule in rules if _matches(unquote(rule.location), path)]
    if not matching:
        return Reservation()
    best = max(matching, key=lambda rule: (len(rule.location), bool(rule.reservation.reserved)))
    return best.reservation


def _matches(location: str, path: str) -> bool:
    """Whether a pattern matches the beginning of a path, in time that grows with their lengths alone."""
    pattern = location if location.startswith(("/", "*")) else f"/{location}"
    if pattern.endswith("$"):
        pieces, is_whole = pattern[:-1].split("*"), True
    else:
        pieces, is_whole = pattern.split("*"), False
    at = 0
    for number, piece in enumerate(pieces):
        if number == 0:
            found = 0 if path.startswith(piece) else -1
        elif is_whole and number == len(pieces) - 1:
            found = len(path) - len(piece) if path[at:].endswith(piece) else -1
        else:
            found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return at == len(path) if is_whole else True
