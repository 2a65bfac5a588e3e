from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive.opening import open_archive
from nyhetsarkiv.cli import cli

Run = Callable[..., Result]  # the fixture `run`
Answers = dict[str, tuple[int, str, bytes]]  # path -> status, content type, body


@pytest.fixture
def run() -> Run:
    """Runs the command line in this process; `result.exit_code`, `.stdout`, `.stderr` tell."""
    runner = CliRunner()
    return lambda *words: runner.invoke(cli, [str(word) for word in words], prog_name="nyhetsarkiv")


class TableServer(ThreadingHTTPServer):
    """A web server on loopback that answers from a table and remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: Answers = {}
        self.asked: list[tuple[str, str]] = []  # path, user agent
        self.address = f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: TableServer

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers.get("User-Agent", "")))
        status, content_type, body = self.server.answers.get(self.path, (404, "text/plain", b"no"))
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", body.decode())
            body = b""
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture
def empty_archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive.db"
    open_archive(path).close()
    return path


@pytest.fixture
def web() -> Iterator[TableServer]:
    server = TableServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()
