"""No request leaves the publication's hosts, wherever a link or a redirect leads.

Scrapy's own offsite check knows no ports, lets sub-domains pass, and drops a redirect without a
word; here the port counts, only hosts of the profile pass, and a refused request ends in its errback.
"""

from __future__ import annotations

from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from crawler.discovery.links import is_own
from crawler.sites.profile import Site


class OtherSite(IgnoreRequest):
    """A request that would leave the publication for `host`; ends in the request's errback."""

    def __init__(self, host: str) -> None:
        super().__init__("The address is on another site; not followed.")
        self.host = host


class OwnHosts:
    """Refuses requests to hosts that are not among the profile's `domains`."""

    def __init__(self, site: Site) -> None:
        self.site = site

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built with the profile of the spider that runs."""
        assert crawler.spider is not None
        return cls(crawler.spider.site)  # type: ignore[attr-defined]

    def process_request(self, request: Request) -> None:
        """Raise OtherSite where the request would leave the publication."""
        if not is_own(request.url, self.site):
            raise OtherSite(urlsplit(request.url).netloc)
