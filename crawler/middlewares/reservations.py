"""Asks each host for its tdmrep.json before its first article, and notes what it says of each one.

Whether a reservation is obeyed is decided where the page is read: crawler/rights.py.
"""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.discovery.tdmrep import PATH, Reservation, Rule, read_tdmrep, reservation_of
from crawler.middlewares.host_file import FOR_A_HOST, Answer, HostFile, replay

_RESERVATION = "tdm"  # the key in a request's meta


class Reservations:
    """Puts the reservation of an article's address into its request's meta."""

    def __init__(self, crawler: Crawler, fresh_for: float) -> None:
        self._file = HostFile(crawler, PATH, "tdmrep", fresh_for, waits=())
        self._rules: dict[str, tuple[Rule, ...]] = {}  # address of a tdmrep.json -> what it says

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built with the setting HOST_FILE_FRESH_FOR."""
        return cls(crawler, crawler.settings.getfloat("HOST_FILE_FRESH_FOR"))

    async def process_request(self, request: Request) -> Response | None:
        """Note what is reserved; answer the spider's own request for the file from memory."""
        if request.meta.get(FOR_A_HOST):
            return None
        is_own = self._file.is_asked_by(request)
        if not is_own and request.meta.get("kind") != "article":
            return None
        answer = await self._file.of(request, self._read)
        if is_own:
            return replay(answer, request)
        request.meta[_RESERVATION] = tuple(reservation_of(request.url, self._rules[answer.url]))
        return None

    def _read(self, answer: Answer) -> None:
        body = b""
        if answer.response is not None and answer.response.status == 200:
            body = answer.response.body
        self._rules[answer.url] = read_tdmrep(body, answer.url)


def noted_reservation(response: Response) -> Reservation:
    """What the host's tdmrep.json says of the page."""
    return Reservation(*response.meta.get(_RESERVATION, ()))
