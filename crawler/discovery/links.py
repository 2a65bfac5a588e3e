"""Which address may be an article: the profile's pattern, else the shape of the path."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from crawler.address import identifies
from crawler.discovery.paging import ARTICLE_OR_PAGE, PAGE_PARAMETERS
from crawler.discovery.shapes import Shapes
from crawler.sites.profile import Site

_FILES = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|pdf|mp3|mp4|zip|css|js|xml|json|rss|ico|docx?|xlsx?|pptx?)\Z", re.I
)
_RUBRIC_WORDS = (
    r"tags?|tagg|stikkord|emne|emneord|tema|kategori|category|author|forfatter|skribent|seksjon|arkiv|archive|"
    r"keyword"
)
_RUBRICS = re.compile(rf"/(?:{_RUBRIC_WORDS})(?:/|\.|\Z)", re.I)
_LISTINGS = re.compile(
    rf"/(?:{_RUBRIC_WORDS}|page|side|feed|rss|wp-(?:json|admin|login|content)|sok|search|login|logg-?inn|"
    r"annonse\w*|abonn\w*|kontakt\w*|om-oss|personvern\w*)(?:/|\.|\Z)",
    re.I,
)
_ARCHIVES = re.compile(r"/(?:arkiv|archives?)(?:/|\.|\Z)", re.I)
_MONTHS = r"[/-](?:0?[1-9]|1[0-2])(?:[/-][0-3]?\d)?"
_DAYS = re.compile(rf"/(?:19|20)\d\d(?:{_MONTHS})?/?\Z")  # /2024/05/31 and no more
_SURELY_DAYS = re.compile(rf"/(?:19|20)\d\d{_MONTHS}/?\Z")  # where /2024 may be the number of an article
_LIST_PARAMETERS = (PAGE_PARAMETERS - {ARTICLE_OR_PAGE}) | {
    "s", "q", "sok", "search", "query", "cat", "category", "kategori", "tag", "author", "m", "feed", "lang",
    "lab_viewport", "sort",
}  # fmt: skip
"""Names of parameters with which a front page shows a list of its own."""
_SLUG = re.compile(r"[^/-]+(?:-[^/-]+){2,}")  # three words or more
_NUMBER = re.compile(r"\d{3,}")


def is_own(url: str, site: Site) -> bool:
    """Whether an address belongs to the publication: http(s), on one of its hosts."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.netloc.lower() in site.domains


def may_be_article(url: str, site: Site, shapes: Shapes | None = None) -> bool:
    """Whether the page at an own address is worth reading as an article.

    The profile's pattern decides alone; else what was learned (`shapes`); else how the address looks.
    """
    _, _, path, query, _ = urlsplit(url)
    if site.discover.article:
        return re.search(site.discover.article, path) is not None
    numbered = any(identifies(pair) and pair[-1].isdigit() for pair in query.split("&"))
    if not is_open(url):
        return numbered or (shapes is not None and _may_be_open(path) and shapes.of_rubric(url) is True)
    learned = shapes.verdict(url) if shapes is not None else None
    return learned if learned is not None else numbered or names_article(url)


def names_article(url: str) -> bool:
    """Whether an address's path looks like that of one article: a slug of words, or a long number."""
    path = urlsplit(url).path
    return _SLUG.search(path) is not None or _NUMBER.search(path) is not None


def is_open(url: str) -> bool:
    """Whether nothing about an address says that it is no article: a front page, a file, a list's name."""
    _, _, path, query, _ = urlsplit(url)
    if path in ("", "/"):
        names = {name.lower() for name, _ in parse_qsl(query)}
        return bool(names) and names.isdisjoint(_LIST_PARAMETERS)
    return not any(words.search(path) for words in (_FILES, _LISTINGS, _DAYS))


def _may_be_open(path: str) -> bool:
    """Whether the name of a list in a path, /tema/, or the year at its end says less than pages like it."""
    return not (path in ("", "/") or _FILES.search(path) or _SURELY_DAYS.search(path))


def is_list(url: str) -> bool:
    """Whether an address says that it is a list of articles: a tag, a category, an archive, a day's."""
    path = urlsplit(url).path
    return _RUBRICS.search(path) is not None or _DAYS.search(path) is not None


def is_archive(url: str) -> bool:
    """Whether an address says that it is a list of articles by their days: an archive, a year, a month."""
    path = urlsplit(url).path
    return _ARCHIVES.search(path) is not None or _DAYS.search(path) is not None
