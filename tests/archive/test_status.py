"""What `status` reads: the whole archive, each publication, and the trouble of its last crawl."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from archive.opening import open_for_reading
from archive.records import SiteRecord
from archive.status import Problem, SiteStatus, Status, read_status
from tests.archive.archive_under_test import ARTICLE, SITE, STARTED, URL, ArchiveUnderTest

FIRST, SECOND = "2024-05-03T10:00:01+00:00", "2024-05-04T10:00:01+00:00"


def read(path: Path) -> Status:
    with closing(open_for_reading(path)) as connection:
        return read_status(connection)


def test_an_archive_without_publications(fresh: ArchiveUnderTest, path: Path) -> None:
    fresh.all("DELETE FROM crawls")
    fresh.all("DELETE FROM sites")
    assert read(path) == Status(0, 0, 0, [], [])


def test_a_publication_that_was_never_crawled(fresh: ArchiveUnderTest, path: Path) -> None:
    fresh.writer.site(SiteRecord("byggposten", "Byggposten", "byggposten.example"))
    assert read(path).sites == [
        SiteStatus("byggposten", "Byggposten", 0, None, None, None, {}, 0),
        SiteStatus("fjordposten", "Fjordposten", 0, None, STARTED, None, {}, 0),
    ]


def test_articles_of_all_crawls_and_trouble_of_the_last(fresh: ArchiveUnderTest, path: Path) -> None:
    fresh.store(ARTICLE, FIRST)
    fresh.store(None, FIRST, url=f"https://{SITE}/borte", status=404, problem="The page is gone.")
    fresh.writer.finish_crawl(fresh.crawl_id, FIRST, "finished", {"pages": 2})
    fresh.crawl_id = fresh.writer.start_crawl(fresh.site_id, SECOND)
    fresh.store(replace(ARTICLE, body="Ny tekst."), SECOND)
    fresh.store(replace(ARTICLE, url=f"{URL}-2", published=None), SECOND, url=f"{URL}-2")
    fresh.store(replace(ARTICLE, url=f"{URL}-3", published="2024-05-03"), SECOND, url=f"{URL}-3")
    for page, problem in (
        ("c", "No title was found."),
        ("b", "No title was found."),
        ("d", "A blank page."),
    ):
        fresh.store(None, SECOND, url=f"https://{SITE}/{page}", problem=problem)
    fresh.writer.finish_crawl(fresh.crawl_id, SECOND, "shutdown", {"pages": 6, "new": 2})
    counts = {"pages": 6, "new": 2}
    assert read(path) == Status(
        articles=3,
        revisions=1,
        fetches=8,
        sites=[SiteStatus("fjordposten", "Fjordposten", 3, "2024-05-03", SECOND, "shutdown", counts, 3)],
        problems=[
            Problem("fjordposten", "No title was found.", 2, f"https://{SITE}/b"),
            Problem("fjordposten", "A blank page.", 1, f"https://{SITE}/d"),
        ],
    )
