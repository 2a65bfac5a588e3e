"""What kind of page a reader gets: one that an advertiser paid for, or a teaser before a paywall."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.parsers.ancestry import is_inside
from crawler.parsers.found import Found
from crawler.parsers.jsonld import Thing, types_of
from crawler.parsers.page import Page
from crawler.parsers.text import clean, fold

# All patterns here are for text in lower case.
# Labels that say 'paid for'. 'Annonse' alone is not among them: it stands above every banner.
_SPONSORED = (
    "annonsør(?:innhold|innhald|bilag|artikkel|sak|stoff)(?: (?:fra|frå|av|for) .{2,60})?",
    "annonsebilag",
    "presentert av .{2,60}",
    "brand ?(?:story|content|studio)",
    "(?:produsert|laget) av .{2,60} for .{2,60}",
    "annonseinnhold",
    "annonseinnhald",
    "spons(?:et|a)(?: (?:innhold|innhald|artikkel|sak|av .{1,60}))?",
    "sponsor(?:innhold|innhald|artikkel)",
    "innholdsmarkedsføring",
    "betalt inn(?:hold|hald|stikk)",
    "innholdet er betalt.{0,40}",
    "kommersielt (?:innhold|innhald|samarbeid)",
    "partner(?:innhold|innhald)",
    "(?:betalt )?(?:annonse|innhold|artikkel|sak) fra .{2,60}",
    "(?:betalt av|reklame for|i samarbeid med|in samarbeid med) .{2,60}",
    "advertorial",
    "annonc(?:eindhold|ørbetalt(?: indhold)?)",
    "sponsoreret(?: indhold)?",
    "annonssamarbete",
    "sponsrat innehåll",
    "sponsored(?: (?:content|post|article|by .{2,60}))?",
    "(?:paid|partner) (?:content|post)",
)
_SPONSORED_LABEL = re.compile(rf"\W{{0,3}}(?:{'|'.join(_SPONSORED)})(?:\s?[:|–-].{{0,80}}|\W{{0,3}})\Z")
# The same as a class, a type or a folder of the address.
_SPONSORED_NAME = re.compile(
    r"(?:section_|category-|type-|single-|tag[_-]|article-?type-)?"
    r"(?:annonse|annons(?:or|ør)\w{0,10}|sponset|sponset-?(?:innhold|sak|artikkel)|sponsorinnhold|"
    r"sponsored(?:-(?:content|article|post))?|advertorial|betalt-?innhold|native-?ad|innholdsmarkedsforing|"
    r"kommersielt-?(?:innhold|samarbeid)|partnerinnhold|content-?marketing)\Z"
)
_PAID_LABEL = re.compile("(?:native-ad|advertorial|sponsored)-label")
_SPONSORED_META = (
    "article:section",
    "og:article:section",
    "article:type",
    "cxenseparse:articletype",
    "og:type",
)
_AROUND = 4  # elements around the headline whose neighbours before it are read
_BEHIND = 2  # the same for neighbours behind it
_NEIGHBOURS = 3  # neighbours on each side
_NODES = 12  # nodes of a neighbour
_LONGEST_LABEL = 120  # characters

# What stands where the text breaks off: whom the article is for, what to do to read on.
_READERS = "(?:abonne|medlem|kunde|prenumer)"
_THIS = r"(?:saken|saka|artikkelen|artikeln?|artiklen|innholdet|innhaldet|teksten)"
_TO_READ = r"(?:for å (?:lese|lesa|få tilgang)|for at læse|för att läsa)"
_BECOME = (
    r"(?:logg (?:deg )?inn|log ind|logga in|abonner|bli (?:abonnent|medlem|prenumerant)|"
    r"te(?:gn|ikn) abonnement|(?:kjøp|velg) (?:abonnement|tilgang))"
)
_BREAKS_OFF = (
    rf"\b{_THIS} (?:er|är|krever|krev|kan)\b.{{0,40}}\b{_READERS}",
    r"\b(?:artikel|inhalt)\b.{0,40}\b(?:nur|exklusiv) für (?:abonnent|mitglied)",
    rf"^(?:kun|bare|berre|endast) (?:for|för) (?:våre |vores |våra )?{_READERS}\w*\W*$",
    rf"\b{_BECOME}\b.{{0,40}}\b(?:{_TO_READ}|(?:og|å) (?:lese?|les))\b",
    r"\bdu må (?:være|vere|ha|logge|logga)\b.{0,40}\b(?:abonne|medlem|inn\b)",
    rf"\b{_TO_READ}\b.{{0,60}}\b(?:{_READERS}|logge inn|logga inn?|logge ind)",
    rf"\bles (?:hele|heile|resten av) {_THIS} (?:med|som|ved)\b.{{0,20}}\b(?:logge|{_READERS})",
    r"\bvil du lese (?:hele|resten|videre)|\bdu har lest .{0,20}gratis (?:artikler|saker)|\bartikeln är låst",
    r"\b(?:subscribe|log in|sign in|register) to (?:(?:continue|keep) reading|read)\b",
    r"\bto continue reading\b",
    r"\bthis (?:article|content|story) is (?:only |reserved |exclusively )?for (?:paying )?subscribers",
    r"\bsubscribers only",
)
# What an element offers that is named as a paywall is.
_OFFERS = (
    r"\b(?:allerede|allereie) abonnent|\ber du abonnent\?|\balready a subscriber",
    r"\btilgang til alle (?:artikler|saker)",
)
_STEMS = (  # one of them is in every text that says so
    "abonne", "medlem", "kunde", "prenumer", "mitglied", "for å ", "for at læ", "för att lä", " og le",
    " å le", "du må ", "logge", "du lese", "har lest", "är låst", "to continue", "to keep", "to read",
    "subscribers",
)  # fmt: skip
_LINE = re.compile("|".join(_BREAKS_OFF))
_BOX = re.compile("|".join((*_BREAKS_OFF, *_OFFERS)))
_BOXES = (
    "[class*='paywall'], [class*='Paywall'], [id*='paywall'], [class*='abonne'], [class*='subscri'], "
    "[class*='locked'], [class*='login-wall'], [class*='regwall'], .teaserContent"
)
_MOST_BOXES = 20
# Classes and ids of what stands where the text breaks off, as they are written.
_TEASER_NAME = re.compile(
    r"(?<!\S)(?:teaserContent|paywallPreview|paywallTeaser|paywall-teaser|article-paywall|paywall-message)(?!\S)|"
    r"lab-paywall|paywall-offer|paywall__offer"
)
_CLOSED = frozenset({"false", "no", "0"})
_CLOSED_TIERS = frozenset({"locked", "paid", "premium", "plus", "pluss", "true", "1"})
_TIER_META = ("article:content_tier", "og:article:content_tier", "content:accesslevel", "lp:premium")
_TEASER = 2500  # characters; a longer text is more than a teaser
_SHORT_TEASER = 1500  # characters; behind a text as short a line alone says that it breaks off
_LONGEST_LINE = 150  # characters of such a line
_OPEN_PART = 300  # characters in the part said to be closed, from which on it is open after all


def read_sponsored(page: Page) -> Found[bool] | None:
    """Whether an advertiser paid for the article; None where the page does not say so."""
    if "AdvertiserContentArticle" in types_of(page.article_thing):
        return Found(True, "json-ld")
    for name in _SPONSORED_META:
        if any(_says_sponsored(value) for value in page.meta.get(name, [])):
            return Found(True, f"meta {name}")
    section = page.article_thing.get("articleSection")
    if any(_says_sponsored(value) for value in (section if isinstance(section, list) else [section])):
        return Found(True, "json-ld")
    if any(_SPONSORED_NAME.match(folder) for folder in page.path.lower().split("/")[1:-1]):
        return Found(True, "address")
    headline = next(iter(page.headlines), None) or _unmarked_headline(page)
    for node in (page.root, _article_around(headline or page.survey.scope)):
        names = (node.attributes.get("class") or "")[:2000].lower().split() if node is not None else []
        if node is not None and any(_SPONSORED_NAME.match(name) for name in names):
            return Found(True, f"css {node.tag}[class]")
    for label in _labels(page, headline):
        if _SPONSORED_LABEL.match(label.lower()):
            return Found(True, f"text {label.partition(':')[0][:40]}")
    return None


def _says_sponsored(value: object) -> bool:
    if not isinstance(value, str):
        return False
    text = value[:200].lower()
    return bool(_SPONSORED_NAME.match(text) or _SPONSORED_LABEL.match(text))


def _article_around(node: LexborNode | None) -> LexborNode | None:
    while node is not None and node.tag != "article":
        node = node.parent
    return node


def _labels(page: Page, headline: LexborNode | None) -> Iterator[str]:
    """Marked labels, then short texts beside the headline and beside the elements around it."""
    node = headline
    for level in range(_AROUND):
        if node is None or node.tag in ("body", "html"):
            break
        yield from _texts_beside(node.prev, forward=False)
        if level < _BEHIND:
            yield from _texts_beside(node.next, forward=True)
        if node.tag in ("article", "main"):
            break
        node = node.parent
    for label in page.survey.marked("label"):
        if _PAID_LABEL.search(label.attributes.get("class") or ""):
            yield clean(label.text(separator=" "))
            break


def _unmarked_headline(page: Page) -> LexborNode | None:
    """The bold or large text that says the page's title, on a page without h1."""
    for node in page.tree.css("b, strong, font[size]")[:60]:
        if fold(node.text()) in page.titles:
            return node
    return None


