"""Tables in Markdown, which a terminal shows as well as a page does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def markdown(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; what is not known stands as '-'."""
    lines = [list(heading), ["---"] * len(heading), *(list(row) for row in rows)]
    return "\n".join(f"| {' | '.join(cell or '-' for cell in line)} |" for line in lines)
