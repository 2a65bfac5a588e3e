"""Serves the front on this machine until it is told to stop."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable
from pathlib import Path

from aiohttp import web

from archive.errors import ArchiveError
from archive.front.app import make_app

HOST = "127.0.0.1"
_GRACE = 1.0  # seconds that answers have left when the front is stopped


class PortUnusable(ArchiveError):
    """The front cannot listen where it should."""

    def __init__(self, port: int, error: OSError) -> None:
        why = "another program listens there" if error.errno == errno.EADDRINUSE else error.strerror
        super().__init__(f"Port {port} of {HOST} cannot be used: {why}. Give another with --port.")


def serve(archive: Path, port: int, listening: Callable[[str], None]) -> None:
    """Serve the archive on loopback until SIGINT or SIGTERM; port 0 takes a free one.

    `listening` is told the address as soon as it answers. Raises ArchiveError before that.
    """
    app = make_app(archive)
    try:
        own = socket.create_server((HOST, port))
    except OSError as error:
        raise PortUnusable(port, error) from error
    with own:
        listening(f"http://{HOST}:{own.getsockname()[1]}/")
        web.run_app(
            app, sock=own, print=None, access_log=None, handler_cancellation=True, shutdown_timeout=_GRACE
        )
