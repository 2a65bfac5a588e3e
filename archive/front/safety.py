"""Keeps the front to this machine's own browser: who may ask, and what a page may do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

_NAMES = {"127.0.0.1", "localhost"}
_HEADERS = {
    # Nothing runs, nothing comes from elsewhere, nothing is framed.
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-cache",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def no_strangers_pages(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what another site's page asks for behind its reader's back, which a browser says of itself.

    Such a page sees no answer, but could tell from its time what a search finds, or have large files made.
    A link that a reader follows is answered.
    """
    stranger = request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin")
    if stranger and request.headers.get("Sec-Fetch-Dest") != "document":
        return web.Response(status=403, text="This archive does not answer the pages of other sites.\n")
    return await handler(request)


@web.middleware
async def own_names_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse a request under another name than this machine's own.

    A page from elsewhere can let its own host name lead to 127.0.0.1 (DNS rebinding) and would then
    read the archive as if it were its own; the name gives it away.
    """
    if _name(request.host) not in _NAMES:
        return web.Response(
            status=421, text="This archive answers under http://127.0.0.1 and http://localhost alone.\n"
        )
    return await handler(request)


def _name(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None


async def add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """Put the headers of every answer on it; what it has already stays."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.pop("Server", None)
