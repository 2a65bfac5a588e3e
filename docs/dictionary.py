"""Writes the tables of `data/README.md` and `docs/datasette.json` anew, from a fresh archive and the words.

`make dictionary`. What stands above the marker in the former is written by hand and kept.
"""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.dictionary import Table, gaps, read_tables
from archive.opening import open_archive
from docs.datasette import METADATA, as_text

README = Path(__file__).parents[1] / "data" / "README.md"
MARKER = "<!-- From here on written by `make dictionary`; the words stand in archive/dictionary.toml. -->\n"


def schema() -> list[Table]:
    """The tables and views of a fresh archive."""
    with TemporaryDirectory() as folder, closing(open_archive(Path(folder) / "archive.db")) as connection:
        return read_tables(connection)


def renewed(text: str, tables: list[Table]) -> str:
    """`text` with everything below the marker written anew."""
    by_hand, marker, _ = text.partition(MARKER)
    if not marker:
        raise ValueError(f"{README.name} has lost its marker line: {MARKER.strip()}")
    return by_hand + marker + _overview(tables) + "".join(_section(table) for table in tables)


def _overview(tables: list[Table]) -> str:
    lines = [f"| [`{table.name}`](#{table.name}) | {table.about} |\n" for table in tables]
    return "\n| table | a row is |\n| --- | --- |\n" + "".join(lines)


def _section(table: Table) -> str:
    kind = {"view": "View: ", "virtual": "Virtual table: "}.get(table.kind, "")
    head = f"\n## {table.name}\n\n{kind}{table.about}.\n\n"
    if table.kind != "table":
        lines = ["| column | meaning |\n| --- | --- |\n"]
        lines += [f"| `{column.name}` | {column.meaning} |\n" for column in table.columns]
    else:
        lines = ["| column | type | meaning |\n| --- | --- | --- |\n"]
        for column in table.columns:
            empty = "" if column.required else ", may be empty"
            lines.append(f"| `{column.name}` | {column.type.lower()}{empty} | {column.meaning} |\n")
    return head + "".join(lines)


def main() -> int:
    """Renew the files; what the dictionary lacks is told on stderr, and the exit code is 1."""
    tables = schema()
    README.write_text(renewed(README.read_text(encoding="utf-8"), tables), encoding="utf-8")
    METADATA.write_text(as_text(tables), encoding="utf-8")
    missing = gaps(tables)
    for sentence in missing:
        print(f"archive/dictionary.toml: {sentence}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
