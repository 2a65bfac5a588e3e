"""What is made of a record before it is stored is what the writer makes of it by itself."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from archive.opening import open_archive
from archive.prepared import Prepared, prepare
from archive.records import ArticleRecord, SiteRecord
from archive.search_index import search_in_step
from tests.archive.agency_copy import AGENCY
from tests.archive.archive_under_test import ARTICLE, SITE, STARTED, ArchiveUnderTest, Rows

NTB = replace(ARTICLE, url=f"https://{SITE}/ntb", body=AGENCY, lead=AGENCY.split("\n")[0], aliases=())
ENGLISH = replace(NTB, url=f"https://{SITE}/en", title="Companies", lead=None, language="en")
RECORDS = (ARTICLE, NTB, ENGLISH, replace(ARTICLE, title="Utsatt"), replace(NTB, body="Kort."))


def by_another_process(record: ArticleRecord) -> Prepared:
    """As it arrives from there."""
    return pickle.loads(pickle.dumps(prepare(record)))  # type: ignore[no-any-return]


def by_turns(record: ArticleRecord) -> ArticleRecord | Prepared:
    """Some prepared, some not, in one batch."""
    return prepare(record) if record is NTB or record is RECORDS[-2] else record


def rows_of(path: Path, given: Callable[[ArticleRecord], ArticleRecord | Prepared]) -> tuple[list[str], Rows]:
    """What became of each record, and all rows of an archive that they are stored in."""
    with closing(open_archive(path)) as db:
        archive = ArchiveUnderTest(db)
        archive.site_id = archive.writer.site(SiteRecord("a", "A", SITE))
        archive.crawl_id = archive.writer.start_crawl(archive.site_id, STARTED)
        with archive.writer.batch():
            outcomes = [archive.store(given(one), STARTED, url=one.url) for one in RECORDS]
        assert search_in_step(db) == []
        rows = archive.rows()
        del rows["_sqlite_migrations"]  # says when
        return list(outcomes), rows


@pytest.mark.parametrize("given", [prepare, by_another_process, by_turns])
def test_a_prepared_record_makes_the_same_rows(
    tmp_path: Path, given: Callable[[ArticleRecord], ArticleRecord | Prepared]
) -> None:
    outcomes, rows = rows_of(tmp_path / "plain.db", lambda record: record)
    assert outcomes == ["new", "new", "new", "changed", "changed"]
    assert len(rows["sketches"]) == 1
    assert rows_of(tmp_path / "prepared.db", given) == (outcomes, rows)
