"""Captures that come quickly are stored several at a time: a group costs one transaction and one wait for
the disk.

A group is small beside what the crawl has stored already, so that a crawl that is killed asks again for
little; where pages come seconds apart, each is stored by itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from crawler.capture import Capture

MOST = 20  # captures of a group
LONGEST = 0.1  # seconds that a capture waits for others
SHARE = 5  # a group holds no more than the fifth part of what was stored before

Future = asyncio.Future[Capture]


class Groups:
    """Hands captures to `store` in groups, one after the other, and those that come alone to `store_now`.

    Both store all that they are given, or raise and store none; `store` lets the crawl go on meanwhile.
    """

    def __init__(
        self,
        store: Callable[[Sequence[Capture]], Awaitable[None]],
        store_now: Callable[[Sequence[Capture]], None],
    ) -> None:
        self._store, self._store_now = store, store_now
        self._stored = 0
        self._waiting: list[tuple[Capture, Future]] = []
        self._timer: asyncio.TimerHandle | None = None
        self._storing: asyncio.Task[None] | None = None

    def process(self, capture: Capture) -> Capture | Future:
        """The capture once it is stored, or a future of it; either raises what storing it raised."""
        if self._most < 2:
            self._store_now([capture])
            self._stored += 1
            return capture
        future: Future = asyncio.get_running_loop().create_future()
        self._waiting.append((capture, future))
        self._go_on()
        return future

    @property
    def _most(self) -> int:
        return min(MOST, self._stored // SHARE)

    def _go_on(self) -> None:
        """Store a group if one is whole, or has waited long enough, and none is being stored."""
        if self._storing is not None:
            return
        if len(self._waiting) >= self._most:
            self._begin()
        elif self._waiting and self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(LONGEST, self._begin)

    def _begin(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        group, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
        self._storing = asyncio.create_task(self._store_group(group))

    async def _store_group(self, group: list[tuple[Capture, Future]]) -> None:
        """Store a group; where one capture is refused, each by itself, so that only that one is lost."""
        try:
            await self._store([capture for capture, _ in group])
        except Exception:
            for capture, future in group:
                self._store_alone(capture, future)
        else:
            self._stored += len(group)
            for capture, future in group:
                future.set_result(capture)
        self._storing = None
        self._go_on()

    def _store_alone(self, capture: Capture, future: Future) -> None:
        try:
            self._store_now([capture])
        except Exception as error:
            future.set_exception(error)
        else:
            self._stored += 1
            future.set_result(capture)
