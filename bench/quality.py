"""Quality per field and corpus, this extractor beside the others that are installed, from one run.

    python -m bench.quality              this extractor
    python -m bench.quality all          and trafilatura, newspaper4k, goose3 ... (make bench installs them)

The measure is the corpora's own score.py; this command only calls it.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

from bench.corpora import CORPORA, NAMES

_TOOLS = {  # name in score.py: module that must be there
    "trafilatura": "trafilatura",
    "newspaper4k": "newspaper",
    "goose3": "goose3",
    "readability": "readability",
    "resiliparse": "resiliparse",
    "htmldate": "htmldate",
}


def main(words: list[str]) -> int:
    """Run the measure; the exit code is its own."""
    others = [tool for tool, module in _TOOLS.items() if importlib.util.find_spec(module)] if words else []
    command = [
        sys.executable,
        str(CORPORA / "score.py"),
        "--tool",
        ",".join(["project", *others]),
        "--import-path",
        str(Path(__file__).parents[1]),
        *(str(CORPORA / name) for name in NAMES),
    ]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
