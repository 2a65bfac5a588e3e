"""The machine that a benchmark runs on: its name for the table, and the one core to run on."""

from __future__ import annotations

import os
import platform
from datetime import date
from pathlib import Path

_PROCESSOR = Path("/proc/cpuinfo")


def described() -> str:
    """Day, processor and Python, as the heading of a table says them."""
    return f"{date.today():%-d %B %Y}, {_processor()}, Python {platform.python_version()}"


def _processor() -> str:
    """What the processor calls itself; the kind of machine where the system does not tell."""
    lines = _PROCESSOR.read_text(encoding="utf-8").splitlines() if _PROCESSOR.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"one of {len(names)} cores, {names[0]}" if names else platform.machine()


def stay_on_one_core() -> None:
    """Keep this process, and those it starts, on one core, where the system can do that."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
