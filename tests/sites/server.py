"""A small web server on loopback that serves publications, one port each, as a newspaper's would."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from email.utils import formatdate, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Protocol

from tests.sites.expected import Expected

DEMO_PORTS = (8801, 8802, 8803)
_LAST_MODIFIED = 1_704_103_200  # seconds since 1970: 1 January 2024, 10:00 UTC


@dataclass(frozen=True, slots=True)
class Answer:
    """What a publication answers to one address."""

    body: bytes
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Raw(Answer):
    """An answer that is no HTTP, or bad HTTP: `send` writes what it likes, then the connection is closed."""

    body: bytes = b""
    send: Callable[[socket.socket], None] = lambda _: None


@dataclass(frozen=True, slots=True)
class Request:
    """One request that a publication was sent; `time` is in seconds since 1970."""

    time: float
    publication: str
    method: str
    path: str
    headers: dict[str, str]


class Publication(Protocol):
    """A publication that can be served. `base` is the address it is served at, ending in '/'."""

    name: str
    title: str

    def profile(self, base: str) -> str:
        """The TOML text of the publication's profile."""

    def answer(self, path_and_query: str, base: str) -> Answer | None:
        """The answer to one address; None where the publication has no such page."""

    def not_found(self, base: str) -> Answer:
        """The page that says so, with status 404."""

    def expected(self, base: str) -> list[Expected]:
        """What every article says, in the order of the front page."""


class SiteServer:
    """Serves publications while its block runs.

    `bases` (name -> base address), `profiles` (name -> profile file, gone after the block) and
    `requests` (all that was asked, in order) are there after entering. A publication gets its
    preferred port, or a free one where that is taken or none is preferred.
    """

    def __init__(
        self, publications: Sequence[Publication], preferred_ports: Iterable[int] | None = None
    ) -> None:
        self.publications = tuple(publications)
        self.bases: dict[str, str] = {}
        self.profiles: dict[str, Path] = {}
        self.requests: list[Request] = []
        self._ports = list(preferred_ports or ())
        self._servers: list[tuple[_Server, threading.Thread]] = []
        self._folder: Path | None = None

    def __enter__(self) -> SiteServer:
        self._folder = Path(tempfile.mkdtemp(prefix="nyhetsarkiv-sites-"))
        for number, publication in enumerate(self.publications):
            server = _bind(
                publication, self._ports[number] if number < len(self._ports) else 0, self.requests
            )
            thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
            thread.start()
            self._servers.append((server, thread))
            self.bases[publication.name] = server.base
            profile = self._folder / f"{publication.name}.toml"
            profile.write_text(publication.profile(server.base), encoding="utf-8")
            self.profiles[publication.name] = profile
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for server, thread in self._servers:
            server.shutdown()
            thread.join()
            server.server_close()
        self._servers.clear()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, publication: Publication, port: int, requests: list[Request]) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.publication = publication
        self.requests = requests
        self.base = f"http://127.0.0.1:{self.server_port}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """An asker that goes away in mid talk is no fault of the server's."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def _bind(publication: Publication, port: int, requests: list[Request]) -> _Server:
    try:
        return _Server(publication, port, requests)
    except OSError:
        if port == 0:
            raise
        return _Server(publication, 0, requests)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = "DemoPublications"
    sys_version = ""
    wbufsize = -1  # head and body in one packet: no wait for the asker's delayed ACK

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the terminal for the crawl."""

    def _answer(self, *, with_body: bool) -> None:
        server = self.server
        server.requests.append(
            Request(time.time(), server.publication.name, self.command, self.path, dict(self.headers.items()))
        )
        found = server.publication.answer(self.path, server.base)
        if isinstance(found, Raw):
            self.close_connection = True
            with contextlib.suppress(OSError):  # the asker may well have hung up
                found.send(self.connection)
            return
        answer = found if found is not None else server.publication.not_found(server.base)
        tag = f'"{hashlib.sha1(answer.body).hexdigest()}"'
        unchanged = answer.status == 200 and self._is_known(tag)
        self.send_response(304 if unchanged else answer.status)
        if answer.status == 200:
            self.send_header("ETag", tag)
            self.send_header("Last-Modified", formatdate(_LAST_MODIFIED, usegmt=True))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if not unchanged:
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if with_body and not unchanged:
            self.wfile.write(answer.body)

    def _is_known(self, tag: str) -> bool:
        """Whether the asker has this very page (RFC 9110, 13.1: the ETag goes before the date)."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return tags.strip() == "*" or tag in (part.strip().removeprefix("W/") for part in tags.split(","))
        since = self.headers.get("If-Modified-Since")
        if since is None:
            return False
        try:
            return parsedate_to_datetime(since).timestamp() >= _LAST_MODIFIED
        except ValueError:
            return False
