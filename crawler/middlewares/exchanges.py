"""Keeps what the network carried, for the raw copies: stands next to the downloader.

Farther up, HttpCompressionMiddleware unpacks bodies and takes their Content-Encoding away; a raw copy
shall hold the bytes that the server sent and the headers that describe them. What an address led to on
the way (redirects, retries) goes along in the request's meta.
"""

from __future__ import annotations

from datetime import UTC, datetime

from scrapy import Request
from scrapy.http import Headers as ScrapyHeaders
from scrapy.http import Response

from crawler.exchange import Exchange, Headers

EXCHANGES = "exchanges"  # the key in a request's meta: all of them so far, the last one last
FROM_MEMORY = "from_memory"  # a key there too: the answer is that of an earlier request, with its exchanges


class Exchanges:
    """Notes every answer in its request's meta."""

    def process_response(self, request: Request, response: Response) -> Response:
        """Add this exchange to those that led to it."""
        if request.meta.get(FROM_MEMORY):
            return response
        exchange = Exchange(
            url=response.url,
            method=request.method,
            request_headers=_pairs(request.headers),
            status=response.status,
            headers=_pairs(response.headers),
            body=response.body,
            fetched=datetime.now(UTC),
            ip=str(response.ip_address) if response.ip_address else None,
        )
        request.meta[EXCHANGES] = (*request.meta.get(EXCHANGES, ()), exchange)
        return response


def _pairs(headers: ScrapyHeaders) -> Headers:
    return tuple((name, value) for name, values in headers.items() for value in values)
