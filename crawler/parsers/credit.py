"""A caption's text and the photographer's credit, apart."""

from __future__ import annotations

import re

from crawler.parsers.text import clean

# What stands ahead of a photographer's name, as regular expressions. The general words are labels
# only behind the caption's own words: 'Bilde: ...' at its start may be the caption itself.
_PHOTO = (
    r"(?:arkiv|presse|illustrasjons|produkt|symbol|privat|drone|luft|fly|studio)?foto(?:graf(?:i|ie|er|en)?|s)?",
    r"(?:\w{1,12}-)?illustrasjon(?:sbilde)?",
    r"arkiv(?:bilde|bilete)",
    r"(?:foto)?montasje",
    r"faksimile",
    r"te(?:gn|ikn)ing",
    r"rendering",
    r"visualisering",
    r"illustration",
    r"skjerm(?:dump|bilde)",
    r"grafikk",
    r"photo(?:graph(?:er|y|e|s)?)?",
    r"fotó",
    r"ljósmynd",
    r"zdj\.?",
    r"ảnh",
)
_GENERAL = (
    r"bild(?:er?)?",
    r"bilete",
    r"video",
    r"kart",
    r"modell",
    r"k(?:ilde|jelde)",
    r"quelle",
    r"image(?: credit)?",
    r"credits?",
    r"picture",
    r"source",
    r"copyright",
)
_ONE_WORD = rf"(?:{'|'.join((*_PHOTO, *_GENERAL))})"
_WORD = rf"{_ONE_WORD}(?:\s?(?:/|og|&)\s?(?:{_ONE_WORD}|tekst))?"
_PHOTO_WORD = rf"(?:{'|'.join(_PHOTO)})"
_IN_BRACKETS = re.compile(
    rf"\s?[(\[]\s?(?P<label>(?:AP |AFP )?{_WORD})(?:\s?[:/]\s?|\s(?:av|by)\s|\s(?=[A-ZÆØÅ])|(?=\s?[)\]]))"
    r"(?P<name>[^()\[\]]{0,120})[)\]]",
    re.I,
)
_LABEL = re.compile(
    rf"(?:^|(?<=[\s.,;(\[–|/-]))(?:(?:begge|alle|all) )?{_WORD}(?:\s(?:av|by|von|de|di))?\s?[:/]\s?(?=\S)",
    re.I,
)
_OPENING = re.compile(rf"(?:(?:begge|alle) )?{_PHOTO_WORD}(?:\s(?:av|by))?\s?[:/]\s?", re.I)
_WITHOUT_COLON = re.compile(
    r"(?:^|(?<=[.!?»”\")] ))(?:(?:[Ff]oto|FOTO)\s(?:av\s)?|"
    r"(?:Photo(?:graph)?|Image|Illustration) (?:by|courtesy of) |Courtesy of )(?=[A-ZÆØÅ])"
)
_SIGN = re.compile(r"(?:^|\s)[(\[]?(?:©|\(c\))\s?(?=\S)")
_LIBRARY = re.compile(
    r"(?<=[.!?»”\")] )(?P<name>Getty Images|Colourbox|Shutterstock|iStock(?:photo)?|Unsplash|Adobe Stock|"
    r"Scanpix|Pixabay|Dreamstime|Mostphotos|Wikimedia Commons)\.?\Z"
)
_NO_NAMES = ("privat", "arkiv", "ukjent", "ukjend")  # may stand in lower case behind a label
_AGENCY = re.compile(
    r"[(\[]?(?P<name>(?:(?:[A-ZÆØÅ]\.|[A-ZÆØÅ][\w-]{1,30})\s){0,3}[A-ZÆØÅ][\w-]{1,30}\s?/\s?"
    r"(?:NTB(?:\s?[Ss]canpix)?|Scanpix|AFP|AP(?: Photo)?|Reuters|Getty(?: Images)?|Ritzau(?:\sScanpix)?|"
    r"TT|dpa|EPA|Shutterstock|iStock))[)\]]?\s?\Z"
)
_LABELS = (  # each with signs of which its text has one, which is quicker to see
    (_LABEL, (":", "/")),
    (_WITHOUT_COLON, ("oto", "OTO", " by ", "ourtesy of ")),
    (_SIGN, ("©", "(c)")),
)
_LONGEST = 140  # characters of a credit
_LONGEST_NAME = 70  # characters behind a label that opens the text; more is a caption


def split_credit(text: str) -> tuple[str, str | None]:
    """A caption's text and the name behind 'Foto:', apart; the credit is None where there is none.

    'Ola Hansen. (Foto: Liv Berg/NTB)' gives 'Ola Hansen.' and 'Liv Berg/NTB'.
    """
    text = clean(text)
    has_brackets = "(" in text or "[" in text
    brackets = _IN_BRACKETS.search(text, max(0, len(text) - 4 * _LONGEST)) if has_brackets else None
    if brackets:
        name = brackets["name"].strip(" .:/|")
        before, behind = text[: brackets.start()], text[brackets.end() :]
        return clean(
            before + (behind.removeprefix(".") if before.endswith(".") else behind)
        ), name or brackets["label"].strip()
    begin = max(0, len(text) - _LONGEST)
    for pattern, signs in _LABELS:
        match = pattern.search(text, begin) if any(sign in text for sign in signs) else None
        if match and not _goes_on(text, match) and (match.start() > 0 or _is_credit(text, match)):
            return _without_end(text[: match.start()]), _name(text[match.end() :])
    match = (_AGENCY if "/" in text else _LIBRARY).search(text, begin)
    return (_without_end(text[: match.start()]), _name(match["name"])) if match else (text, None)


def _goes_on(text: str, label: re.Match[str]) -> bool:
    """Whether a sentence goes on across what looks like a label: 'Han holder et foto: det er fra 1950.'"""
    behind = text[label.end() :]
    return label[0][0].islower() and behind[0].islower() and not behind.startswith(_NO_NAMES)


def _is_credit(text: str, label: re.Match[str]) -> bool:
    """Whether a text that begins with a label is a credit as a whole, with no caption behind it."""
    name = text[label.end() :]
    if len(name) > _LONGEST_NAME:
        return False
    capitals = sum(word[0].isupper() for word in name.split())
    return _OPENING.match(text) is not None or (name[-1] not in ".!?" and 2 * capitals >= len(name.split()))


def credit_name(text: str) -> str | None:
    """The name in a credit that stands in an element of its own, without 'Foto:'."""
    rest, name = split_credit(text)
    return name or rest or None


def _without_end(text: str) -> str:
    return text.rstrip(" –|-([;").removesuffix(",").rstrip()


def _name(text: str) -> str | None:
    """A credit without the brackets and stops around it."""
    text = text.strip(" .:/|")
    if text.count(")") > text.count("("):
        text = text.rstrip(")")
    return text.rstrip("]") or None
