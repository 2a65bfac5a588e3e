"""robots.txt as RFC 9309 has it.

Scrapy's own middleware takes a host that fails for one that allows everything, and knows no end of
what it once read. Here a host in trouble (5xx, 429, no answer) is waited for, and left alone where it
stays in trouble; a file that is not there (other 4xx) allows everything; after a day it is read again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import ProtegoRobotParser, RobotParser

from crawler.middlewares.host_file import FOR_A_HOST, Answer, HostFile, home_and_pauses, origin_of, replay
from crawler.middlewares.patience import NotAskedNow, end_crawl
from crawler.parsers.decode import as_utf8
from crawler.spiders.trouble import error_in_words

LARGEST = 500 * 1024  # bytes that are read of a robots.txt, RFC 9309, 2.5
_AGENT = re.compile(rb"^(\s*user-?agent\s*:\s*[A-Za-z][\w-]*)[^\r\n#]*", re.IGNORECASE | re.MULTILINE)
FORBIDDEN = "robots.txt forbids this page."


class Robots:
    """Refuses what a host's robots.txt forbids to `agent`, and every page of a host that cannot say.

    If the publication's home host (`home`, with its scheme) cannot say, the crawl ends.
    """

    def __init__(
        self, crawler: Crawler, agent: str, home: str, fresh_for: float, waits: Sequence[float]
    ) -> None:
        self._crawler = crawler
        self.agent, self.home = agent, home
        self._file = HostFile(crawler, "/robots.txt", "robots", fresh_for, waits)
        self._rules: dict[str, RobotParser] = {}  # address of a robots.txt -> what it says

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built with ROBOTSTXT_USER_AGENT, HOST_FILE_FRESH_FOR, HOST_WAITS and the spider's profile."""
        settings = crawler.settings
        home, waits = home_and_pauses(crawler, "HOST_WAITS")
        fresh_for = settings.getfloat("HOST_FILE_FRESH_FOR")
        return cls(crawler, settings["ROBOTSTXT_USER_AGENT"], home, fresh_for, waits)

    async def process_request(self, request: Request) -> Response | None:
        """Let a request pass that is allowed; answer the spider's own for robots.txt from memory.

        Raises IgnoreRequest, with the reason in words, where the request may not be made.
        """
        if request.meta.get(FOR_A_HOST):
            return None
        answer = await self._file.of(request, lambda new: self._read(new, request))
        is_home = origin_of(answer.url) == self.home
        unreadable = _unreadable(answer)
        if self._file.is_asked_by(request):
            if unreadable and is_home:
                end_crawl(self._crawler, unreadable)
            return replay(answer, request)
        if unreadable:
            raise (NotAskedNow if is_home else IgnoreRequest)(f"{unreadable}; not asked.")
        if not self._rules[answer.url].allowed(request.url, self.agent):
            raise IgnoreRequest(FORBIDDEN)
        return None

    def allows(self, url: str) -> bool:
        """Whether what is known of the host's robots.txt allows `url`; False where nothing is known."""
        rules = self._rules.get(f"{origin_of(url)}/robots.txt")
        return rules is not None and rules.allowed(url, self.agent)

    def _read(self, answer: Answer, request: Request) -> None:
        """Parse a new answer, and tell those who listen (the Crawl-delay)."""
        body = b""
        if answer.response is not None and answer.response.status == 200:
            text = as_utf8(answer.response.body)[:LARGEST]  # some are saved in UTF-16
            body = _AGENT.sub(rb"\1", text)  # 'Nyhetsarkiv/0.1', RFC 9309, 2.2.1
        rules = ProtegoRobotParser(body, self._crawler.spider)
        self._rules[answer.url] = rules
        self._crawler.signals.send_catch_log(signals.robots_parsed, robotparser=rules, request=request)


def _unreadable(answer: Answer) -> str:
    """Why nobody knows what the file says, as a sentence's beginning; '' where it is known."""
    if not answer.is_unavailable or "max redirections" in str(answer.error):
        return ""
    host = urlsplit(answer.url).netloc
    if answer.response is not None:
        return f"robots.txt of {host} cannot be read: HTTP status {answer.response.status}"
    assert answer.error is not None
    return f"robots.txt of {host} cannot be read: {error_in_words(answer.error).rstrip('.')}"
