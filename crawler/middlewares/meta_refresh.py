"""Follows `<meta http-equiv=refresh>`, and a script that does the same in a page that holds nothing else.

No page is decoded in which there is neither. A page that its readers see for a while, METAREFRESH_MAXDELAY
seconds and more, and one that loads itself again, as front pages do, is the page that was asked for.
"""

from __future__ import annotations

import re
from html import escape

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware
from scrapy.http import HtmlResponse, Response

from crawler.address import normalise_address

_LOOKED_AT = 4 * 4_096  # bytes that hold the 4,096 characters in which Scrapy looks, whatever their encoding
_STUB = 4_096  # bytes of a page that is there to lead on
_HARDLY_ANY = 200  # characters of text; 'Siden er flyttet. Klikk her.'
_NO_TEXT = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.IGNORECASE | re.DOTALL)
_LEADS_ON = re.compile(  # the first thing that a script does
    r"<script[^>]*>\s*(?:<!--\s*|//<!\[CDATA\[\s*)?(?:(?:window|document|self|top)\.)?location(?:\.href)?"
    r"\s*(?:=|\.(?:replace|assign)\()\s*[\"']([^\"'\s]+)[\"']",
    re.IGNORECASE,
)


class MetaRefresh(MetaRefreshMiddleware):
    """Scrapy's own, which would decode every page as a whole."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """The response, or a request for where it sends its readers."""
        begin = response.body[:_LOOKED_AT].replace(b"\0", b"")  # the other half of a letter in UTF-16
        told: Response = response
        if b"refresh" not in begin.lower():
            target = _script_s_target(response)
            if target is None:
                return response
            told = response.replace(
                body=f'<meta http-equiv="refresh" content="0; url={escape(target)}">'.encode()
            )
        further = super().process_response(request, told)
        is_itself = normalise_address(further.url) == normalise_address(request.url)
        return response if is_itself else further


def _script_s_target(response: Response) -> str | None:
    """Where a page without text leads by its script, if it does."""
    is_stub = len(response.body) < _STUB and b"location" in response.body
    if not is_stub or not isinstance(response, HtmlResponse):
        return None
    match = _LEADS_ON.search(response.text)
    has_text = len(_NO_TEXT.sub("", response.text).strip()) > _HARDLY_ANY
    return None if match is None or has_text else match[1]
