from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from nyhetsarkiv.errors import CommandError
from nyhetsarkiv.workers import in_order


def double(number: int) -> int:
    return 2 * number


def invert(number: int) -> float:
    return 1 / number


def end_the_process(number: int) -> int:
    if number == 5:
        os._exit(9)
    return number


@pytest.mark.parametrize("workers", [1, 2])
def test_each_item_comes_with_its_result_in_order(workers: int) -> None:
    assert list(in_order(double, range(70), workers, chunk=4)) == [(n, 2 * n) for n in range(70)]


def test_items_are_taken_as_results_are_wanted() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    results = in_order(double, items(), 2, chunk=2)
    assert next(results) == (0, 0)
    assert len(taken) < 50
    results.close()  # type: ignore[attr-defined]


def test_a_worker_that_is_ended_is_told_in_one_sentence() -> None:
    with pytest.raises(CommandError, match="A worker process was ended from outside"):
        list(in_order(end_the_process, range(20), 2, chunk=1))


def own_process(_: int) -> int:
    time.sleep(0.01)
    return os.getpid()


def print_processes() -> None:
    """Say who works, for ever."""
    for _, process in in_order(own_process, count(), 2, chunk=1):
        print(process, flush=True)


def test_workers_end_with_a_parent_that_is_killed() -> None:
    code = "from tests.nyhetsarkiv.test_workers import print_processes; print_processes()"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        workers = {int(parent.stdout.readline()) for _ in range(40)}
        parent.kill()
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{worker}").exists() for worker in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert workers
    assert [worker for worker in workers if Path(f"/proc/{worker}").exists()] == []


def test_an_error_of_the_work_comes_through() -> None:
    with pytest.raises(ZeroDivisionError):
        list(in_order(invert, [1, 0], 2))
