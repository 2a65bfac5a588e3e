"""The publisher's own keywords or tags, in its order and case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.parsers.found import Found
from crawler.parsers.page import Page
from crawler.parsers.text import clean, fold, plain

_LABEL = re.compile(
    r"\s*(?:nøkkelord|stikkord|emneord|emner?|tags?|tagger|tema(?:er)?|les mer om|mer om|keywords?|"
    r"topics?)\b"
    r"\s*(?:\([^)]{0,200}\))?\s*:?\s*",
    re.I,
)
# What stands ahead of a list of links, with or without a colon; in lower case.
_LIST_LABELS = frozenset({
    "nøkkelord", "stikkord", "emneord", "emne", "emner", "tag", "tags", "tagger", "tema", "temaer",
    "les mer om", "mer om", "mer om temaet", "meir om", "keyword", "keywords", "topic", "topics",
    "related topics", "more on", "filed under", "themen", "schlagworte", "thèmes", "sujets", "temas", "ämnen",
    "more on this story", "more on this topic",
})  # fmt: skip
_BEGINNINGS = frozenset(label[:3] for label in _LIST_LABELS)  # quicker to compare
_NO_KEYWORD = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{20,}|https?:|\d+\Z|\w+\.(?:com|no|de|net)\Z|nlp |"
    r"(?:alle |all |see |se |vis )?(?:themen|emner|topics|tags|more|flere)\Z|follow\b|følg\b|share\b|"
    r"(?:read|les|läs|læs) (?:more|mer|meir|mere)\b|view this post\b|\d+ (?:comment|kommentar)"
)  # for text in lower case
_PREFIX = re.compile(r"(?:nlp )?(?:category|kategori|tag|topic|section|(?:les )?(?:mer|meir) om):\s*", re.I)
_META = ("news_keywords", "keywords", "article:tag", "og:article:tag", "parsely-tags")
_LESSER_META = (
    "dc.subject",
    "dcterms.subject",
    "cxenseparse:keyword",
    "sailthru.tags",
)  # slugs and subjects, mostly
_LONGEST, _MOST = 60, 40
_LONGEST_BODY = 60_000  # characters of a page's text that are searched
_LONGEST_LABEL = 40  # characters; white space may be printed in between
_MOST_LABELLED = 20  # links; more behind a label is a menu
_TAG_LINKS = "a[rel='tag']"  # anywhere on the page; categories are marked as tags too
_ARTICLE_TAGS = frozenset({"article", "main", "body"})
_TAG_LIST = re.compile(r"tags|keyword|stikkord|emneord|taglist|tag-list")
_TOPIC_LIST = re.compile(r"[Tt]opic|themen|(?<![A-Za-z])tags?(?![a-z])|Tags?(?![a-z])")
_TO_A_TAG = re.compile(r"/(?:tags?|emner?|emneord|stikkord|tema|topics)/")
_LINE_NAME = re.compile(r"\btags?\b|keyword|stikkord|emneord|(?P<other>meta|info\b)")  # of a paragraph
_TO_A_CATEGORY = re.compile(r"/(?:category|kategori)/")
_NO_PAGE = ("#", "javascript:", "mailto:", "tel:")  # how an address begins that leads to no other page
_LONGEST_ADDRESS = 500  # characters
_ELSEWHERE_TAGS = frozenset({"nav", "aside", "p", "h2", "h3"})
_LEVELS = 5  # how many elements around a link are looked at
_MOST_LINKS = 60
_MOST_LISTS = 60
_MOST_WORDS = 4  # in a link behind a label


def read_keyword_line(text: str) -> tuple[str, ...]:
    """The keywords of a labelled line: 'NØKKELORD (klikk ...) a, b' gives a and b.

    Commas, semicolons or lines divide them; where none does, every word is one.
    """
    label = _LABEL.match(text)
    rest = text[label.end() :] if label else text
    parts = re.split(r"[,;|•\n]", rest)
    if len(parts) == 1:
        parts = rest.split()
    return tuple(_distinct(parts).values())


def opens_keywords(text: str) -> bool:
    """Whether a line begins with the label of a keyword line."""
    match = _LABEL.match(text)
    return match is not None and (":" in match[0] or match[0].isupper() or match.end() == len(text))


def read_keywords(page: Page) -> Found[tuple[str, ...]] | None:
    """The page's keywords: meta elements, article:tag, JSON-LD, then visible tag links.

    The `keywords` element is the one that publications fill with anything: where no tag that the
    page shows is in it, the shown ones are meant.
    """
    stated = _stated(page)
    if stated is not None and stated.source != "meta keywords":
        return stated
    shown = _shown(page)
    if stated is None:
        return shown or _loosely_shown(page) or _labelled(page) or _in_meta(_LESSER_META, page)
    return shown if shown is not None and not _folded(stated.value) & _folded(shown.value) else stated


def _stated(page: Page) -> Found[tuple[str, ...]] | None:
    """What metadata say."""
    stated = _in_meta(_META, page)
    if stated is not None:
        return stated
    keywords = _own(_split(_texts(page.article_thing.get("keywords"))), page)
    return Found(keywords, "json-ld") if keywords else None


def _in_meta(names: Iterable[str], page: Page) -> Found[tuple[str, ...]] | None:
    """What the first of these meta elements says that says anything of this page alone."""
    for name in names:
        keywords = _own(_split(page.meta.get(name, [])), page)
        if keywords and (name != "keywords" or not _is_general(keywords, page)):
            return Found(keywords, f"meta {name}")
    return None


def _shown(page: Page) -> Found[tuple[str, ...]] | None:
    """The tags that the page shows as links, the plainest marks first."""
    found = _read_list(page.survey.marked("tag link") or page.tree.css(_TAG_LINKS), page)
    if found:
        return Found(found, "css a[rel=tag]")
    found = _read_list(_links_in(_lists("tag list", page) or _lists_beside(page)), page)
    if found:
        return Found(found, "css tag list")
    found = _own(_split(_words_marked(page)), page)
    return Found(found, "css [itemprop=keywords]") if found else None


def _words_marked(page: Page) -> list[str]:
    """The texts that microdata or RDFa call keywords, without links."""
    marked = page.survey.marked("tag list")
    names = [(node, node.attributes.get("itemprop") or node.attributes.get("property")) for node in marked]
    return [clean(node.text()) for node, name in names if "keywords" in (name or "").split()]


def _lists_beside(page: Page) -> list[LexborNode]:
    """The lists of tags right beside the element around headline and text."""
    around = page.survey.scope.parent if page.survey.scope is not None else None
    beside = around.iter() if around is not None else ()
    return [
        node
        for node in beside
        if _TAG_LIST.search((node.attributes.get("class") or "").lower()) and not _is_article(node, page)
    ]


def _loosely_shown(page: Page) -> Found[tuple[str, ...]] | None:
    """The links that stand in a list of topics, or lead to the page of a tag."""
    found = _read_list(_links_in([node for node in _lists("topic list", page) if _is_topic_list(node)]), page)
    if found:
        return Found(found, "css topic list")
    articles = page.tree.css("article")
    links = _links_in(articles or ([page.survey.scope] if page.survey.scope is not None else []))
    found = _read_list((link for link in links if _TO_A_TAG.search(link.attributes.get("href") or "")), page)
    return Found(found, "css a[href*=/tag/]") if found else None


def _lists(mark: str, page: Page) -> list[LexborNode]:
    """The elements in the article's scope that are marked as lists of tags."""
    return [node for node in page.survey.marked(mark) if not _is_article(node, page)]


