from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.entry import Entry
from crawler.discovery.pages import read_listing

HERE = "https://fagbladet.example/"


def entries(html: str) -> dict[str, Entry]:
    found = read_listing(f"<body><main>{html}</main></body>", HERE).entries
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
        st.sampled_from(["<div>", "</div>", "<a href='/a'>", "</a>", "12.03.2024 ", "Sak "]), max_size=40
    )
)
def test_any_order_is_survived(parts: list[str]) -> None:
    assert isinstance(entries("".join(parts)), dict)
