from __future__ import annotations

import gzip
import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawler.conftest import Crawled, scrapy_crawl
from tests.crawler.publication import SmallPublication, article, links

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n"
MANY_ZEROS = gzip.compress(bytes(100_000_000))
CUT_OFF = "The answer was shorter than announced."
WRONG = {  # path -> the raw answer, and how the archive tells it
    "/en-sak-for-kort": (OK + b"Content-Length: 1000\r\n\r\n<p>Hei", CUT_OFF),
    "/en-sak-i-biter": (OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\n<p>He\r\nzz\r\n", CUT_OFF),
    "/en-sak-uten-http": (b"Hei, hei\r\n\r\n", "The answer broke off or was no HTTP."),
    "/en-sak-uten-svar": (b"", "The answer broke off or was no HTTP."),
    "/en-sak-som-bombe": (
        OK + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(MANY_ZEROS) + MANY_ZEROS,
        "The page is larger than the limit.",
    ),
    "/en-sak-for-stor": (
        OK + b"Content-Length: 30000000\r\n\r\n<p>Hei",
        "The page is larger than the limit.",
    ),
    "/en-sak-om-feil": (b"HTTP/1.1 500 Feil\r\nContent-Length: 0\r\n\r\n", "HTTP status 500."),
}
GOOD = "/en-sak-som-er-hel"


class Wrong(socketserver.StreamRequestHandler):
    """Answers with the bytes of WRONG and hangs up."""

    def handle(self) -> None:
        path = self.rfile.readline().split()[1].decode()
        while self.rfile.readline().strip():
            pass
        pages = {"/": links(*WRONG, GOOD).encode(), GOOD: article("En hel sak").body}
        if path in pages:
            self.wfile.write(OK + b"Content-Length: %d\r\n\r\n" % len(pages[path]) + pages[path])
        elif path in WRONG:
            self.wfile.write(WRONG[path][0])
        else:
            self.wfile.write(b"HTTP/1.1 404 Nei\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


@pytest.fixture
def base() -> Iterator[str]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Wrong) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def test_each_wrong_answer_costs_its_own_page_alone(base: str, tmp_path: Path) -> None:
    profile, archive = tmp_path / "kaiposten.toml", tmp_path / "archive.db"
    profile.write_text(SmallPublication({}).profile(base), encoding="utf-8")
    scrapy_crawl(profile, archive)
    found = Crawled(base, archive, [], [])
    assert found.articles() == [GOOD]
    assert found.problems() == {path: words for path, (_, words) in WRONG.items()}
