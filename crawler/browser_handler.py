"""Fetches pages by a headless Chromium, under the manners of every other request.

The downloader's delay and one connection a host, robots.txt, the time limit and the size limit hold here
too. What a page asks for by itself is let through only on the publication's own hosts, where robots.txt
allows it, and no pictures, films or fonts. Imported only where a profile says browser = true: it needs the
extra `browser`.
"""

from __future__ import annotations

import os
from typing import Any

from playwright.async_api import Error as BrowserError
from playwright.async_api import Request as SubRequest
from playwright.async_api import TimeoutError as BrowserTimeout
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, DownloadFailedError, DownloadTimeoutError
from scrapy.http import Response
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
from scrapy_playwright.page import PageMethod

from crawler.browser import chromium, resolver_rules
from crawler.discovery.links import is_own
from crawler.http_handler import HttpHandler
from crawler.middlewares.host_file import FOR_A_HOST
from crawler.middlewares.robots import Robots
from crawler.sites.profile import Site

_NOT_NEEDED = frozenset({"image", "media", "font", "websocket", "eventsource", "ping", "manifest"})
_PAGES = ("article", "section")


class BrowserHandler(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc]
    """Fetches articles and sections by Chromium, the rest (feeds, sitemaps, robots.txt) as ever."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._without_browser = HttpHandler(crawler)
        self._site: Site = crawler.spider.site  # type: ignore[union-attr]
        settings = crawler.settings
        self._agent: str = settings["USER_AGENT"]
        self._largest = settings.getint("DOWNLOAD_MAXSIZE")
        self._settle = settings.getfloat("BROWSER_SETTLE")
        self.config.navigation_timeout_ms = 1000 * settings.getfloat("DOWNLOAD_TIMEOUT")
        self.config.launch_options = launch_options(self._site)
        self.abort_request = self._is_refused

    async def download_request(self, request: Request) -> Response:
        """The page as it stands when its scripts have run. Raises Scrapy's exceptions for downloads."""
        if request.meta.get("kind") not in _PAGES or FOR_A_HOST in request.meta:
            return await self._without_browser.download_request(request)
        request.meta.update(self._how())
        try:
            response: Response = await super().download_request(request)
        except BrowserTimeout as error:
            raise DownloadTimeoutError(str(error)) from error
        except BrowserError as error:
            raise DownloadFailedError(str(error)) from error
        if len(response.body) > self._largest:
            raise DownloadCancelledError("DOWNLOAD_MAXSIZE")
        return response

    async def close(self) -> None:
        """End the browser, and all connections; called by Scrapy."""
        await self._without_browser.close()
        await super().close()

    def _how(self) -> dict[str, Any]:
        """What scrapy-playwright looks for in a request's meta."""
        context = {"user_agent": self._agent, "service_workers": "block", "accept_downloads": False}
        settle = PageMethod("wait_for_timeout", 1000 * self._settle)
        return {"playwright": True, "playwright_context_kwargs": context, "playwright_page_methods": [settle]}

    def _is_refused(self, request: SubRequest) -> bool:
        """Whether what a page asks for is not fetched."""
        if request.resource_type in _NOT_NEEDED or not is_own(request.url, self._site):
            return True
        robots = self._crawler.get_downloader_middleware(Robots)
        return robots is None or not robots.allows(request.url)


def launch_options(site: Site) -> dict[str, Any]:
    """How Chromium is started: its sandbox on (it has none for root), no host but the publication's."""
    return {
        "executable_path": chromium(),
        "chromium_sandbox": os.geteuid() != 0,
        "args": [f"--host-resolver-rules={resolver_rules(site)}", "--no-proxy-server"],
    }
