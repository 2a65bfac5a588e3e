"""How publications page their lists: the words, the parameters and the paths. Data alone."""

from __future__ import annotations

import re

NEXT_TEXT = re.compile(
    r"(?:(?:til )?neste(?: side)?|eldre(?: (?:saker|innlegg|artikler|artiklar|nyheter|nyhende|oppslag))?|"
    r"(?:vis|last inn|last|hent|se) (?:flere|fleire|mer|meir)(?: (?:saker|artikler|artiklar|nyheter))?|"
    r"(?:flere|fleire) (?:saker|artikler|artiklar|nyheter)|tidligere saker|"
    r"older(?: posts| entries| articles)?|next(?: page)?|load more|show more|more (?:posts|articles))"
    r"\s*[»›>→]*\Z",
    re.IGNORECASE,
)
"""The text of a link that leads to the next page, in bokmål, nynorsk and English; arrows may follow."""

PAGE_PARAMETERS = frozenset(
    {"side", "page", "p", "pg", "paged", "pagenumber", "sidenr", "offset", "start", "from"}
)
"""Names of query parameters that number the pages of one list, in lower case."""

PAGE_PATH = re.compile(r"/(?:page|side|p)/?\d{1,5}/?\Z", re.IGNORECASE)
"""The end of a path that numbers the pages of one list: /page/2/, /side/2, /side2."""

MORE_BUTTONS = ("data-url", "data-href", "data-next", "data-next-url", "data-load-more-url", "data-ajax-url")
"""Attributes in which a 'Vis flere' button that is no link keeps the address of what it loads."""
