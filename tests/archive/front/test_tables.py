"""Publications, edits and crawls: what the views say, on pages, in files and in SQL."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.export.csv_table import as_it_was
from archive.opening import open_archive
from tests.archive.archive_under_test import begin
from tests.archive.front.filled import SCRIPT
from tests.archive.front.served import Front, served

FIRST, PROBLEMS = "//main/table", "//section[@aria-label='Problems']"


def test_every_publication_has_its_row(front: Front) -> None:
    assert front.get("/sites").rows(FIRST) == [
        ["Avisa", "havbruk", "10", "2024-04-01", "2024-04-01", "2024-05-05 10:00", "not finished"],
        ["Fjordposten", "havbruk", "1", "2024-05-02", "2024-05-02", "2024-05-03 10:00", "finished"],
        ["Sildeposten", "havbruk", "45", "2023-01-01", "2023-12-03", "2024-05-06 10:00", "not finished"],
        ["Skadeposten", "havbruk", "2", "2023-12-31", "2023-12-31", "2024-05-04 10:00", SCRIPT],
    ]


def test_the_last_crawl_is_the_one_that_began_last(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with closing(open_archive(path)) as db:
        begin(db, at="2024-05-03T10:00:00+00:00")
        begin(db, at="2024-05-01T10:00:00+00:00")  # as from a merged archive: entered later
    with served(path) as front:
        [row] = front.get("/sites").rows(FIRST)
        crawls = front.get("/crawls").rows(FIRST)
    assert row[-2] == "2024-05-03 10:00"
    assert ["2024-05-03" in " ".join(row) for row in crawls] == [True, False]


def test_a_publication_shows_months_names_and_crawls(front: Front) -> None:
    answer = front.get("/sites/sildeposten")
    assert answer.texts("//dl[@class='figures']/div") == ["Articles45", "First2023-01-01", "Last2023-12-03"]
    months = answer.rows("//table[@class='narrow-table']")
    assert (months[0], months[-1]) == (["2023-12", "3"], ["2023-01", "4"])
    december = answer.page.xpath("//table[@class='narrow-table']//a/@href")[0]
    assert front.get(december).texts("//h1")[0].startswith("3 articles")
    assert answer.texts("//*[local-name()='svg']//*[local-name()='title']")[0] == "2023-01: 4"
    assert answer.rows("//table[@class='names']") == [["Siv Sild", "45"], ["sild", "45"]]
    [author] = answer.page.xpath("//a[text()='Siv Sild']/@href")
    assert front.get(author).texts("//h1")[0].startswith("45 articles")
    assert answer.rows("//section[@aria-label='Last crawls']") == [
        ["2024-05-06 10:00", "not finished", "45", "45", "0", "0 B"]
    ]


def test_articles_without_a_date_are_counted(front: Front) -> None:
    assert "Without a date1" in front.get("/sites/skadeposten").texts("//dl[@class='figures']/div")


def test_an_unknown_publication_is_answered_in_words(front: Front) -> None:
    answer = front.get("/sites/%3Cb%3E")
    assert (answer.status, answer.sentence) == (
        404,
        "'<b>' is no publication in this archive. The list of publications names them all.",
    )
    for path in ("/edits", "/crawls"):
        answer = front.get(f"{path}?site=fjord")
        assert (answer.status, "'fjord' is no publication" in answer.sentence) == (404, True)


def test_silent_edits_lead_to_the_versions(front: Front) -> None:
    answer = front.get("/edits")
    assert answer.rows(FIRST) == [
        ["2024-05-03 11:00", "Fjordposten", "Ålesund får to slakterier", "2024-05-03 10:00"]
    ]
    [link] = answer.page.xpath("//td/a[contains(@href, '/article/')]/@href")
    assert link == "/article/1#versions"
    assert front.get("/article/1").page.xpath("//*[@id='versions']")
    assert "No silent edit was seen." in front.get("/edits?site=sildeposten").text


def test_all_changes_say_what_the_title_was_and_which_were_silent(front: Front) -> None:
    rows = front.get("/edits?kind=all&site=fjordposten").rows(FIRST)
    assert [(changed, article) for changed, _, article, _ in rows] == [
        ("2024-05-03 12:00", "Ålesund får to slakterierbefore: Ålesund får nytt lakseslakteri"),
        ("2024-05-03 11:00", "Ålesund får to slakterierbefore: Ålesund får nytt lakseslakteri silent"),
    ]


def test_crawls_show_reason_counts_and_problems_by_kind(front: Front) -> None:
    answer = front.get("/crawls")
    assert answer.rows(FIRST)[-1] == [
        "2024-05-03 10:00", "Fjordposten", "finished", "6", "3", "3", "0 B", "new 1, problems 3"
    ]  # fmt: skip
    assert answer.rows(PROBLEMS) == [
        ["Fjordposten", "Time is out.", "3", "https://fjordposten.example/2"],
        ["Skadeposten", SCRIPT, "1", "javascript:alert(5)"],
    ]
    assert len(front.get("/crawls?site=avisa").rows(FIRST)) == 1


@pytest.mark.parametrize(
    "path",
    [
        "/sites",
        "/edits",
        "/edits?kind=all",
        "/edits?kind=all&site=fjordposten",
        "/crawls",
        "/crawls?site=avisa",
    ],
)
def test_files_hold_what_the_shown_sql_finds(front: Front, full_archive: Path, path: str) -> None:
    answer = front.get(path)
    with closing(sqlite3.connect(full_archive)) as db:
        db.row_factory = sqlite3.Row
        rows = [dict(row) for row in db.execute(answer.shown_sql)]
    table, objects = (front.get(link) for link in answer.page.xpath("//p[@class='files']/a/@href"))
    assert json.loads(objects.text) == rows
    assert [
        {name: as_it_was(cell) for name, cell in row.items()}
        for row in csv.DictReader(io.StringIO(table.text))
    ] == [{name: "" if value is None else str(value) for name, value in row.items()} for row in rows]
    assert len(answer.rows(FIRST)) == len(rows)


def test_statements_shown_for_a_publication_run_as_they_are(front: Front, full_archive: Path) -> None:
    with closing(sqlite3.connect(full_archive)) as db:
        months, authors, keywords = (
            db.execute(one).fetchall() for one in front.get("/sites/sildeposten").shown_sql.split(";")[:3]
        )
    assert (months[0], authors, keywords) == (("2023-01", 4), [("Siv Sild", 45)], [("sild", 45)])
