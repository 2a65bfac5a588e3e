"""Unpacks bodies, and takes none for whole that was cut off.

Scrapy unpacks what there is of a truncated gzip, without a word. An article would lose its end; so the
length that gzip carries in its last bytes is compared. Of the other packings only gzip tells, so only
gzip is asked for.
"""

from __future__ import annotations

import zlib

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import IgnoreRequest, ResponseDataLossError
from scrapy.http import Response

_PARTIAL = 206
_GZIP = b"\x1f\x8b"
BADLY_PACKED = "The answer was packed wrongly."


class WholeBodies(HttpCompressionMiddleware):
    """Scrapy's unpacking, with its limit of size, that notices what is missing.

    Such an answer is asked for again as other broken ones are, and then ends in the request's errback.
    """

    def __init__(self, *, crawler: Crawler) -> None:
        super().__init__(crawler=crawler)
        self._crawler = crawler

    def process_request(self, request: Request) -> None:  # type: ignore[override]
        """Ask for gzip."""
        request.headers.setdefault("Accept-Encoding", b"gzip")

    def process_response(self, request: Request, response: Response) -> Response | Request:  # type: ignore[override]
        """The response with its body unpacked; a part, for which nobody asked, is none.

        Raises ResponseDataLossError for a part, IgnoreRequest for what cannot be unpacked or is too large.
        """
        packing = (response.headers.get("Content-Encoding") or b"").strip().lower()
        error: Exception
        try:
            unpacked = super().process_response(request, response)
            if not isinstance(unpacked, Response):
                return unpacked
            if _is_all(response, packing, len(unpacked.body)):
                return unpacked
            error = ResponseDataLossError("The body is cut off.")
        except IgnoreRequest:
            raise
        except Exception:  # each packing has errors of its own
            error = IgnoreRequest(BADLY_PACKED)
        again = self._again(request)
        if again is None:
            raise error
        return again

    def _again(self, request: Request) -> Request | None:
        spider = self._crawler.spider
        if spider is None or request.meta.get("dont_retry"):
            return None
        return get_retry_request(request, spider=spider, reason="incomplete body")


def _is_all(response: Response, packing: bytes, length: int) -> bool:
    """Whether nothing says that a part of the page is missing, which unpacked has that length."""
    if response.status == _PARTIAL:
        return False
    return packing not in (b"gzip", b"x-gzip") or is_whole(response.body, length)


def is_whole(packed: bytes, length: int) -> bool:
    """Whether a gzip that was unpacked to `length` bytes is whole (RFC 1952, 2.3.1: ISIZE)."""
    if not packed or int.from_bytes(packed[-4:], "little") == length & 0xFFFFFFFF:
        return True
    # Several members, or something behind them. It is small enough, or it would have been refused.
    while packed.startswith(_GZIP):
        member = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        try:
            member.decompress(packed)
        except zlib.error:
            return False
        if not member.eof:
            return False
        packed = member.unused_data
    return True
