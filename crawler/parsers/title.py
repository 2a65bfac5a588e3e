"""The headline, and the kicker above it.

A page says its title in up to five places that differ by purpose: the h1 that readers see, the
headline in JSON-LD, Open Graph and Twitter titles for sharing, <title> for search engines.
Texts that say the same in other punctuation count together; the weightiest group wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from bs4 import BeautifulSoup
from selectolax.lexbor import LexborNode

from crawler.parsers.date_words import PUBLISHED, UPDATED
from crawler.parsers.found import Found
from crawler.parsers.jsonld import types_of
from crawler.parsers.page import Page
from crawler.parsers.text import clean, fold, plain

# What each place counts. JSON-LD's alternativeHeadline only supports what another place says.
_WEIGHTS = {
    "json-ld": 1.2,
    "css h1": 1.1,
    "meta og:title": 1.0,
    "title": 0.3,
    "css h2": 0.3,  # where <title> says no more than the site's name
    "meta twitter:title": 0.2,
}
_SUPPORT = 1.5
_PROMINENCE = 2.0  # more than all others together that are no news
_PERSONAL = frozenset({"BlogPosting", "SocialMediaPosting"})
_VARIATION = 0.4  # share of common words from which on og:title is a variation of the headline
_SPELLING = (
    "meta og:title",
    "css h1",
    "json-ld",
    "title",
    "meta twitter:title",
    "css h2",
)  # whose spelling is kept
_KICKER_NAMES = (
    "kicker", "overline", "strapline", "topline", "dachzeile", "prefix", "stikktittel", "vignette", "vinjett",
    "eyebrow", "trumpet", "overtitle", "overtittel", "surtitre", "antetitulo", "spitzmarke",
)  # fmt: skip
_KICKER = ", ".join(f"[class*='{name}' i]" for name in _KICKER_NAMES)
_KICKER_NAME = re.compile("|".join(_KICKER_NAMES), re.I)
_SOFT_HYPHEN = "\u00ad"  # only says where the h1 may be broken
_LONGEST_KICKER = 60
_MOST_TEXTS = 120
_SUFFIX = re.compile(r"\s+[|–—·»›‹-]+\s+[^|–—·»›‹]{2,60}$|\s?[|｜：]\s?[^|｜：]{2,40}$")
_SUFFIXES = re.compile(r"\s+[|–—·»›‹]\s.{2,80}$")  # the site's name and section, or both of its names
_PREFIX = re.compile(r"^[^|–—»›]{2,30}?\s[|–—»›-]\s")
_SEPARATORS = frozenset("|–—·»›‹-｜：")
_SITE_TITLES = frozenset({"site-title", "site-name", "site-logo", "logo"})  # classes
_IN_ROOT = 2  # slashes in the address of a front page, without the one at its end
_UNMARKED_HEADLINES = (
    "h2, h3, .overskrift, .tittel, .headline, "
    "font[size='5'], font[size='6'], font[size='+2'], font[size='+3']"
)
_PAID = re.compile(r"\A\(\+\)\s?|\s?\(\+\)\Z")  # that a title's sign says so is no part of it
_NAME_OF_SITE = 2  # words in a <title> that is the site's name alone
_NOT_FOUND = re.compile(r"404|found|funnet|finn[es]|error|feil", re.I)
_NO_KICKER = re.compile(rf"(?:{'|'.join((*PUBLISHED, *UPDATED))})\b")
_NO_TITLE = frozenset({"log in", "logg inn", "menu", "meny", "search", "søk", "home", "hjem", "forside"})


class _Folded(dict[str, str]):
    """Texts as they are compared, each folded once: the places mostly say the same."""

    def __missing__(self, text: str) -> str:
        self[text] = found = fold(text)
        return found


class Title(NamedTuple):
    """A page's headline and the line above it (None where there is none)."""

    headline: str
    kicker: str | None


