"""Near-identical texts stand in one cluster, whatever the order in which they come and change."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from archive.clusters import Clusters
from archive.migrations import migrations
from archive.near_identical import FEWEST_WORDS, SAME_STORY, shingles, similarity, sketch_of
from archive.opening import open_archive
from archive.records import ArticleRecord, FetchRecord, SiteRecord
from archive.writer import Writer
from tests.archive.agency_copy import AGENCY, in_ten_newspapers
from tests.archive.zipf import zipf_texts

MONDAY, TUESDAY = "2024-05-06T10:00:00+02:00", "2024-05-07T10:00:00+02:00"
ALL = "SELECT cluster_id, article_id FROM clusters ORDER BY cluster_id, article_id"


def store(db: sqlite3.Connection, articles: Iterable[ArticleRecord], at: str = MONDAY) -> None:
    """Store each article under a publication named by its host."""
    writer = Writer(db)
    with writer.batch():
        for article in articles:
            host = article.url.split("/")[2]
            site = writer.site(SiteRecord(host.partition(".")[0], host, host))
            writer.store(FetchRecord(article.url, at, 200), article, writer.start_crawl(site, at), site)


def all_rows(db: sqlite3.Connection, sql: str) -> list[tuple[Any, ...]]:
    return db.execute(sql).fetchall()


def clusters(db: sqlite3.Connection) -> dict[int, list[int]]:
    """Cluster -> its articles."""
    found: dict[int, list[int]] = {}
    for cluster_id, article_id in all_rows(db, ALL):
        found.setdefault(cluster_id, []).append(article_id)
    return found


def article(number: int, body: str) -> ArticleRecord:
    return ArticleRecord(f"https://avis{number}.example/sak", f"Sak {number}", body)


def test_agency_copy_in_ten_newspapers_is_one_story(connection: sqlite3.Connection) -> None:
    others = [article(20 + number, text) for number, text in enumerate(zipf_texts(3, seed=1))]
    store(connection, [*others, *in_ten_newspapers()])
    assert clusters(connection) == {4: list(range(4, 14))}
    stories = all_rows(
        connection, "SELECT cluster_id, size, sites, first_seen, title FROM stories ORDER BY 1"
    )
    assert stories == [
        *((number, 1, f"avis{19 + number}", MONDAY, f"Sak {19 + number}") for number in (1, 2, 3)),
        (
            4,
            10,
            "; ".join(f"avis{number}" for number in range(10)),
            MONDAY,
            "Ber om utsatt frist for merking",
        ),
    ]
    alike = [
        value for (value,) in all_rows(connection, "SELECT similarity FROM clusters ORDER BY article_id")
    ]
    assert alike[0] == 1.0
    assert all(SAME_STORY <= value < 1.0 for value in alike[1:2] + alike[3:6])


def test_articles_stored_together_stand_where_those_stored_one_by_one_do(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    first, *others = in_ten_newspapers()
    everything = [first, article(20, " ".join(zipf_texts(1, seed=1))), *others, article(21, AGENCY)]
    moved = replace(everything[2], body=everything[1].body)
    store(connection, [*everything, moved])
    with closing(open_archive(tmp_path / "other.db")) as other:
        for one in (*everything, moved):
            store(other, [one])
        for sql in (ALL, "SELECT * FROM sketches", "SELECT * FROM stories"):
            assert all_rows(connection, sql) == all_rows(other, sql)
    assert clusters(connection)[2] == [2, 3]


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_arrival_makes_no_difference(connection: sqlite3.Connection, seed: int) -> None:
    articles = [
        *in_ten_newspapers(),
        *(article(20 + n, text) for n, text in enumerate(zipf_texts(5, seed=2))),
    ]
    random.Random(seed).shuffle(articles)
    store(connection, articles)
    members = [n for n, one in enumerate(articles, start=1) if one.url.endswith("/merking")]
    assert clusters(connection) == {members[0]: members}


def place(db: sqlite3.Connection, placing: Clusters, number: int, body: str) -> None:
    """Place a text without the writer's other work; its row is there before, as the writer sees to."""
    db.execute(
        "INSERT INTO articles (id, site_id, url, title, body, word_count, content_hash, first_seen, "
        "last_seen, last_changed) VALUES (?1, 1, ?1, '', ?2, 0, '', '', '', '') "
        "ON CONFLICT (id) DO UPDATE SET body = excluded.body",
        (number, body),
    )
    placing.move(number, sketch_of(body))


