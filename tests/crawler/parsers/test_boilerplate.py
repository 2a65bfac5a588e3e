"""Which lines of a page are not the article, told by their words."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest

from crawler.parsers.boilerplate import (
    Told,
    is_cue,
    is_genre,
    is_label,
    is_notice,
    openings,
    opens_comments,
    opens_contact,
    opens_ending,
    opens_facts,
    told_by,
)

RULES = tomllib.loads(files("crawler.parsers").joinpath("boilerplate.toml").read_text(encoding="utf-8"))
ANCHORED = ("cues", "pointers", "labels", "notes", "signatures", "endings", "contacts", "fact_headings")


@pytest.mark.parametrize("section", ANCHORED)
def test_phrases_that_open_a_line_begin_with_three_signs_as_they_are(section):
    phrases = [phrase for phrases in RULES[section].values() for phrase in phrases]
    phrases += RULES["comments"]["headings"] + RULES["comments"]["invitations"]
    begun = {opening for phrase in phrases for opening in openings(phrase, 4)}
    assert [opening for opening in begun if not re.match(r"ad$|[\w ■'’:-]{3}(?![?*{])", opening)] == []


@pytest.mark.parametrize(
    ("line", "so"),
    [
        ("Les også:", True),
        ("LES MER", True),
        ("Se også: Slik gikk det i fjor", True),
        ("À lire aussi", True),
        ("■関連記事", True),
        ("関連記事", True),
        ("Les mer om emballasje her", True),
        ("Les hele saken her", True),
        ("Les mer: Slik blir ny lov", True),
        ("Mest lest nå", True),
        ("Relaterte artikler", True),
        ("Andre leser også", True),
        ("Fikk du med deg disse?", True),
        ("Lignende artikler", True),
        ("Mer om saken", True),
        ("Mer om saken fikk vi ikke vite.", False),
        ("Ähnliche Beiträge", True),
        ("Articles similaires", True),
        ("Siste saker på dagsorden er ny emballasjeavgift.", False),
        ("Ledige stillinger er det få av i bransjen, viser tallene.", False),
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
        ("Saken fortsetter etter annonsen", True),
        ("Artikkelen fortsetter under bildet.", True),
        ("Teksten held fram under biletet", True),
        ("Artiklen fortsætter efter annoncen", True),
        ("Story continues below advertisement", True),
        ("Del på LinkedIn", True),
        ("Del denne saken", True),
        ("Kopier lenke", True),
        ("Lytt til artikkelen", True),
        ("Lesetid: 3 min", True),
        ("3 min lesetid", True),
        ("25 Share", True),
        ("Til toppen", True),
        ("Neste", True),
        ("(ID:50321234)", True),
        ("– ANNONSE –", True),
        ("Skriv ut | Tips en venn | Del på Facebook", True),
        ("Del artikkelen: Facebook Twitter", True),
        ("Klikk på bildet for større versjon", True),
        ("Med vennlig hilsen", True),
        ("Vennlig hilsen fra naboen sto det på lappen", False),
        ("Klikk her og der, og så var pengene borte, sier han.", False),
        ("ID-kortet ble funnet i dag", False),
        ("Artikkelen fortsetter å skape debatt i bransjen.", False),
        ("Neste år skal fabrikken stå ferdig.", False),
        ("Fortsetter å vokse i Europa", False),
        ("Saken fortsetter i lagmannsretten", False),
        ("Tilbake står eierne med et tap på 40 millioner kroner.", False),
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
        ("Rettelse: I en tidligere versjon sto det at loven gjelder fra 2024.", True),
        ("Presisering: Saken er endret etter publisering.", True),
        ("Saken er oppdatert.", True),
        ("Artikkelen ble oppdatert 12. mars 2024 kl. 10.15", True),
        ("Denne saken ble først publisert 3. mars 2024", True),
        ("Dette er en kommentar. Kommentaren gir uttrykk for skribentens holdning.", True),
        ("Dette er et debattinnlegg.", True),
        ("Denne saken er kun for abonnenter", True),
        ("Kontakt redaksjonen", True),
        ("Følg Fagbladet på Facebook", True),
        ("Følg oss på LinkedIn", True),
        ("Correction: An earlier version of this article misstated the year.", True),
        ("This story has been updated with additional developments.", True),
        ("Rättelse: I en tidigare version stod det fel.", True),
        ("Arkivfoto: Kari Nordmann", True),
        ("Kilde: Statistisk sentralbyrå", True),
        ("Kjelder: SSB, NVE", True),
        ("Oversatt av Liv Berg", True),
        ("Pressemelding fra Storvik havn", True),
        ("Bildet over: Havnesjefen på kaien.", True),
        ("Kontaktperson: Kari Holm, rådgiver", True),
        ("For mer informasjon, kontakt Kari Holm", True),
        ("Har du spørsmål? Ta kontakt med rådgiver Per Lie.", True),
        ("Abonner på Kaibladet for 99 kroner i måneden", True),
        ("Artikkelen er skrevet av Kari Holm, og er produsert og finansiert av Havneforskning.", True),
        ("Leserbrev Dette er et debattinnlegg, skrevet av en ekstern bidragsyter.", True),
        ("Kilder i partiet sier at saken er avgjort.", False),
        ("Kontakt med naturen er viktig for barn.", False),
        ("Dette er en sak av stor prinsipiell betydning.", False),
        ("Bildet viser kaien i 1962.", False),
        ("Har du spørsmål om pensjon, er du ikke alene.", False),
        ("Artikkelen er skrevet av tre forskere ved NTNU, og publisert i Nature.", False),
        ("Oversatt til norske forhold betyr det 2 millioner kroner.", False),
        ("Pressemelding etter pressemelding kom fra selskapet i fjor.", False),
        ("Saken ble oppdatert for lagmannsretten i mars, opplyser advokaten.", False),
        ("Rettelsen av feilen kostet selskapet 14 millioner kroner i fjor.", False),
        ("Dette er en kommentar fra bransjen som departementet bør lytte til.", False),
        ("Følg oss på ferden fra skog til ferdig kartong gjennom fem fabrikker.", False),
        ("Foto er et marked i vekst, sier eieren.", False),
        ("Publisert forskning viser at papp er best for miljøet.", False),
        ("Publisert i tidsskriftet Nature viser studien at papp er best.", False),
        ("Posted in Kabul for two years, she saw it all.", False),
        ("Oppdatert i dag", True),
        ("Publisert i Fagbladet nr. 3", True),
        ("This story has legs, said the editor, and he was right about it.", False),
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
    [
        ("Kontakt", True),
        ("Pressekontakter:", True),
        ("Har du spørsmål?", True),
        ("For mer informasjon, ta kontakt:", True),
        ("Kontakt med leverandører", False),
        ("Mer informasjon til pasientene", False),
        ("Spørsmål og svar", False),
    ],
)
def test_what_opens_whom_to_ask(line, so):
    assert opens_contact(line) is so


@pytest.mark.parametrize(
    ("line", "so"),
    [("KOMMENTAR", True), ("Leserinnlegg:", True), ("Debatt om havna", False), ("Leder i bransjen", False)],
)
def test_what_says_the_kind_of_a_text(line, so):
    assert is_genre(line) is so


@pytest.mark.parametrize(
    ("line", "so"),
    [("FAKTA", True), ("Fakta om trikken", True), ("Kort om saken", True), ("Faktaene er klare", False)],
)
def test_what_opens_a_fact_box(line, so):
    assert opens_facts(line) is so


@pytest.mark.parametrize(
    "name",
    [
        "relaterte-saker",
        "les-ogsa",
        "siste-nytt",
        "ArticleTeaser",
        "nyhetsbrev-boks",
        "tips-oss",
        "del-knapper",
        "kommentarfelt",
        "sidefelt",
        "brodsmuler",
        "forfatterboks",
        "c-newsletter",
    ],
)
def test_names_of_what_is_no_text(name):
    told = told_by("div", {"class": name})
    assert told.boilerplate or told.comments


@pytest.mark.parametrize("name", ["has-sidebar", "artikkel", "brodtekst", "delvis-dekket", "meningsytring"])
def test_names_of_what_can_be_text(name):
    assert told_by("div", {"class": name}) == Told()


@pytest.mark.parametrize("name", ["faktaboks", "fact-box", "faktaramme", "rammesak"])
def test_names_of_fact_boxes(name):
    assert told_by("div", {"id": name}).fact
