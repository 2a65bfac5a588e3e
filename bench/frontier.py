"""What a queue of a million addresses takes: time to fill it, to give it back, and memory.

python -m bench.frontier [ADDRESSES]        1,000,000 where none is given
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from archive.crawl_file import crawl_file
from archive.crawl_memory import ArchiveMemory
from bench.machine import described
from bench.tables import markdown
from crawler.frontier import queued_address
from crawler.memory import Address
from crawler.spiders.ask import Ask

_A_PAGE = 100  # addresses that a page leads to
_ASKED = 20_000  # addresses that are taken and told to be done
_HEADING = ("addresses", "added a second", "done a second", "file, MB", "memory, MB")


def _address(number: int) -> Address:
    ask = Ask(f"https://www.avisa.example/nyheter/{number}/en-sak-med-et-navn-som-er-vanlig", "article")
    return queued_address(ask)


def measure(addresses: int, archive: Path) -> tuple[str, ...]:
    """Fill the queue, ask for some of it, and look at the memory of this process at its peak."""
    memory = ArchiveMemory(archive, "avisa", "crawl", "")
    started = time.perf_counter()
    for first in range(0, addresses, _A_PAGE):
        memory.add(_address(number) for number in range(first, min(first + _A_PAGE, addresses)))
    filled = time.perf_counter() - started
    started = time.perf_counter()
    for _ in range(min(_ASKED, addresses)):
        found = memory.take()
        assert found is not None
        memory.done([(found[0], ())])
    asked = time.perf_counter() - started
    memory.end("shutdown")
    return (
        f"{addresses:,}",
        f"{addresses / filled:,.0f}",
        f"{min(_ASKED, addresses) / asked:,.0f}",
        f"{crawl_file(archive).stat().st_size / 1_000_000:.0f}",
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000:.0f}",
    )


def main(words: list[str]) -> None:
    """Print the table for the number given."""
    with tempfile.TemporaryDirectory() as folder:
        row = measure(int(words[0]) if words else 1_000_000, Path(folder) / "archive.db")
    print(f"{described()}.\n\n{markdown(_HEADING, [row])}")


if __name__ == "__main__":
    main(sys.argv[1:])
