"""What storing a page takes and needs nothing of the archive, done ahead where the page was read.

Most of the work on a page is of this kind. Where pages come quickly, a process of its own does it
(crawler/reading.py), and the one that talks to servers has the archive's part left. What was made ahead is
good for the article that it was made of: where the crawl finds a reason to change that one, or to take it
off the capture, the pipelines do their work on what is left.
"""

from __future__ import annotations

from dataclasses import dataclass

from archive.prepared import Prepared
from crawler.article import Article
from crawler.capture import Capture


@dataclass(frozen=True, slots=True)
class Ahead:
    """The `record` of `article`, None where there is none to store."""

    article: Article
    record: Prepared | None


def ahead_of(capture: Capture) -> Ahead | None:
    """What was made of the capture's article as it is now; None where nothing was."""
    ahead = capture.ahead
    return ahead if isinstance(ahead, Ahead) and ahead.article is capture.article else None
