"""The fuzzer's own process: reads pages with instrumented code and writes down every broken promise.

Started by tests/fuzz/extraction.py; its words are the folder for findings, then libFuzzer's own.
"""

from __future__ import annotations

import hashlib
import random
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["crawler"]):
    from tests.fuzz.promise import broken_promise

from tests.fuzz.mutate import mutate

_SLOWER = 4.0  # instrumented code, on a machine that is at work


def main(words: list[str]) -> None:
    """Fuzz until libFuzzer has had enough."""
    findings, seeds = Path(words[1]), Path(words[-1])
    pages = [page.read_bytes() for page in sorted(seeds.iterdir())]

    def read(data: bytes) -> None:
        fault = broken_promise(data, slower=_SLOWER)
        if fault is not None:
            name = hashlib.sha256(fault.encode()).hexdigest()[:12]
            if not (findings / name).exists():
                (findings / name).write_bytes(data)

    def change(data: bytes, longest: int, seed: int) -> bytes:
        chance = random.Random(seed)
        if chance.random() < 0.4:
            return bytes(atheris.Mutate(data, longest))
        return mutate(data, pages, chance, longest)

    atheris.Setup([words[0], *words[2:]], read, custom_mutator=change)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv)
