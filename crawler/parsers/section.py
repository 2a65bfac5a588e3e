"""The section of the publication that an article stands in."""

from __future__ import annotations

import re

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
    return _from_links(page) or _from_breadcrumbs(page) or _from_body_class(page) or _from_address(page)


def _is_section(text: str, page: Page) -> bool:
    known = fold(text)
    return 1 < len(text) <= _LONGEST and known not in _NO_SECTION | page.titles and "/" not in text


def _from_links(page: Page) -> Found[str] | None:
    """The first link that the page marks as the article's category."""
    for node in page.tree.css("[rel~='category']")[:1]:
        value = clean(node.text(separator=" "))
        if _is_section(value, page):
            return Found(value, "css [rel=category]")
    return None


def _from_breadcrumbs(page: Page) -> Found[str] | None:
    for thing in page.things:
        if "BreadcrumbList" not in types_of(thing):
            continue
        steps = thing.get("itemListElement")
        names = [_step_name(step) for step in steps] if isinstance(steps, list) else []
        inner = [name for name in names if _is_section(name, page)]
        if inner:
            return Found(inner[-1], "json-ld breadcrumbs")
    links = [clean(link.text()) for link in page.tree.css("[class*='breadcrumb'] a")[:6]]
    inner = [text for text in links if _is_section(text, page)]
    return Found(inner[-1], "css breadcrumb") if inner else None


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


def _from_address(page: Page) -> Found[str] | None:
    """The first folder of the address, by the name that a link to that folder shows."""
    match = _FOLDER.match(page.path.lower())
    if match is None:
        return None
    for ending in (f"/{match[1]}", f"/{match[1]}/"):
        for link in page.tree.css(f'a[href$="{ending}" i]')[:3]:
            value = clean(link.text(separator=" "))
            if _is_section(value, page):
                return Found(value, "address")
    return None
