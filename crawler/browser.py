"""Whether, and how, a publication's pages are fetched through a browser ([crawl] browser in its profile)."""

from __future__ import annotations

import importlib.util
import shutil
import socket
from collections.abc import Iterable
from urllib.parse import urlsplit

from scrapy.crawler import Crawler

from crawler.public_addresses import is_public
from crawler.sites.profile import ProfileError, Site

HANDLER = "crawler.browser_handler.BrowserHandler"


def chromium() -> str | None:
    """The path of Debian's Chromium; None where it is not installed."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def require_browser(sites: Iterable[Site]) -> None:
    """Raise ProfileError where one of `sites` wants a browser and there is none."""
    wanting = [site.name for site in sites if site.crawl.browser]
    if wanting and (importlib.util.find_spec("scrapy_playwright") is None or chromium() is None):
        raise ProfileError(
            f"{' and '.join(wanting)}: browser = true needs Chromium and scrapy-playwright. "
            "Install them: apt install chromium, and pip install 'nyhetsarkiv[browser]'."
        )


def use_browser(crawler: Crawler, site: Site) -> None:
    """Have the pages of a publication that wants it fetched by BrowserHandler. Raises ProfileError."""
    require_browser([site])
    if site.crawl.browser:
        handlers = {urlsplit(site.home).scheme: HANDLER}
        crawler.settings.set("DOWNLOAD_HANDLERS", handlers, priority="spider")


def resolver_rules(site: Site) -> str:
    """Chromium's --host-resolver-rules: the publication's hosts at the address looked up now, no others.

    So no sub-request, redirect or changed name leads the browser anywhere else; a private address is
    left out unless the profile allows it. Literal addresses go through these rules as well.
    """
    rules = []
    for domain in site.domains:
        parts = urlsplit(f"//{domain}")
        address = _address(parts.hostname or "", allow_private=site.crawl.allow_private)
        ports = (parts.port,) if parts.port else (80, 443)
        if address is not None:
            rules += [f"MAP {parts.hostname}:{port} {address}:{port}" for port in ports]
    return ", ".join([*rules, "MAP * ~NOTFOUND"])


def _address(host: str, *, allow_private: bool) -> str | None:
    try:
        address = socket.gethostbyname(host)
    except OSError:
        return None
    return address if allow_private or is_public(address) else None
