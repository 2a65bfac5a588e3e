"""Work for several processors: a pure function over many items, its results in the items' order."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TypeVar

from nyhetsarkiv.errors import NEEDS_A_LOOK, CommandError

T = TypeVar("T")
R = TypeVar("R")
CHUNK = 16  # items that go to a process at once
_AHEAD = 4  # chunks that wait for each process, so that none has to wait


def in_order(
    work: Callable[[T], R], items: Iterable[T], workers: int, chunk: int = CHUNK
) -> Iterator[tuple[T, R]]:
    """Each item with its result. `work` is a module's function; with one worker it runs in this process.

    Items are taken only as fast as results are: memory stays flat. Raises CommandError where a
    process dies.
    """
    if workers == 1:
        for item in items:
            yield item, work(item)
        return
    chunks = _chunks(items, chunk)
    waiting: deque[tuple[list[T], Future[list[R]]]] = deque()
    # Processes of their own making: a fork would take the open archive and its locks along.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_begin_worker) as pool:
        try:
            for part in chunks:
                waiting.append((part, pool.submit(_work_off, work, part)))
                if len(waiting) >= workers * _AHEAD:
                    yield from _results(*waiting.popleft())
            while waiting:
                yield from _results(*waiting.popleft())
        except BrokenProcessPool:
            raise CommandError(
                "A worker process was ended from outside, perhaps for want of memory. "
                "What was finished is kept; run the command again with fewer --workers.",
                NEEDS_A_LOOK,
            ) from None
        finally:
            pool.shutdown(cancel_futures=True)


def _begin_worker() -> None:
    """Leave Ctrl-C to the parent, and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _work_off(work: Callable[[T], R], part: list[T]) -> list[R]:
    return [work(item) for item in part]


def _results(part: list[T], future: Future[list[R]]) -> Iterator[tuple[T, R]]:
    return zip(part, future.result(), strict=True)


def _chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part
