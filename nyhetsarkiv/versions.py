"""What is installed: the program, its libraries and its extras, by the package's own list of them."""

from __future__ import annotations

import platform
import re
import sqlite3
from importlib.metadata import PackageNotFoundError, metadata, requires, version

from crawler.parsers.version import PARSER_VERSION

PACKAGE = "nyhetsarkiv"
_REQUIREMENT = re.compile(r"(?P<name>[\w.-]+)[^;]*(?:;.*extra == ['\"](?P<extra>[\w-]+)['\"])?")


def parts() -> dict[str, str]:
    """Name -> version of the program, its parsers, Python, SQLite and each library that it needs."""
    own = {PACKAGE: version(PACKAGE), "parser": PARSER_VERSION}
    below = {"python": platform.python_version(), "sqlite": sqlite3.sqlite_version}
    libraries = {name: version_of(name) or "missing" for name in _needed("")}
    return own | below | libraries


def extras() -> dict[str, list[str]]:
    """Extra -> its libraries that are not installed; none is missing from one that is there."""
    names = metadata(PACKAGE).get_all("Provides-Extra", [])
    return {extra: [name for name in _needed(extra) if not version_of(name)] for extra in names}


def version_of(library: str) -> str | None:
    """The version of a library; None where it is not installed."""
    try:
        return version(library)
    except PackageNotFoundError:
        return None


def _needed(extra: str) -> list[str]:
    matches = (_REQUIREMENT.match(line) for line in requires(PACKAGE) or ())
    return [match["name"] for match in matches if match and (match["extra"] or "") == extra]
