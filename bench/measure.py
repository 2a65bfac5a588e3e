"""Scores extractors on the recorded pages: the measure is the corpora's own score.py, run as it is.

Each extractor runs in a process of its own, so that one which is not installed, or dies, ends
nothing but its own row; a page on which it fails counts as an empty result.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from bench.corpora import CORPORA

FIELDS = {  # a column: its name in score.py
    "body": "body",
    "title": "title",
    "authors": "authors",
    "day": "published",
    "minute": "minute",
    "keywords": "keywords",
    "captions": "captions",
}
_LONGEST = 1800  # seconds for one extractor on all corpora


class Tool(NamedTuple):
    """An extractor: its name in score.py, its package, its module, and the fields that it has."""

    name: str
    package: str
    module: str
    fields: frozenset[str]

    @property
    def installed(self) -> bool:
        """Whether this environment has it."""
        return importlib.util.find_spec(self.module) is not None

    @property
    def title(self) -> str:
        """The package with its version."""
        return f"{self.package} {version(self.package)}" if self.installed else self.package


OURS = Tool("project", "nyhetsarkiv", "crawler", frozenset(FIELDS))
_TEXT = frozenset({"body", "title"})
_NO_CAPTIONS = frozenset(FIELDS) - {"captions"}
OTHERS = (
    Tool("trafilatura", "trafilatura", "trafilatura", _NO_CAPTIONS - {"minute"}),
    Tool("newspaper4k", "newspaper4k", "newspaper", _NO_CAPTIONS),
    Tool("goose3", "goose3", "goose3", _NO_CAPTIONS),
    Tool("readability", "readability-lxml", "readability", _TEXT),
    Tool("resiliparse", "resiliparse", "resiliparse", _TEXT),
    Tool("htmldate", "htmldate", "htmldate", frozenset({"day"})),
)


class Scores(NamedTuple):
    """One extractor on one corpus; a field that either does not have is not in `fields`."""

    pages: int
    fields: Mapping[str, float]
    failed: int
    pages_a_second: float


def measure(tool: Tool, corpora: Sequence[Path]) -> dict[str, Scores]:
    """The scores of `tool` by the name of the corpus; {} where it is not installed or does not end well.

    The reason is said on stderr.
    """
    if not tool.installed:
        print(f"{tool.package} is not installed here; 'make bench' installs it.", file=sys.stderr)
        return {}
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "scores.json"
        try:
            subprocess.run(_command(tool, corpora, answer), check=True, capture_output=True, timeout=_LONGEST)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as trouble:
            said = (trouble.stderr or b"").decode(errors="replace").strip().splitlines()
            print(f"{tool.title} did not finish: {trouble} {said[-1] if said else ''}", file=sys.stderr)
            return {}
        figures = json.loads(answer.read_text(encoding="utf-8"))
    return {corpus.name: _scores(tool, figures[f"{tool.name}/{corpus.name}"]) for corpus in corpora}


def _command(tool: Tool, corpora: Iterable[Path], answer: Path) -> list[str]:
    project = Path(__file__).parents[1]
    options = ["--tool", tool.name, "--import-path", str(project), "--json", str(answer)]
    return [sys.executable, "-W", "ignore", str(CORPORA / "score.py"), *options, *map(str, corpora)]


def _scores(tool: Tool, figures: Mapping[str, float | None]) -> Scores:
    known = {field: figures[key] for field, key in FIELDS.items() if field in tool.fields}
    return Scores(
        pages=int(figures["n"] or 0),
        fields={field: value for field, value in known.items() if value is not None},
        failed=int(figures["fail"] or 0),
        pages_a_second=figures["pps"] or 0.0,
    )