def _is_article(node: LexborNode, page: Page) -> bool:
    """Whether an element is the article itself, whose tags some systems write among its classes."""
    return node.tag in _ARTICLE_TAGS or node.mem_id in page.around_headlines


def _is_topic_list(node: LexborNode) -> bool:
    """Whether the name of an element has the word in it, and not only its letters ('advantages')."""
    return _TOPIC_LIST.search(node.attributes.get("class") or "topic") is not None


def _read_list(links: Iterable[LexborNode], page: Page) -> tuple[str, ...]:
    """The keywords of the first list of links that is no menu."""
    tags = [
        link
        for link in islice(links, _MOST_LINKS)
        if _leads_on(link, page) and not _is_category(link) and not _is_in_menu(link)
    ]
    return _own((clean(link.text()) for link in _first_list(tags)), page)


def _links_in(containers: list[LexborNode]) -> Iterator[LexborNode]:
    """The links in the first containers, each once; containers may stand in one another."""
    seen: set[int] = set()
    for node in containers[:_MOST_LISTS]:
        for link in node.css("a"):
            if link.mem_id not in seen:
                seen.add(link.mem_id)
                yield link


def _labelled(page: Page) -> Found[tuple[str, ...]] | None:
    """The links behind a label such as 'Emner:'; a link of many words is a headline."""
    keywords = _own(_short(link for link in _labelled_links(page) if not _is_category(link)), page)
    return Found(keywords, "text label") if keywords else None


