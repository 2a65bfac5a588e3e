from __future__ import annotations

import logging
import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from archive.crawl_file import crawl_file
from archive.crawl_memory import CRAWL, ArchiveMemory
from archive.opening import open_archive
from archive.records import FetchRecord, SiteRecord
from archive.writer import Writer
from tests.archive.archive_under_test import ARTICLE

HOME = "https://www.avisa.example/"
NOON = "2024-05-02T12:00:00+00:00"


def memory(archive: Path, task: str = "crawl", scope: str = "") -> ArchiveMemory:
    return ArchiveMemory(archive, "avisa", task, scope)


def queued(path: str, priority: int = 0) -> tuple[str, str, int, dict[str, object]]:
    return (HOME + path, "article", priority, {"depth": 2, "tegn": "æøå"})


def left(of: ArchiveMemory) -> list[str]:
    found = []
    while (address := of.take()) is not None:
        found.append(address[0].removeprefix(HOME))
    return found


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


def stored(archive: Path, *urls: str, reason: str | None = None) -> int:
    """Store articles as a crawl does; the crawl's id."""
    with closing(open_archive(archive)) as connection:
        writer = Writer(connection)
        site = writer.site(SiteRecord("avisa", "Avisa", "www.avisa.example"))
        crawl = writer.start_crawl(site, NOON)
        for url in urls:
            writer.store(FetchRecord(url, NOON, 200), replace(ARTICLE, url=url), crawl, site)
        if reason is not None:
            writer.finish_crawl(crawl, NOON, reason, {})
    return crawl


def test_it_lies_beside_the_archive() -> None:
    assert crawl_file(Path("data/archive.db")) == Path("data/archive.crawl.db")


def test_addresses_come_by_priority_then_as_they_came_and_once(archive: Path) -> None:
    it = memory(archive)
    it.add([queued("a"), queued("b", 5), queued("c")])
    it.add([queued("a"), queued("d")])
    assert it.take() == queued("b", 5)
    assert left(it) == ["a", "c", "d"]
    assert not it.has_waiting()


def test_a_better_address_comes_before_those_that_were_to_come_next(archive: Path) -> None:
    it = memory(archive)
    it.add([queued("a"), queued("b"), queued("c", -5)])
    assert it.take() == queued("a")
    it.add([queued("d", 5), queued("e"), queued("c", -1)])
    assert left(it) == ["d", "b", "e", "c"]


def test_one_that_waits_takes_the_better_of_two_priorities(archive: Path) -> None:
    it = memory(archive)
    it.add([queued("a"), queued("b", 5), queued("c", -5), queued("d", -5)])
    list_instead: tuple[str, str, int, dict[str, object]] = (HOME + "d", "section", 7, {})
    it.add([(HOME + "a", "article", 9, {"steps": 0}), queued("b", 1), queued("c", 2), list_instead])
    assert it.take() == (HOME + "a", "article", 9, {"steps": 0})
    it.add([queued("a", 99)])
    assert left(it) == ["b", "c", "d"], "one that was taken is not asked again; another kind is another page"


def test_what_is_not_done_is_there_again_for_the_next_run(archive: Path) -> None:
    killed = memory(archive)
    killed.add([queued(path) for path in "abcd"])
    assert [killed.take(), killed.take()] == [queued("a"), queued("b")]
    stored_in = stored(archive, HOME + "b")
    killed.keep(CRAWL, stored_in)
    killed.keep("learned", {"x": [1, 2]})
    killed.done([(HOME + "b", ())])
    it = memory(archive)
    assert it.goes_on
    assert it.recall("learned") == {"x": [1, 2]}
    assert left(it) == ["a", "c", "d"]


def test_a_start_address_is_asked_again_although_it_is_done(archive: Path) -> None:
    it = memory(archive)
    it.add([queued("")])
    it.take()
    it.done([(HOME, ())])
    it.add([queued("")])
    assert not it.has_waiting()
    it.add([queued("")], again=True)
    assert it.has_waiting()


def test_other_addresses_of_an_article_are_not_asked(archive: Path) -> None:
    it = memory(archive)
    it.add([queued("gammel"), queued("ny"), (HOME + "liste", "section", 0, {"depth": 1})])
    it.take()
    it.done([(HOME + "gammel", [HOME + "ny", HOME + "nyest", HOME + "liste"])])
    it.add([queued("nyest")])
    assert left(it) == ["liste"], "a list is to be read as one"


@pytest.mark.parametrize(
    ("reason", "scope", "goes_on"),
    [("shutdown", "", True), ("limit", "", True), ("finished", "", False), ("shutdown", "full", False)],
)
def test_a_run_that_finished_or_was_of_another_scope_is_not_gone_on_with(
    archive: Path, reason: str, scope: str, goes_on: bool
) -> None:
    it = memory(archive)
    it.add([queued("a")])
    it.keep("learned", 1)
    it.end(reason)
    later = memory(archive, scope=scope)
    assert (later.goes_on, later.has_waiting(), later.recall("learned")) == (
        (True, True, 1) if goes_on else (False, False, None)
    )


def test_a_refresh_has_a_queue_of_its_own(archive: Path) -> None:
    it = memory(archive)
    it.add([queued("a")])
    other = memory(archive, task="refresh")
    assert not other.goes_on
    assert not other.has_waiting()


