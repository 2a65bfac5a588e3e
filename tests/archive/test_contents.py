from __future__ import annotations

from contextlib import closing
from pathlib import Path

from archive.contents import SiteContents, read_contents
from archive.opening import open_archive, open_for_reading
from archive.records import ArticleRecord, AuthorRecord, CaptionRecord
from tests.archive.archive_under_test import begin

NOW = "2024-05-03T12:00:00+02:00"


def article(
    path: str, published: str | None, authors: tuple[str, ...], keywords: tuple[str, ...]
) -> ArticleRecord:
    return ArticleRecord(
        url=f"https://fjordposten.example/{path}",
        title=path,
        body="Tre små ord.",
        published=published,
        authors=tuple(AuthorRecord(name) for name in authors),
        keywords=keywords,
        captions=(CaptionRecord("Elva.", "Kari Nordmann"),),
    )


def test_authors_and_keywords_are_counted_once_a_publication(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with closing(open_archive(path)) as connection:
        full, empty = begin(connection, "b"), begin(connection, "a")
        for one in (
            article("laks", "2024-05-02T08:00:00+02:00", ("Kari Nordmann", "Ola Hansen"), ("laks",)),
            article("sei", "2024-05-01", ("Kari Nordmann",), ("laks", "sei")),
            article("torsk", None, (), ()),
        ):
            full.store_own(one, NOW)
    assert empty.site_id != full.site_id
    with closing(open_for_reading(path)) as connection:
        assert read_contents(connection) == [
            SiteContents("a", "A", 0, 0, 0, 0, 0, None, None),
            SiteContents("b", "B", 3, 9, 2, 2, 3, "2024-05-01", "2024-05-02"),
        ]