def test_two_thousand_texts_of_their_own_are_two_thousand_stories(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO sites (id, name, title, domain) VALUES (1, 'a', 'A', 'a.example')")
    connection.execute("BEGIN")
    placing = Clusters(connection)
    for number, text in enumerate(zipf_texts(2000, seed=3, words=200)):
        place(connection, placing, number, text)
    connection.execute("COMMIT")
    assert clusters(connection) == {}
    assert all_rows(connection, "SELECT count(*), max(size) FROM stories") == [(2000, 1)]


def test_a_sentence_that_stands_under_every_article_makes_no_story(connection: sqlite3.Connection) -> None:
    texts = [f"{text} {AGENCY[:200]}" for text in zipf_texts(200, seed=4, words=100)]
    store(connection, (article(number, text) for number, text in enumerate(texts)))
    assert clusters(connection) == {}


def test_short_texts_are_in_no_cluster(connection: sqlite3.Connection) -> None:
    short = " ".join(AGENCY.split()[: FEWEST_WORDS - 10])
    store(connection, [article(1, short), article(2, short)])
    assert clusters(connection) == {}
    assert all_rows(connection, "SELECT * FROM sketches") == []
    assert all_rows(connection, "SELECT count(*) FROM stories") == [(2,)]


WHOLE = " ".join(next(zipf_texts(1, seed=5, words=400)).split())
START, END = (
    " ".join(WHOLE.split()[:260]),
    " ".join(WHOLE.split()[-260:]),
)  # alike to WHOLE, not to each other
ELSE, OTHER = zipf_texts(2, seed=6, words=400)


def test_a_text_that_is_like_two_clusters_makes_them_one(connection: sqlite3.Connection) -> None:
    bodies = (START, END, END, START, ELSE)
    store(connection, (article(number, body) for number, body in enumerate(bodies)))
    assert clusters(connection) == {1: [1, 4], 2: [2, 3]}
    store(connection, [article(7, WHOLE)])
    assert clusters(connection) == {1: [1, 2, 3, 4, 6]}
    alike = dict(all_rows(connection, "SELECT article_id, round(similarity, 1) FROM clusters"))
    assert alike == {1: 1.0, 2: 0.3, 3: 0.3, 4: 1.0, 6: 0.6}


@pytest.mark.parametrize(
    ("changed", "body", "expected"),
    [
        (2, ELSE, {1: [1, 3]}),  # one leaves
        (1, ELSE, {2: [2, 3]}),  # the first leaves: the next one is the first now
        (2, WHOLE + " Rettet mandag.", {1: [1, 2, 3]}),  # a small change
        (4, WHOLE, {1: [1, 2, 3, 4]}),  # one comes
        (2, "Saken er trukket.", {1: [1, 3]}),  # nothing left to compare
    ],
)
def test_a_changed_text_moves(
    connection: sqlite3.Connection, changed: int, body: str, expected: dict[int, list[int]]
) -> None:
    articles = [article(number, text) for number, text in ((1, WHOLE), (2, WHOLE), (3, WHOLE), (4, OTHER))]
    store(connection, articles)
    store(connection, [replace(articles[changed - 1], body=body)], TUESDAY)
    assert clusters(connection) == expected
    assert all_rows(connection, "SELECT DISTINCT similarity FROM clusters WHERE article_id = cluster_id") == [
        (1.0,)
    ]


def test_a_cluster_falls_apart_when_the_text_that_held_it_together_leaves(
    connection: sqlite3.Connection,
) -> None:
    articles = [article(number, text) for number, text in enumerate((WHOLE, START, END, START))]
    store(connection, articles)
    assert clusters(connection) == {1: [1, 2, 3, 4]}
    store(connection, [replace(articles[0], body=ELSE)], TUESDAY)
    assert clusters(connection) == {2: [2, 4]}


def test_a_new_headline_moves_nothing(connection: sqlite3.Connection) -> None:
    articles = in_ten_newspapers()
    store(connection, articles)
    before = all_rows(connection, "SELECT * FROM clusters")
    store(connection, [replace(articles[0], title="Ny overskrift")], TUESDAY)
    assert all_rows(connection, "SELECT * FROM clusters") == before


def test_a_story_outlives_its_first_article(connection: sqlite3.Connection) -> None:
    store(connection, in_ten_newspapers()[:4])
    connection.execute("DELETE FROM fetches")
    connection.execute("DELETE FROM articles WHERE id = 1")
    assert all_rows(connection, "SELECT size, title FROM stories") == [(3, "Pakkebransjen slår alarm")]
    store(connection, in_ten_newspapers()[4:])
    assert clusters(connection) == {2: list(range(2, 11))}


def test_an_article_that_cannot_be_stored_leaves_no_trace(connection: sqlite3.Connection) -> None:
    store(connection, [article(1, WHOLE)])
    writer = Writer(connection)
    with pytest.raises(sqlite3.IntegrityError), writer.batch():
        writer.store(FetchRecord("https://avis2.example/sak", MONDAY), article(2, WHOLE), 999, 1)
    assert clusters(connection) == {}
    assert all_rows(connection, "SELECT article_id FROM sketches") == [(1,)]


def test_a_text_that_stands_everywhere_is_placed_as_quickly_as_any(connection: sqlite3.Connection) -> None:
    numbers = range(1, 302)
    store(connection, (article(number, WHOLE) for number in numbers))
    assert clusters(connection) == {1: list(numbers)}
    steps = 0

    def count() -> None:
        nonlocal steps
        steps += 1

    connection.set_progress_handler(count, 1000)  # called after so many of SQLite's own instructions
    store(connection, [replace(article(1, ELSE), title="Sak 1")], TUESDAY)
    store(connection, [article(302, WHOLE)], TUESDAY)
    connection.set_progress_handler(None, 0)
    assert clusters(connection) == {2: list(range(2, 303))}
    assert steps < 50


BODIES = (START, END, WHOLE, ELSE, "For kort.")


def expected(bodies: dict[int, str]) -> dict[int, list[tuple[int, float]]]:
    """Cluster -> its articles with their similarity, found by comparing every text with every other."""
    runs = {number: shingles(body) for number, body in bodies.items()}
    found: list[set[int]] = []
    for number, own in runs.items():
        near = [group for group in found if any(similarity(own, runs[m]) >= SAME_STORY for m in group)]
        found = [group for group in found if group not in near] + [{number}.union(*near)]
    return {
        min(group): [(member, similarity(runs[min(group)], runs[member])) for member in sorted(group)]
        for group in found
        if len(group) > 1
    }


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 6), st.sampled_from(BODIES)), max_size=20))
def test_clusters_are_those_that_comparing_all_texts_gives(changes: list[tuple[int, str]]) -> None:
    bodies: dict[int, str] = {}
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrations.apply(Database(db))
        db.execute("INSERT INTO sites (id, name, title, domain) VALUES (1, 'a', 'A', 'a.example')")
        placing = Clusters(db)
        for number, body in changes:
            place(db, placing, number, body)
            bodies[number] = body
        rows = db.execute("SELECT cluster_id, article_id, similarity FROM clusters ORDER BY 1, 2")
        stored: dict[int, list[tuple[int, float]]] = {}
        for cluster_id, article_id, alike in rows:
            stored.setdefault(cluster_id, []).append((article_id, alike))
    assert stored == expected(bodies)
