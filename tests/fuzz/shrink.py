"""Makes an input small that still shows a fault."""

from __future__ import annotations

import time
from collections.abc import Callable


def shrink(data: bytes, still: Callable[[bytes], bool], seconds: float) -> bytes:
    """The smallest part of `data` found within `seconds` for which `still` holds.

    Leaves out ever smaller stretches, from both halves down to single bytes, and begins anew
    as long as that makes it smaller.
    """
    end = time.monotonic() + seconds
    size = max(1, len(data) // 2)
    while time.monotonic() < end:
        smaller = _without_stretches(data, size, still, end)
        if len(smaller) < len(data):
            data, size = smaller, max(1, min(size, len(smaller) // 2))
        elif size == 1:
            break
        else:
            size //= 2
    return data


def _without_stretches(data: bytes, size: int, still: Callable[[bytes], bool], end: float) -> bytes:
    """`data` without every stretch of `size` bytes that the fault does not need."""
    at = 0
    while at < len(data) and time.monotonic() < end:
        without = data[:at] + data[at + size :]
        if without and still(without):
            data = without
        else:
            at += size
    return data