def _texts_beside(sibling: LexborNode | None, *, forward: bool) -> Iterator[str]:
    """The first short texts of the elements from `sibling` on; other articles have labels of their own."""
    steps = 0
    while sibling is not None and steps < _NEIGHBOURS:
        if sibling.is_element_node and sibling.tag not in ("article", "nav", "aside"):
            steps += 1
            for node in islice(sibling.traverse(include_text=True), _NODES):
                text = (node.text_content or "").strip() if node.is_text_node else ""
                if 0 < len(text) <= _LONGEST_LABEL:
                    yield clean(text)
        sibling = sibling.next if forward else sibling.prev


def read_paywalled(page: Page, text: str) -> Found[bool] | None:
    """Whether only a teaser is visible; None where nothing says so.

    `text` is what was read of the article. A page that calls its article closed, but shows it
    (as pages with a number of free articles a month do), is not paywalled.
    """
    if len(text) > _TEASER:
        return None
    boxes = page.tree.css(_BOXES)
    if any(_is_teaser(box) for box in boxes):
        return Found(True, "css paywall")
    thing = page.article_thing
    if str(thing.get("isAccessibleForFree")).lower() in _CLOSED and not _shows_closed_part(page, thing):
        return Found(True, "json-ld")
    for name in _TIER_META:
        if any(value.lower() in _CLOSED_TIERS for value in page.meta.get(name, [])):
            return Found(True, f"meta {name}")
    for box in boxes[:_MOST_BOXES]:
        if _BOX.search(clean(box.text(separator=" "))[:1000].lower()):
            return Found(True, "text paywall")
    if len(text) <= _SHORT_TEASER and _breaks_off(page, text):
        return Found(True, "text paywall")
    return None


