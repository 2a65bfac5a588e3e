"""Which address may be an article: the profile's pattern, else the shape of the path."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from crawler.sites.profile import Site

_FILES = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|pdf|mp3|mp4|zip|css|js|xml|json|rss|ico|docx?|xlsx?|pptx?)\Z", re.I
)
_LISTINGS = re.compile(
    r"/(?:tags?|tagg|stikkord|emne|emneord|kategori|category|author|forfatter|skribent|seksjon|page|side|feed|rss|"
    r"wp-(?:json|admin|login|content)|sok|search|login|logg-?inn|annonse\w*|abonn\w*|kontakt\w*|om-oss|personvern\w*|"
    r"arkiv|archive|keyword)(?:/|\.|\Z)",
    re.I,
)
_SLUG = re.compile(r"[^/-]+(?:-[^/-]+){2,}")  # three words or more
_NUMBER = re.compile(r"\d{3,}")
_QUERY = re.compile(r"(?:\A|&)(?:\w*id|artikkel|article|nyhet|sak)=\d{2,}(?:&|\Z)", re.I)  # ?id=1234


def is_own(url: str, site: Site) -> bool:
    """Whether an address belongs to the publication: http(s), on one of its hosts."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.netloc.lower() in site.domains


def may_be_article(url: str, site: Site) -> bool:
    """Whether the page at an own address is worth reading as an article."""
    _, _, path, query, _ = urlsplit(url)
    if site.discover.article:
        return re.search(site.discover.article, path) is not None
    if _QUERY.search(query):
        return True
    if path in ("", "/") or _FILES.search(path) or _LISTINGS.search(path):
        return False
    return _SLUG.search(path) is not None or _NUMBER.search(path) is not None