def test_the_queue_of_an_archive_that_was_put_back_is_not_believed(archive: Path) -> None:
    it = memory(archive)
    it.add([queued("a"), queued("b")])
    it.keep(CRAWL, stored(archive, HOME + "a"))
    it.take()
    it.done([(HOME + "a", ())])
    for file in archive.parent.glob("archive.db*"):
        file.unlink()
    later = memory(archive)
    assert (later.goes_on, later.has_waiting()) == (False, False)


@pytest.mark.parametrize("is_rebuilt", [False, True])
def test_nor_that_of_one_that_lost_its_last_answer(archive: Path, is_rebuilt: bool) -> None:
    """Answers that are in no queue, of a robots.txt, do not stand for it."""
    crawl = stored(archive, HOME + "robots.txt", HOME + "a", HOME + "b")
    it = memory(archive)
    if not is_rebuilt:
        it.keep(CRAWL, crawl)
        it.done([(HOME + "b", ())])
    with closing(sqlite3.connect(archive)) as db, db:
        db.execute("DELETE FROM fetches WHERE url = ?", (HOME + "b",))
    later = memory(archive)
    assert (later.goes_on, later.recall(CRAWL)) == (False, None)


@pytest.mark.parametrize("damage", ["no database", "cut in half", "another version"])
def test_a_queue_that_cannot_be_read_is_made_anew_and_that_is_said(
    archive: Path, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    crawl = stored(archive, HOME + "a", HOME + "b")
    path = crawl_file(archive)
    if damage == "no database":
        path.write_bytes(b"x" * 5000)
    elif damage == "cut in half":
        before = memory(archive)
        before.add([queued(f"{number}") for number in range(200)])
        before.end("shutdown")
        os.truncate(path, path.stat().st_size // 2)
        caplog.clear()
    else:
        with closing(sqlite3.connect(path)) as db:
            db.execute("CREATE TABLE something (x)")
    with caplog.at_level(logging.WARNING):
        it = memory(archive)
    assert it.goes_on
    assert it.recall(CRAWL) == crawl
    it.add([queued("a"), queued("b"), queued("c")])
    assert left(it) == ["c"], "what the archive has is not asked again"
    first, second = (record.getMessage() for record in caplog.records)
    assert first.endswith("It was set aside as archive.crawl.db.unreadable, and a new one is made.")
    assert second.endswith(
        "avisa: there was no queue of the interrupted crawl. It was made anew from the archive's log; "
        "2 articles that it has already are not asked again."
    )
    assert path.with_name("archive.crawl.db.unreadable").exists()


def test_a_crawl_that_ended_needs_no_queue(archive: Path, caplog: pytest.LogCaptureFixture) -> None:
    stored(archive, HOME + "a", reason="finished")
    assert not memory(archive).goes_on
    assert caplog.records == []


def test_what_is_kept_of_a_publication_outlasts_its_runs_and_is_no_other_ones(archive: Path) -> None:
    it = memory(archive)
    assert it.recall_lasting("learned") is None
    it.keep_lasting("learned", {"feeds": ["/strøm"]})
    it.end("finished")
    assert memory(archive, "refresh").recall_lasting("learned") == {"feeds": ["/strøm"]}
    assert ArchiveMemory(archive, "bladet", "crawl", "").recall_lasting("learned") is None


def test_an_address_that_led_elsewhere_was_asked(archive: Path) -> None:
    it = memory(archive)
    assert it.last_answer(HOME + "gammel") is None
    it.led_elsewhere([HOME + "gammel"])
    it.end("finished")
    answer = memory(archive, "refresh").last_answer(HOME + "gammel")
    assert answer is not None
    assert answer[1:] == (301, None, None, None, None)


@pytest.mark.parametrize("version", [1, 2])
def test_a_file_of_an_earlier_version_goes_on(
    version: int, archive: Path, caplog: pytest.LogCaptureFixture
) -> None:
    it = memory(archive)
    it.add([queued("sak-1")])
    it.end("shutdown")
    with closing(sqlite3.connect(crawl_file(archive))) as db:
        if version == 1:
            db.execute("DROP TABLE lasting_notes")
        db.executescript(f"DROP TABLE led_elsewhere; PRAGMA user_version = {version};")
    again = memory(archive)
    assert left(again) == ["sak-1"]
    again.keep_lasting("learned", 1)
    assert again.recall_lasting("learned") == 1
    assert caplog.messages == []


def test_the_other_version_of_a_page_that_waits_is_remembered(archive: Path) -> None:
    it = memory(archive)
    url, kind, _, meta = queued("sak")
    for priority, more in (
        (0, {}),
        (0, {"variant": "/sak/amp"}),
        (5, {"sure": True}),
        (0, {"variant": "/p"}),
    ):
        it.add([(url, kind, priority, {**meta, **more})])
    assert it.take() == (url, kind, 5, {**meta, "variant": "/sak/amp", "sure": True})


def test_also_of_one_that_was_on_its_way_when_the_crawl_was_killed(archive: Path) -> None:
    it = memory(archive)
    it.add([queued("sak")])
    url, kind, priority, meta = it.take() or queued("")
    it.add([(url, kind, priority, {**meta, "variant": "/sak/amp"})])
    assert memory(archive).take() == (url, kind, priority, {**meta, "variant": "/sak/amp"})
