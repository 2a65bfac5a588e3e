"""Search finds words in any form, whole words before their compounds, titles before bodies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from archive import search as search_module
from archive import vocabulary as vocabulary_module
from archive.filters import Filters
from archive.opening import open_for_reading
from archive.query import QueryError
from archive.search import Found, NoSearchIndex, matching, search, whole_words
from tests.archive.archive_under_test import ARTICLE, SITE, STARTED, ArchiveUnderTest

TEXTS = {  # name: title, body, language
    "klyngen": ("Klyngen vokser", "Flere bedrifter blir med.", "nb"),
    "omtale": ("Møte i Molde", "Klyngene var med på møtet om ål og emballasje.", "nb"),
    "kompleks": ("Støtte", "En næringsklynge for emballasje får klyngemidler.", "nb"),
    "bedrift": ("Ny hall", "Bedriften på Ørlandet bygger en ny hall. Hallen er ny.", "nb"),
    "nynorsk": ("Verksemda veks", "Fleire bedrifter i bygda lagar kassar, og verksemdene tener godt.", "nn"),
    "english": ("Companies grow", "Many companies pack salmon; al is short for Alan.", "en"),
    "svensk": ("Företagen växer", "Förpackningarna blir lättare.", "sv"),
}


@pytest.fixture
def archive(fresh: ArchiveUnderTest) -> ArchiveUnderTest:
    for name, (title, body, language) in TEXTS.items():
        text = {"title": title, "body": body, "lead": None, "language": language}
        fresh.store(replace(ARTICLE, url=f"https://{SITE}/{name}", aliases=(), **text), STARTED)  # type: ignore[arg-type]
    return fresh


def names(found: Found, match: str) -> list[str]:
    return [hit.url.rpartition("/")[2] for hit in found.hits if hit.match == match]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("bedriftene", ["bedrift", "klyngen", "nynorsk"]),
        ("BEDRIFT", ["bedrift", "klyngen", "nynorsk"]),
        ("verksemder", ["nynorsk"]),
        ("ål", ["omtale"]),
        ("al", ["english"]),
        ("A\u030al", ["omtale"]),
        ("Orlandet", []),
        ("ørlandet", ["bedrift"]),
        ("company", ["english"]),
        ("förpackning", ["svensk"]),
        ("næringsklynge emballasje", ["kompleks"]),
        ("emballasje NOT næringsklynge", ["omtale"]),
        ('"ny hall"', ["bedrift"]),
        ('"ny haller"', ["bedrift"]),
        ('"hall ny"', []),
        ("bedr*", ["bedrift", "klyngen", "nynorsk"]),
        ("bedriftene*", ["bedrift", "klyngen", "nynorsk"]),
        ("(møte ELLER støtte) OG emballasje", ["kompleks", "omtale"]),
    ],
)
def test_words_are_found_in_any_form(archive: ArchiveUnderTest, query: str, expected: list[str]) -> None:
    found = search(archive.db, query)
    assert sorted(names(found, "words")) == expected
    assert found.by_words == len(expected)


@pytest.mark.parametrize(
    ("query", "words", "compounds"),
    [
        ("klynge", ["klyngen", "omtale"], ["kompleks"]),
        ("klynge emballasje", ["omtale"], ["kompleks"]),
        ("næring", [], ["kompleks"]),
        ("klynge NOT emballasje", ["klyngen"], []),
        ('"klynge"', ["klyngen", "omtale"], ["kompleks"]),
        (
            "pakning",
            [],
            [],
        ),  # in 'förpackningarna' it stands neither first nor last, and another letter in it
        ("æri", [], []),
        ("mid", [], []),  # three letters: only where a compound begins or ends
        ("midl", [], ["kompleks"]),
    ],
)
def test_compounds_come_after_whole_words(
    archive: ArchiveUnderTest, query: str, words: list[str], compounds: list[str]
) -> None:
    found = search(archive.db, query)
    assert [hit.match for hit in found.hits] == ["words"] * len(words) + ["compounds"] * len(compounds)
    assert (sorted(names(found, "words")), names(found, "compounds")) == (words, compounds)
    assert (found.by_words, found.by_compounds) == (len(words), len(compounds))


def test_compounds_are_not_looked_for_where_whole_words_fill_the_limit(archive: ArchiveUnderTest) -> None:
    found = search(archive.db, "klynge", limit=2)
    assert (names(found, "words"), found.by_compounds) == (["klyngen", "omtale"], None)
    assert names(search(archive.db, "klynge", limit=3), "compounds") == ["kompleks"]


@pytest.mark.parametrize("query", ["klynge", "klynge OR ny", "bedrift"])
@pytest.mark.parametrize("size", [1, 2, 3])
def test_page_by_page_the_hits_are_the_same(archive: ArchiveUnderTest, query: str, size: int) -> None:
    whole = search(archive.db, query)
    pages = [search(archive.db, query, limit=size, offset=at) for at in range(0, len(whole.hits), size)]
    assert [hit for page in pages for hit in page.hits] == whole.hits
    assert {page.by_words for page in pages} == {whole.by_words}
    assert search(archive.db, query, offset=100).hits == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (("title", "lead", "body"), {"klyngen", "omtale", "kompleks"}),
        (("title",), {"klyngen"}),
        (("lead",), set()),
    ],
)
def test_what_matches_is_what_is_found_compounds_included(
    archive: ArchiveUnderTest, fields: tuple[str, ...], expected: set[str]
) -> None:
    condition = matching(archive.db, "klynge", fields)
    rows = archive.all(f"SELECT a.url FROM articles a WHERE {condition.sql}", *condition.values)
    assert {url.rpartition("/")[2] for (url,) in rows} == expected
    by_words = (
        "SELECT url FROM articles_fts JOIN articles ON id = articles_fts.rowid WHERE articles_fts MATCH ?"
    )
    rows = archive.all(by_words, whole_words(archive.db, "klynge", fields))
    assert {url.rpartition("/")[2] for (url,) in rows} == expected - {"kompleks"}


def test_title_comes_before_lead_and_lead_before_body(fresh: ArchiveUnderTest) -> None:
    bare = replace(ARTICLE, title="Sak", lead="Ingress.", body="Ingress.\nTekst.", aliases=())
    for name, text in (
        ("body", {"body": "Ingress.\nTorsk."}),
        ("lead", {"lead": "Torsk.", "body": "Torsk.\nTekst."}),
        ("title", {"title": "Torsk"}),
        ("none", {}),
    ):
        fresh.store(replace(bare, url=f"https://{SITE}/{name}", **text), STARTED)  # type: ignore[arg-type]
    assert names(search(fresh.db, "torsk"), "words") == ["title", "lead", "body"]
    assert names(search(fresh.db, "torsk", fields=("lead",)), "words") == ["lead"]
    assert names(search(fresh.db, "torsk", fields=("title", "lead")), "words") == ["title", "lead"]


@pytest.mark.parametrize("query", ["laks", "laks merd", "laks OR merd", '"laks i merd"'])
def test_of_very_many_articles_those_with_the_words_in_the_title_come_first(
    fresh: ArchiveUnderTest, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    monkeypatch.setattr(search_module, "MOST_RANKED", 5)
    for number in range(20):
        title = "Laks i merd" if number in (3, 5) else f"Sak {number}"
        article = replace(ARTICLE, url=f"https://{SITE}/{number}", title=title, lead=None, aliases=())
        fresh.store(replace(article, body="Laks i merd og fisk. " * (number + 1)), STARTED)
    found = search(fresh.db, query, limit=4)
    assert (found.by_words, found.by_compounds) == (20, None)
    assert names(found, "words")[:2] == ["5", "3"]
    assert set(names(found, "words")[2:]) <= {"15", "16", "17", "18", "19"}
    scores = [hit.score for hit in found.hits]
    assert scores[:2] == [None, None]
    assert scores[2:] == sorted(score for score in scores if score is not None)
    assert len(search(fresh.db, query, limit=12).hits) == 12
    assert len(search(fresh.db, query, limit=100).hits) == 20


def test_marks_stand_on_the_articles_own_words(archive: ArchiveUnderTest) -> None:
    [hit] = search(archive.db, "ny hall").hits
    marked = [[text.text[start:end] for start, end in text.marks] for text in (hit.title, hit.snippet)]
    assert marked == [["Ny", "hall"], ["ny", "hall", "Hallen", "ny"]]
    assert hit.snippet.text == TEXTS["bedrift"][1]
    assert (hit.site, hit.published, hit.authors) == (
        "fjordposten",
        ARTICLE.published,
        "Kari Nordmann; Ola Øy",
    )


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(sites=("fjordposten",)), 3),
        (Filters(since=date(2024, 5, 3)), 0),
        (Filters(until=date(2024, 5, 2), authors=("ola øy",)), 3),
        (Filters(keywords=("sei",)), 0),
    ],
)
def test_filters_narrow_a_search(archive: ArchiveUnderTest, filters: Filters, expected: int) -> None:
    found = search(archive.db, "bedrift", filters)
    assert (len(found.hits), found.by_words) == (expected, expected)


def test_a_changed_article_is_found_by_its_new_words_alone(archive: ArchiveUnderTest) -> None:
    changed = replace(ARTICLE, url=f"https://{SITE}/klyngen", title="Torsken", body="Skrei.", aliases=())
    archive.store(changed, "2024-05-09T10:00:00+00:00")
    assert names(search(archive.db, "torsk"), "words") == ["klyngen"]
    assert names(search(archive.db, "klynge"), "words") == ["omtale"]


COMPOUNDS = [f"{a}{b}{c}{kind}" for a in "bdfgklmnprst" for b in "aeiouy" for c in "klmnrst" for kind in (
    "skole", "skoleklasse")]  # fmt: skip


@pytest.fixture
def schools(fresh: ArchiveUnderTest) -> ArchiveUnderTest:
    """A thousand articles, each with a word of its own that holds 'skole'; two with the word itself."""
    bare = replace(ARTICLE, title="Sak", lead=None, aliases=(), authors=(), keywords=(), captions=())
    with fresh.writer.batch():
        for word in [*COMPOUNDS, "skolen", "skolene"]:
            text = f"Om {word} i bygda."
            fresh.store_own(replace(bare, url=f"https://{SITE}/{word}", body=text), STARTED)
    return fresh


def test_a_part_that_stands_in_very_many_words_is_found_in_all_of_them(schools: ArchiveUnderTest) -> None:
    found = search(schools.db, "skole", limit=5000)
    assert (found.by_words, found.by_compounds) == (2, len(COMPOUNDS)) == (2, 1008)
    assert names(found, "words") == ["skolene", "skolen"]
    assert sorted(names(found, "compounds")) == sorted(COMPOUNDS)
    for hit in found.hits:
        name = hit.url.rpartition("/")[2]
        assert [hit.snippet.text[start:end] for start, end in hit.snippet.marks] == [name]


def test_of_more_words_than_can_be_looked_for_those_that_came_first_are(
    schools: ArchiveUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vocabulary_module, "MOST_COMPOUNDS", 504)
    assert search(schools.db, "skole", limit=5000).by_compounds == 504


def test_a_few_of_very_many_compounds_are_counted_all(schools: ArchiveUnderTest) -> None:
    found = search(schools.db, "skole", limit=5)
    assert [hit.match for hit in found.hits] == ["words"] * 2 + ["compounds"] * 3
    assert (found.by_words, found.by_compounds) == (2, 1008)


def test_very_many_compounds_are_found_by_filters_fields_and_other_words_too(
    schools: ArchiveUnderTest,
) -> None:
    assert search(schools.db, "skole", Filters(until=date(2024, 5, 1))).hits == []
    assert search(schools.db, "skole", fields=("title",)).hits == []
    assert search(schools.db, "skole bygda", limit=5000).by_compounds == 1008
    assert search(schools.db, "skole NOT bygd", limit=5000).hits == []
    twenty = search(schools.db, "skole (bakskole OR bakskoleklasse)", limit=5000)
    assert sorted(names(twenty, "compounds")) == ["bakskole", "bakskoleklasse"]


def test_a_large_archive_looks_for_all_compounds_of_a_word_alone_and_for_some_of_several(
    schools: ArchiveUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.search._LARGE", 500)
    assert search(schools.db, "skole", limit=5000).by_compounds == 1008
    found = search(schools.db, "skole bygda", limit=5000)
    assert (found.by_words, found.by_compounds) == (2, 40)
    assert [hit.match for hit in found.hits[:2]] == ["words", "words"]
    everything = Filters(until=date(2030, 1, 1))
    assert search(schools.db, "skole", everything, limit=5000).by_compounds == 40


def test_a_query_that_cannot_be_read_is_refused(archive: ArchiveUnderTest) -> None:
    with pytest.raises(QueryError, match="not closed"):
        search(archive.db, '"ny hall')


def test_an_archive_of_the_first_version_says_how_to_get_an_index(
    path: Path, fresh: ArchiveUnderTest
) -> None:
    for table in ("words", "words_fts"):
        fresh.all(f"DROP TABLE {table}")
    connection = open_for_reading(path)
    try:
        with pytest.raises(NoSearchIndex, match="archive rebuild-search"):
            search(connection, "laks")
    finally:
        connection.close()
