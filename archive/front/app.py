"""The front as a web application: which address is answered by which page."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from aiohttp import web

from archive.errors import ArchiveError
from archive.export.plain_text import file_name
from archive.filters import UnknownSite
from archive.front.asked import Asked
from archive.front.form import Form, NotHere, NotUnderstood
from archive.front.pages import article, crawls, edits, search, sites, trend
from archive.front.reading import SECONDS, Readers, TookTooLong
from archive.front.safety import Handler, add_headers, no_strangers_pages, own_names_only
from archive.front.sending import Files, send_file
from archive.front.shown import ICON, STYLE, Shown, render
from archive.query import QueryError

Read = Callable[[sqlite3.Connection, Asked], Shown]
_STATUS = ((NotHere, 404), (UnknownSite, 404), (NotUnderstood, 400), (QueryError, 400))  # else 503
_A_WHILE = {"Cache-Control": "max-age=86400"}
_log = logging.getLogger(__name__)

PAGES: dict[str, Read] = {
    "/": search.show,
    r"/article/{number:[0-9]{1,30}}": article.show,
    "/sites": sites.show_all,
    "/sites/{name}": sites.show_one,
    "/trend": trend.show,
    "/edits": edits.show,
    "/crawls": crawls.show,
}
FILES: dict[str, Callable[[Asked], Files]] = {
    "articles": search.files,
    "trend": trend.files,
    "sites": sites.files,
    "edits": edits.files,
    "crawls": crawls.files,
}


def make_app(archive: Path, *, seconds: float = SECONDS) -> web.Application:
    """The application over the archive at `archive`, which a page reads for `seconds` at most.

    Raises ArchiveError where the archive cannot be read, before anything is served.
    """
    front = _Front(archive, seconds)
    app = web.Application(middlewares=[own_names_only, no_strangers_pages, front.explain])
    app.router.add_routes(list(front.routes()))
    app.on_response_prepare.append(add_headers)
    app.on_cleanup.append(front.close)
    return app


class _Front:
    """What all answers share: the archive and those who read it."""

    def __init__(self, archive: Path, seconds: float) -> None:
        self._archive = archive
        self._readers = Readers(archive, seconds)
        first = Asked(archive, Form(), {})
        with suppress(TookTooLong):  # a slow disk is no fault of the archive
            self._readers.read(lambda connection: render(search.show(connection, first), archive))

    async def close(self, _app: web.Application) -> None:
        """End what is being read."""
        self._readers.close()

    def routes(self) -> Iterable[web.AbstractRouteDef]:
        """Every address."""
        for path, read in PAGES.items():
            yield web.get(path, self._page(read))
        for name, files_of in FILES.items():
            yield web.get(f"/{name}.{{ending:[a-z]+}}", self._file(name, files_of))
        yield web.get(r"/article/{number:[0-9]{1,30}}.{ending:json|txt|tei}", self._article)
        for path, file in (("/style.css", STYLE), ("/icon.svg", ICON)):
            yield web.get(path, _asset(file))

    def _page(self, read: Read) -> Handler:
        async def answer(request: web.Request) -> web.StreamResponse:
            asked = self._asked(request)

            def page(connection: sqlite3.Connection) -> tuple[int, str]:
                shown = read(connection, asked)
                return shown.status, render(shown, self._archive)

            status, html = await self._readers.page(page)
            return web.Response(status=status, text=html, content_type="text/html")

        return answer

    def _file(self, name: str, files_of: Callable[[Asked], Files]) -> Handler:
        async def answer(request: web.Request) -> web.StreamResponse:
            ending, files = request.match_info["ending"], files_of(self._asked(request))
            if ending not in files:
                raise web.HTTPNotFound
            return await send_file(request, self._readers, files[ending], name, ending)

        return answer

    async def _article(self, request: web.Request) -> web.StreamResponse:
        """One article in another format, to be read in the browser."""
        ending, parts = request.match_info["ending"], dict(request.match_info)
        content_type, form = article.FORMATS[ending]
        found = await self._readers.page(lambda connection: article.read(connection, parts))
        name = f"{file_name(found).removesuffix('.txt')}.{ending}"
        return web.Response(
            text=form(found),
            content_type=content_type,
            headers={"Content-Disposition": f'inline; filename="{name}"'},
        )

    def _asked(self, request: web.Request) -> Asked:
        form = Form.of(request.query.items())
        return Asked(self._archive, form, dict(request.match_info), request.query.get("kind", ""))

    @web.middleware
    async def explain(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Say what went wrong on a page of its own, in words."""
        try:
            return await handler(request)
        except web.HTTPNotFound:
            return self._told(404, "There is no page at this address. The links above lead to all there are.")
        except web.HTTPMethodNotAllowed:
            return self._told(
                405, "The archive is only read here: GET and HEAD are answered.", Allow="GET,HEAD"
            )
        except ArchiveError as error:
            return self._told(
                next((code for kind, code in _STATUS if isinstance(error, kind)), 503), str(error)
            )
        except web.HTTPException:
            raise
        except Exception:
            _log.exception("%s", request.path_qs)
            return self._told(
                500, "This page has a fault. What went wrong stands in the terminal where serve runs."
            )

    def _told(self, status: int, sentence: str, **headers: str) -> web.Response:
        html = render(Shown("problem.html", {"status": status, "sentence": sentence}), self._archive)
        return web.Response(status=status, text=html, content_type="text/html", headers=headers)


def _asset(file: Path) -> Handler:
    async def answer(_request: web.Request) -> web.StreamResponse:
        return web.FileResponse(file, headers=_A_WHILE)

    return answer
