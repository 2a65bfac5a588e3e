"""The language of an article, told from its own text; the page's tag helps only where the text is short.

Norwegian pages nearly all say 'no' or 'nb', whatever form of Norwegian the article is written in,
so the small words decide: 'ikkje' and 'eg' against 'ikke' and 'jeg'. A table of such words for the
languages that Norwegian publications write or quote is as good here as a trained model, and a
tenth of a millisecond instead of one.
"""

from __future__ import annotations

import re
from collections import Counter

from crawler.parsers.found import Found
from crawler.parsers.page import Page

# Frequent small words by language. What two languages share counts for both, so that the others decide.
_SMALL_WORDS = {
    "nb": "og i på som det er en et til av for med at de den ikke har han hun jeg fra var vi seg også "
    "blir ble eller om men hva noe noen skal etter når mer være må mange kommer over under "
    "disse dette da sin sier nå",
    "nn": "og i på som det er ein eit til av for med at dei den ikkje har han ho eg frå var vi seg "
    "også blir vart eller om men kva noko nokon skal etter når meir vere må mange kjem over "
    "under desse dette då sin seier no blei berre kvar korleis kvifor fleire saman òg dei vore "
    "gjer hjå",
    "sv": "och i på som det är en ett till av för med att de den inte har han hon jag från var vi sig "
    "också blir blev eller om men vad något några ska efter när mer vara måste många kommer "
    "över under dessa detta då sin säger nu",
    "da": "og i på som det er en et til af for med at de den ikke har han hun jeg fra var vi sig også "
    "bliver blev eller om men hvad noget nogle skal efter når mere være må mange kommer over "
    "under disse dette da sin siger nu",
    "is": "og í á sem það er að til af fyrir með um þeir en ekki hefur hann hún ég frá var við sig "
    "einnig verður eða þegar eftir hafa voru þess þá segir kemur ekki ári hafi",
    "fo": "og í á sum tað er at til av fyri við um teir men ikki hevur hann hon eg frá var vit seg "
    "eisini verður ella tá eftir hava vóru hesum hetta sigur kemur",
    "fi": "ja on ei että se ovat oli hän mutta myös kun joka kuin tai jos niin mukaan sen tämä vuoden "
    "ole mitä voi olla hänen noin vain jo sekä jälkeen",
    "se": "ja lea ii leat go ahte dan mii maid leai dat sii son leamaš gitta dán dahje muhto dalle "
    "buot galgá leatge mat olbmot jagi dasa",
    "kl": "aamma taamaattumik ilaatigut massakkut kisianni naalakkersuisut pillugu aammalu taakku "
    "ukioq ullumikkut tamanna inuit kalaallit nunaat suli ilaallutik taama ukiumi taanna tassa",
    "en": "the of and to in a is that for it was on with as he be by at his from they have this are "
    "not but had which she or an were their has will who said",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es "
    "an werden aus er hat dass sie nach wird bei einer um am sind noch wie",
    "nl": "de van het een en in is dat op te zijn met voor die niet aan er om ook als maar bij door "
    "naar heeft dan wordt uit nog worden tot over zich hij",
    "af": "die van en in is het dat nie wat op om te met vir aan sy hy was as ook ons maar hulle word "
    "kan deur daar",
    "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il "
    "sont avec son aux ont cette elle mais nous",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus "
    "le ha me si sin sobre este entre ya",
    "it": "di e il la che in un a per è una del non con le da sono si i della dei ha al come più alla "
    "anche nel ma gli dal questo lo",
    "pt": "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao das foi "
    "ele à seu sua são também pelo",
    "pl": "w i na z nie się do że to o jest za od po jak dla przez ale co tym oraz który są czy już "
    "być tego jego ma także",
    "cs": "a v se na je že s o z do k i ve pro za by ale jsem jsou si po co od jak které který než "
    "byl jeho také při",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi ancak sonra kadar ise en ne var ama "
    "değil oldu olduğunu edildi tarafından",
    "vi": "và của là có cho các được không trong với một những người này đã khi để từ về tại đến ra cũng như",
    "zu": "ukuthi futhi uma nje ngoba kodwa lokhu kule kanye ukuze yini abantu ngo le ukuba noma "
    "njengoba usho uthe",
}
_LANGUAGES_OF: dict[str, list[str]] = {}
for _language, _words in _SMALL_WORDS.items():
    for _word in dict.fromkeys(_words.split()):
        _LANGUAGES_OF.setdefault(_word, []).append(_language)

