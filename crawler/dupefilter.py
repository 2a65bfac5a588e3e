"""Which requests are made once. Under which spelling an address is compared: crawler/address.py."""

from __future__ import annotations

from scrapy import Request
from scrapy.dupefilters import RFPDupeFilter


class OncePerAddress(RFPDupeFilter):
    """Every address is asked once, and every redirect followed.

    A redirect to a page that is known already would otherwise be dropped, and with it the news that
    the address that was asked is another one of that page's. Its length is bounded by
    REDIRECT_MAX_TIMES.
    """

    def request_seen(self, request: Request) -> bool:
        """Whether the request is to be dropped."""
        seen = super().request_seen(request)
        return seen and not request.meta.get("redirect_times")
