"""How often articles speak of something, over time: what `nyhetsarkiv trend` counts, as bars and numbers."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest

from archive.opening import open_for_reading
from archive.trend import read_trend
from archive.trend_values import as_values
from tests.archive.front.filled import MANY
from tests.archive.front.served import Front


def test_without_a_query_the_page_says_what_it_is_for(front: Front) -> None:
    answer = front.get("/trend")
    assert (answer.status, answer.texts("//h1")) == (200, ["Over time"])
    assert answer.page.xpath("//form/@action") == ["/trend"]


def test_each_query_has_its_bars_on_one_scale(front: Front) -> None:
    answer = front.get(f"/trend?{urlencode({'q': 'sild; laks ; slakterier'})}")
    assert answer.texts("//main//h2") == ["sild", "laks", "slakterier"]
    assert answer.texts("//main//section/p")[0] == (f"{MANY} of 57 articles, 789.5 in a thousand.")
    assert answer.texts("//figcaption") == ["Full height: 1,000.0 in a thousand articles."] * 3
    titles = answer.texts("(//figure)[1]//*[local-name()='title']")
    assert (titles[0], titles[-1], len(titles)) == ("2023-01: 1,000.0", "2024-05: 0.0", 17)


def test_a_period_leads_to_its_articles(front: Front) -> None:
    answer = front.get("/trend?q=sild&by=year&site=sildeposten&site=avisa")
    [year, _] = answer.rows("//table")
    assert year == ["2023", "45", "1,000.0", "45"]
    link = answer.page.xpath("//table//a/@href")[0]
    assert link == "/?q=sild&site=sildeposten&site=avisa&since=2023-01-01&until=2023-12-31"
    assert front.get(link).texts("//h1")[0].startswith("45 articles found")
    [whole] = answer.page.xpath("//section/p[@class='note']/a/@href")
    assert front.get(whole).texts("//h1")[0].startswith("45 articles found")


def test_a_search_leads_to_its_trend(front: Front) -> None:
    [link] = front.get("/?q=sild&site=sildeposten&page=2").page.xpath("//h1/a/@href")
    assert front.get(link).rows("//table")[0] == ["2023-01", "4", "1,000.0", "4"]


@pytest.mark.parametrize(
    "asked", ["q=sild&by=week", "q=sild;merking", "q=Sild&field=title&author=siv+sild&by=year"]
)
def test_files_and_sql_count_the_same(front: Front, full_archive: Path, asked: str) -> None:
    answer = front.get(f"/trend?{asked}")
    table, values = (front.get(link) for link in answer.page.xpath("//p[@class='files']/a/@href"))
    rows = list(csv.DictReader(io.StringIO(table.text)))
    lines = json.loads(values.text)["lines"]
    assert [row["query"] for row in rows] == [line["query"] for line in lines for _ in line["points"]]
    with closing(sqlite3.connect(full_archive)) as db:
        counted = db.execute(answer.shown_sql).fetchall()
    for number, line in enumerate(lines):
        found = [(point["first"], point["of"], point["articles"]) for point in line["points"] if point["of"]]
        assert [articles for _, _, articles in found] == [row[2 + number] for row in counted]
        assert [of for _, of, _ in found] == [row[1] for row in counted]
        assert all(
            first.startswith(row[0]) or first == row[0]
            for (first, *_), row in zip(found, counted, strict=True)
        )


def test_the_values_are_those_of_the_command(front: Front, full_archive: Path) -> None:
    with closing(open_for_reading(full_archive)) as db:
        values = as_values(read_trend(db, ["sild"]), "month")
    assert json.loads(front.get("/trend.json?q=sild").text) == json.loads(json.dumps(values))
    [command] = front.get("/trend?q=sild;laks&since=2023-01-01&field=title").texts("//pre")[:-1]
    assert command == (
        "nyhetsarkiv trend sild laks --compare --by month --field title --since 2023-01-01 "
        f"--archive {full_archive}"
    )


def test_more_bars_than_a_screen_has_room_for_are_not_drawn(front: Front) -> None:
    answer = front.get("/trend?q=sild&by=day")
    assert answer.page.xpath("//figure | //table") == []
    assert "By day that are 488 bars, more than a screen has room for." in answer.text
    assert len(front.get("/trend?q=sild&by=day&until=2023-12-31").texts("//figure")) == 1


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"q": "sild", "by": "century"}, "'century' is no period. There are day, week, month, year."),
        ({"q": "a;b;c;d;e;f;g"}, "Those are 7 queries. Compare 6 at most."),
        ({"q": "sild; (laks"}, "A '(' in the query is not closed. Write ')' where what it opens ends."),
        ({"q": ";"}, "';' holds no letter and no digit. Write a word."),
        ({"q": "sild", "since": "i går"}, "'i går' is not a day. Write it as 2024-05-31."),
    ],
)
def test_what_cannot_be_counted_is_said(front: Front, asked: dict[str, str], sentence: str) -> None:
    answer = front.get(f"/trend?{urlencode(asked)}")
    assert (answer.status, answer.sentence) == (400, sentence)


def test_of_no_dated_article_there_is_nothing_to_draw(front: Front) -> None:
    assert "No article with a date meets this choice." in front.get("/trend?q=sild&since=2030-01-01").text
