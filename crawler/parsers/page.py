"""The Page: one parsed page with the metadata that the readers of single fields ask for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from crawler.parsers.decode import as_utf8
from crawler.parsers.jsonld import ARTICLE_TYPES, Thing, parse_json, read_json_ld, types_of
from crawler.parsers.nesting import flattened
from crawler.parsers.surroundings import Surroundings, read_surroundings
from crawler.parsers.survey import Survey
from crawler.parsers.text import fold, plain

_SITE_NAME = re.compile(r"\s[|–—·»-]\s")

_NO_TEXT = "script, style, noscript, template, svg, iframe"
_MENUS = "nav, select, dialog, menu, body > footer, form"
_PARSELY = {
    "title": "parsely-title",
    "pub_date": "parsely-pub-date",
    "author": "parsely-author",
    "authors": "parsely-author",
    "tags": "parsely-tags",
    "section": "parsely-section",
}
_MOST_HEADLINES = 100
_AN_ARTICLE = "h1, article"


def _read_meta(nodes: Iterable[LexborNode]) -> dict[str, list[str]]:
    meta: dict[str, list[str]] = {}
    for node in nodes:
        attributes = node.attributes
        content = plain(attributes.get("content"))
        if not content:
            continue
        for key in ("property", "name", "itemprop"):
            name = attributes.get(key)
            if name:
                meta.setdefault(name.strip().lower(), []).append(content)
    for content in meta.get("parsely-page", [])[:1]:
        _add_parsely(meta, parse_json(content))
    return meta


def _add_parsely(meta: dict[str, list[str]], said: Any) -> None:
    """What an element of Parse.ly's older form says in one piece of JSON, as its newer elements do."""
    for key, name in _PARSELY.items() if isinstance(said, dict) else ():
        value = said.get(key)
        texts = [plain(one) for one in (value if isinstance(value, list) else [value])]
        if any(texts) and name not in meta:
            meta[name] = [text for text in texts if text]


