"""Obeys what a publisher says of the use of a page, as far as the profile does not say otherwise.

| word | what is kept |
| --- | --- |
| `noindex` | no article; the fetch with its reason |
| `noarchive` | the article, no raw copy: the word is about copies of the page, as search engines show them |
| reserved text and data mining | the article without its text, no raw copy |
"""

from __future__ import annotations

from dataclasses import replace

from crawler.capture import Capture
from crawler.parsers.rights import Rights
from crawler.sites.profile import Crawl

NOINDEX = "The page asks not to be indexed (noindex); not kept."
NOARCHIVE = "The page asks that no copy of it is kept (noarchive)."
RESERVED = "Text and data mining of the page is reserved; kept without its text."


def obey(capture: Capture, rights: Rights, manners: Crawl) -> None:
    """Note the page's rights on the capture, and take off it what they do not allow to keep."""
    capture.tdm_reserved, capture.tdm_policy = rights.tdm
    reason = _reason(rights, manners)
    if reason is None:
        return
    capture.no_copy = reason
    article = capture.article
    if reason == NOARCHIVE or article is None or not article.body:
        return
    capture.problem = capture.problem or reason
    if reason == NOINDEX:
        capture.article = None
    else:
        problems = (*article.problems, reason)
        capture.article = replace(article, lead=None, body="", blocks=(), problems=problems)


def _reason(rights: Rights, manners: Crawl) -> str | None:
    """The strictest word that is to be obeyed, as a sentence."""
    if rights.noindex and manners.obey_noindex:
        return NOINDEX
    if rights.tdm.reserved and manners.obey_tdm:
        return RESERVED
    if rights.noarchive and manners.obey_noarchive:
        return NOARCHIVE
    return None
