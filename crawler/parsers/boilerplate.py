"""What is not the article: names of elements and lines of text that tell boilerplate.

All such rules stand here as data. A name counts when one of its words fits (class 'c-related-links'
has the words c, related, links), so that 'shared' or 'broadcast' never count for 'share' or 'ad'.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

# Elements that never hold running text.
DROP_TAGS = frozenset(
    "nav footer form button select textarea option input figure picture video audio object embed canvas map "
    "dialog menu figcaption iframe amp-ad amp-social-share hr img source label fieldset".split()
)

# Words in class or id that tell what an element is; most specific first.
_NAMES = (
    r"related\w*|relatert\w*|relaterte|verwandt\w*|recirc\w*|recommend\w*|anbefal\w*|mostread|mest-?lest|popular\w*|"
    r"teasers?|promos?|promoted|newsletters?|nyhetsbrev|subscri\w*|abonn\w*|signup|"
    r"share|sharing|sharedaddy|share\w*bar|social\w*|follow\w*|some-?share|addtoany|addthis|"
    r"comments?|kommentarer?|disqus|respond|reply|"
    r"ads?|advert\w*|annonse\w*|anzeige\w*|adunit|adslot|adwrapper|dfp|googleads?|banner\w*|sponsor\w*|taboola|outbrain|"
    r"breadcrumbs?|menu|nav|navbar|navigation|pagination|pager|footer|sidebar|cookies?|consent|gdpr|"
    r"byline\w*|authors?|authorbox|bio|vcard|dateline|timestamp|meta|metadata|postmeta|"
    r"tags?|tag-?list|taglist|keywords?|topics?|categories|category|"
    r"captions?|credits?|wp-caption-text|"
    r"toolbar|tools|print|copyright|disclaimer|modal|popup|overlay|tooltip|"
    r"screen-reader-text|sr-only|visually-?hidden|hidden|skip-?link|"
    r"yarpp|jp-relatedposts|crp|articlescroller|articlesbytag|slideshow|gallery|player|video|audio|podcast"
)
_WORD = re.compile(rf"(?:^|[\s_-])(?:{_NAMES})(?=$|[\s_-])", re.I)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

# Lines that are boilerplate wherever they stand.
_LINE = re.compile(
    r"(?:les også|les mer|les saken|se også|hør også|les|read more|read also|also read|related|see also|mehr zum thema|lesen sie auch|"
    r"lire aussi|à lire aussi|læs også|läs också|läs mer|leia também|lea también|czytaj także|leggi anche|"
    r"more on this|recommended|don't miss|watch|subscribe|sign up|follow us|share this|advertisement|annonse|annonsørinnhold|"
    r"anzeige|publicité|reklam|reklama|ad)\s*[:>»]?\s*$|"
    r"(?:les også|read more|read also|also read|related|see also|lesen sie auch|mehr zum thema|lire aussi|læs også|läs också|czytaj także|leggi anche)\s*[:>»]",
    re.I,
)
_SHORTEST_RUNNING = 0


def is_boilerplate(node: LexborNode) -> bool:
    """Whether an element's class or id says that it is not running text."""
    attributes = node.attributes
    name = attributes.get("class") or ""
    if "id" in attributes and attributes["id"]:
        name = f"{name} {attributes['id']}"
    if (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or attributes.get("role") in ("navigation", "complementary")
    ):
        return True
    return bool(name) and _WORD.search(_CAMEL.sub("-", name)) is not None


def is_boilerplate_line(text: str) -> bool:
    """Whether a line is an advert's label, a share line, a pointer to another article."""
    return _LINE.match(text) is not None
