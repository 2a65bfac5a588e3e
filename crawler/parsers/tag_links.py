"""The tags that a page shows as links: marked as such, in lists of tags, or behind a label."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.parsers.found import Found
from crawler.parsers.keyword_text import LABEL_BEGINNINGS, MOST_KEYWORDS, is_list_label, own_keywords
from crawler.parsers.page import Page
from crawler.parsers.text import clean

_LONGEST_LABEL = 40  # characters; white space may be printed in between
_MOST_LABELLED = 20  # links; more behind a label is a menu
_TAG_LINKS = "a[rel='tag']"  # categories are marked as tags too
_ARTICLE_TAGS = frozenset({"article", "main", "body"})
# In an element's name: what it is for, and its class.
_TAG_LIST = re.compile(r"^\S*tag|tags|keyword|stikkord|emneord|taglist|tag-list", re.I)
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


def shown_in_article(page: Page) -> Found[tuple[str, ...]] | None:
    """The tags that the article shows as links, the plainest marks first."""
    tags = (link for link in page.survey.marked("tag link") if not _is_in_other_box(link, page))
    return _linked(tags, _lists(_TAG_LIST, page), page)


def shown_beside(page: Page) -> Found[tuple[str, ...]] | None:
    """The same right beside the element around headline and text."""
    beside = [*_beside(page)]
    lists = [node for node in beside if _TAG_LIST.search(_name(node))]
    return _linked((link for node in beside for link in node.css(_TAG_LINKS)), lists, page)


def shown_loosely(page: Page) -> Found[tuple[str, ...]] | None:
    """The links that stand in a list of topics, or lead to the page of a tag."""
    found = _read_list(_links_in(_lists(_TOPIC_LIST, page)), page)
    if found:
        return Found(found, "css topic list")
    articles = page.tree.css("article")
    links = _links_in(articles or ([page.survey.scope] if page.survey.scope is not None else []))
    found = _read_list((link for link in links if _TO_A_TAG.search(link.attributes.get("href") or "")), page)
    return Found(found, "css a[href*=/tag/]") if found else None


def shown_labelled(page: Page) -> Found[tuple[str, ...]] | None:
    """The links behind a label such as 'Emner:'; a link of many words is a headline."""
    keywords = own_keywords(_short(link for link in _labelled_links(page) if not _is_category(link)), page)
    return Found(keywords, "text label") if keywords else None


def _linked(tags: Iterable[LexborNode], lists: list[LexborNode], page: Page) -> Found[tuple[str, ...]] | None:
    """What links say that are tags themselves, else what those in lists of tags do."""
    if found := _read_list(tags, page):
        return Found(found, "css a[rel=tag]")
    found = _read_list(_links_in(lists), page)
    return Found(found, "css tag list") if found else None


def _beside(page: Page) -> Iterator[LexborNode]:
    """The elements right beside that around headline and text, but for boxes with a headline of their own."""
    scope = page.survey.scope
    around = scope.parent if scope is not None else None
    for node in around.iter() if around is not None else ():
        is_other = scope is not None and node.mem_id != scope.mem_id and not _is_article(node, page)
        if is_other and not _is_headed_otherwise(node):
            yield node


def _is_in_other_box(link: LexborNode, page: Page) -> bool:
    """Whether a link stands beside headline and text, in a box with a headline of its own."""
    box = page.survey.part_beside(link)
    return box is not None and _is_headed_otherwise(box)


def _is_headed_otherwise(box: LexborNode) -> bool:
    """Whether a box has a headline ('Populære emner') that is no label of the article's tags."""
    headline = box.css_first("h2, h3, h4, h5")
    return headline is not None and not is_list_label(clean(headline.text()))


def _lists(named: re.Pattern[str], page: Page) -> list[LexborNode]:
    """The elements in the article's scope whose names mark them as lists of tags."""
    marked = page.survey.marked("tags")
    return [node for node in marked if named.search(_name(node)) and not _is_article(node, page)]


def _name(node: LexborNode) -> str:
    """What an element is for, in one word, and its class."""
    get = node.attributes.get
    stated = get("data-component") or get("itemprop") or get("property") or ""
    return f"{stated.replace(' ', '-')} {get('class') or ''}"


def _is_article(node: LexborNode, page: Page) -> bool:
    """Whether an element is the article itself, whose tags some systems write among its classes."""
    return node.tag in _ARTICLE_TAGS or node.mem_id in page.around_headlines


def _read_list(links: Iterable[LexborNode], page: Page) -> tuple[str, ...]:
    """The keywords of the first list of links that is no menu."""
    tags = [
        link
        for link in islice(links, _MOST_LINKS)
        if _leads_on(link, page) and not _is_category(link) and not _is_in_menu(link)
    ]
    return own_keywords((clean(link.text()) for link in _first_list(tags)), page)


def _links_in(containers: list[LexborNode]) -> Iterator[LexborNode]:
    """The links in the first containers, each once; containers may stand in one another."""
    seen: set[int] = set()
    for node in containers[:_MOST_LISTS]:
        for link in node.css("a"):
            if link.mem_id not in seen:
                seen.add(link.mem_id)
                yield link


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


def _labelled_links(page: Page) -> list[LexborNode]:
    """The links behind a text that says 'Emner', 'Tags' or the like."""
    for text, node in page.survey.runs:
        if (
            len(text) > _LONGEST_LABEL
            or text[:3].lower() not in LABEL_BEGINNINGS
            or not is_list_label(clean(text))
        ):
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
    return [link for link in links[:MOST_KEYWORDS] if not inside or link.mem_id in inside]
