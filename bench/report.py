"""Quality and speed in one go, and on request into the guides.

    python -m bench.report [TABLE ...]           print the tables: all, or those that are named
    python -m bench.report --write [TABLE ...]   also put them into docs/benchmarks.md and README.md

A guide marks the place of a table with <!-- bench: NAME --> and <!-- end -->; what stands between is
replaced.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from bench.growth import growth_table
from bench.machine import described, stay_on_one_core
from bench.quality import full_table, halves_table, run, short_table
from bench.speed import speed_table
from bench.without import without_table

PROJECT = Path(__file__).parents[1]
GUIDES = (PROJECT / "docs" / "benchmarks.md", PROJECT / "README.md")


TABLES = {
    "quality": lambda: full_table(run()),
    "short": lambda: short_table(run()),
    "halves": halves_table,
    "without": without_table,
    "speed": speed_table,
    "growth": growth_table,
}


def put(guide: str, found: Mapping[str, str]) -> str:
    """`guide` with every marked table replaced; text outside the marks stays as it is."""
    for name, table in found.items():
        before, mark, after = guide.partition(f"<!-- bench: {name} -->\n")
        if mark:
            guide = before + mark + table + "\n" + after[after.index("<!-- end -->") :]
    return guide


def main(words: list[str]) -> int:
    """Measure, print, and write where that was asked for."""
    names = [word for word in words if word != "--write"] or list(TABLES)
    if not set(names) <= set(TABLES):
        print(f"Only --write and these tables are known here: {', '.join(TABLES)}.", file=sys.stderr)
        return 2
    stay_on_one_core()
    found = {name: f"{described()}.\n\n{TABLES[name]()}" for name in names}
    for name, table in found.items():
        print(f"## {name}\n\n{table}\n")
    for guide in GUIDES if "--write" in words else ():
        guide.write_text(put(guide.read_text(encoding="utf-8"), found), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
