"""A publication's profile: the TOML file that says where it lives and how to crawl it.

A profile is data, so that a researcher writes one without Python. Every key is checked on
load; a mistake is answered with the file, the key and what would be right.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar, get_type_hints
from urllib.parse import urlsplit


class ProfileError(ValueError):
    """A profile cannot be used; the message says which file, which key and what to do."""


@dataclass(frozen=True, slots=True)
class Discover:
    """Where a publication's articles are found. Empty means: find out."""

    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    article: str = ""  # regular expression, searched in the path; empty: judge by the page


@dataclass(frozen=True, slots=True)
class Parse:
    """What is particular to a publication's pages; the general parser does without."""

    family: str = ""
    body: str = ""  # CSS selector that wins over the general rules
    drop: tuple[str, ...] = ()  # CSS selectors of boilerplate
    drop_text: tuple[str, ...] = ()  # lines that are boilerplate wherever they stand


@dataclass(frozen=True, slots=True)
class Crawl:
    """Manners of a crawl. `nyhetsarkiv config` shows each with the comment on its line."""

    delay: float = 2.0  # seconds between two requests to one host
    allow_private: bool = False  # reach loopback and private addresses (demo, tests)
    cookies: bool = False  # keep a session: for publications that show nothing without one
    browser: bool = False  # fetch pages through Chromium: for those that are empty without JavaScript
    obey_noindex: bool = True  # keep no article whose page asks not to be indexed
    obey_noarchive: bool = True  # keep no raw copy of a page that asks for that
    obey_tdm: bool = True  # keep no text whose mining is reserved (TDM Reservation Protocol)


@dataclass(frozen=True, slots=True)
class Site:
    """A publication, as its profile describes it. `name` is the file's name without ending."""

    name: str
    title: str
    home: str
    domains: tuple[str, ...]
    sector: str = ""
    publisher: str = ""
    language: str = ""
    discover: Discover = field(default_factory=Discover)
    parse: Parse = field(default_factory=Parse)
    crawl: Crawl = field(default_factory=Crawl)


SectionT = TypeVar("SectionT", Discover, Parse, Crawl)
_SECTIONS = ("discover", "parse", "crawl")
_TOP_KEYS = tuple(f.name for f in fields(Site) if f.name not in ("name", *_SECTIONS))
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*\Z")
_KINDS: dict[Any, tuple[Any, str]] = {  # annotation -> (what TOML may hold, how to say it)
    str: (str, "a text in quotes"),
    bool: (bool, "true or false"),
    float: ((int, float), "a number"),
    tuple[str, ...]: (list, 'a list of texts, as in ["a", "b"]'),
}


def load_profile(path: Path) -> Site:
    """Read the profile at `path`. Raises ProfileError with one sentence."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ProfileError(f"{path}: no such profile file. Check the path.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileError(f"{path}: cannot be read ({error}). Save it as a UTF-8 text file.") from None
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"{path}: is not valid TOML: {error}.") from None
    return build_profile(path.stem, data, str(path))


def build_profile(name: str, data: dict[str, Any], where: str) -> Site:
    """Make a Site of a profile's parsed TOML; `where` names its source in errors."""
    if not _NAME.match(name):
        raise ProfileError(
            f"{where}: the profile's name {name!r} may hold only a-z, 0-9 and '-'. Rename the file."
        )
    discover = _section(Discover, "discover", data.pop("discover", {}), where)
    parse = _section(Parse, "parse", data.pop("parse", {}), where)
    crawl = _section(Crawl, "crawl", data.pop("crawl", {}), where)
    top = _checked(data, Site, _TOP_KEYS, where, "")
    for key in ("title", "home", "domains"):
        if not top.get(key):
            raise ProfileError(f"{where}: the key {key!r} is missing. Add it at the top of the file.")
    top["domains"] = tuple(domain.lower() for domain in top["domains"])
    site = Site(name=name, discover=discover, parse=parse, crawl=crawl, **top)
    _check_home(site, where)
    _check_addresses(site, where)
    return site


def _section(cls: type[SectionT], key: str, data: Any, where: str) -> SectionT:
    if not isinstance(data, dict):
        raise ProfileError(f"{where}: {key!r} must be a section. Write it as [{key}] on a line of its own.")
    return cls(**_checked(data, cls, tuple(f.name for f in fields(cls)), where, f"[{key}] "))


def _checked(
    data: dict[str, Any], cls: type, allowed: tuple[str, ...], where: str, prefix: str
) -> dict[str, Any]:
    """The values of `data` with TOML lists as tuples; raises on unknown keys and wrong types."""
    hints = get_type_hints(cls)
    values: dict[str, Any] = {}
    for key, value in data.items():
        if key not in allowed:
            keys = ", ".join(allowed) if prefix else ", ".join((*allowed, *(f"[{s}]" for s in _SECTIONS)))
            raise ProfileError(f"{where}: {prefix}unknown key {key!r}. Allowed here: {keys}.")
        expected, wording = _KINDS[hints[key]]
        right = isinstance(value, expected) and (expected is bool or not isinstance(value, bool))
        if expected is list and right:
            right = all(isinstance(item, str) for item in value)
            value = tuple(value)
        if not right:
            raise ProfileError(f"{where}: {prefix}{key} must be {wording}, not {data[key]!r}.")
        values[key] = value
    return values


def _check_home(site: Site, where: str) -> None:
    parts = urlsplit(site.home)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ProfileError(
            f"{where}: home {site.home!r} is not a full address. Write it as in https://www.example.no/."
        )
    if parts.netloc.lower() not in site.domains:
        raise ProfileError(
            f"{where}: home is on {parts.netloc!r}, which is not among domains "
            f"({', '.join(site.domains)}). Add it there."
        )


def _check_addresses(site: Site, where: str) -> None:
    for key in ("feeds", "sitemaps", "sections"):
        for address in getattr(site.discover, key):
            if not address.startswith(("http://", "https://", "/")):
                raise ProfileError(
                    f"{where}: [discover] {key}: {address!r} is neither a path nor a full address. "
                    "Begin it with / or https://."
                )
    try:
        re.compile(site.discover.article)
    except re.error as error:
        raise ProfileError(
            f"{where}: [discover] article is not a valid regular expression: {error}."
        ) from None
    if site.crawl.delay < 0:
        raise ProfileError(f"{where}: [crawl] delay must be 0 or more seconds, not {site.crawl.delay}.")