class Page:
    """A page's markup (`html`, in UTF-8), tree and metadata.

    `meta` maps a name in lower case to its contents in order. JSON-LD and meta elements are read
    when the page is made; scripts and styles are cut from the tree, so that every later reader
    sees text alone. `states` are scripts with the data of the page's framework (state.py).
    """

    def __init__(self, html: bytes | str, url: str) -> None:
        self.url = url
        self.html = as_utf8(html)
        self.tree = LexborHTMLParser(flattened(self.html), options=LexborDocumentOptions.WO_EVENTS)
        stated: list[LexborNode] = []
        scripts: list[tuple[str, LexborNode]] = []
        for node in self.tree.css(f"meta, {_NO_TEXT}"):
            tag = node.tag
            if tag == "meta":
                stated.append(node)
                continue
            if tag == "script" and "json" in (kind := (node.attributes.get("type") or "").lower()):
                scripts.append((kind, node))
            node.decompose(recursive=False)
        self.meta = _read_meta(stated)
        self.things = read_json_ld(node.text() for kind, node in scripts if "ld+json" in kind)
        self.states = [node for kind, node in scripts if "application/json" in kind]

    def first_meta(self, *names: str) -> tuple[str, str] | None:
        """The first content found under one of `names`, with the name it stood under."""
        for name in names:
            if name in self.meta:
                return self.meta[name][0], name
        return None

    @property
    def root(self) -> LexborNode | None:
        """The body element."""
        return self.tree.body

    @cached_property
    def host(self) -> str:
        """The page's host without 'www.' in lower case; '' where the address has none."""
        try:
            return (urlsplit(self.url).hostname or "").removeprefix("www.")
        except ValueError:
            return ""

    @cached_property
    def path(self) -> str:
        """The path of the page's address."""
        try:
            return urlsplit(self.url).path
        except ValueError:
            return ""

    def is_own(self, address: str) -> bool:
        """Whether a link's address, relative or not, leads to the page's own host."""
        return not address.startswith(("http://", "https://", "//")) or self.host in address

    def drop(self, selectors: Iterable[str]) -> None:
        """Cut the elements that a profile names as boilerplate."""
        for selector in selectors:
            for node in self.tree.css(selector):
                node.decompose(recursive=False)

    @cached_property
    def survey(self) -> Survey:
        """What stands where in the body."""
        return Survey(self.root)

    def cut_menus(self) -> None:
        """Cut what leads around the site; what is read of menus must be read before."""
        found = [(node, node.tag == "form") for node in self.tree.css(_MENUS)]
        for form in [node for node, is_form in found if is_form]:  # ASP.NET puts the whole page into one
            if form.css_first(_AN_ARTICLE) is not None:
                form.unwrap()
        for menu in [node for node, is_form in found if not is_form]:
            menu.decompose(recursive=False)

    @cached_property
    def headlines(self) -> list[LexborNode]:
        """The h1 elements outside of menus, in reading order; of very many the first."""
        return self.tree.css("h1")[:_MOST_HEADLINES]

    def said_around_headline(self, names: Sequence[str]) -> tuple[str, str]:
        """The first of these attributes of an element around the first headline, with its value, or ''."""
        node = self.headlines[0].parent if self.headlines else self.survey.scope
        while node is not None:
            attributes = node.attributes
            for name in names:
                if value := attributes.get(name):
                    return name, value
            node = node.parent
        return "", ""

    @cached_property
    def around_headlines(self) -> frozenset[int]:
        """The `mem_id` of every h1 and of all elements around it."""
        found: set[int] = set()
        for headline in self.headlines:
            around: LexborNode | None = headline
            while around is not None and around.mem_id not in found:
                found.add(around.mem_id)
                around = around.parent
        return frozenset(found)

    @cached_property
    def surroundings(self) -> Surroundings:
        """The short texts around the headline."""
        return read_surroundings(self.survey, self.document_title)

    @cached_property
    def by_id(self) -> dict[str, Thing]:
        """The page's things by their `@id`, for references between them."""
        found: dict[str, Thing] = {}
        for thing in self.things:
            key = thing.get("@id")
            if isinstance(key, str) and len(thing) > len(found.get(key, ())):
                found[key] = thing
        return found

    @cached_property
    def article_thing(self) -> Thing:
        """The JSON-LD thing that is this page's article; {} where there is none.

        Pages list other articles too: the one that names this address or title is meant,
        else the first.
        """
        candidates = [thing for thing in self.things if types_of(thing) & ARTICLE_TYPES]
        if len(candidates) > 1:
            names = {fold(text) for key in ("og:title", "twitter:title") for text in self.meta.get(key, [])}
            candidates.sort(key=lambda thing: -self._fits(thing, names))
        return candidates[0] if candidates else {}

    @property
    def is_news(self) -> bool:
        """Whether the page calls itself a news article."""
        return any("News" in kind for kind in types_of(self.article_thing))

    @property
    def is_called_article(self) -> bool:
        """Whether the page's metadata call it an article of any kind."""
        return bool(
            self.article_thing
            or "article:published_time" in self.meta
            or self.meta.get("og:type") == ["article"]
        )

    def _fits(self, thing: Thing, names: set[str]) -> float:
        headline = fold(plain(thing.get("headline") or thing.get("name")))
        score = 0.0
        if headline and headline in names:
            score += 2
        addresses = [thing.get("url"), thing.get("mainEntityOfPage"), thing.get("@id")]
        if any(isinstance(a, str) and a.split("#")[0].rstrip("/") == self.url.rstrip("/") for a in addresses):
            score += 2
        return score + sum(key in thing for key in ("headline", "datePublished", "author")) / 4

    @cached_property
    def document_title(self) -> str:
        """What <title> says, which a browser's tab shows; '' where there is none."""
        node = self.tree.css_first("title")
        return plain(node.text()) if node is not None else ""

    @cached_property
    def titles(self) -> frozenset[str]:
        """The page's titles as its metadata say them, folded; also without the site's name."""
        found = {self.document_title, *self.meta.get("og:title", ()), *self.meta.get("twitter:title", ())}
        found.update(
            plain(self.article_thing.get(key)) for key in ("headline", "name", "alternativeHeadline")
        )
        parts = {part for title in found for part in (title, *_SITE_NAME.split(title))}
        return frozenset(fold(part) for part in parts if len(part) > 12)

    def resolve(self, value: Any) -> Any:
        """`value`, or the thing it refers to by `@id` alone."""
        if isinstance(value, dict) and len(value) <= 2 and isinstance(value.get("@id"), str):
            return self.by_id.get(value["@id"], value)
        return value
