"""Follows `<meta http-equiv=refresh>`, and decodes no page in which there is none.

A page that its readers see for a while, METAREFRESH_MAXDELAY seconds and more, and one that loads itself
again, as front pages do, is the page that was asked for.
"""

from __future__ import annotations

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware
from scrapy.http import Response

from crawler.address import normalise_address

_LOOKED_AT = 4 * 4_096  # bytes that hold the 4,096 characters in which Scrapy looks, whatever their encoding


class MetaRefresh(MetaRefreshMiddleware):
    """Scrapy's own, which would decode every page as a whole."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """The response, or a request for where it sends its readers."""
        begin = response.body[:_LOOKED_AT].replace(b"\0", b"")  # the other half of a letter in UTF-16
        if b"refresh" not in begin.lower():
            return response
        further = super().process_response(request, response)
        is_itself = normalise_address(further.url) == normalise_address(request.url)
        return response if is_itself else further