def _short(links: Iterable[LexborNode]) -> Iterator[str]:
    """The texts of links without those of many words, which are headlines."""
    texts = (clean(link.text(separator=" ")) for link in links)
    return (text for text in texts if len(text.split()) <= _MOST_WORDS)


def _leads_on(link: LexborNode, page: Page) -> bool:
    """Whether a link leads to another page of the publication, or of its sister, as that of a tag does."""
    address = (link.attributes.get("href") or "").strip()
    if not address or address.startswith(_NO_PAGE):
        return False
    return page.is_own(address) or _TO_A_TAG.search(address[:_LONGEST_ADDRESS]) is not None


def _is_category(link: LexborNode) -> bool:
    """Whether a link leads to a section: some systems mark those as they mark tags."""
    attributes = link.attributes
    return "category" in (attributes.get("rel") or "").split() or (
        _TO_A_CATEGORY.search((attributes.get("href") or "")[:_LONGEST_ADDRESS]) is not None
    )


def _is_in_menu(link: LexborNode) -> bool:
    """Whether a link stands in a menu, in running text or in another article's teaser."""
    around = link.parent
    for _ in range(_LEVELS):
        if around is None or around.tag in ("body", "main"):
            return False
        if around.tag in _ELSEWHERE_TAGS and not (around.tag == "p" and _is_line_of_tags(around, link)):
            return True
        around = around.parent
    return False


def _is_line_of_tags(paragraph: LexborNode, link: LexborNode) -> bool:
    """Whether a paragraph is no running text but a line of tags, or one in which the link is marked so."""
    name = _LINE_NAME.search((paragraph.attributes.get("class") or "").lower())
    return name is not None and (name["other"] is None or "tag" in (link.attributes.get("rel") or "").split())


def _folded(keywords: tuple[str, ...]) -> set[str]:
    return {fold(keyword) for keyword in keywords}


def _labelled_links(page: Page) -> list[LexborNode]:
    """The links behind a text that says 'Emner', 'Tags' or the like."""
    for text, node in page.survey.runs:
        if len(text) > _LONGEST_LABEL or text[:3].lower() not in _BEGINNINGS or not _is_list_label(text):
            continue
        around = node.parent
        for _ in range(4):
            if around is None or len(around.css("a")) > _MOST_LABELLED:
                break
            links = _links_after(node, around)
            if links:
                return links
            around = around.parent
    return []


def _is_list_label(text: str) -> bool:
    return " ".join(text.lower().removesuffix(":").split()) in _LIST_LABELS


def _links_after(label: LexborNode, around: LexborNode) -> list[LexborNode]:
    """The links in `around` that follow the label."""
    passed = False
    links: list[LexborNode] = []
    for node in around.traverse(include_text=True):
        passed = passed or node.mem_id == label.mem_id
        if passed and node.is_element_node and node.tag == "a" and node.text().strip():
            links.append(node)
    return links


def _first_list(links: list[LexborNode]) -> list[LexborNode]:
    """The links that stand together with the first one: a page has lists of tags for other articles too."""
    if not links:
        return []
    around = links[0].parent
    for _ in range(2):
        if around is None or around.parent is None or len(around.css("a")) > 1:
            break
        around = around.parent
    inside = {link.mem_id for link in around.css("a")} if around is not None else set()
    return [link for link in links[:_MOST] if not inside or link.mem_id in inside]


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
    """One value, said once or more, "
    "is a list divided by commas or semicolons; several are a keyword each."""
    if len(set(values)) == 1:
        return re.split(r"[;|]" if ";" in values[0] else r",", values[0])
    return values


def _distinct(values: Iterable[str]) -> dict[str, str]:
    """The keywords among clean texts, each once, by what they are when folded."""
    found: dict[str, str] = {}
    for value in values:
        keyword = (_PREFIX.sub("", value, count=1) if ":" in value else value).strip(" #,;:").strip()
        if 1 < len(keyword) <= _LONGEST and not _NO_KEYWORD.match(keyword.lower()):
            found.setdefault(fold(keyword), keyword)
            if len(found) == _MOST:
                break
    return found


def _own(values: Iterable[str], page: Page) -> tuple[str, ...]:
    """The keywords among clean texts, without the publication's own name."""
    found = _distinct(values)
    if found:
        for name in (*page.meta.get("og:site_name", ()), page.host, page.host.split(".")[0]):
            found.pop(fold(name), None)
    return tuple(found.values())