def _breaks_off(page: Page, text: str) -> bool:
    """Whether a line around headline and text, and no part of it, says who may read on."""
    short = [(line.lower(), line, node) for line, node in page.survey.runs if len(line) <= _LONGEST_LINE]
    together = "\n".join(lower for lower, _, _ in short)
    stems = [stem for stem in _STEMS if stem in together]  # to look for these first is quicker
    return any(
        any(stem in lower for stem in stems)
        and _LINE.search(lower) is not None
        and line not in text
        and is_inside(page.survey.scope, node)
        for lower, line, node in (short if stems else ())
    )


def _is_teaser(box: LexborNode) -> bool:
    attributes = box.attributes
    return any(_TEASER_NAME.search(attributes.get(key) or "") for key in ("class", "id"))


def _shows_closed_part(page: Page, thing: Thing) -> bool:
    """Whether the part that JSON-LD calls closed is on the page with text in it."""
    parts = thing.get("hasPart")
    for part in parts if isinstance(parts, list) else [parts]:
        selector = part.get("cssSelector") if isinstance(part, dict) else None
        if isinstance(selector, str) and re.fullmatch(r"[.#]?[\w-]{1,80}", selector):
            node = page.tree.css_first(selector)
            if node is not None and len(clean(node.text(separator=" "))) > _OPEN_PART:
                return True
    return False
