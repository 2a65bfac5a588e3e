"""Quality per field and corpus: this extractor, without a profile, beside others, from one run on one core.

    python -m bench.quality              one table: every extractor, every field, pages a second
    python -m bench.quality --short      this extractor beside the best of the others for each field
    python -m bench.quality --halves     this extractor on each half of the publications

`make bench` installs the others; one that is not installed has a row of '-'.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import cache

from bench.corpora import CORPORA, NAMES
from bench.halves import halves
from bench.machine import described, stay_on_one_core
from bench.measure import FIELDS, OTHERS, OURS, Scores, Tool, measure
from bench.tables import markdown

Run = Mapping[Tool, Mapping[str, Scores]]  # by extractor and corpus

_COLUMNS = ["corpus", "extractor", *FIELDS, "failed", "pages/s"]
_WHOLE_ANSWER = 3  # fields; what gives fewer does another job, and its speed is not compared in short


@cache
def run() -> Run:
    """Every extractor on every corpus, measured once in this process."""
    corpora = [CORPORA / name for name in NAMES]
    return {tool: measure(tool, corpora) for tool in (OURS, *OTHERS)}


def full_table(found: Run) -> str:
    """One row an extractor and corpus."""
    rows = [_row(name, tool, found[tool].get(name)) for name in NAMES for tool in found]
    return markdown(_COLUMNS, rows)


def _row(corpus: str, tool: Tool, scores: Scores | None) -> list[str]:
    if scores is None:
        return [corpus, tool.title, *[""] * (len(_COLUMNS) - 2)]
    values = [_figure(scores.fields.get(field)) for field in FIELDS]
    return [corpus, tool.title, *values, str(scores.failed), f"{scores.pages_a_second:.1f}"]


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def short_table(found: Run) -> str:
    """One row a field: this extractor, and the best of the others with its name."""
    heading = ["field", *(cell for name in NAMES for cell in (name, "the best other"))]
    rows = [[field, *(cell for name in NAMES for cell in _beside(found, name, field))] for field in FIELDS]
    speeds = [cell for name in NAMES for cell in _speeds(found, name)]
    return markdown(heading, [*rows, ["pages/s", *speeds]])


def _others(found: Run, corpus: str) -> Iterator[tuple[Tool, Scores]]:
    """The other extractors that were measured on the corpus."""
    return ((tool, of[corpus]) for tool, of in found.items() if tool is not OURS and corpus in of)


def _beside(found: Run, corpus: str, field: str) -> tuple[str, str]:
    others = {
        tool.package: scores.fields[field]
        for tool, scores in _others(found, corpus)
        if field in scores.fields
    }
    best = max(others, key=lambda package: others[package], default="")
    return _figure(found[OURS][corpus].fields.get(field)), f"{_figure(others[best])} ({best})" if best else ""


def _speeds(found: Run, corpus: str) -> tuple[str, str]:
    others = {
        tool.package: scores.pages_a_second
        for tool, scores in _others(found, corpus)
        if len(tool.fields) >= _WHOLE_ANSWER
    }
    best = max(others, key=lambda package: others[package], default="")
    return f"{found[OURS][corpus].pages_a_second:.0f}", f"{others[best]:.0f} ({best})" if best else ""


def halves_table() -> str:
    """This extractor on each half of the publications, corpus by corpus."""
    with halves() as folders:
        scores = measure(OURS, folders)
    rows = [
        [name, str(one.pages), *(_figure(one.fields.get(field)) for field in FIELDS)]
        for name, one in scores.items()
    ]
    return markdown(["corpus, half", "pages", *FIELDS], rows)


def main(words: list[str]) -> int:
    """Print the table that was asked for."""
    stay_on_one_core()
    tables = {(): lambda: full_table(run()), ("--short",): lambda: short_table(run())}
    table = {**tables, ("--halves",): halves_table}.get(tuple(words))
    if table is None:
        print("Only one of --short and --halves is understood here.", file=sys.stderr)
        return 2
    print(f"{described()}\n\n{table()}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
