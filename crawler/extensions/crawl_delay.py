"""Keeps to the Crawl-delay of a publication's robots.txt, where it is longer than the profile's delay."""

from __future__ import annotations

from typing import Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.robotstxt import RobotParser

from crawler.downloader import slot_of


class CrawlDelay:
    """Lengthens the delay of a host whose robots.txt asks for it, up to `longest` seconds.

    AutoThrottle cannot shorten it again.
    """

    def __init__(self, crawler: Crawler, user_agent: str, longest: float) -> None:
        self._crawler = crawler
        self.user_agent = user_agent
        self.longest = longest
        self.delays: dict[str, float] = {}  # host -> seconds

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built with the settings ROBOTSTXT_USER_AGENT and LONGEST_WAIT."""
        settings = crawler.settings
        extension = cls(crawler, settings["ROBOTSTXT_USER_AGENT"], settings.getfloat("LONGEST_WAIT"))
        crawler.signals.connect(extension.robots_parsed, signal=signals.robots_parsed)
        crawler.signals.connect(extension.response_downloaded, signal=signals.response_downloaded)
        return extension

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Take in what the robots.txt of the request's host asks for, from the next request on."""
        host = urlsplit(request.url).hostname or ""
        delay = robotparser.crawl_delay(self.user_agent)
        if delay is not None and delay > 0:
            self.delays[host] = min(delay, self.longest)
            self._lengthen(host)

    def response_downloaded(self, request: Request) -> None:
        """Hold the delay after AutoThrottle has judged the answer."""
        self._lengthen(str(request.meta.get("download_slot", "")))

    def _lengthen(self, host: str) -> None:
        slot = slot_of(self._crawler, host)
        if slot is not None and host in self.delays:
            slot.delay = max(slot.delay, self.delays[host])
