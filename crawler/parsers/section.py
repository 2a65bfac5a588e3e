"""The section of the publication that an article stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from crawler.parsers.found import Found
from crawler.parsers.jsonld import types_of
from crawler.parsers.page import Page
from crawler.parsers.text import clean, fold, plain

_META = ("article:section", "og:article:section", "parsely-section", "cxenseparse:section", "section")
_BODY_CLASS = re.compile(r"(?:^|\s)section_([\w-]+)")
_FOLDER = re.compile(r"/([a-zæøå][a-zæøå-]{2,30})/.")  # the first folder of an address
_NO_SECTION = frozenset(
    {
        "hjem",
        "heim",
        "forside",
        "forsiden",
        "framside",
        "home",
        "start",
        "startseite",
        "front page",
        "article",
    }
    | {
        "artikkel",
        "artikler",
        "artiklar",
        "tag",
        "tags",
        "post",
        "posts",
        "page",
        "arkiv",
        "archive",
        "default",
    }
    | {"uncategorized", "ukategorisert", "none", "null", "undefined"}
)
_LONGEST = 60  # characters
_LINKS = "[rel~='category'], [class*='breadcrumb']"
_MOST_STEPS = 6  # links of a breadcrumb
_MOST_LINKS = 3  # links to a folder whose text is read


def read_section(page: Page) -> Found[str] | None:
    """The section, in the page's own case; None where the page names none.

    Meta elements and JSON-LD first, then a link marked as category, the last step of the
    breadcrumbs before the article, the class that Labrador gives the body, the menu's name for
    the address's first folder.
    """
    for name in _META:
        for value in page.meta.get(name, [])[:1]:
            if _is_section(value, page):
                return Found(value, f"meta {name}")
    sections = page.article_thing.get("articleSection")
    for section in sections if isinstance(sections, list) else [sections]:
        value = plain(section).split(", ")[0]
        if _is_section(value, page):
            return Found(value, "json-ld")
    marked = _marked(page)
    return (
        _from_category(page, marked)
        or _from_breadcrumbs(page, marked)
        or _from_body_class(page)
        or _from_address(page, marked)
    )


def _is_section(text: str, page: Page) -> bool:
    if not 1 < len(text) <= _LONGEST or "/" in text:
        return False
    known = fold(text)
    return known not in _NO_SECTION and known not in page.titles


class _Marked(NamedTuple):
    """What may name the section, in reading order.

    Elements marked as `categories`, `breadcrumbs`, links `to_folder`: to the first folder of the
    address, those with a slash at the end last.
    """

    categories: list[LexborNode]
    breadcrumbs: list[LexborNode]
    to_folder: list[LexborNode]


def _marked(page: Page) -> _Marked:
    """All that may name the section, found in one pass over the page."""
    folder = _FOLDER.match(page.path.lower())
    endings = (f"/{folder[1]}", f"/{folder[1]}/") if folder else ()
    categories, breadcrumbs = [], []
    to_folder: dict[str, list[LexborNode]] = {ending: [] for ending in endings}
    for node in page.tree.css(", ".join([_LINKS, *(f'a[href$="{ending}" i]' for ending in endings)])):
        attributes = node.attributes
        if "category" in (attributes.get("rel") or "").split():
            categories.append(node)
        if "breadcrumb" in (attributes.get("class") or ""):
            breadcrumbs.append(node)
        address = (attributes.get("href") or "").lower()
        for ending in endings:
            if address.endswith(ending):
                to_folder[ending].append(node)
    return _Marked(
        categories, breadcrumbs, [node for nodes in to_folder.values() for node in nodes[:_MOST_LINKS]]
    )


def _from_category(page: Page, marked: _Marked) -> Found[str] | None:
    """The first link that the page marks as the article's category."""
    for node in marked.categories[:1]:
        value = clean(node.text(separator=" "))
        if _is_section(value, page):
            return Found(value, "css [rel=category]")
    return None


def _from_breadcrumbs(page: Page, marked: _Marked) -> Found[str] | None:
    for thing in page.things:
        if "BreadcrumbList" not in types_of(thing):
            continue
        steps = thing.get("itemListElement")
        names = [_step_name(step) for step in steps] if isinstance(steps, list) else []
        section = _last_section(names, page)
        if section is not None:
            return Found(section, "json-ld breadcrumbs")
    names = [clean(link.text()) for link in islice(_links_in(marked.breadcrumbs), _MOST_STEPS)]
    section = _last_section(names, page)
    return Found(section, "css breadcrumb") if section is not None else None


def _last_section(names: list[str], page: Page) -> str | None:
    return next((name for name in reversed(names) if _is_section(name, page)), None)


def _links_in(nodes: Iterable[LexborNode]) -> Iterator[LexborNode]:
    """The links inside elements in reading order, each once, however deep the elements are nested."""
    seen: set[int] = set()
    for node in nodes:
        parent = node.parent
        is_inside = parent is not None and parent.mem_id in seen
        seen.add(node.mem_id)
        for link in () if is_inside else node.css("a"):
            if link.mem_id not in seen:
                seen.add(link.mem_id)
                yield link


def _step_name(step: object) -> str:
    if not isinstance(step, dict):
        return ""
    item = step.get("item")
    return plain(step.get("name") or (item.get("name") if isinstance(item, dict) else ""))


def _from_body_class(page: Page) -> Found[str] | None:
    match = (
        _BODY_CLASS.search((page.root.attributes.get("class") or "")[:500]) if page.root is not None else None
    )
    return Found(match[1], "body class") if match and _is_section(match[1], page) else None


def _from_address(page: Page, marked: _Marked) -> Found[str] | None:
    """The first folder of the address, by the name that a link to that folder shows."""
    for link in marked.to_folder:
        value = clean(link.text(separator=" "))
        if _is_section(value, page):
            return Found(value, "address")
    return None
