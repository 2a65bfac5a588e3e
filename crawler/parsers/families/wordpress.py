"""WordPress with its usual themes: the text in `.entry-content`; plug-ins add lists of other posts to it."""

from __future__ import annotations

from crawler.parsers.families.family import Family
from crawler.parsers.page import Page

_HEAD = 60_000  # bytes; scripts and styles of a theme are named at the top


def _is_wordpress(page: Page) -> bool:
    return page.html.find(b"/wp-content/", 0, _HEAD) >= 0 or page.tree.css_first(".entry-content") is not None


WORDPRESS = Family(
    name="wordpress",
    is_family=_is_wordpress,
    body=(".entry-content", ".post-content"),
    drop=(
        ".sharedaddy, .jp-relatedposts, .yarpp, .yarpp-related, .crp_related, .addtoany_share_save_container",
    ),
)
