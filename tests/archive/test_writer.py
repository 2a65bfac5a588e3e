"""What one fetch brought is stored whole or not at all; an earlier text is never lost."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from typing import Any

import pytest

from archive.records import ArticleRecord, AuthorRecord, CaptionRecord, SiteRecord
from archive.rows import content_hash
from archive.search_index import search_in_step
from tests.archive.archive_under_test import ARTICLE, SITE, URL, ArchiveUnderTest, Rows

FIRST, SECOND, THIRD = (f"2024-05-0{day}T10:00:00+00:00" for day in (3, 4, 5))
EDITED = replace(ARTICLE, body="Byggingen er utsatt.\nKommunen sier nei.", lead="Byggingen er utsatt.")
OTHER = replace(ARTICLE, url=f"https://{SITE}/sei", title="Sei", authors=(), keywords=("laks",), captions=())


def changed_tables(before: Rows, after: Rows) -> set[str]:
    return {table for table in before.keys() | after.keys() if before.get(table) != after.get(table)}


def without(rows: Rows, **columns: int) -> Rows:
    """`rows` with the given column of each given table left out."""
    return {
        table: [row[: columns[table]] + row[columns[table] + 1 :] for row in found]
        if table in columns
        else found
        for table, found in rows.items()
    }


def last_seen(archive: ArchiveUnderTest) -> int:
    """Where the column `last_seen` stands in `articles`."""
    return [name for _, name, *_ in archive.all("PRAGMA table_info(articles)")].index("last_seen")


def test_a_new_article_is_stored_with_all_that_belongs_to_it(fresh: ArchiveUnderTest) -> None:
    assert fresh.store(ARTICLE, FIRST, bytes=1200, etag='"a"', content_type="text/html") == "new"
    [row] = fresh.all("SELECT * FROM articles")
    names = [name for _, name, *_ in fresh.all("PRAGMA table_info(articles)")]
    assert dict(zip(names, row, strict=True)) == {
        "id": 1,
        "site_id": fresh.site_id,
        "url": URL,
        "title": "Ålesund får nytt lakseslakteri",
        "kicker": "Havbruk",
        "lead": "Byggingen begynner i høst.",
        "body": "Byggingen begynner i høst.\nKommunen sier ja til næringsklyngen.",
        "published": "2024-05-02T08:00:00+02:00",
        "published_precision": "minute",
        "updated": "2024-05-02T09:30:00+02:00",
        "language": "nb",
        "section": "Nyheter",
        "sponsored": 0,
        "paywalled": 0,
        "word_count": 9,
        "content_hash": content_hash(ARTICLE.title, ARTICLE.lead, ARTICLE.body),
        "first_seen": FIRST,
        "last_seen": FIRST,
        "last_changed": FIRST,
        "gone": None,
        "blocks": '[["paragraph", "Byggingen begynner i høst."]]',
        "parser_version": "1",
        "tdm_reserved": None,
        "tdm_policy": None,
    }
    assert fresh.all(
        "SELECT position, name, role, email FROM article_authors JOIN authors ON id = author_id"
    ) == [
        (0, "Kari Nordmann", "journalist", "kari@fjordposten.example"),
        (1, "Ola Øy", None, None),
    ]
    assert fresh.all("SELECT position, keyword FROM article_keywords JOIN keywords ON id = keyword_id") == [
        (0, "laks"),
        (1, "slakteri"),
    ]
    assert fresh.all("SELECT * FROM captions") == [(1, 0, "Tomta.", "Per Ås", f"https://{SITE}/tomt.jpg")]
    assert fresh.all("SELECT url, fetched, status, content_type, bytes, etag, article_id FROM fetches") == [
        (URL, FIRST, 200, "text/html", 1200, '"a"', 1)
    ]
    assert fresh.all("SELECT * FROM aliases") == fresh.all("SELECT * FROM revisions") == []


def test_the_same_article_again_changes_only_last_seen_and_the_log(fresh: ArchiveUnderTest) -> None:
    fresh.store(replace(ARTICLE, aliases=(f"{URL}?id=1",)), FIRST)
    before = fresh.rows()
    assert fresh.store(replace(ARTICLE, aliases=(f"{URL}?id=1",)), SECOND) == "unchanged"
    after = fresh.rows()
    column = last_seen(fresh)
    assert changed_tables(without(before, articles=column), without(after, articles=column)) == {"fetches"}
    assert after["articles"][0][column] == SECOND
    assert after["fetches"][:-1] == before["fetches"]
    assert fresh.all("SELECT fetched, article_id FROM fetches") == [(FIRST, 1), (SECOND, 1)]


def test_a_changed_text_leaves_the_earlier_one_in_revisions(fresh: ArchiveUnderTest) -> None:
    fresh.store(ARTICLE, FIRST)
    assert fresh.store(EDITED, SECOND) == "changed"
    assert fresh.store(ARTICLE, THIRD) == "changed"
    columns = "article_id, seen, title, lead, body, content_hash"
    assert fresh.all(f"SELECT {columns} FROM revisions ORDER BY id") == [
        (1, seen, was.title, was.lead, was.body, content_hash(was.title, was.lead, was.body))
        for seen, was in ((FIRST, ARTICLE), (SECOND, EDITED))
    ]
    assert fresh.all("SELECT body, first_seen, last_seen, last_changed FROM articles") == [
        (ARTICLE.body, FIRST, THIRD, THIRD)
    ]


def test_a_revision_says_since_when_its_text_stood(fresh: ArchiveUnderTest) -> None:
    fresh.store(ARTICLE, FIRST)
    fresh.store(ARTICLE, SECOND)
    fresh.store(EDITED, THIRD)
    assert fresh.all("SELECT seen, body FROM revisions") == [(FIRST, ARTICLE.body)]


@pytest.mark.parametrize("text", [{"title": "Ny tittel"}, {"lead": None}, {"body": "Ny tekst."}])
def test_title_lead_and_body_are_the_text(fresh: ArchiveUnderTest, text: dict[str, Any]) -> None:
    fresh.store(ARTICLE, FIRST)
    assert fresh.store(replace(ARTICLE, **text), SECOND) == "changed"
    assert fresh.all("SELECT title, lead, body FROM revisions") == [
        (ARTICLE.title, ARTICLE.lead, ARTICLE.body)
    ]


@pytest.mark.parametrize(
    ("metadata", "sql", "expected"),
    [
        ({"kicker": None}, "SELECT kicker FROM articles", [(None,)]),
        ({"section": "Fôr"}, "SELECT section FROM articles", [("Fôr",)]),
        ({"updated": THIRD}, "SELECT updated FROM articles", [(THIRD,)]),
        ({"paywalled": True}, "SELECT paywalled FROM articles", [(1,)]),
        ({"parser_version": "2"}, "SELECT parser_version FROM articles", [("2",)]),
        ({"authors": ()}, "SELECT * FROM article_authors", []),
        (
            {"authors": (AuthorRecord("Ola Øy"), AuthorRecord("Kari Nordmann"))},
            "SELECT name, role FROM article_authors JOIN authors ON id = author_id ORDER BY position",
            [("Ola Øy", None), ("Kari Nordmann", None)],
        ),
        (
            {"keywords": ("slakteri",)},
            "SELECT keyword FROM article_keywords JOIN keywords ON id = keyword_id",
            [("slakteri",)],
        ),
        ({"captions": (CaptionRecord("Kaia."),)}, "SELECT * FROM captions", [(1, 0, "Kaia.", None, None)]),
    ],
)
def test_changed_metadata_is_kept_without_a_revision(
    fresh: ArchiveUnderTest, metadata: dict[str, Any], sql: str, expected: list[tuple[Any, ...]]
) -> None:
    fresh.store(ARTICLE, FIRST)
    assert fresh.store(replace(ARTICLE, **metadata), SECOND) == "unchanged"
    assert fresh.all(sql) == expected
    assert fresh.all("SELECT * FROM revisions") == []
    assert fresh.all("SELECT last_seen, last_changed FROM articles") == [(SECOND, FIRST)]


@pytest.mark.parametrize(
    "again",
    [
        replace(ARTICLE, url=f"{URL}-old"),
        replace(ARTICLE, url=f"{URL}-new", aliases=(URL,)),
        replace(ARTICLE, url=f"{URL}-new", aliases=(f"{URL}-old",)),
    ],
    ids=["under its alias", "moved, own address as alias", "moved, alias in common"],
)
def test_an_alias_finds_the_article_again(fresh: ArchiveUnderTest, again: ArticleRecord) -> None:
    fresh.store(replace(ARTICLE, aliases=(f"{URL}-old",)), FIRST)
    assert fresh.store(again, SECOND) == "unchanged"
    assert fresh.all("SELECT id, url, last_seen FROM articles") == [(1, URL, SECOND)]
    known = {f"{URL}-old", again.url}
    assert fresh.all("SELECT * FROM aliases ORDER BY url") == [(url, 1) for url in sorted(known)]


def test_the_address_of_another_article_is_no_alias(fresh: ArchiveUnderTest) -> None:
    fresh.store(ARTICLE, FIRST)
    fresh.store(OTHER, FIRST, url=OTHER.url)
    assert fresh.store(replace(OTHER, aliases=(URL, f"{URL}-old")), SECOND) == "unchanged"
    assert fresh.all("SELECT * FROM aliases") == [(f"{URL}-old", 2)]
    assert fresh.store(EDITED, THIRD) == "changed"
    assert fresh.all("SELECT id, body FROM articles") == [(1, EDITED.body), (2, OTHER.body)]


def test_a_fetch_without_an_article_is_logged_with_its_problem(fresh: ArchiveUnderTest) -> None:
    before = fresh.rows()
    assert fresh.store(None, FIRST, status=None, problem="The server does not answer.") == "none"
    assert changed_tables(before, fresh.rows()) == {"fetches"}
    assert fresh.all("SELECT url, status, article_id, problem FROM fetches") == [
        (URL, None, None, "The server does not answer.")
    ]


@pytest.mark.parametrize(
    "refused",
    [
        replace(OTHER, published_precision="century"),
        replace(OTHER, captions=(CaptionRecord(None),)),  # type: ignore[arg-type]
        replace(EDITED, captions=(CaptionRecord(None),)),  # type: ignore[arg-type]
        replace(EDITED, keywords=("ny", None)),  # type: ignore[arg-type]
    ],
    ids=["new article", "new article's caption", "known article's caption", "known article's keyword"],
)
def test_a_refused_article_leaves_nothing_half_written(
    fresh: ArchiveUnderTest, refused: ArticleRecord
) -> None:
    fresh.store(ARTICLE, FIRST)
    before = fresh.rows()
    with pytest.raises((sqlite3.IntegrityError, TypeError)):
        fresh.store(refused, SECOND)
    assert fresh.rows() == before
    assert fresh.store(EDITED, SECOND) == "changed"


def test_a_refused_fetch_takes_its_article_along(fresh: ArchiveUnderTest) -> None:
    fresh.crawl_id = 99
    before = fresh.rows()
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        fresh.store(ARTICLE, FIRST)
    assert fresh.rows() == before


def test_a_full_disk_is_said_and_loses_nothing(fresh: ArchiveUnderTest) -> None:
    fresh.store(ARTICLE, FIRST)
    before = fresh.rows()
    [(pages,)] = fresh.all("PRAGMA page_count")
    fresh.all(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(sqlite3.OperationalError, match="disk is full"):
        fresh.store(replace(OTHER, body="Laks i merd. " * 20_000), SECOND)
    assert fresh.rows() == before
    fresh.all(f"PRAGMA max_page_count = {pages + 1000}")
    assert fresh.store(OTHER, SECOND) == "new"


@pytest.mark.parametrize(
    ("table", "columns", "values"),
    [
        ("articles", "site_id, url, title, body, word_count, content_hash, "
         "first_seen, last_seen, last_changed",
         "99, 'u', 't', 'b', 1, 'h', 's', 's', 's'"),
        ("article_authors", "article_id, author_id, position", "1, 99, 9"),
        ("article_authors", "article_id, author_id, position", "99, 1, 9"),
        ("article_keywords", "article_id, keyword_id, position", "1, 99, 9"),
        ("captions", "article_id, position, text", "99, 0, 't'"),
        ("revisions", "article_id, seen, title, body, content_hash", "99, 's', 't', 'b', 'h'"),
        ("aliases", "url, article_id", "'u', 99"),
        ("crawls", "site_id, started", "99, 's'"),
        ("fetches", "crawl_id, url, fetched", "99, 'u', 's'"),
    ],
)  # fmt: skip
def test_no_row_points_at_nothing(fresh: ArchiveUnderTest, table: str, columns: str, values: str) -> None:
    fresh.store(ARTICLE, FIRST)
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        fresh.all(f"INSERT INTO {table} ({columns}) VALUES ({values})")


def test_search_finds_the_new_text_and_not_the_old(fresh: ArchiveUnderTest) -> None:
    fresh.store(ARTICLE, FIRST)
    fresh.store(OTHER, FIRST)
    assert fresh.found("lakseslakteri") == [URL]
    assert fresh.found("NÆRINGSKLYNGEN") == [URL, OTHER.url]
    fresh.store(EDITED, SECOND)
    assert fresh.found("utsatt") == [URL]
    assert fresh.found("næringsklyngen") == [OTHER.url]
    assert search_in_step(fresh.db) == []


def test_norwegian_letters_are_letters_of_their_own(fresh: ArchiveUnderTest) -> None:
    fresh.store(replace(ARTICLE, title="Ål i øl"), FIRST)
    assert (fresh.found("ål"), fresh.found("al"), fresh.found("ol")) == ([URL], [], [])


@pytest.mark.parametrize(
    "text",
    [
        "Blåbærsyltetøy på Røros",
        "Sámi: čáhci ŋ",
        "Fisk 🐟 og 👩‍🔬",
        "Et \"sitat\" og 'ett' til; -- 100 %",
        "a\u0000b",
    ],
)
def test_every_text_comes_back_as_it_went_in(fresh: ArchiveUnderTest, text: str) -> None:
    article = ArticleRecord(
        url=URL,
        title=text,
        body=text,
        kicker=text,
        lead=text,
        authors=(AuthorRecord(text, text),),
        keywords=(text,),
        captions=(CaptionRecord(text, text),),
        blocks=(("paragraph", text),),
    )
    fresh.store(article, FIRST)
    assert fresh.store(article, SECOND) == "unchanged"
    [(*plain, blocks)] = fresh.all("SELECT title, body, kicker, lead, blocks FROM articles")
    assert plain == [text] * 4
    assert json.loads(blocks) == [["paragraph", text]]
    names = fresh.all("SELECT name FROM authors UNION ALL SELECT keyword FROM keywords")
    assert names == [(text,), (text,)]
    assert fresh.all("SELECT text, credit FROM captions") == [(text, text)]


def test_an_article_needs_only_address_title_and_body(fresh: ArchiveUnderTest) -> None:
    bare = ArticleRecord(url=URL, title="Kort", body="Kort.")
    assert fresh.store(bare, FIRST) == "new"
    assert fresh.store(bare, SECOND) == "unchanged"
    for table in ("authors", "article_authors", "keywords", "article_keywords", "captions", "revisions"):
        assert fresh.all(f"SELECT * FROM {table}") == []


def test_a_name_stands_once_however_many_articles_have_it(fresh: ArchiveUnderTest) -> None:
    fresh.store(ARTICLE, FIRST)
    fresh.store(replace(OTHER, authors=(AuthorRecord("Ola Øy", "redaktør"),)), FIRST)
    assert fresh.all("SELECT name FROM authors") == [("Kari Nordmann",), ("Ola Øy",)]
    assert fresh.all("SELECT article_id, author_id, role FROM article_authors ORDER BY 1, 2") == [
        (1, 1, "journalist"),
        (1, 2, None),
        (2, 2, "redaktør"),
    ]


def test_an_article_that_was_gone_is_back_when_seen(fresh: ArchiveUnderTest) -> None:
    for again in (ARTICLE, EDITED):
        fresh.store(ARTICLE, FIRST)
        fresh.all("UPDATE articles SET gone = ?", SECOND)
        fresh.store(again, THIRD)
        assert fresh.all("SELECT gone FROM articles") == [(None,)]


def test_a_publication_keeps_its_row_when_its_profile_changes(fresh: ArchiveUnderTest) -> None:
    record = SiteRecord("fjordposten", "Fjordposten Nå", f"www.{SITE}", "sjømat", "Fjord Media")
    assert fresh.writer.site(record) == fresh.site_id
    assert fresh.all("SELECT * FROM sites") == [
        (fresh.site_id, "fjordposten", "Fjordposten Nå", f"www.{SITE}", "sjømat", "Fjord Media")
    ]


def test_a_crawl_is_closed_with_its_reason_and_counts(fresh: ArchiveUnderTest) -> None:
    fresh.writer.finish_crawl(fresh.crawl_id, SECOND, "finished", {"pages": 3, "new": 1})
    [(finished, reason, counts)] = fresh.all("SELECT finished, reason, counts FROM crawls")
    assert (finished, reason, json.loads(counts)) == (SECOND, "finished", {"new": 1, "pages": 3})


def test_the_hash_tells_where_title_and_text_part() -> None:
    assert content_hash("Laks", None, "i merd") == content_hash("Laks", "", "i merd")
    assert content_hash("Laks", "i", "merd") != content_hash("Laks i", "", "merd")
