"""Coverage-guided fuzzing of extract_article with atheris (libFuzzer), the recorded pages as seeds.

    python -m tests.fuzz.extraction [MINUTES]      or: make fuzz MINUTES=30

Every finding is read again without instrumentation, made small, and kept in build/fuzz/. Findings may hold
parts of recorded pages: they stay there, and a test gets an invented page that shows the same fault.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.fuzz.promise import broken_promise
from tests.fuzz.seeds import LONGEST, write_seeds
from tests.fuzz.shrink import shrink

FINDINGS = Path(__file__).parents[2] / "build" / "fuzz"
_HANGS_AFTER = 120  # seconds for one input
_TO_SHRINK = 30.0  # seconds for one finding


def fuzz(minutes: float, findings: Path) -> None:
    """Fuzz for so long; a process that dies or hangs leaves its input behind and is followed by another."""
    end = time.monotonic() + minutes * 60
    with tempfile.TemporaryDirectory() as grown, tempfile.TemporaryDirectory() as seeds:
        print(f"{write_seeds(Path(seeds))} recorded pages as seeds", flush=True)
        while (left := end - time.monotonic()) >= 1:
            options = [
                f"-max_total_time={left:.0f}",
                f"-max_len={2 * LONGEST}",
                f"-timeout={_HANGS_AFTER}",
                "-rss_limit_mb=4096",
                f"-artifact_prefix={findings}/died-",
                "-print_final_stats=1",
            ]
            subprocess.run(
                [sys.executable, "-m", "tests.fuzz.target", str(findings), *options, grown, seeds],
                check=False,
            )


def report(findings: Path) -> int:
    """Print every finding that shows again, with its smallest input; returns how many there are."""
    faults = set()
    for file in sorted(findings.iterdir()):
        fault, data = _smallest(file.read_bytes())
        if fault is None:
            print(f"{file.name}: does not show without instrumentation")
            continue
        faults.add(fault)
        file.write_bytes(data)
        print(f"{file.name}: {fault}; {len(data)} bytes: {data[:500]!r}")
    print(f"{len(faults)} faults")
    return len(faults)


def _smallest(data: bytes) -> tuple[str | None, bytes]:
    """The fault that the input shows, if any, and the smallest input that shows the same."""
    fault = broken_promise(data)
    if fault is None:
        return None, data
    return fault, shrink(data, lambda part: broken_promise(part) == fault, _TO_SHRINK)


def main(words: list[str]) -> int:
    """Fuzz, then report; 1 where there is something to mend."""
    if len(words) > 1 or (words and not words[0].isdigit()):
        print("One whole number of minutes is understood here, as in: make fuzz MINUTES=30", file=sys.stderr)
        return 2
    FINDINGS.mkdir(parents=True, exist_ok=True)
    fuzz(int(words[0]) if words else 30, FINDINGS)
    return 1 if report(FINDINGS) else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
