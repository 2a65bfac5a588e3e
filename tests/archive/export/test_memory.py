"""A long export needs no more memory than a short one, and asks no more questions an article."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from archive.export.articles import BATCH, read_articles
from archive.filters import Filters, where
from archive.opening import open_archive, open_for_reading

SHORT, LONG = 2_000, 20_000
BODY = "\n".join(f"Setning {number} om laks, næring og fôr i Ålesund. " * 5 for number in range(5))
BLOCKS = json.dumps([["paragraph", line] for line in BODY.split("\n")], ensure_ascii=False)
MOST_MORE = 24 * 1024  # kilobytes; the long export's text is 23 MB, and more with its marks in TEI
CHILD = """
import resource, sys
from pathlib import Path
from archive.export.csv_table import CsvTable
from archive.export.parquet import ParquetTable
from archive.export.run import export
from archive.export.tei import TeiCorpus
from archive.filters import Filters, where
from archive.opening import open_for_reading

archive, folder = Path(sys.argv[1]), Path(sys.argv[2])
connection = open_for_reading(archive)
layouts = {"csv": CsvTable(), "parquet": ParquetTable(), "tei": TeiCorpus("2024-06-01", "x")}
for site in ("short", "long"):
    chosen = where(connection, Filters(sites=(site,)))
    for name, layout in layouts.items():
        done = export(connection, chosen, layout, folder / f"{site}.{name}", about={})
    print(done.articles, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of two publications, one ten times the other, filled past the writer."""
    path = tmp_path_factory.mktemp("big") / "archive.db"
    seen = "2024-05-03T10:00:00+00:00"
    with closing(open_archive(path)) as db:
        db.execute("BEGIN")
        db.execute(
            "INSERT INTO sites (id, name, title, domain) VALUES (1, 'short', '', ''), (2, 'long', '', '')"
        )
        db.execute("INSERT INTO authors VALUES (1, 'Åse Øy'), (2, 'Ola')")
        db.execute("INSERT INTO keywords VALUES (1, 'laks')")
        ids = range(1, SHORT + LONG + 1)
        db.executemany(
            "INSERT INTO articles (id, site_id, url, title, body, published, word_count, content_hash, "
            "first_seen, last_seen, last_changed, blocks) VALUES (?, ?, ?, 'Laks', ?, ?, 0, '', ?, ?, ?, ?)",
            ((id_, 1 + (id_ > SHORT), f"u{id_}", BODY, seen, seen, seen, seen, BLOCKS) for id_ in ids),
        )
        for author in (1, 2):
            db.executemany(
                "INSERT INTO article_authors VALUES (?, ?, ?, '', '')", ((n, author, author) for n in ids)
            )
        db.executemany("INSERT INTO article_keywords VALUES (?, 1, 0)", ((n,) for n in ids))
        db.execute("COMMIT")
    return path


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows does not tell a process's peak of memory this way"
)
def test_ten_times_the_articles_take_the_same_memory(big: Path, tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-c", CHILD, big, tmp_path], capture_output=True, text=True, check=True, timeout=300
    )
    (short, peak), (long, later) = (map(int, line.split()) for line in result.stdout.splitlines())
    assert (short, long) == (SHORT, LONG)
    assert later - peak < MOST_MORE
    assert (tmp_path / "long.tei").stat().st_size > 1.5 * 1024 * MOST_MORE


def test_questions_are_asked_by_the_batch(big: Path) -> None:
    with closing(open_for_reading(big)) as connection:
        chosen = where(connection, Filters(sites=("short",)))
        asked: list[str] = []
        connection.set_trace_callback(asked.append)
        assert sum(1 for _ in read_articles(connection, chosen)) == SHORT
    assert len(asked) <= 1 + 4 * (SHORT // BATCH)
