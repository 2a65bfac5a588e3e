"""Pages that are empty until a browser runs their scripts."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from crawler.parsers.nesting import flattened
from crawler.parsers.text import plain

NEEDS_JAVASCRIPT = (
    "The page is empty without JavaScript. Set browser = true in the profile's [crawl] section to read it."
)

_NO_TEXT = ["script", "style", "noscript", "template", "svg", "iframe"]
_HARDLY_ANY = 250  # characters of text; a menu and a notice on cookies, but no article
_MUCH = 200  # characters of script in a page; less builds none
_NOTHING = 40  # characters; "Laster ..." and the like
_ROOTS = (
    "#root, #app, #__next, #__nuxt, #___gatsby, #svelte, #q-app, app-root, "
    "[data-reactroot], [ng-app], [data-v-app]"
)
_ASKS_FOR_IT = re.compile(r"java\s?script", re.I)


def needs_javascript(html: bytes) -> bool:
    """Whether a page holds scripts and next to no text: an empty place for an app, or a plea for JavaScript.

    To be asked of pages in which no article was found.
    """
    tree = LexborHTMLParser(flattened(html))
    scripts = tree.css("script")
    if not any("src" in script.attributes or len(script.text() or "") > _MUCH for script in scripts):
        return False
    pleas = " ".join(node.text() or "" for node in tree.css("noscript"))
    roots = [node for node in tree.css(_ROOTS) if len(plain(node.text())) < _HARDLY_ANY]
    tree.strip_tags(_NO_TEXT, recursive=True)
    body = tree.body
    text = plain(body.text(separator=" ")) if body is not None else ""
    if len(text) < _NOTHING:
        return True
    asked = bool(_ASKS_FOR_IT.search(pleas) or _ASKS_FOR_IT.search(text))
    return len(text) < _HARDLY_ANY and (asked or bool(roots))
