"""Requests that look like a trap are not made. What a trap is: crawler/discovery/budget.py.

An address waits in the queue while others like it are read, so that it is judged again when its turn
comes.
"""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from crawler.spiders.ask import ask_of
from crawler.spiders.finding import Finding


class LooksLikeTrap(IgnoreRequest):
    """A request whose like brought nothing new; ends in the request's errback."""


class Traps:
    """Refuses requests whose allowance is used up."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built with what the running spider has learned so far."""
        assert crawler.spider is not None
        return cls(crawler.spider.finding)  # type: ignore[attr-defined]

    def process_request(self, request: Request) -> None:
        """Raise LooksLikeTrap where more of the same is not worth asking for."""
        if "ask" not in request.meta or request.meta.get("redirect_times"):
            return  # a middleware's own, or on its way already
        if (reason := self.finding.learning.refusal(ask_of(request.meta))) is not None:
            raise LooksLikeTrap(reason)
