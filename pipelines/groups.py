"""Captures that come quickly are stored several at a time: a group costs one transaction and one wait for
the disk.

A group is small beside what the crawl has stored already, so that a crawl that is killed asks again for
little; where pages come seconds apart, each is stored by itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from crawler.capture import Capture

MOST = 8  # captures of a group
LONGEST = 0.1  # seconds that a capture waits for others
SHARE = 5  # a group holds no more than the fifth part of what was stored before

Future = asyncio.Future[Capture]


class Groups:
    """Hands captures to `store` in groups. `store` stores all that it is given, or raises and stores none."""

    def __init__(self, store: Callable[[Sequence[Capture]], None]) -> None:
        self._store = store
        self._stored = 0
        self._waiting: list[tuple[Capture, Future]] = []
        self._timer: asyncio.TimerHandle | None = None

    def process(self, capture: Capture) -> Capture | Future:
        """The capture once it is stored, or a future of it; either raises what `store` raised."""
        most = min(MOST, self._stored // SHARE)
        if most < 2:
            self._store([capture])
            self._stored += 1
            return capture
        loop = asyncio.get_running_loop()
        future: Future = loop.create_future()
        self._waiting.append((capture, future))
        if len(self._waiting) >= most:
            self._store_waiting()
        elif self._timer is None:
            self._timer = loop.call_later(LONGEST, self._store_waiting)
        return future

    def _store_waiting(self) -> None:
        """Store the group; where one capture is refused, each by itself, so that only that one is lost."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        group, self._waiting = self._waiting, []
        try:
            self._store([capture for capture, _ in group])
        except Exception:
            for capture, future in group:
                self._store_alone(capture, future)
            return
        self._stored += len(group)
        for capture, future in group:
            future.set_result(capture)

    def _store_alone(self, capture: Capture, future: Future) -> None:
        try:
            self._store([capture])
        except Exception as error:
            future.set_exception(error)
        else:
            self._stored += 1
            future.set_result(capture)
