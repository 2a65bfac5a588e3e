"""An article's page shows all that the archive knows of it, and gives it in the formats of the export."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest
from lxml import etree

from archive.export.articles import read_articles
from archive.export.json_lines import as_object
from archive.filters import Where
from archive.opening import open_for_reading
from tests.archive.agency_copy import in_ten_newspapers
from tests.archive.archive_under_test import URL
from tests.archive.front.served import Answer, Front

FULL, HOSTILE, EMPTY, FIRST_COPY = 1, 2, 3, 4


@pytest.fixture
def full(front: Front) -> Answer:
    return front.get(f"/article/{FULL}")


def record(answer: Answer) -> dict[str, str]:
    """The record's names and values."""
    section = "//section[@class='record']"
    return dict(zip(answer.texts(f"{section}//dt"), answer.texts(f"{section}//dd"), strict=True))


def test_the_text_stands_there_in_its_structure(full: Answer) -> None:
    assert full.texts("//article/header/*")[:4] == [
        "Havbruk",
        "Ålesund får to slakterier",
        "Kari Nordmann, journalist, kari@fjordposten.example; Ola Øy",
        "Fjordposten · Nyheter · 2024-05-02 08:00 · updated 2024-05-03 14:00",
    ]
    body = [(one.tag, " ".join(one.text_content().split())) for one in full.page.xpath("//article/*")[1:]]
    assert body == [
        ("p", "Byggingen begynner til våren."),
        ("p", "Byggingen begynner i høst."),
        ("h2", "Ja til klyngen"),
        ("p", "Kommunen sier ja til næringsklyngen."),
        ("ul", "KaiHall"),
        ("blockquote", "– Endelig!"),
        ("aside", "Ålesund68 000 innbyggere"),
        ("section", "Captions Tomta. Foto: Per Ås picture ↗"),
    ]
    assert full.page.xpath("//article/@lang") == ["nb"]


def test_marks_say_what_kind_of_article_it_is(full: Answer) -> None:
    assert full.texts("//article//ul[@class='labels']/li") == [
        "sponsored: paid for by an advertiser",
        "paywalled: only a teaser is open to all",
        "gone from the publication since 2024-05-03",
    ]


def test_the_record_says_where_and_when_it_was_found(full: Answer) -> None:
    assert record(full) == {
        "Page": URL,
        "Also at": "https://fjordposten.example/m/laks",
        "Keywords": "laks slakteri",
        "Language": "nb",
        "Words": "9",
        "First seen": "2024-05-03 10:00 UTC",
        "Last seen": "2024-05-03 12:00 UTC",
        "Last changed": "2024-05-03 12:00 UTC",
        "Gone": "2024-05-03 13:00 UTC",
        "Raw copy": f"warc/f-1.warc.gz, byte 90 B, fetched 2024-05-03 10:00 UTCSHA-256 {'1' * 64}",
        "Number": "1",
    }
    assert full.page.xpath(f"//a[@href='{URL}']/@rel") == ["noreferrer"]


@pytest.mark.parametrize("name", ["Kari Nordmann", "Ola Øy", "laks", "slakteri"])
def test_authors_and_keywords_lead_to_a_search(front: Front, full: Answer, name: str) -> None:
    [link] = full.page.xpath(f"//a[text()='{name}']/@href")
    assert front.get(link).texts("//ol//h2") == ["Ålesund får to slakterier"]


def test_versions_are_compared_word_by_word_the_last_one_first(full: Answer) -> None:
    assert full.texts("//section[@class='version']/h3") == [
        "3. Seen 2024-05-03 12:00 UTC",
        "2. Seen 2024-05-03 11:00 UTC silent: the page says the same time of change as before",
    ]
    assert full.texts("//div[@class='diff']/p") == [
        "Ålesund får nytt lakseslakteri to slakterier",
        "Byggingen begynner i høst. til våren.",
        "1 paragraph unchanged",
    ]
    assert full.texts("//div//del") == ["nytt lakseslakteri", "i høst."]
    assert full.texts("//div//ins") == ["to slakterier", "til våren."]


def test_near_identical_copies_are_named_with_their_similarity(front: Front) -> None:
    answer = front.get(f"/article/{FIRST_COPY}")
    rows = answer.rows("//section[@aria-label='Near-identical texts']")
    headlines = [article.title for article in in_ten_newspapers()]
    assert rows[0] == ["2024-04-01", "Avisa", f"{headlines[0]} (this one)", "100 %"]
    assert len(rows) == 10
    links = answer.page.xpath("//section[@aria-label='Near-identical texts']//a")
    assert [link.text for link in links] == headlines[1:]
    assert front.get(links[0].get("href")).texts("//h1") == [headlines[1]]


def test_an_article_without_title_text_and_date_has_a_page(front: Front) -> None:
    answer = front.get(f"/article/{EMPTY}")
    assert (answer.status, answer.texts("//h1")) == (200, ["(no title)"])
    assert "No text was found on the page." in answer.text
    assert "no date on the page" in answer.text
    assert record(answer)["Raw copy"] == "none is kept"


def test_reserved_rights_are_said(front: Front) -> None:
    assert front.get(f"/article/{HOSTILE}").texts("//ul[@class='labels']/li") == [
        "text and data mining reserved"
    ]


def test_the_formats_are_those_of_the_export(front: Front, full: Answer, full_archive: Path) -> None:
    with closing(open_for_reading(full_archive)) as db:
        [article] = read_articles(db, Where("a.id = ?", (FULL,)))
    as_json, as_text, as_tei = (front.get(link) for link in full.page.xpath("//p[@class='files']/a/@href"))
    assert json.loads(as_json.text) == as_object(article)
    assert as_text.text == f"{article.title}\n\n{article.body}\n"
    corpus = etree.fromstring(as_tei.text.encode())
    assert [one.text for one in corpus.iterfind(".//{*}quote/{*}p")] == ["– Endelig!"]
    assert as_tei.headers["content-disposition"] == 'inline; filename="2024-05-02-fjordposten-1.tei"'


@pytest.mark.parametrize("number", ["0", "999", str(2**63), "9" * 30])
@pytest.mark.parametrize("ending", ["", ".json", ".txt", ".tei"])
def test_an_unknown_number_is_answered_in_words(front: Front, number: str, ending: str) -> None:
    answer = front.get(f"/article/{number}{ending}")
    assert answer.status == 404
    assert answer.sentence == (
        f"The archive has no article with the number {int(number)}. Numbers are given in the order of "
        "arrival; look for the article by its words."
    )
