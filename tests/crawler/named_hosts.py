"""A publication at hosts that have names, which all stand for this machine while it is crawled."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.archived import query
from tests.sites.server import Answer

_COMMAND = """
import socket
look_up = socket.getaddrinfo
socket.getaddrinfo = lambda name, *rest, **named: look_up("127.0.0.1", *rest, **named)
from nyhetsarkiv.__main__ import main
main()
"""
_NOT_FOUND = Answer(b"Ikke her.", status=404)
Pages = dict[str, dict[str, Answer]]
"""Host (without its port) -> path with query -> its answer, in which {port} stands for the server's."""


class _Server(ThreadingHTTPServer):
    def __init__(self, pages: Pages) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pages = pages
        self.asked: list[str] = []


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def do_GET(self) -> None:
        host = self.headers["Host"].partition(":")[0]
        self.server.asked.append(host + self.path)
        answer = self.server.pages[host].get(self.path, _NOT_FOUND)
        port = str(self.server.server_port)
        body = answer.body.replace(b"{port}", port.encode())
        self.send_response(answer.status)
        for name, value in {"Content-Type": answer.content_type, **answer.headers}.items():
            self.send_header(name, value.replace("{port}", port))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@dataclass
class NamedHosts:
    """A publication that is served: its `home` is the first host, and all are its domains."""

    pages: dict[str, dict[str, Answer]]
    server: _Server
    folder: Path
    archive: Path = field(init=False)
    profile: Path = field(init=False)

    def __post_init__(self) -> None:
        self.archive, self.profile = self.folder / "archive.db", self.folder / "kaiposten.toml"
        domains = [f"{host}:{self.server.server_port}" for host in self.server.pages]
        self.profile.write_text(
            f'title = "Kaiposten"\nhome = "http://{domains[0]}/"\ndomains = {domains}\n'
            "[crawl]\ndelay = 0\nallow_private = true\n"
        )

    def run(self, *words: object) -> list[str]:
        """Run `nyhetsarkiv crawl` or `refresh`; the articles and lists that were asked, with their hosts."""
        self.server.asked.clear()
        named = map(str, (*words, self.profile, "--archive", self.archive, "-q"))
        call = [sys.executable, "-c", _COMMAND, *named]
        result = subprocess.run(call, capture_output=True, text=True, timeout=300, check=False)
        assert (result.returncode, result.stderr) == (0, "")
        return [one for one in self.server.asked if "robots.txt" not in one and "tdmrep" not in one]

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """The rows of a query, in order, with addresses that begin with their hosts and have no port."""
        begin, port = "http://", f":{self.server.server_port}"
        rows = (
            tuple(one.removeprefix(begin).replace(port, "") if isinstance(one, str) else one for one in row)
            for row in query(self.archive, sql)
        )
        return sorted(rows)


@contextmanager
def served(pages: Pages, folder: Path) -> Iterator[NamedHosts]:
    """Serves these pages while its block runs."""
    with _Server(pages) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield NamedHosts(pages, server, folder)
        server.shutdown()
