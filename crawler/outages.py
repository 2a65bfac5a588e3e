"""Pages that a host in trouble did not bring: they are asked once more, behind everything else.

One page that fails is that page's own trouble, and ends with its reason. Where so many in a row fail in the
same way that the host is left in peace (crawler/middlewares/breaker.py), it was the host, and none of them
is lost: the crawl asks for them when the host has healed, or the next one does.
"""

from __future__ import annotations

from collections import defaultdict

from crawler.capture import Capture
from crawler.middlewares.host_file import origin_of
from crawler.revisit import is_passing
from crawler.spiders.ask import Ask


class Outages:
    """Takes down what the hosts of a crawl fail to answer. `most` failures in a row are an outage."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._failed: defaultdict[str, list[Ask]] = defaultdict(list)  # by host, since its last answer
        self._reasons: dict[str, str | None] = {}

    def after(self, capture: Capture, ask: Ask) -> list[Ask]:
        """What is to be asked again, now that an address was answered, or was not."""
        host = origin_of(ask.url)
        if not is_passing(capture.status, capture.problem):
            if capture.status is not None:  # else it was not asked
                self._failed.pop(host, None)
            return []
        if ask.later:
            return []
        if self._reasons.get(host) != capture.problem:
            self._failed[host].clear()
            self._reasons[host] = capture.problem
        failed = self._failed[host]
        failed.append(ask._replace(later=True))
        if len(failed) < self._most:
            return []
        return failed[:] if len(failed) == self._most else failed[-1:]
