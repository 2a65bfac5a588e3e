"""Which lines of a page are not the article, told by their words."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest

from crawler.parsers.boilerplate import (
    is_cue,
    is_label,
    is_notice,
    opens_comments,
    opens_ending,
    opens_facts,
)

RULES = tomllib.loads(files("crawler.parsers").joinpath("boilerplate.toml").read_text(encoding="utf-8"))
ANCHORED = ("cues", "pointers", "labels", "signatures", "endings", "fact_headings")


@pytest.mark.parametrize("section", ANCHORED)
def test_phrases_that_open_a_line_begin_with_two_signs_as_they_are(section):
    phrases = [phrase for phrases in RULES[section].values() for phrase in phrases]
    phrases += RULES["comments"]["headings"] + RULES["comments"]["invitations"]
    assert [phrase for phrase in phrases if not re.match(r"[\w ■]{2}(?![?*{])", phrase)] == []


@pytest.mark.parametrize(
    ("line", "so"),
    [
        ("Les også:", True),
        ("LES MER", True),
        ("Se også: Slik gikk det i fjor", True),
        ("À lire aussi", True),
        ("■関連記事", True),
        ("関連記事", True),
        ("Les også at han sa nei", False),
        ("Leserne har talt", False),
        ("", False),
    ],
)
def test_what_points_to_other_pages(line, so):
    assert is_cue(line) is so


@pytest.mark.parametrize(
    ("line", "so"),
    [
        ("ANNONSE", True),
        ("Saken fortsetter under bildet", True),
        ("Publicité", True),
        ("Ad", True),
        ("Annonsene ble trukket", False),
        ("Del dette med en venn", False),
    ],
)
def test_labels(line, so):
    assert is_label(line) is so


@pytest.mark.parametrize(
    ("text", "so"),
    [
        ("Meld deg på vårt daglige nyhetsbrev her", True),
        ("Har du tips? Send dem til oss", True),
        ("«Logg inn» for å lese videre", True),
        ("*Affiliate links are used in this post", True),
        ("Hier kostenlos für den Kultur-Newsletter anmelden!", True),
        ("Publisert: 12. mars 2024", True),
        ("Foto: Kari Nordmann / Avisa", True),
        ("Toget står på Bryn stasjon tirsdag. (Foto: Kari Nordmann)", True),
        ("Toget står. " * 18 + "Foto: Kari Nordmann", True),
        ("© 2024 Avisa AS", True),
        ("Ordboken ble utgitt © Forlaget 2012", True),
        ("続きを読むには会員登録が必要です", True),
        ("Hun tok et foto: det ble tatt i fjor, men ingen har sett det siden, og nå er det borte.", False),
        ("Nyhetsbrevet fra skolen kom fredag", False),
        ("Kundene må logge inn på nytt", False),
        ("Avisens nyhetsbrev: " + "vårt nyhetsbrev " * 30, False),
        ("", False),
    ],
)
def test_what_speaks_of_the_publication(text, so):
    assert is_notice(text) is so


@pytest.mark.parametrize(
    ("line", "so"),
    [
        ("Kommentarer (12)", True),
        ("12 kommentarer", True),
        ("Comments", True),
        ("Leave a reply", True),
        ("3 thoughts on “The tram is late”", True),
        ("One comment on «The tram is late»", True),
        ("Kommentaren kom sent", False),
        ("12 biler ble tauet", False),
        ("", False),
    ],
)
def test_what_opens_the_comments(line, so):
    assert opens_comments(line) is so


@pytest.mark.parametrize(
    ("line", "so"),
    [("Om artikkelforfatteren:", True), ("About the author", True), ("Om kvelden", False)],
)
def test_what_opens_the_ending(line, so):
    assert opens_ending(line) is so


@pytest.mark.parametrize(
    ("line", "so"),
    [("FAKTA", True), ("Fakta om trikken", True), ("Kort om saken", True), ("Faktaene er klare", False)],
)
def test_what_opens_a_fact_box(line, so):
    assert opens_facts(line) is so