def read_title(page: Page) -> Found[Title] | None:
    """The page's headline and kicker; None where nothing says one."""
    node = _headline_node(page)
    headline, kicker = _read_headline(node) if node is not None else ("", None)
    folded = _Folded()
    candidates = _candidates(page, headline, folded)
    if not candidates:
        return None
    alternative = folded[plain(page.article_thing.get("alternativeHeadline"))]
    group = _weightiest(candidates, folded, alternative, _prominence(candidates, folded, page))
    source = next(place for place in _SPELLING if place in group)
    title = group[source]
    shared = candidates.get("meta og:title", "")
    if (
        shared
        and shared != title
        and source != "meta og:title"
        and _is_same_headline(shared, title, {"json-ld", "css h1"} <= group.keys())
    ):
        source, title = "meta og:title", shared
    if kicker is None:
        kicker = _kicker_above(node) or _kicker_before(headline, title)
    if kicker is not None and _NO_KICKER.match(kicker.lower()):
        kicker = None
    if kicker is not None and f"{folded[title]} ".startswith(f"{fold(kicker)} "):
        kicker = None
    return Found(Title(title, kicker), source)


def _candidates(page: Page, headline: str, folded: _Folded) -> dict[str, str]:
    """The title as each place says it, without the site's name behind it."""
    found = {
        "json-ld": plain(page.article_thing.get("headline") or page.article_thing.get("name")),
        "css h1": headline,
        "meta og:title": page.meta.get("og:title", [""])[0],
        "title": page.document_title,
        "meta twitter:title": page.meta.get("twitter:title", [""])[0],
    }
    found = {place: text.replace(_SOFT_HYPHEN, "") for place, text in found.items() if text}
    found = {place: _PAID.sub("", text) if "(+)" in text else text for place, text in found.items()}
    whole = {folded[text] for text in found.values()}
    if found.keys() <= {"title"}:
        whole |= _visible_texts(page, folded[found.get("title", "")])
        unmarked = _below_site_name(page, found.get("title", ""))
        found = {"css h2": unmarked} if unmarked else found
    sites = {fold(name) for name in page.meta.get("og:site_name", [])} | {fold(page.host.split(".")[0])}
    without = {text: _without_site(text, whole, sites) for text in set(found.values())}
    return {place: without[text] for place, text in found.items()}


def _below_site_name(page: Page, title: str) -> str:
    """The headline of a page whose <title> is that of its site: the first heading or large print."""
    scope = page.survey.scope
    if scope is None or len(title.split()) > _NAME_OF_SITE or _NOT_FOUND.search(title):
        return ""
    headline = scope.css_first(_UNMARKED_HEADLINES)
    return clean(headline.text(separator=" ")) if headline is not None else ""


def _visible_texts(page: Page, title: str) -> set[str]:
    """Those of the first texts of a page without marked headline that may be part of its title, folded.

    `title` is folded too; few texts need to be, to tell.
    """
    texts = [text for text, _ in page.survey.runs[:_MOST_TEXTS]]
    return {fold(text) for text in texts if not text[:2].isalnum() or text[:2].casefold() in title}


def _without_site(title: str, others: set[str], sites: set[str]) -> str:
    """`title` without the site's name: what another place leaves out, or what is known as the name."""
    if _SEPARATORS.isdisjoint(title):
        return title
    for pattern in (_SUFFIX, _SUFFIXES, _PREFIX):
        match = pattern.search(title)
        if match is None:
            continue
        rest = title[: match.start()] if match.start() else title[match.end() :]
        name = fold(match[0])
        said = fold(rest)
        if (said in others and said not in sites) or any(
            site and (site in name or name in site) for site in sites
        ):
            return rest.strip()
    return title


def _prominence(candidates: dict[str, str], folded: _Folded, page: Page) -> float:
    """What the h1 counts on top of its weight.

    Pages that are no news have their other titles written for search engines. Where these only vary
    what the h1 says, readers know the page by the h1; but one that leaves out the kicker is not whole.
    """
    kinds = types_of(page.article_thing)
    headline = folded[candidates.get("css h1", "")]
    if (kinds and kinds.isdisjoint(_PERSONAL)) or not headline:
        return 0.0
    others = [folded[candidates.get(place, "")] for place in ("meta og:title", "title")]
    said = candidates["css h1"].strip()
    if said.startswith(":") or said.endswith(":") or any(other.endswith(f" {headline}") for other in others):
        return 0.0
    return _PROMINENCE if any(_is_variation(headline, other) for other in others) else 0.0


def _weightiest(
    candidates: dict[str, str], folded: _Folded, alternative: str, prominence: float
) -> dict[str, str]:
    groups: dict[str, dict[str, str]] = {}
    for place, text in candidates.items():
        groups.setdefault(folded[text], {})[place] = text

    def weight(said: str) -> float:
        return (
            sum(_WEIGHTS[place] for place in groups[said])
            + (_SUPPORT if said == alternative else 0.0)
            + (prominence if "css h1" in groups[said] else 0.0)
        )

    return groups[max(groups, key=weight)]


