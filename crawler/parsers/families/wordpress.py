"""WordPress with its usual themes: the text in `.entry-content`; plug-ins add lists of other posts to it."""

from __future__ import annotations

from crawler.parsers.families.family import Family

WORDPRESS = Family(
    name="wordpress",
    signs=".entry-content",
    head="[href*='/wp-content/'], [content*='/wp-content/']",
    body=(".entry-content", ".post-content"),
    drop=(
        ".sharedaddy, .jp-relatedposts, .yarpp, .yarpp-related, .crp_related, .addtoany_share_save_container",
    ),
)
