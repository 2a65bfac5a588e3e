"""The section of the publication that an article stands in."""

from __future__ import annotations

import re

from crawler.parsers.found import Found
from crawler.parsers.jsonld import types_of
from crawler.parsers.page import Page
from crawler.parsers.text import clean, fold, plain

_META = ("article:section", "og:article:section", "parsely-section", "cxenseparse:section", "section")
_BODY_CLASS = re.compile(r"(?:^|\s)section_([\w-]+)")
_FRONT = frozenset({"hjem", "forside", "forsiden", "home", "start", "nyheter fra", "front page"})
_LONGEST = 60


def read_section(page: Page) -> Found[str] | None:
    """The section: meta, JSON-LD, the last step of the breadcrumbs before the article, the body's class."""
    found = page.first_meta(*_META)
    if found and len(found[0]) <= _LONGEST and not found[0].startswith("http"):
        return Found(found[0], f"meta {found[1]}")
    value = page.article_thing.get("articleSection")
    value = value[0] if isinstance(value, list) and value else value
    if isinstance(value, str) and 0 < len(plain(value)) <= _LONGEST:
        return Found(plain(value), "json-ld")
    return _from_breadcrumbs(page) or _from_body_class(page)


def _from_breadcrumbs(page: Page) -> Found[str] | None:
    for thing in page.things:
        if "BreadcrumbList" not in types_of(thing):
            continue
        steps = thing.get("itemListElement")
        names = [_step_name(step) for step in steps] if isinstance(steps, list) else []
        inner = [
            name for name in names if name and fold(name) not in _FRONT and fold(name) not in page.titles
        ]
        if inner:
            return Found(inner[-1], "json-ld breadcrumbs")
    links = [clean(link.text()) for link in page.tree.css("[class*='breadcrumb'] a")[:6]]
    inner = [text for text in links if text and fold(text) not in _FRONT and len(text) <= _LONGEST]
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
    return Found(match[1], "body class") if match else None