def _is_same_headline(shared: str, title: str, is_display: bool) -> bool:
    """Whether og:title is the headline without a kicker or tail, or a variation of it.

    A variation counts where JSON-LD and h1 agree on the other (`is_display`): it is then the
    headline that stands alone, outside of the page, and names what the page around shows.
    """
    short, long = fold(shared), fold(title)
    if len(short) > 0.5 * len(long) and (long.startswith(short + " ") or long.endswith(" " + short)):
        return True
    return is_display and not set(short.split()) <= set(long.split()) and _is_variation(short, long)


def _is_variation(one: str, other: str) -> bool:
    """Whether two folded texts have a good part of their words in common."""
    words, others = set(one.split()), set(other.split())
    return len(words & others) >= _VARIATION * len(words | others)


def _headline_node(page: Page) -> LexborNode | None:
    """The h1 that is the headline: one that the metadata repeats, else the first that says something."""
    nodes = [node for node in page.headlines[:8] if len(node.text().strip()) > 2 and not _is_site_name(node)]
    for node in nodes:
        if fold(clean(node.text(separator=" "))) in page.titles:
            return node
    for node in nodes:
        text = fold(node.text(separator=" "))
        if len(text) >= 12 and text not in _NO_TITLE and not (node.css_first("img") and len(text) < 20):
            return node
    return nodes[0] if nodes and not page.titles else None


def _is_site_name(headline: LexborNode) -> bool:
    """Whether an h1 is the site's own name, as many systems mark it: a link to the front page."""
    link = headline.css_first("a")
    address = (link.attributes.get("href") or "")[:200] if link is not None else ""
    leads_home = address == "/" or (address.startswith("http") and address.rstrip("/").count("/") == _IN_ROOT)
    is_link = link is not None and link.text().strip() == headline.text().strip()
    named = not _SITE_TITLES.isdisjoint((headline.attributes.get("class") or "").lower().split())
    return named or (is_link and leads_home)


def _read_headline(node: LexborNode) -> tuple[str, str | None]:
    """The h1's text and the kicker inside it, if it has one; only such an h1 needs a soup."""
    inside = islice(node.traverse(), 1, None)
    if not any(_KICKER_NAME.search(inner.attributes.get("class") or "") for inner in inside):
        return clean(_join([text.text_content or " " for text in _texts_and_breaks(node)])), None
    soup = BeautifulSoup(node.html or "", "lxml")
    marked = soup.select_one(f"h1 :is({_KICKER})")
    kicker = None
    if marked is not None:
        text = clean(marked.get_text(" "))
        if 0 < len(text) <= _LONGEST_KICKER and len(text) < len(soup.get_text()) - 8:
            kicker = text.rstrip(": ")
            marked.extract()
    for line_break in soup.find_all("br"):
        line_break.replace_with(" ")
    return clean(_join(soup.get_text("\x1e").split("\x1e"))), kicker


def _texts_and_breaks(node: LexborNode) -> Iterator[LexborNode]:
    return (child for child in node.traverse(include_text=True) if child.is_text_node or child.tag == "br")


def _join(parts: list[str]) -> str:
    """Texts of neighbouring elements: apart where a new word plainly begins, else as they stand."""
    text = ""
    for part in parts:
        apart = text and part and text[-1].islower() and part[0].isupper()
        text += (" " if apart else "") + part
    return text


def _kicker_above(node: LexborNode | None) -> str | None:
    """The kicker among the siblings right before the headline."""
    sibling = node.prev if node is not None else None
    steps = 0
    while sibling is not None and steps < 6:
        steps += 1
        if sibling.is_element_node:
            said = f"{sibling.attributes.get('class') or ''} {sibling.attributes.get('id') or ''}"
            if _KICKER_NAME.search(said):
                text = clean(sibling.text(separator=" "))
                return text.rstrip(": ") if 0 < len(text) <= _LONGEST_KICKER else None
        sibling = sibling.prev
    return None


def _kicker_before(headline: str, title: str) -> str | None:
    """The words before the title in a headline of the form 'Kicker: Title'."""
    at = headline.rfind(title)
    if at > 2 and headline[:at].rstrip().endswith(":"):
        return headline[:at].rstrip(": ")
    return None
