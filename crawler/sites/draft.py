"""Writes a profile: the TOML text that a researcher goes on with."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence

_TOP = ("title", "home", "domains", "sector", "publisher", "language")
_DISCOVER = ("feeds", "sitemaps", "article")
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})


def draft_profile(values: dict[str, str | Sequence[str]], *, allow_private: bool = False) -> str:
    """The TOML text of a profile with these values; what is empty is left out, to be found out by crawls."""
    top = [f"{key} = {_toml(values[key])}" for key in _TOP if values.get(key)]
    discover = [f"{key} = {_toml(values[key])}" for key in _DISCOVER if values.get(key)]
    sections = ["", "[discover]", *discover] if discover else []
    if allow_private:
        sections += ["", "[crawl]", "allow_private = true"]
    return "\n".join([*top, *sections, ""])


def _toml(value: str | Sequence[str]) -> str:
    """A TOML string or list: the same as JSON's, whose escapes are all TOML's, but for DEL."""
    if not isinstance(value, str):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")


def profile_name(host: str) -> str:
    """A name for a publication's profile, made of its host: 'www.fjordposten.no' gives 'fjordposten'."""
    words = host.lower().partition(":")[0].removeprefix("www.").translate(_LETTERS).rsplit(".", 1)[0]
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "publication"
