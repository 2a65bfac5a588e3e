"""What one check of the archive found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, in words, and a sentence for each thing that needs a look."""

    summary: str
    faults: tuple[str, ...] = ()
    name: str = ""


def examples(values: Iterable[object]) -> str:
    """'for example A, B, C'."""
    return f"for example {', '.join(map(str, values))}"