# Scripts that tell a language, or a group of which the page's tag names one (the first is assumed).
_SCRIPTS = (
    (re.compile("[\u3040-\u30ff]"), ("ja",)),
    (re.compile("[\uac00-\ud7af]"), ("ko",)),
    (re.compile("[\u4e00-\u9fff]"), ("zh", "ja")),
    (re.compile("[\u0400-\u04ff]"), ("ru", "uk", "be", "bg", "mk", "sr", "kk", "mn")),
    (re.compile("[\u0370-\u03ff]"), ("el",)),
    (re.compile("[\u0590-\u05ff]"), ("he", "yi")),
    (re.compile("[\u0600-\u06ff]"), ("ar", "fa", "ur", "ckb", "ps")),
    (re.compile("[\u0900-\u097f]"), ("hi", "mr", "ne")),
    (re.compile("[\u0980-\u09ff]"), ("bn",)),
    (re.compile("[\u0b80-\u0bff]"), ("ta",)),
    (re.compile("[\u0e00-\u0e7f]"), ("th",)),
)
_NOT_LATIN = re.compile("[\u0370-\u1dff\u2e80-\ud7ff]")
_TAG = re.compile(r"[a-z]{2,3}(?=$|[-_])")
_READ = 1500  # characters of the text that are looked at
_SCRIPT_SHARE = 0.2  # share of the characters that makes a text one of another script
_FEWEST = 4  # small words; fewer tell nothing
_LEAST_SHARE = 0.05  # share of small words among all words
_ALIASES = {"no": "nb", "iw": "he", "gl": "kl", "dk": "da"}  # what pages write, and what is meant


def read_language(page: Page, text: str) -> Found[str] | None:
    """The article's language as a code ('nb', 'nn', 'en', ...), from `text`, else as the page's tag says."""
    declared = _declared(page)
    found = language_of(text, declared)
    if found is not None:
        return Found(found, "text")
    return Found(declared, "html lang") if declared else None


def language_of(text: str, declared: str | None = None) -> str | None:
    """The language in which `text` is written; None where it does not tell.

    `declared` decides between languages that the text supports equally well.
    """
    text = text[:_READ]
    if _may_be_other_script(text) and len(_NOT_LATIN.findall(text)) > _SCRIPT_SHARE * len(text):
        for script, languages in _SCRIPTS:
            if len(script.findall(text)) > _SCRIPT_SHARE * len(text):
                return declared if declared in languages else languages[0]
    words = text.lower().split()
    counts: dict[str, int] = {}
    for word, times in Counter(filter(_LANGUAGES_OF.__contains__, words)).items():
        for language in _LANGUAGES_OF[word]:
            counts[language] = counts.get(language, 0) + times
    if not counts:
        return None
    best = max(counts, key=lambda language: (counts[language], language == declared))
    if counts[best] < max(_FEWEST, _LEAST_SHARE * len(words)):
        return None
    return best


def declared_tag(page: Page) -> str | None:
    """The language tag of the page's root element as it stands ('nb', 'en-US')."""
    root = page.tree.root
    return root.attributes.get("lang") if root is not None else None


def _may_be_other_script(text: str) -> bool:
    """Whether so many of the text's bytes are not ASCII that its letters may not be Latin."""
    return len(text.encode("utf-8", "surrogatepass")) > (1 + _SCRIPT_SHARE) * len(text)


def _declared(page: Page) -> str | None:
    """The language that the page's own tag names, as a code of this module."""
    values = [
        declared_tag(page),
        page.article_thing.get("inLanguage"),
        *page.meta.get("og:locale", [])[:1],
    ]
    for value in values:
        match = _TAG.match(value.strip().lower()) if isinstance(value, str) else None
        if match:
            return _ALIASES.get(match[0], match[0])
    return None
