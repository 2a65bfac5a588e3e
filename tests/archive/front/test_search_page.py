"""The search in a browser finds what the command finds, and says the same where it cannot."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest

from archive.errors import ArchiveError
from archive.opening import open_archive, open_for_reading
from archive.search import search
from tests.archive.archive_under_test import URL
from tests.archive.front.filled import MANY
from tests.archive.front.served import Answer, Front, served

TITLES, ABOUT, SUMMARY = "//ol//h2", "//ol//p[@class='about']", "//h1"


def shown(answer: Answer) -> list[str]:
    assert answer.status == 200
    return answer.texts(TITLES)


def walk(front: Front, path: str) -> Iterator[Answer]:
    """The pages of a list, one after the other by its own links."""
    while path:
        yield (answer := front.get(path))
        path = next(iter(answer.page.xpath("//a[@rel='next']/@href")), "")


def test_where_nothing_is_asked_the_newest_articles_are_shown(front: Front) -> None:
    answer = front.get("/")
    assert answer.texts(SUMMARY)[0].startswith("58 articles in the archive, the newest first")
    assert shown(answer)[0] == "Ålesund får to slakterier"
    days = [line[:10] for line in answer.texts(ABOUT)]
    assert days == sorted(days, reverse=True)


def test_words_that_were_found_are_marked_in_title_and_text(front: Front) -> None:
    answer = front.get("/?q=slakteri")
    assert answer.texts("//ol//h2//mark") == ["slakterier"]
    answer = front.get("/?q=klyngen")
    assert answer.texts("//ol//p[@class='snippet']//mark") == ["næringsklyngen"]
    assert answer.texts("//ol//p[@class='about']/em") == ["in a longer word"]
    assert answer.texts(SUMMARY)[0].startswith("0 articles found, and 1 by longer words")


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("q=slakterier&site=fjordposten", ["Ålesund får to slakterier"]),
        ("q=slakterier&site=sildeposten", []),
        ("site=fjordposten", ["Ålesund får to slakterier"]),
        ("author=kari+NORDMANN", ["Ålesund får to slakterier"]),
        ("author=Ola+%C3%98y&author=Ingen", ["Ålesund får to slakterier"]),
        ("keyword=Slakteri&q=", ["Ålesund får to slakterier"]),
        ("q=laks&keyword=sild", []),
        ("q=slakterier&field=title", ["Ålesund får to slakterier"]),
        ("q=slakterier&field=lead&field=body", []),
        ("since=2024-05-02&until=2024-05-02", ["Ålesund får to slakterier"]),
        ("since=2024-05-03", []),
        ("q=sild&since=2023-12-03&until=2023-12-03", ["Sild nummer 35"]),
    ],
)
def test_filters_are_those_of_the_command(front: Front, asked: str, titles: list[str]) -> None:
    answer = front.get(f"/?{asked}")
    assert shown(answer) == titles
    if not titles:
        assert "No article found." in answer.text


@pytest.mark.parametrize("asked", ["keyword=sild", "q=sild", "q=sild&site=sildeposten&author=Siv+Sild"])
def test_page_by_page_each_article_is_shown_once(front: Front, asked: str) -> None:
    pages = [shown(answer) for answer in walk(front, f"/?{asked}")]
    assert [len(page) for page in pages] == [20, 20, 5]
    assert len({title for page in pages for title in page}) == MANY
    third = front.get(f"/?{asked}&page=3")
    assert third.page.xpath("//ol/@start") == ["41"]
    [before] = third.page.xpath("//a[@rel='prev']/@href")
    assert shown(front.get(before)) == pages[1]
    assert "There is no such page." in front.get(f"/?{asked}&page=4").text


@pytest.mark.parametrize(
    "query", ['"ny hall', "laks AND", "(laks", "NOT laks", "author:kari", "a*", "-laks", "…", "x " * 200]
)
def test_a_query_that_cannot_be_read_is_answered_as_the_command_does(
    front: Front, full_archive: Path, query: str
) -> None:
    with closing(open_for_reading(full_archive)) as db, pytest.raises(ArchiveError) as told:
        search(db, query)
    answer = front.get(f"/?{urlencode({'q': query})}")
    assert (answer.status, answer.sentence) == (400, str(told.value))
    assert answer.page.xpath("//input[@id='q']/@value") == [query.strip()]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("since=2024-13-01", "'2024-13-01' is not a day. Write it as 2024-05-31."),
        ("until=i+g%C3%A5r&q=sild", "'i går' is not a day. Write it as 2024-05-31."),
        (
            "since=2024-02-01&until=2024-01-01",
            "The last day is before the first one, so no article can be meant.",
        ),
        (
            "site=fjord",
            "'fjord' is no publication in this archive: it has avisa, fjordposten, sildeposten, skadeposten.",
        ),
        ("field=url", "'url' is no field of a search. There are title, lead, body."),
        ("page=0", "'0' is no page of this list. Pages are numbered from 1 to 50; choose fewer days, or take "
         "all as a file."),
        ("page=51", "'51' is no page of this list. Pages are numbered from 1 to 50; choose fewer days, or "
         "take all as a file."),
    ],
)  # fmt: skip
def test_a_form_that_cannot_be_meant_says_why_and_keeps_what_was_written(
    front: Front, asked: str, sentence: str
) -> None:
    answer = front.get(f"/?{asked}")
    assert (answer.status, answer.sentence) == (400, sentence)
    if asked.startswith("since"):
        assert answer.page.xpath("//input[@name='since']/@value") == [asked[6:16]]


@pytest.mark.parametrize(
    "asked",
    [
        "site=sildeposten",
        "q=slakterier",
        "q=slakterier+OR+sild&since=2023-12-01",
        "author=siv+sild&until=2023-01-31",
        "keyword=laks&keyword=sild&site=fjordposten&site=sildeposten",
        "q=nummer&field=title&author=Siv+Sild",
    ],
)
def test_files_and_sql_are_the_whole_list(front: Front, full_archive: Path, asked: str) -> None:
    everything = [title for answer in walk(front, f"/?{asked}") for title in shown(answer)]
    answer = front.get(f"/?{asked}")
    table, lines = (front.get(link) for link in answer.page.xpath("//p[@class='files']/a/@href"))
    rows = list(csv.DictReader(io.StringIO(table.text)))
    objects = [json.loads(line) for line in lines.text.splitlines()]
    assert table.headers["content-disposition"] == 'attachment; filename="articles.csv"'
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert sorted(row["title"] for row in rows) == sorted(everything)
    assert [row["id"] for row in rows] == [str(one["id"]) for one in objects]
    with closing(sqlite3.connect(full_archive)) as db:
        found = [row[3] for row in db.execute(answer.shown_sql.replace("LIMIT 20", "LIMIT 1000"))]
    assert sorted(found) == sorted(everything)


def test_the_command_line_that_asks_the_same_is_shown(front: Front, full_archive: Path) -> None:
    commands = front.get("/?q=laks+%27x%27&site=fjordposten&field=title").texts("//pre")[:-1]
    assert commands == [
        f"""nyhetsarkiv search 'laks '"'"'x'"'"'' --field title --site fjordposten --archive {full_archive}"""
    ]
    commands = front.get("/?author=Kari+Nordmann").texts("//pre")[:-1]
    assert commands == [
        "nyhetsarkiv export --format csv --out articles.csv --author 'Kari Nordmann' "
        f"--archive {full_archive}"
    ]


@pytest.mark.parametrize(
    "address",
    [URL, f"{URL}/", "https://fjordposten.example/m/laks"],
)
def test_an_address_in_the_place_of_words_leads_to_its_article(front: Front, address: str) -> None:
    [link] = front.get(f"/?{urlencode({'q': address})}").page.xpath("//main/p/a/@href")
    assert front.get(link).texts("//h1") == ["Ålesund får to slakterier"]
    assert "No article found." in front.get(f"/?{urlencode({'q': f'{address}/nei'})}").text


def test_an_empty_archive_says_what_fills_it(tmp_path: Path) -> None:
    open_archive(tmp_path / "archive.db").close()
    with served(tmp_path / "archive.db") as front:
        assert "The archive holds no article yet." in front.get("/").text
        assert "No article found." in front.get("/?q=laks").text
        assert "The archive holds no publication yet." in front.get("/sites").text
        assert "No silent edit was seen." in front.get("/edits").text
        assert "There was no crawl." in front.get("/crawls").text
        assert front.get("/articles.jsonl").text == ""
        assert front.get("/sites.json").text == "[]\n"
        assert len(front.get("/articles.csv").text.splitlines()) == 1
