from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.entry import Entry
from crawler.discovery.pages import read_listing

HERE = "https://fagbladet.example/"


NOW = datetime(2024, 3, 15, 12, 0, tzinfo=ZoneInfo("Europe/Oslo"))


def entries(html: str, now: datetime | None = None) -> dict[str, Entry]:
    found = read_listing(f"<body><main>{html}</main></body>", HERE, now).entries
    return {entry.url.removeprefix(HERE): entry for entry in found}


def oslo(day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2024, 3, day, hour, minute, tzinfo=ZoneInfo("Europe/Oslo"))


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("12.03.2024", oslo(12)),
        ("12.3.24", oslo(12)),
        ("12/03/2024", oslo(12)),
        ("2024-03-12", oslo(12)),
        ("12. mars 2024", oslo(12)),
        ("12 mar. 2024", oslo(12)),
        ("  12. mars\n 2024 ", oslo(12)),
        ("tirsdag 12. mars 2024 kl. 10:30", oslo(12, 10, 30)),
        ("12.03.2024 – 10.30", oslo(12, 10, 30)),
        ("Publisert: 12.03.2024", oslo(12)),
        ("Nyheter | 12.03.2024", oslo(12)),
        ("Av Kari Hansen, 12.03.2024", oslo(12)),
        ("12.03.2024 · Havbruk og fiske", oslo(12)),
        ("(12.03.2024) -", oslo(12)),
        ("Oppdatert: 12.03.2024", None),
        ("Frist: 12.03.2024", None),
        ("Kurset begynner 12.03.2024 og varer lenge", None),
        ("Møte i Bergen 12.03.2024", None),
        ("12. mars", None),
        ("32.13.2024", None),
        ("1203.2024", None),
    ],
)
def test_a_date_that_stands_as_text_beside_a_link(text: str, date: datetime | None) -> None:
    around = ("<li>{} <a href='/a'>A</a></li>", "<li><a href='/a'>A</a><p class='d'>{}</p></li>")
    more = (
        "<a href='/a'><h2>A</h2><span>{}</span></a>",
        "<table><td>{}</td><td><a href='/a'>A</a></td></table>",
    )
    assert [entries(html.format(text))["a"].date for html in (*around, *more)] == [date] * 4


@pytest.mark.parametrize(
    ("text", "latest", "earliest"),
    [
        ("i dag 14:30", oslo(15, 14, 30), oslo(14, 14, 30)),
        ("I går", oslo(14), oslo(13)),
        ("Nyheter | i går kl. 9", oslo(14, 9), oslo(13, 9)),
        ("for 3 timer siden", oslo(15, 10), oslo(14, 9)),
        ("Publisert for én time siden", oslo(15, 12), oslo(14, 11)),
        ("2 dager siden", oslo(14, 12), oslo(12, 12)),
        ("for 2 uker siden", oslo(8, 12), datetime(2024, 2, 23, 12, tzinfo=ZoneInfo("Europe/Oslo"))),
        ("12. mars", oslo(12), None),
        ("tirsdag 12. mars kl. 14", oslo(12, 14), None),
        ("Av Kari Hansen, 12. mars kl. 14.30", oslo(12, 14, 30), None),
        ("1. mai", datetime(2023, 5, 1, tzinfo=ZoneInfo("Europe/Oslo")), None),
        ("20. april", None, None),
        ("Oppdatert for 3 timer siden", None, None),
        ("Frist: 12. mars", None, None),
        ("Stengt i dag", None, None),
        ("Kari gikk av for 3 timer siden og kommer igjen", None, None),
    ],
)
def test_a_vague_date_says_how_late_and_perhaps_how_early(
    text: str, latest: datetime | None, earliest: datetime | None
) -> None:
    """The first of May was last year; of the 20th of April, a month ahead, nobody knows."""
    for html in ("<li>{} <a href='/a'>A</a></li>", "<a href='/a'><h2>A</h2><span>{}</span></a>"):
        entry = entries(html.format(text), NOW)["a"]
        assert (entry.date, entry.lastmod, entry.earliest) == (None, latest, earliest)
        assert entries(html.format(text))["a"] == Entry(f"{HERE}a"), "not known when it was fetched"


def test_a_vague_date_says_less_than_another_one() -> None:
    html = "<li><a href='/a'>A</a> <i>{}</i> <time datetime='2024-03-12'>i går</time></li><li>{}</li>"
    assert entries(html.format("for 2 timer siden", "3 timer siden"), NOW)["a"].date == datetime(
        2024, 3, 12, tzinfo=UTC
    )


def test_the_most_read_of_today_may_be_of_any_age() -> None:
    html = "<div><b>I dag</b>" + "".join(f"<p><a href='/{n}'>Sak</a></p>" for n in range(8)) + "</div>"
    assert {entry.earliest for entry in entries(html, NOW).values()} == {None}


def test_a_headline_is_no_date() -> None:
    assert entries("<li><h2><a href='/a'>Valget – i går</a></h2></li>", NOW)["a"] == Entry(f"{HERE}a")


def test_each_teaser_has_its_own() -> None:
    html = "".join(f"<div><a href='/{day}'>Sak</a><div>{day}.03.2024</div></div>" for day in (14, 13, 12))
    assert [entry.date for entry in entries(html).values()] == [oslo(14), oslo(13), oslo(12)]


def test_a_link_that_is_the_teaser_has_its_own() -> None:
    html = "".join(f"<a href='/{day}'><b>Sak</b><i>{day}.03.2024</i></a>" for day in (14, 13, 12))
    assert [entry.date for entry in entries(html).values()] == [oslo(14), oslo(13), oslo(12)]


def test_the_date_of_the_whole_page_is_no_teaser_s() -> None:
    html = "<p>12.03.2024</p>" + "".join(f"<p><a href='/{n}'>Sak</a></p>" for n in range(20))
    assert {entry.date for entry in entries(html).values()} == {None}


@pytest.mark.parametrize(
    ("html", "latest"),
    [
        pytest.param(
            "<dt>14.03.2024</dt><dd><a href='/a'>A</a></dd><dt>12.03.2024</dt><dd><a href='/b'>B</a></dd>",
            {"a": oslo(14), "b": oslo(12)},
            id="dates lead",
        ),
        pytest.param(
            "<h2><a href='/a'>A</a></h2><p>14.03.2024</p><h2><a href='/b'>B</a></h2><p>12.03.2024</p>",
            {"a": oslo(14), "b": oslo(12)},
            id="dates follow",
        ),
        pytest.param(
            "<a href='/a'>A</a> 14.03.2024 <a href='/b'>B</a> 12.03.2024 <a href='/c'>C</a>",
            {"a": None, "b": oslo(14), "c": None},
            id="nobody can tell: the later of both",
        ),
    ],
)
def test_where_dates_and_links_follow_each_other(html: str, latest: dict[str, datetime | None]) -> None:
    found = entries(html)
    assert {path: entry.lastmod for path, entry in found.items()} == latest
    assert {entry.date for entry in found.values()} == {None}


@given(
    st.lists(
        st.sampled_from(["<div>", "</div>", "<a href='/a'>", "</a>", "12.03.2024 ", "i går ", "Sak "]),
        max_size=40,
    )
)
def test_any_order_is_survived(parts: list[str]) -> None:
    assert isinstance(entries("".join(parts), NOW), dict)
