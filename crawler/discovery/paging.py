"""How publications page their lists: the words, the parameters and the paths. Data alone."""

from __future__ import annotations

import re

_SIGNS = r"[\s«»‹›←→↓▼+….]*"
_THINGS = (
    r"saker|innlegg|artikler|artiklar|nyheter|nyhende|oppslag|poster|postar|meldinger|notiser|treff|"
    r"resultat(?:er)?|innhold|innhald|posts|entries|articles|stories|results"
)
_SHOW = r"(?:(?:vis|se|sjå|last inn|last|hent|load|show|view|see) )"
NEXT_TEXT = re.compile(
    rf"{_SIGNS}(?:(?:(?:gå )?til )?neste(?: side)?(?: \(?\d+\)?)?|next(?: page)?|"
    rf"{_SHOW}?(?:eldre|older)(?: (?:{_THINGS}))?|{_SHOW}?(?:tidligere|tidlegare) (?:{_THINGS})|"
    rf"{_SHOW}(?:flere|fleire|mer|meir|more)(?: (?:{_THINGS}))?|(?:flere|fleire|more) (?:{_THINGS}))"
    rf"{_SIGNS}\Z",
    re.IGNORECASE,
)
"""The text of a link that leads to the next page, in bokmål, nynorsk and English; arrows may stand by it."""

NEXT_SIGN = re.compile(r"\s*[»›→>]+\s*\Z")
"""An arrow that is all the text of a link: to the next page of the list, where it keeps the list's path."""

PAGE_PARAMETERS = frozenset(
    {"side", "page", "p", "pg", "paged", "pagenumber", "sidenr", "offset", "start", "from"}
)
"""Names of query parameters that number the pages of one list, in lower case."""

ARTICLE_OR_PAGE = "p"
"""The one of them that is an article's number where it stands behind the front page's address, unless the
link to it is a number too: WordPress has it so, where nobody chose a form of address."""

PAGE_PATH = re.compile(r"/(?:page|side|p)/?\d{1,5}/?\Z", re.IGNORECASE)
"""The end of a path that numbers the pages of one list: /page/2/, /side/2, /side2."""

MORE_BUTTONS = (
    "data-url", "data-href", "data-next", "data-next-url", "data-load-more-url", "data-ajax-url", "hx-get",
)  # fmt: skip
"""Attributes in which a 'Vis flere' button that is no link keeps the address of what it loads."""
