"""Dates as Norwegian pages print them, and those that metadata hold."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from crawler.parsers.date_text import read_date

OSLO = ZoneInfo("Europe/Oslo")
FETCHED = datetime(2024, 3, 15, 12, 0, tzinfo=OSLO)

DAY = datetime(2024, 3, 12, tzinfo=OSLO)
MINUTE = datetime(2024, 3, 12, 14, 30, tzinfo=OSLO)


@pytest.mark.parametrize(
    "text",
    [
        "12.3.2024",
        "12.03.2024",
        "12.03.24",
        "12/3-2024",
        "12/3 2024",
        "12. mars 2024",
        "12 mars 2024",
        "12. Mars, 2024",
        "tirsdag 12. mars 2024",
        "tysdag 12. mars 2024",
        "Tirsdag, 12.03.2024",
        "tir. 12. mars 2024",
        "tys, 12.03.2024",
        "12.mars 2024",
        "den 12. mars 2024",
        "2024-03-12",
        "20240312",
        "Publisert 12.3.2024",
        "Publisert: 12. mars 2024",
        "Publisert den 12. mars 2024",
        "Publisert tirsdag 12. mars 2024",
        "Publisert 12.3.2024 av Kari Nordmann",
        "PUBLISERT 12.03.2024",
        "Oppdatert 12.3.2024",
        "Oppdatert: tysdag 12. mars 2024",
        "Sist endret 12.03.2024",
        "Sist endra 12. mars 2024",
        "Sist oppdatert: 12.03.2024",
        "Lagt ut 12. mars 2024",
        "Lagt ut: 12.03.2024",
        "Dato: 12.03.2024",
        "March 12, 2024",
        "12 March 2024",
        "2024 Mar 12",
    ],
)
def test_a_day(text):
    assert read_date(text, FETCHED) == (DAY, "day")


@pytest.mark.parametrize(
    "text",
    [
        "12.3.2024 14:30",
        "12.03.2024 14.30",
        "12.03.2024 kl. 14.30",
        "12.03.2024, kl 14:30",
        "12.03.2024 - 14:30",
        "12.03.24 14:30",
        "12. mars 2024 14:30",
        "12. mars 2024, kl. 14.30",
        "12. mars 2024 klokken 14.30",
        "12. mars 2024 klokka 14.30",
        "tir, 12.03.2024 - 14:30",
        "tirsdag 12. mars 2024 kl. 14.30",
        "tysdag 12. mars 2024 kl. 14.30",
        "Publisert 12.03.2024 14:30",
        "Publisert: 12.03.2024 kl. 14.30",
        "Publisert: tirsdag 12. mars 2024 kl 14:30",
        "Publisert 12.03.2024 14:30 Oppdatert 13.03.2024 09:15",
        "Sist endret: 12.03.2024 14:30",
        "Av Kari Nordmann, tir, 12.03.2024 - 14:30",
        "2024-03-12 14:30",
        "2024-03-12T14:30:00",
        "2024-03-12T14:30:00+01:00",
        "2024-03-12T13:30:00Z",
        "2024-03-12T13:30:00.000Z",
        "2024-03-12T14:30+0100",
        "2024-03-12 13:30:00 UTC",
        "Tue, 12 Mar 2024 13:30:00 GMT",
        "Tue, 12 Mar 2024 14:30:00 +0100",
    ],
)
def test_a_minute(text):
    assert read_date(text, FETCHED) == (MINUTE, "minute")


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [("12.03.2024 kl 14", 14, 0), ("12. mars 2024 kl. 9", 9, 0), ("12.03.2024 kl. 9.05", 9, 5)],
)
def test_the_clock_in_short(text, hour, minute):
    assert read_date(text, FETCHED) == (DAY.replace(hour=hour, minute=minute), "minute")


@pytest.mark.parametrize(
    ("month", "number"),
    [
        ("januar", 1), ("februar", 2), ("mars", 3), ("april", 4), ("mai", 5), ("juni", 6),
        ("juli", 7), ("august", 8), ("september", 9), ("oktober", 10), ("november", 11), ("desember", 12),
        ("jan.", 1), ("feb.", 2), ("apr.", 4), ("jun.", 6), ("jul.", 7), ("aug.", 8),
        ("sep.", 9), ("sept.", 9), ("okt.", 10), ("nov.", 11), ("des.", 12),
    ],
)  # fmt: skip
def test_every_month(month, number):
    assert read_date(f"7. {month} 2023") == (datetime(2023, number, 7, tzinfo=OSLO), "day")


@pytest.mark.parametrize(
    ("text", "ago", "precision"),
    [
        ("Publisert for 3 timer siden", timedelta(hours=3), "minute"),
        ("for 3 timar sidan", timedelta(hours=3), "minute"),
        ("Publisert for en time siden", timedelta(hours=1), "minute"),
        ("for ein time sidan", timedelta(hours=1), "minute"),
        ("for 20 minutter siden", timedelta(minutes=20), "minute"),
        ("20 min siden", timedelta(minutes=20), "minute"),
        ("for 2 dager siden", timedelta(days=2), "day"),
        ("for to dager siden", timedelta(days=2), "day"),
        ("for 2 dagar sidan", timedelta(days=2), "day"),
        ("for en uke siden", timedelta(days=7), "day"),
        ("2 hours ago", timedelta(hours=2), "minute"),
    ],
)
def test_time_that_has_passed(text, ago, precision):
    assert read_date(text, FETCHED) == (FETCHED - ago, precision)


@pytest.mark.parametrize(
    ("text", "when", "precision"),
    [
        ("I dag 08:15", datetime(2024, 3, 15, 8, 15, tzinfo=OSLO), "minute"),
        ("Publisert i dag kl. 08.15", datetime(2024, 3, 15, 8, 15, tzinfo=OSLO), "minute"),
        ("i går kl 14:30", datetime(2024, 3, 14, 14, 30, tzinfo=OSLO), "minute"),
        ("i går", datetime(2024, 3, 14, tzinfo=OSLO), "day"),
        ("Publisert 12. mars", DAY, "day"),
        ("12. mars kl. 14.30", MINUTE, "minute"),
        ("12. desember", datetime(2023, 12, 12, tzinfo=OSLO), "day"),
    ],
)
def test_what_the_moment_of_the_fetch_completes(text, when, precision):
    assert read_date(text, FETCHED) == (when, precision)


@pytest.mark.parametrize(
    "text",
    ["for 3 timer siden", "2 hours and 30 minutes ago", "i dag", "Publisert 12. mars", "12. mars kl. 14.30"],
)
def test_nothing_completes_it_without_that_moment(text):
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "language", "when"),
    [
        ("12. März 2024", "de", DAY),
        ("12 mars 2024", "sv", DAY),
        ("12. marts 2024", "da", DAY),
        ("12 de marzo de 2024", "es", DAY),
    ],
)
def test_other_languages_when_the_page_is_in_one(text, language, when):
    assert read_date(text, FETCHED, language) == (when, "day")


@pytest.mark.parametrize(
    ("text", "language", "day", "month"),
    [
        ("3/12/2024", "en-US", 12, 3),
        ("3/12/2024", "nb", 3, 12),
        ("3/12/2024", "en-GB", 3, 12),
        ("3.12.2024", "en-US", 3, 12),
        ("12/25/2024", None, 25, 12),
        ("03-12-2024", "nb", 3, 12),
        ("03-12-2024", "en-US", 12, 3),
        ("Liam Austin Updated: October 22, 2024", "en", 22, 10),
        ("Kari Nordmann oppdatert 3. mai 2024", "nb", 3, 5),
    ],
)
def test_day_and_month_in_figures(text, language, day, month):
    assert read_date(text, None, language) == (datetime(2024, month, day, tzinfo=OSLO), "day")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Kari Nordmann",
        "45 99 12 34",
        "32.13.2024",
        "31. februar 2024",
        "Tlf. 22 33 44 55",
        "Publisert",
        "Foto: Kari Nordmann",
        "side 12 av 24",
        "2024",
        "(2019)",
        "#052962",
        "9603723",
        "0000-00-00",
    ],
)
def test_what_is_no_date(text):
    assert read_date(text, FETCHED) is None


def test_summer_and_winter_time():
    summer, winter = read_date("1. juli 2024 kl. 12.00"), read_date("1. januar 2024 kl. 12.00")
    assert summer is not None
    assert winter is not None
    assert (summer.when.isoformat(), winter.when.isoformat()) == (
        "2024-07-01T12:00:00+02:00",
        "2024-01-01T12:00:00+01:00",
    )
