"""Pages that come in out of order, as old files do, make the history that the right order would have made."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from archive.records import ArticleRecord
from tests.archive.archive_under_test import ARTICLE, ArchiveUnderTest

FIRST, SECOND, THIRD, FOURTH = (f"2024-05-0{day}T10:00:00+00:00" for day in (3, 4, 5, 6))
EDITED = replace(ARTICLE, title="Slakteriet utsatt", updated="2024-05-04T09:00:00+02:00")
AGAIN = replace(ARTICLE, title="Slakteriet skrinlagt", updated=None)


def history(archive: ArchiveUnderTest) -> list[tuple[str, ...]]:
    """Every text: since when it stood, its title, what it says of its last change; the present one last."""
    return archive.all(
        "SELECT seen, title, updated FROM revisions UNION ALL "
        "SELECT last_changed, title, updated FROM articles ORDER BY seen"
    )


def store_all(archive: ArchiveUnderTest, pages: list[tuple[ArticleRecord, str]]) -> None:
    for number, (article, at) in enumerate(pages):
        archive.store(article, at, sha256=f"{number}-{at}")


@pytest.mark.parametrize("order", [*permutations(range(4))], ids=str)
def test_in_any_order_the_history_is_the_same(order: tuple[int, ...], fresh: ArchiveUnderTest) -> None:
    pages = [(ARTICLE, FIRST), (ARTICLE, SECOND), (EDITED, THIRD), (AGAIN, FOURTH)]
    store_all(fresh, [pages[number] for number in order])
    assert history(fresh) == [
        (FIRST, ARTICLE.title, ARTICLE.updated),
        (THIRD, EDITED.title, EDITED.updated),
        (FOURTH, AGAIN.title, AGAIN.updated),
    ]
    assert fresh.all("SELECT first_seen, last_seen FROM articles") == [(FIRST, FOURTH)]
    assert len(fresh.all("SELECT 1 FROM fetches WHERE article_id = 1")) == 4


@pytest.mark.parametrize("order", [*permutations(range(3))], ids=str)
def test_a_text_that_came_back_stands_twice(order: tuple[int, ...], fresh: ArchiveUnderTest) -> None:
    pages = [(ARTICLE, FIRST), (EDITED, SECOND), (ARTICLE, THIRD)]
    store_all(fresh, [pages[number] for number in order])
    assert [(seen, title) for seen, title, _ in history(fresh)] == [
        (FIRST, ARTICLE.title),
        (SECOND, EDITED.title),
        (THIRD, ARTICLE.title),
    ]


@pytest.mark.parametrize("order", [*permutations(range(5))], ids=str)
def test_the_same_bytes_may_come_at_any_moment(order: tuple[int, ...], fresh: ArchiveUnderTest) -> None:
    """A text is there before an edit and after it, of the same bytes or of others, and then edited again."""
    looks = [
        (ARTICLE, "2024-05-01T10:00:00+00:00", "a"),
        (EDITED, "2024-05-02T10:00:00+00:00", "b"),
        (ARTICLE, FIRST, "a"),
        (ARTICLE, SECOND, "c"),
        (AGAIN, THIRD, "d"),
    ]
    for number in order:
        article, at, sha256 = looks[number]
        fresh.store(article, at, sha256=sha256)
    assert [(seen, title) for seen, title, _ in history(fresh)] == [
        (looks[0][1], ARTICLE.title),
        (looks[1][1], EDITED.title),
        (FIRST, ARTICLE.title),
        (THIRD, AGAIN.title),
    ]


def test_the_article_itself_stays_as_it_was_last_seen(fresh: ArchiveUnderTest) -> None:
    fresh.store(ARTICLE, THIRD)
    before = fresh.by_name("articles_flat"), fresh.all("SELECT * FROM captions")
    assert fresh.store(replace(EDITED, authors=(), captions=()), SECOND) == "unchanged"
    ((article,), captions) = fresh.by_name("articles_flat"), fresh.all("SELECT * FROM captions")
    assert article == before[0][0] | {"first_seen": SECOND, "revisions": 1}
    assert captions == before[1]
    assert fresh.found("lakseslakteri")


def test_the_same_bytes_read_otherwise_are_no_earlier_text(fresh: ArchiveUnderTest) -> None:
    fresh.store(ARTICLE, THIRD, sha256="abc")
    fresh.store(EDITED, FIRST, sha256="abc")
    assert fresh.all("SELECT * FROM revisions") == []
    assert fresh.all("SELECT first_seen, title FROM articles") == [(FIRST, ARTICLE.title)]


def test_an_offset_does_not_make_a_moment_later(fresh: ArchiveUnderTest) -> None:
    fresh.store(ARTICLE, "2024-05-04T10:00:00+00:00", sha256="a")
    fresh.store(EDITED, "2024-05-04T11:00:00+02:00", sha256="b")
    assert fresh.all("SELECT title FROM articles") == [(ARTICLE.title,)]
