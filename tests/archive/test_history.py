"""The versions of an article in their order, and the edits that its page did not own up to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive.errors import ArticleUnknown
from archive.history import read_history
from archive.records import ArticleRecord
from tests.archive.archive_under_test import ARTICLE, URL, ArchiveUnderTest

DAYS = [f"2024-05-{day:02}T10:00:00+02:00" for day in range(6, 12)]
SAID, SAID_LATER = "2024-05-06T08:00:00+02:00", "2024-05-08T08:00:00+02:00"
SILENT = "SELECT article_id, site, url, title, seen_before, seen_after, updated FROM silent_edits"


def text(body: str, updated: str | None) -> ArticleRecord:
    return replace(ARTICLE, body=body, updated=updated)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([text("A", SAID), text("B", SAID)], [(0, 1, SAID)]),
        ([text("A", None), text("B", None)], [(0, 1, None)]),
        ([text("A", SAID), text("B", SAID_LATER)], []),
        ([text("A", None), text("B", SAID)], []),
        ([text("A", SAID), text("B", None)], []),
        ([text("A", SAID), text("A", SAID_LATER)], []),  # said to be changed, and is not
        ([text("A", SAID), text("A", SAID_LATER), text("B", SAID_LATER)], [(0, 2, SAID_LATER)]),
        ([text("A", SAID), text("B", SAID_LATER), text("C", SAID_LATER)], [(1, 2, SAID_LATER)]),
        ([text("A", SAID), text("B", SAID), text("A", SAID)], [(0, 1, SAID), (1, 2, SAID)]),
        ([text("A", SAID), text("B", SAID), text("B", SAID), text("C", SAID_LATER)], [(0, 1, SAID)]),
    ],
)
def test_silent_edits(
    fresh: ArchiveUnderTest, texts: list[ArticleRecord], expected: list[tuple[int, int, str | None]]
) -> None:
    for at, article in zip(DAYS, texts, strict=False):
        fresh.store(article, at)
        fresh.store(replace(article, url=f"{URL}-2", body="Stille.", updated=SAID), at)
    assert fresh.all(f"{SILENT} ORDER BY seen_before") == [
        (1, "fjordposten", URL, ARTICLE.title, DAYS[before], DAYS[after], said)
        for before, after, said in expected
    ]


def test_a_new_reading_of_the_same_page_is_no_edit(fresh: ArchiveUnderTest) -> None:
    fresh.store(text("A", SAID), DAYS[0], sha256="ab")
    fresh.store(text("A, lest bedre", SAID), DAYS[1], sha256="ab")
    assert fresh.all(SILENT) == []


def test_versions_stand_in_the_order_in_which_they_were_seen(fresh: ArchiveUnderTest) -> None:
    fresh.store(text("A", SAID), DAYS[0])
    fresh.store(text("B", SAID), DAYS[1])
    fresh.store(text("C", SAID_LATER), DAYS[2])
    fresh.store(text("C", SAID_LATER), DAYS[3])
    history = read_history(fresh.db, URL)
    assert (history.url, history.site, history.last_seen, history.gone) == (URL, "fjordposten", DAYS[3], None)
    assert [(one.seen, one.body, one.updated, one.silent) for one in history.versions] == [
        (DAYS[0], "A", SAID, False),
        (DAYS[1], "B", SAID, True),
        (DAYS[2], "C", SAID_LATER, False),
    ]


def test_the_hour_that_comes_twice_in_autumn_stands_in_its_order(fresh: ArchiveUnderTest) -> None:
    summer, winter = "2024-10-27T02:50:00+02:00", "2024-10-27T02:10:00+01:00"
    for at, body in ((DAYS[0], "A"), (summer, "B"), (winter, "C")):
        fresh.store(text(body, SAID), at)
    assert [version.body for version in read_history(fresh.db, URL).versions] == ["A", "B", "C"]
    assert fresh.all("SELECT seen_before, seen_after FROM silent_edits") == [
        (DAYS[0], summer),
        (summer, winter),
    ]


def test_an_unknown_address_names_the_nearest_of_its_host(fresh: ArchiveUnderTest) -> None:
    fresh.store(ARTICLE, DAYS[0])
    with pytest.raises(ArticleUnknown, match=f"The nearest one known is {URL}"):
        read_history(fresh.db, f"{URL}x", ["https://fjordposten.example/lakse"])
