"""What a source gives."""

from __future__ import annotations

from dataclasses import dataclass

from archive.warc.records import RawPage


@dataclass(frozen=True, slots=True)
class Incoming:
    """A page from a file. Without an address in the source, `page.url` is empty: the page may name one.

    `is_copy` is whether the page's place can be read again as a raw copy. `origin` names the place
    for people.
    """

    page: RawPage
    is_copy: bool
    origin: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that could not be read, in one sentence."""

    sentence: str
