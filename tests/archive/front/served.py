"""The front over an archive, served for a test on a free port of loopback."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection
from pathlib import Path

from aiohttp import web
from lxml import html as lxml_html

from archive.front.app import make_app
from archive.front.reading import SECONDS


@dataclass(frozen=True)
class Answer:
    """What the front answered; the names of `headers` are in small letters."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def page(self) -> lxml_html.HtmlElement:
        """The answer as a tree of HTML."""
        return lxml_html.document_fromstring(self.text)

    def texts(self, path: str) -> list[str]:
        """The texts of all elements at an XPath, white space as a reader sees it."""
        return [" ".join(one.text_content().split()) for one in self.page.xpath(path)]

    def rows(self, path: str) -> list[list[str]]:
        """The cells' texts of each row of the tables at an XPath, the head left out."""
        rows = self.page.xpath(f"({path})//tbody/tr")
        return [[" ".join(cell.text_content().split()) for cell in row.xpath("td")] for row in rows]

    @property
    def sentence(self) -> str:
        """What the page says is wrong."""
        [sentence] = self.texts("//p[@role='alert']")
        return sentence

    @property
    def shown_sql(self) -> str:
        """The statement that the page shows last."""
        return unescape(self.texts_as_they_are("//pre/code")[-1])

    def texts_as_they_are(self, path: str) -> list[str]:
        """The texts of all elements at an XPath, line ends too."""
        return [one.text_content() for one in self.page.xpath(path)]


class Front:
    """A front that answers at `address`."""

    def __init__(self, port: int) -> None:
        self.port, self.address = port, f"http://127.0.0.1:{port}"

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for a path, which may hold a query string."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, headers=headers)
            answer = connection.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, told, answer.read().decode())
        finally:
            connection.close()


@contextmanager
def served(archive: Path, seconds: float = SECONDS) -> Iterator[Front]:
    """Serve it in a thread until the end of the block."""
    loop = asyncio.new_event_loop()
    runner = web.AppRunner(make_app(archive, seconds=seconds), handler_cancellation=True, shutdown_timeout=1)

    async def start() -> int:
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        return int(runner.addresses[0][1])

    port = loop.run_until_complete(start())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield Front(port)
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
