"""AMP and print versions that are linked beside the article itself: other addresses of it, in the archive.

They are not asked for, so they come with the pages that link to them (`Capture.versions`): before the article
is stored, or after it.
"""

from __future__ import annotations

from collections.abc import Sequence

from archive.writer import Writer
from crawler.address import normalise_address
from crawler.capture import Capture

MOST_WAITING = (
    10_000  # articles that are remembered here; the queue has the versions of those that wait there
)


class Versions:
    """Gives articles their versions' addresses, inside the caller's transaction."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._waiting: dict[str, set[str]] = {}  # address of an article that is not stored yet -> versions

    def store(self, captures: Sequence[Capture]) -> None:
        """Keep what these captures, which are stored already, lead to, and what waited for their articles."""
        for capture in captures:
            for version, address in capture.versions:
                if not self._writer.add_alias(version, address):
                    self._wait(version, address)
            if capture.article is not None:
                others = map(normalise_address, (capture.url, *capture.requested))
                for address in (capture.article.canonical_url, *others):
                    for version in self._waiting.get(address, ()):
                        self._writer.add_alias(version, address)

    def _wait(self, version: str, address: str) -> None:
        self._waiting.setdefault(address, set()).add(version)
        while len(self._waiting) > MOST_WAITING:
            del self._waiting[next(iter(self._waiting))]
