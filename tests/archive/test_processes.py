"""Several processes at one archive: they make it together, and neither readers nor writer wait."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from archive.integrity import damage
from archive.migrations import migrations
from archive.opening import open_archive, open_for_reading
from tests.archive.filling import count, fill

PREPARE = """
import os, sys, time
from contextlib import closing
from pathlib import Path
from archive.opening import open_archive, open_for_reading
from archive.records import ArticleRecord, FetchRecord, SiteRecord
from archive.writer import Writer
path = Path(sys.argv[1])
def article(name, number, words=5):
    return ArticleRecord(f"https://{name}.example/{number}", f"Sak {number}", f"{name} {number} " * words)
def fetch(name, number):
    return FetchRecord(f"https://{name}.example/{number}", "2024-05-06T10:00:00+02:00", 200)
"""


def start(code: str, *words: object) -> subprocess.Popen[str]:
    """A process of its own that has what `PREPARE` gives."""
    return subprocess.Popen(
        [sys.executable, "-c", PREPARE + code, *map(str, words)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def go_on(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


CREATE = """
print("ready", flush=True)
sys.stdin.readline()
name = sys.argv[2]
with closing(open_archive(path)) as db:
    writer = Writer(db)
    site = writer.site(SiteRecord(name, name, f"{name}.example"))
    crawl = writer.start_crawl(site, "2024-05-06T10:00:00+02:00")
    for number in range(10):
        writer.store(fetch(name, number), article(name, number), crawl, site)
"""


@pytest.mark.parametrize("attempt", range(2))
def test_three_processes_make_the_same_archive_at_once(path: Path, attempt: int) -> None:
    processes = [start(CREATE, path, f"avis{number}") for number in range(3)]
    assert [line(process) for process in processes] == ["ready"] * 3
    for process in processes:
        go_on(process)
    errors = [process.communicate(timeout=60)[1] for process in processes]
    assert errors == ["", "", ""]
    with closing(open_archive(path)) as db:
        applied = [name for (name,) in db.execute("SELECT name FROM _sqlite_migrations ORDER BY id")]
        assert applied == [step.name for step in migrations._migrations]
        names = db.execute(
            "SELECT s.name, count(*) FROM articles a JOIN sites s ON s.id = site_id GROUP BY 1"
        )
        assert names.fetchall() == [("avis0", 10), ("avis1", 10), ("avis2", 10)]
        assert damage(db) == []


READ_LONG = """
with closing(open_for_reading(path)) as db:
    rows = db.execute("SELECT a.id FROM articles a, articles b")
    rows.fetchone()
    print("reading", flush=True)
    sys.stdin.readline()
    print(1 + len(rows.fetchall()), flush=True)
    sys.stdin.readline()
"""


def test_a_query_of_minutes_does_not_hold_up_the_writer(path: Path) -> None:
    fill(path, 5)
    with start(READ_LONG, path) as reader:
        assert line(reader) == "reading"
        began = time.monotonic()
        fill(path, 20)
        with closing(open_for_reading(path)) as db:
            assert count(db) == 20
        assert time.monotonic() - began < 10
        go_on(reader)
        assert line(reader) == "25"  # all pairs of five: it reads on in the state in which it began
        go_on(reader)


WRITE_LONG = """
db = open_archive(path)
writer = Writer(db)
with writer.batch():
    site = writer.site(SiteRecord("lang", "Lang", "lang.example"))
    crawl = writer.start_crawl(site, "2024-05-06T10:00:00+02:00")
    for number in range(50):
        writer.store(fetch("lang", number), article("lang", number), crawl, site)
    print("writing", flush=True)
    sys.stdin.readline()
print("written", flush=True)
"""


def test_a_transaction_of_minutes_does_not_hold_up_readers(path: Path) -> None:
    fill(path)
    with start(WRITE_LONG, path) as writer:
        assert line(writer) == "writing"
        began = time.monotonic()
        for _ in range(20):
            with closing(open_for_reading(path)) as db:
                assert count(db) == 1
        assert time.monotonic() - began < 10
        go_on(writer)
        assert line(writer) == "written"
    with closing(open_for_reading(path)) as db:
        assert count(db) == 51


def test_a_killed_writer_loses_only_what_it_had_not_finished(path: Path) -> None:
    fill(path)
    with start(WRITE_LONG, path) as writer:
        assert line(writer) == "writing"
        writer.send_signal(signal.SIGKILL)
    with closing(open_archive(path)) as db:
        assert count(db) == 1
        assert damage(db) == []
