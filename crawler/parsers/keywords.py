"""The publisher's own keywords or tags, in its order and case."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawler.parsers.found import Found
from crawler.parsers.keyword_text import own_keywords
from crawler.parsers.page import Page
from crawler.parsers.tag_links import shown_beside, shown_in_article, shown_labelled, shown_loosely
from crawler.parsers.text import clean, fold, plain

_META = ("news_keywords", "keywords", "article:tag", "og:article:tag", "parsely-tags")
_LESSER_META = (
    "dc.subject",
    "dcterms.subject",
    "cxenseparse:keyword",
    "sailthru.tags",
)  # slugs and subjects, mostly
_LONGEST_BODY = 60_000  # characters of a page's text that are searched
_FEWEST_SORTED = 3  # keywords of which the alphabet's order is no accident


def read_keywords(page: Page) -> Found[tuple[str, ...]] | None:
    """The page's keywords: meta elements, article:tag, JSON-LD, then visible tag links.

    The `keywords` element is the one that publications fill with anything: where no tag that the
    page shows is in it, the shown ones are meant. Of two places that say the same, the one counts
    that is not in the alphabet's order.
    """
    stated = _in_meta(_META, page) or _in_things(page)
    if stated is None:
        return (
            shown_in_article(page)
            or _marked(page)
            or shown_beside(page)
            or shown_loosely(page)
            or shown_labelled(page)
            or _in_meta(_LESSER_META, page)
        )
    is_sorted = _is_sorted(stated.value)
    if is_sorted and (other := _in_things(page)) and _reorders(other.value, stated.value):
        return other
    is_doubtful = stated.source == "meta keywords"
    shown = shown_in_article(page) or _marked(page) if is_doubtful or is_sorted else None
    if shown is None:
        return stated
    is_other = is_doubtful and _folded(shown.value).isdisjoint(_folded(stated.value))
    return shown if is_other or (is_sorted and _reorders(shown.value, stated.value)) else stated


def _in_things(page: Page) -> Found[tuple[str, ...]] | None:
    """What the JSON-LD of the article says."""
    keywords = own_keywords(_split(_texts(page.article_thing.get("keywords"))), page)
    return Found(keywords, "json-ld") if keywords else None


def _reorders(keywords: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether keywords are the same as those others, in an order of somebody's own."""
    return not _is_sorted(keywords) and _folded(keywords) == _folded(others)


def _is_sorted(keywords: tuple[str, ...]) -> bool:
    """Whether a system put the keywords into the alphabet's order: another place may have the publisher's."""
    words = [keyword.casefold() for keyword in keywords]
    return len(words) >= _FEWEST_SORTED and words == sorted(words)


def _in_meta(names: Iterable[str], page: Page) -> Found[tuple[str, ...]] | None:
    """What the first of these meta elements says that says anything of this page alone."""
    for name in names:
        keywords = own_keywords(_split(page.meta[name]), page) if name in page.meta else ()
        if keywords and (name != "keywords" or not _is_general(keywords, page)):
            return Found(keywords, f"meta {name}")
    return None


def _marked(page: Page) -> Found[tuple[str, ...]] | None:
    """The texts that microdata or RDFa call keywords, without links."""
    marked = page.survey.marked("tags")
    names = [(node, node.attributes.get("itemprop") or node.attributes.get("property")) for node in marked]
    words = [clean(node.text()) for node, name in names if "keywords" in (name or "").split()]
    keywords = own_keywords(_split(words), page)
    return Found(keywords, "css [itemprop=keywords]") if keywords else None


def _folded(keywords: tuple[str, ...]) -> set[str]:
    return {fold(keyword) for keyword in keywords}


def _is_general(keywords: tuple[str, ...], page: Page) -> bool:
    """Whether keywords describe the publication: many, and none occurs in title, lead or text."""
    if len(keywords) < 5:
        return False
    words = [fold(keyword) for keyword in keywords]
    said = " ".join(page.titles) + " " + " ".join(fold(text) for text in page.meta.get("og:description", []))
    if any(word in said for word in words):
        return False
    body = page.root.text()[:_LONGEST_BODY].casefold() if page.root is not None else ""
    return not (_recurs(words, body) or _recurs(words, fold(body)))  # folding takes longer than counting


def _recurs(words: list[str], text: str) -> bool:
    return any(text.count(word) > 2 for word in words)


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [plain(value)]
    if isinstance(value, list):
        return [text for item in value for text in _texts(item)]
    if isinstance(value, dict):
        return _texts(value.get("name"))
    return []


def _split(values: list[str]) -> Iterable[str]:
    """One value, said once or more, is a list divided by commas or semicolons; several are a keyword each."""
    if len(set(values)) == 1:
        return re.split(r"[;|]" if ";" in values[0] else r",", values[0])
    return values
