"""Raw copies and what becomes of them: both WARC libraries side by side, and ingest by number of workers.

    python -m bench.ingest [PAGES]

Uses the recorded pages, each at an invented address, as often as PAGES asks for (1,000). The ingest runs as a
user's would: the command, in processes of its own, start included. Nothing else should run meanwhile.
"""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from fastwarc.warc import ArchiveIterator, WarcRecordType
from warcio.archiveiterator import ArchiveIterator as WarcioIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.warc.records import Exchange
from archive.warc.writing import RawCopies
from bench.corpora import NAMES, pages
from bench.machine import described
from bench.tables import markdown

PAGES = 1000
WORKERS = (1, 2)
_SAMPLE = 300  # pages for the libraries
_HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\r\n"


def bodies(count: int) -> Iterator[bytes]:
    """So many recorded pages, as often as it takes; none says its own address any more."""
    every = [page.html for name in NAMES for page in pages(name)]
    for html in islice(cycle(every), count):
        yield html.replace(b"canonical", b"unnamed").replace(b"og:url", b"og:unnamed")


def exchanges(count: int) -> Iterator[Exchange]:
    """The pages as a crawl would have got them."""
    for number, body in enumerate(bodies(count)):
        url = f"https://site{number % 7}.example/artikkel/sak-nummer-{number}"
        request = b"GET / HTTP/1.1\r\nHost: site.example\r\n\r\n"
        yield Exchange(url, datetime.now(UTC), request, _HEAD.format(len(body)).encode(), body)


def libraries_table() -> str:
    """Pages a second in the processor's time: written with one member a record, and read again."""
    found = list(exchanges(_SAMPLE))
    with TemporaryDirectory() as name:
        folder = Path(name)
        ours, other = folder / "ours", folder / "warcio.warc.gz"
        rows = [
            [
                "archive/warc: ISA-L writes, fastwarc reads",
                _rate(lambda: _ours(found, ours)),
            ],
            ["warcio, its fixed level 9", _rate(lambda: _warcio(found, other))],
        ]
        file = next(ours.iterdir())
        rows[0] += [_rate(lambda: _read_fastwarc(file)), _megabytes(file)]
        rows[1] += [_rate(lambda: _read_warcio(other)), _megabytes(other)]
    return markdown(["library", "written, pages/s", "read, pages/s", "MB"], rows)


def ingest_table(count: int) -> str:
    """Pages a second and the processor's time for each number of workers."""
    rows: list[list[str]] = []
    first = 0.0
    with TemporaryDirectory() as name, RawCopies(Path(name), "bench") as raw:
        place = [raw.keep([exchange], {"kind": "article"}) for exchange in exchanges(count)][-1]
        for workers in WORKERS:
            seconds, processor = _ingest(place.file, Path(name) / f"{workers}.db", workers)
            first = first or seconds
            row = [str(workers), f"{count / seconds:.1f}", f"{first / seconds:.2f}"]
            rows.append([*row, f"{processor / count * 1000:.1f}"])
    return markdown(["workers", "pages/s", "times one worker", "processor, ms a page"], rows)


def _ingest(file: Path, archive: Path, workers: int) -> tuple[float, float]:
    command = [sys.executable, "-m", "nyhetsarkiv", "ingest", "-q", "--archive", str(archive)]
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*command, "--workers", str(workers), str(file)], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - began, used


def _rate(work: Callable[[], object]) -> str:
    began = time.process_time()
    work()
    return f"{_SAMPLE / (time.process_time() - began):,.0f}"


def _megabytes(file: Path) -> str:
    return f"{file.stat().st_size / 1e6:.1f}"


def _ours(found: list[Exchange], folder: Path) -> None:
    with RawCopies(folder, "bench") as raw:
        for exchange in found:
            raw.keep([exchange], {"kind": "article"})


def _warcio(found: list[Exchange], path: Path) -> None:
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True, warc_version="1.1")
        for exchange in found:
            length = len(exchange.body)
            headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(length))]
            answer = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
            asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "site.example")], is_http_request=True)
            body = io.BytesIO(exchange.body)
            writer.write_request_response_pair(
                writer.create_warc_record(exchange.url, "request", http_headers=asked),
                writer.create_warc_record(exchange.url, "response", body, length, http_headers=answer),
            )


def _read_fastwarc(path: Path) -> None:
    for record in ArchiveIterator(path, record_types=WarcRecordType.response, auto_decode="all"):
        record.reader.read()


def _read_warcio(path: Path) -> None:
    with path.open("rb") as stream:
        for record in WarcioIterator(stream):
            if record.rec_type == "response":
                record.content_stream().read()


def main(words: list[str]) -> int:
    """Print both tables."""
    if words and not (words[0].isdigit() and int(words[0])):
        print(f"{words[0]!r} is no number of pages. Write: python -m bench.ingest 1000", file=sys.stderr)
        return 2
    count = int(words[0]) if words else PAGES
    print(f"{described()}\n\n{libraries_table()}\n\n{ingest_table(count)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
