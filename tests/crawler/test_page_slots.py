from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from crawler.page_slots import LARGEST, SLOTS, PageSlots

READ_ONE = (
    "import sys; from crawler.page_slots import PageSlots; print(PageSlots(int(sys.argv[1])).get(11, 4))"
)


@pytest.fixture
def slots() -> Iterator[PageSlots]:
    made = PageSlots.make()
    yield made
    made.close()


def test_as_many_pages_as_there_are_slots_do_not_touch_each_other(slots: PageSlots) -> None:
    pages = [bytes([number]) * (LARGEST if number == 3 else number) for number in range(SLOTS)]
    for number, page in enumerate(pages, start=30):
        slots.put(number, page)
    assert all(slots.get(number, len(page)) == page for number, page in enumerate(pages, start=30))


def test_another_process_gets_what_was_put(slots: PageSlots) -> None:
    slots.put(11, b"Kai.")
    words = [sys.executable, "-c", READ_ONE, str(slots.fd)]
    assert subprocess.check_output(words, pass_fds=(slots.fd,), text=True) == "b'Kai.'\n"


def test_a_page_that_would_reach_into_the_next_ones_place_is_refused(slots: PageSlots) -> None:
    with pytest.raises(ValueError, match="a page of 8000001 bytes"):
        slots.put(0, bytes(LARGEST + 1))


def test_a_system_without_such_memory_has_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "memfd_create")
    made = PageSlots.make()
    made.put(5, b"Kai.")
    assert made.get(5, 4) == b"Kai."
    made.close()
