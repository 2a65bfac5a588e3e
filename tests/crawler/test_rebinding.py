"""A name that answers otherwise when it is asked again: in a process of its own, where names lie."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

# The name is public when the crawler checks it, and 127.0.0.1 when the connection is made and ever after.
CRAWL_WITH_A_LIAR = """
import json, socket, sqlite3, sys
from pathlib import Path
port, archive, rows = sys.argv[1], Path(sys.argv[2]), "SELECT url, problem FROM fetches"
asked, look_up = [], socket.getaddrinfo
def lie(name, *rest, **named):
    asked.append(name)
    return look_up("1.1.1.1" if len(asked) == 1 else "127.0.0.1", *rest, **named)
socket.getaddrinfo = lie
from archive.opening import open_archive
from crawler.run import run_crawl
from crawler.sites.profile import build_profile
host = f"kaiposten.example:{port}"
profile = {"title": "Kaiposten", "home": f"http://{host}/", "domains": [host], "crawl": {"delay": 0.0}}
open_archive(archive).close()
settings = {"CONCURRENT_REQUESTS": 1, "LOG_LEVEL": "CRITICAL"}
settings["CONTACT"] = "kari@lab.example.org"
run_crawl([build_profile("kaiposten", profile, "")], archive=archive, settings=settings)
print(json.dumps({"asked": asked, "rows": sqlite3.connect(archive).execute(rows).fetchall()}))
"""


class Watched(ThreadingHTTPServer):
    """A server in the own network that counts who connects."""

    connections = 0

    def get_request(self) -> tuple[object, object]:  # type: ignore[override]
        self.connections += 1
        return super().get_request()


@pytest.fixture
def inner() -> Iterator[Watched]:
    with Watched(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.shutdown()


def test_no_connection_reaches_the_own_network_by_a_name_that_changes(inner: Watched, tmp_path: Path) -> None:
    words = [sys.executable, "-c", CRAWL_WITH_A_LIAR, str(inner.server_port), str(tmp_path / "a.db")]
    result = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 0, result.stderr
    told = json.loads(result.stdout)
    assert len(told["asked"]) >= 2, "it was looked up again, for the connection"
    assert set(told["asked"]) == {"kaiposten.example"}
    assert inner.connections == 0
    assert {problem for _, problem in told["rows"]} == {
        "kaiposten.example is a private address (127.0.0.1); not asked."
    }
