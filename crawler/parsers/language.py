"""The language of an article, decided from its own text.

Bokmål, nynorsk, Swedish, Danish, English and German are told apart by their commonest function
words, since a page's tag says 'no' for both Norwegian forms and is often simply wrong. Other
languages are taken from the tag.
"""

from __future__ import annotations

import re

from crawler.parsers.found import Found
from crawler.parsers.page import Page

# Words that are common in one of these languages and rare or absent in the others.
_WORDS = {
    "nb": "ikke jeg hun fra også være hva etter mot uten noe bare mye hvor mellom nå noen hadde ble hvordan gjør sier mer",
    "nn": "ikkje eg ho frå òg vere kva utan noko berre mykje kvar mellom no nokon hadde vart korleis gjer seier meir dei ein",
    "sv": "inte jag och från också att vara vad utan något bara mycket mellan nu någon hade blev hur gör säger mer är en ett som",
    "da": "ikke jeg og fra også at være hvad uden noget kun meget mellem nu nogen havde blev hvordan gør siger mere af efter",
    "en": "the and of to in that is was for with his her not are from this they have which were has been it",
    "de": "der die das und nicht ist von mit dem den ein eine auch sich auf für im wird sind bei nach",
}
_SETS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_TOKEN = re.compile(r"[^\W\d_]+")
_LOOKED_AT = 6000  # characters of text
_FEWEST = 3  # function words; fewer decide nothing
_SAME = {"no": "nb", "nb-no": "nb", "nn-no": "nn"}


def read_language(page: Page, text: str) -> Found[str] | None:
    """The language as a code of two letters; None where neither text nor tag says one."""
    tokens = _TOKEN.findall(text[:_LOOKED_AT].lower())
    scores = {language: sum(token in words for token in tokens) for language, words in _SETS.items()}
    best = max(scores, key=lambda language: scores[language])
    tagged = _tag(page)
    decided = scores[best] >= _FEWEST and scores[best] >= 0.08 * len(tokens)
    if decided and (tagged in _SETS or tagged is None or scores[best] >= 0.2 * len(tokens)):
        tied = [language for language in scores if scores[language] == scores[best]]
        return Found(tagged if tagged in tied and tagged else best, "text")
    return Found(tagged, "html lang") if tagged else None


def _tag(page: Page) -> str | None:
    node = page.tree.css_first("html")
    declared = (
        (node.attributes.get("lang") or node.attributes.get("xml:lang") or "") if node is not None else ""
    )
    declared = declared or (page.meta.get("og:locale") or page.meta.get("language") or [""])[0]
    code = declared.strip().lower().replace("_", "-")
    code = _SAME.get(code, code.partition("-")[0])
    return _SAME.get(code, code) if re.fullmatch(r"[a-z]{2}", code) else None
