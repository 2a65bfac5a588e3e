"""Dates as bylines print them, language by language; all are read on Thursday 6 March 2025 at noon.

What is expected is written in ISO 8601: a day alone where the text says no clock, Oslo's time where
it says no zone.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from crawler.parsers.date_text import read_date

OSLO = ZoneInfo("Europe/Oslo")
FETCHED = datetime(2025, 3, 6, 12, 0, tzinfo=OSLO)
DAY = 24 * 60

BOKMAAL = (
    ("i går 14:30", "2025-03-05T14:30"),
    ("i går kl. 14.30", "2025-03-05T14:30"),
    ("I går, 14:30", "2025-03-05T14:30"),
    ("i går klokken 14.30", "2025-03-05T14:30"),
    ("i dag 08:15", "2025-03-06T08:15"),
    ("I dag kl. 08:15", "2025-03-06T08:15"),
    ("igår", "2025-03-05"),
    ("igår kl 14:30", "2025-03-05T14:30"),
    ("idag 08:15", "2025-03-06T08:15"),
    ("Publisert i dag", "2025-03-06"),
    ("Publisert: I dag, 08:15", "2025-03-06T08:15"),
    ("i forgårs", "2025-03-04"),
    ("3. mars 2025, kl. 09.05", "2025-03-03T09:05"),
    ("3. mars 2025 kl. 09:05", "2025-03-03T09:05"),
    ("3. mars 2025 09:05", "2025-03-03T09:05"),
    ("03.03.25 09:05", "2025-03-03T09:05"),
    ("03.03.2025 | 09:05", "2025-03-03T09:05"),
    ("03.03.2025 – 09:05", "2025-03-03T09:05"),
    ("2025-03-03T09:05", "2025-03-03T09:05"),
    ("Publisert: 3.3.2025 kl 9:05 Oppdatert: 4.3.2025 kl 10:00", "2025-03-03T09:05"),
    ("Publisert 03.03.2025 09:05. Oppdatert 04.03.2025 10:00", "2025-03-03T09:05"),
    ("Sist oppdatert tirsdag 4. mars 2025 - 11:02", "2025-03-04T11:02"),
    ("Oppdatert: 4. mars 2025 | 11:02", "2025-03-04T11:02"),
    ("mandag 3. mars", "2025-03-03"),
    ("Mandag 3. mars kl. 09:05", "2025-03-03T09:05"),
    ("mandag 3. mars 2025", "2025-03-03"),
    ("man. 3. mars 2025 09.05", "2025-03-03T09:05"),
    ("3. mars", "2025-03-03"),
    ("3. mars. 2025", "2025-03-03"),
    ("3. mar. 2025 kl. 09:05", "2025-03-03T09:05"),
    ("3.mar 2025", "2025-03-03"),
    ("3/3-25", "2025-03-03"),
    ("3/3 2025 09:05", "2025-03-03T09:05"),
    ("3.3.2025 kl 0905", "2025-03-03T09:05"),
    ("3. mars 2025, 09:05", "2025-03-03T09:05"),
    ("3. mars 2025 (09:05)", "2025-03-03T09:05"),
    ("kl. 09:05, 3. mars 2025", "2025-03-03T09:05"),
    ("09:05 - 3. mars 2025", "2025-03-03T09:05"),
    ("09:05 03.03.2025", "2025-03-03T09:05"),
    ("kl. 09.05 3. mars 2025", "2025-03-03T09:05"),
    ("3. mars 2025 kl. 9", "2025-03-03T09:00"),
    ("Publisert 3. mars 2025 av Kari Nordmann", "2025-03-03"),
    ("Av Kari Nordmann 3. mars 2025", "2025-03-03"),
    ("Av Kari Nordmann | 3. mars 2025 | 09:05", "2025-03-03T09:05"),
    ("Skrevet av Kari Nordmann, 03.03.2025", "2025-03-03"),
    ("Først publisert: 3. mars 2025", "2025-03-03"),
    ("Publiseringsdato: 03.03.2025", "2025-03-03"),
    ("Publisert dato: 03.03.2025", "2025-03-03"),
    ("Opprettet: 03.03.2025", "2025-03-03"),
    ("Lagt inn 03.03.2025 09:05", "2025-03-03T09:05"),
    ("Postet: 3. mars 2025", "2025-03-03"),
    ("3. mars 2025 09:05 CET", "2025-03-03T09:05"),
    ("2025-03-03 09:05 CET", "2025-03-03T09:05"),
    ("2025-03-03T08:05Z", "2025-03-03T09:05"),
    ("2025-03-03T09:05:00+0100", "2025-03-03T09:05"),
    ("2025-03-03 09:05 +0100", "2025-03-03T09:05"),
    ("2025-03-03T09:05:00.123+01:00", "2025-03-03T09:05"),
    ("20250303T090500", "2025-03-03T09:05"),
    ("2025-03-03", "2025-03-03"),
)
NYNORSK = (
    ("måndag 3. mars", "2025-03-03"),
    ("laurdag 1. mars", "2025-03-01"),
    ("laurdag 1. mars 2025 kl. 09.05", "2025-03-01T09:05"),
    ("sundag 2. mars 2025", "2025-03-02"),
    ("Publisert laurdag 1. mars kl. 9.05", "2025-03-01T09:05"),
    ("Sist endra: 3. mars 2025", "2025-03-03"),
    ("Sist oppdatert 4. mars 2025 kl. 11.02", "2025-03-04T11:02"),
    ("Lagd 3. mars 2025", "2025-03-03"),
    ("i går klokka 14.30", "2025-03-05T14:30"),
)
SWEDISH = (
    ("Publicerad 3 mars 2025 09:05", "2025-03-03T09:05"),
    ("Publicerad: 2025-03-03 09:05", "2025-03-03T09:05"),
    ("Publicerad 3 mars 2025 kl 09.05", "2025-03-03T09:05"),
    ("Publicerad måndag 3 mars 2025 kl. 09.05", "2025-03-03T09:05"),
    ("Publicerat 3 mars 2025", "2025-03-03"),
    ("Uppdaterad 4 mars 2025", "2025-03-04"),
    ("Senast uppdaterad: 4 mars 2025 kl 11:02", "2025-03-04T11:02"),
    ("igår 14:30", "2025-03-05T14:30"),
    ("Igår kl. 14:30", "2025-03-05T14:30"),
    ("idag 08:15", "2025-03-06T08:15"),
    ("I dag 08:15", "2025-03-06T08:15"),
    ("15 februari 2025", "2025-02-15"),
    ("3 maj 2024", "2024-05-03"),
    ("12 augusti 2024", "2024-08-12"),
    ("1 oktober 2024 14.30", "2024-10-01T14:30"),
    ("3 mars, 2025", "2025-03-03"),
    ("tisdag, 4 mars 2025", "2025-03-04"),
    ("3 mars", "2025-03-03"),
    ("3 mars 09:05", "2025-03-03T09:05"),
)
DANISH = (
    ("Publiceret 3. marts 2025 kl. 09.05", "2025-03-03T09:05"),
    ("3. marts 2025 kl. 09:05", "2025-03-03T09:05"),
    ("Offentliggjort 3. marts 2025", "2025-03-03"),
    ("Udgivet: 03.03.2025", "2025-03-03"),
    ("Opdateret 4. marts 2025", "2025-03-04"),
    ("Senest opdateret 4. marts 2025 kl. 11:02", "2025-03-04T11:02"),
    ("mandag d. 3. marts 2025", "2025-03-03"),
    ("mandag den 3. marts 2025 kl. 09.05", "2025-03-03T09:05"),
    ("3. mar. 2025", "2025-03-03"),
    ("i går kl. 14:30", "2025-03-05T14:30"),
    ("30. maj 2024", "2024-05-30"),
    ("30. maj 2024 kl. 14.30", "2024-05-30T14:30"),
    ("12. december 2024", "2024-12-12"),
    ("12. oktober 2024, kl. 14:30", "2024-10-12T14:30"),
    ("3. marts", "2025-03-03"),
    ("14. januar 2025", "2025-01-14"),
    ("03/03/2025", "2025-03-03"),
)
ENGLISH = (
    ("March 3, 2025", "2025-03-03"),
    ("Mon 3 Mar 2025 // 09:05 GMT", "2025-03-03T09:05+00:00"),
    ("Mar 3, 2025", "2025-03-03"),
    ("Mar. 3, 2025 at 9:05 a.m.", "2025-03-03T09:05"),
    ("March 3, 2025 9:05 AM", "2025-03-03T09:05"),
    ("March 3, 2025 9:05 PM EST", "2025-03-03T21:05-05:00"),
    ("Published: 9:05 AM EST, Mon March 3, 2025", "2025-03-03T09:05-05:00"),
    ("Published 9:05 a.m. ET March 3, 2025", "2025-03-03T09:05-05:00"),
    ("Monday, 3 March 2025", "2025-03-03"),
    ("Mon 3 Mar 2025 09.05 GMT", "2025-03-03T09:05+00:00"),
    ("3rd March 2025", "2025-03-03"),
    ("3 March 2025 at 9:05am", "2025-03-03T09:05"),
    ("3 Mar 2025, 9:05 am IST", "2025-03-03T09:05+05:30"),
    ("Updated: Mar 4, 2025, 11:02 AM", "2025-03-04T11:02"),
    ("Updated Mar 4, 2025 at 11:02 AM PST", "2025-03-04T11:02-08:00"),
    ("Last updated on March 4, 2025", "2025-03-04"),
    ("First published on Mon 3 Mar 2025 09.05 GMT", "2025-03-03T09:05+00:00"),
    ("yesterday at 14:30", "2025-03-05T14:30"),
    ("Today, 8:15 AM", "2025-03-06T08:15"),
    ("Mar 3, 2025 | 9:05am", "2025-03-03T09:05"),
    ("MARCH 3, 2025", "2025-03-03"),
    ("By Jane Doe / March 3, 2025", "2025-03-03"),
    ("Jane Doe on 3 March 2025", "2025-03-03"),
    ("Posted on March 3, 2025 by Jane Doe", "2025-03-03"),
    ("March 3rd, 2025", "2025-03-03"),
    ("Sept. 14, 2024", "2024-09-14"),
    ("03 Mar 2025", "2025-03-03"),
    ("3-Mar-2025", "2025-03-03"),
    ("03/Mar/2025", "2025-03-03"),
    ("Mon, 03/03/2025 - 09:05", "2025-03-03T09:05"),
    ("2025/03/03 09:05", "2025-03-03T09:05"),
    ("March 3", "2025-03-03"),
    ("Mar 3, 9:05 AM", "2025-03-03T09:05"),
    ("2025-03-03 09:05:00 EST", "2025-03-03T09:05-05:00"),
    ("Mon Mar 03 2025 09:05:00 GMT+0100 (CET)", "2025-03-03T09:05"),
    ("Mon Mar  3 09:05:00 CET 2025", "2025-03-03T09:05"),
    ("Date: 3 Mar 2025", "2025-03-03"),
    ("12:05 a.m. March 3, 2025", "2025-03-03T00:05"),
)
GERMAN = (
    ("3. März 2025", "2025-03-03"),
    ("03. März 2025, 09:05 Uhr", "2025-03-03T09:05"),
    ("03.03.2025, 09:05 Uhr", "2025-03-03T09:05"),
    ("03.03.2025 um 09:05 Uhr", "2025-03-03T09:05"),
    ("Montag, 3. März 2025", "2025-03-03"),
    ("Stand: 03.03.2025 09:05 Uhr", "2025-03-03T09:05"),
    ("Veröffentlicht am 3. März 2025", "2025-03-03"),
    ("Veröffentlicht: 03.03.2025", "2025-03-03"),
    ("Aktualisiert am 4. März 2025 um 11:02", "2025-03-04T11:02"),
    ("Gestern, 14:30 Uhr", "2025-03-05T14:30"),
    ("Heute, 08:15 Uhr", "2025-03-06T08:15"),
    ("12. Dezember 2024", "2024-12-12"),
    ("1. Oktober 2024", "2024-10-01"),
    ("30. Mai 2024", "2024-05-30"),
    ("14. Jänner 2025", "2025-01-14"),
)
OTHERS = (
    ("ja", "2025年3月3日 09時05分", "2025-03-03T09:05"),
    ("zh", "2025年3月3日", "2025-03-03"),
    ("pl", "Publikacja: 03.03.2025 09:05", "2025-03-03T09:05"),
    ("tr", "Son Güncelleme : 03.03.2025 - 09:05", "2025-03-03T09:05"),
    ("en", "03 MAR 25", "2025-03-03"),
    ("fr", "3 mars 2025 à 09h05", "2025-03-03T09:05"),
    ("fr", "Publié le 3 mars 2025 à 09:05", "2025-03-03T09:05"),
    ("fr", "le 12 août 2024", "2024-08-12"),
    ("fr", "14 février 2025", "2025-02-14"),
    ("fr", "Publié le 03/03/2025 à 09:05", "2025-03-03T09:05"),
    ("es", "3 de marzo de 2025", "2025-03-03"),
    ("es", "3 de marzo de 2025 a las 09:05", "2025-03-03T09:05"),
    ("es", "14 enero 2025", "2025-01-14"),
    ("nl", "3 maart 2025 09:05", "2025-03-03T09:05"),
    ("nl", "14 januari 2025", "2025-01-14"),
    ("it", "3 marzo 2025", "2025-03-03"),
    ("it", "14 gennaio 2025 ore 09:05", "2025-01-14T09:05"),
    ("pt", "3 de março de 2025", "2025-03-03"),
    ("pt", "03/03/2025 09h05", "2025-03-03T09:05"),
    ("fi", "3.3.2025 klo 9.05", "2025-03-03T09:05"),
    ("fi", "3. maaliskuuta 2025", "2025-03-03"),
    ("is", "3. mars 2025 kl. 09:05", "2025-03-03T09:05"),
    ("pl", "3 marca 2025", "2025-03-03"),
)
AGO = (  # minutes before the fetch
    ("for halvannen time siden", 90),
    ("for en halv time siden", 30),
    ("Publisert for en drøy time siden", 60),
    ("for 10 min. siden", 10),
    ("for 10 min siden", 10),
    ("10 min. siden", 10),
    ("for ett minutt siden", 1),
    ("3 t siden", 180),
    ("for 3 t siden", 180),
    ("for 2 timer og 15 minutter siden", 135),
    ("Oppdatert for 5 timer siden", 300),
    ("for to dager siden", 2 * DAY),
    ("for en dag siden", 1 * DAY),
    ("for en uke siden", 7 * DAY),
    ("for tre uker siden", 21 * DAY),
    ("for syv timer siden", 420),
    ("for sju timer siden", 420),
    ("for åtte timer siden", 480),
    ("for elleve minutter siden", 11),
    ("nå nettopp", 0),
    ("akkurat nå", 0),
    ("for ein time sidan", 60),
    ("for ein halv time sidan", 30),
    ("for halvannan time sidan", 90),
    ("for tre timar sidan", 180),
    ("for 5 minutt sidan", 5),
    ("for to dagar sidan", 2 * DAY),
    ("for ei veke sidan", 7 * DAY),
    ("for to veker sidan", 14 * DAY),
    ("for ein månad sidan", 30 * DAY),
    ("for sju timar sidan", 420),
    ("för 2 timmar sedan", 120),
    ("2 timmar sedan", 120),
    ("för en timme sedan", 60),
    ("för 10 minuter sedan", 10),
    ("för två dagar sedan", 2 * DAY),
    ("för en vecka sedan", 7 * DAY),
    ("for 2 timer siden", 120),
    ("for en uge siden", 7 * DAY),
    ("for to måneder siden", 60 * DAY),
    ("2 hours ago", 120),
    ("2h ago", 120),
    ("an hour ago", 60),
    ("5 mins ago", 5),
    ("half an hour ago", 30),
    ("Posted 3 days ago", 3 * DAY),
    ("Published a week ago", 7 * DAY),
    ("vor 3 Stunden", 180),
    ("vor einer Stunde", 60),
    ("vor 10 Minuten", 10),
    ("vor zwei Tagen", 2 * DAY),
    ("il y a 2 heures", 120),
)

LANGUAGES = {"nb": BOKMAAL, "nn": NYNORSK, "sv": SWEDISH, "da": DANISH, "en": ENGLISH, "de": GERMAN}
PHRASES = [(language, *row) for language, rows in LANGUAGES.items() for row in rows]


@pytest.mark.parametrize(("language", "text", "said"), [*PHRASES, *OTHERS])
def test_a_printed_date(language: str, text: str, said: str) -> None:
    moment = read_date(text, FETCHED, language)
    assert moment is not None
    when = datetime.fromisoformat(said)
    assert moment.when == (when if when.tzinfo else when.replace(tzinfo=OSLO))
    assert moment.precision == ("minute" if "T" in said else "day")


@pytest.mark.parametrize(("text", "minutes"), AGO)
def test_time_that_has_passed_since(text: str, minutes: int) -> None:
    moment = read_date(text, FETCHED)
    assert moment is not None
    assert moment.when == FETCHED - timedelta(minutes=minutes)
    assert moment.precision == ("minute" if minutes < DAY else "day")


@pytest.mark.parametrize("text", [text for text, _ in AGO])
def test_nothing_passes_without_the_moment_of_the_fetch(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "i dag er det nok av alt",
        "i går ble det bestemt at 12 skulle møtes",
        "i dag og i morgen",
        "today is the day",
        "Kapittel 3. Mars",
        "mandag",
        "5 min lesetid",
        "Lesetid: 5 minutter",
        "12 kommentarer",
        "May 2024 issue 3",
        "kl. 14",
        "14:30",
        "Org.nr. 988 123 456",
    ],
)
def test_what_only_looks_like_a_date(text: str) -> None:
    assert read_date(text, FETCHED, "nb") is None
