"""Pages on their way to another process, in memory that both share.

Through a pipe, a page of a quarter of a megabyte goes in several pieces, for each of which both processes
have to wake up: a twentieth of what fetching it and reading it takes.
"""

from __future__ import annotations

import mmap
import os
import tempfile
from typing import Self

SLOTS = 8  # pages on their way at once
LARGEST = 8_000_000  # bytes of a page; memory is taken for as much of a slot as its largest page was long


class PageSlots:
    """Room for `SLOTS` pages, in memory that `fd` stands for, also in a process that inherits it."""

    def __init__(self, fd: int) -> None:
        self.fd = fd
        self._memory = mmap.mmap(fd, SLOTS * LARGEST)

    @classmethod
    def make(cls) -> Self:
        """New ones. They vanish with the last process that holds them."""
        fd = os.memfd_create("pages") if hasattr(os, "memfd_create") else _file()
        os.ftruncate(fd, SLOTS * LARGEST)
        return cls(fd)

    def put(self, number: int, page: bytes) -> None:
        """Put a page where the `number`th of all stands; the one `SLOTS` before it is gone then. Raises
        ValueError for a page of more than `LARGEST` bytes."""
        if len(page) > LARGEST:
            raise ValueError(f"a page of {len(page)} bytes")
        start = number % SLOTS * LARGEST
        self._memory[start : start + len(page)] = page

    def get(self, number: int, length: int) -> bytes:
        """The `number`th page, of this length."""
        start = number % SLOTS * LARGEST
        return self._memory[start : start + length]

    def close(self) -> None:
        """Let the memory go."""
        self._memory.close()
        os.close(self.fd)


def _file() -> int:
    """A file without a name, where the system has no such memory."""
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())
