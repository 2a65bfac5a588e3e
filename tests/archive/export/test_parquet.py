from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow.parquet as pq
import pytest

from archive.export import parquet
from archive.export.articles import ArchivedArticle
from archive.export.errors import LibraryMissing
from archive.export.parquet import ParquetTable
from tests.archive.archive_under_test import FLAT, SITE
from tests.archive.export.conftest import SEEN

OSLO = ZoneInfo("Europe/Oslo")


@pytest.fixture
def path(articles: list[ArchivedArticle], tmp_path: Path) -> Path:
    path = tmp_path / "a.parquet"
    ParquetTable().write(articles, path)
    return path


def test_values_have_their_types(path: Path) -> None:
    rows: list[dict[str, Any]] = pq.read_table(path).to_pylist()
    whole, bare, odd = rows
    seen = ("first_seen", "last_seen", "last_changed")
    assert whole == FLAT | dict.fromkeys(seen, datetime.fromisoformat(SEEN)) | {
        "id": 1,
        "site": "fjordposten",
        "story": 1,
        "published": datetime(2024, 5, 2, 8, tzinfo=OSLO),
        "published_day": date(2024, 5, 2),
        "updated": datetime(2024, 5, 2, 9, 30, tzinfo=OSLO),
        "sponsored": False,
        "paywalled": False,
        "authors": ["Kari Nordmann", "Ola Øy"],
        "keywords": ["laks", "slakteri"],
        "captions": [{"text": "Tomta.", "credit": "Per Ås", "image_url": f"https://{SITE}/tomt.jpg"}],
    }
    assert (bare["published"], bare["published_day"], bare["authors"], bare["captions"]) == (
        None,
        None,
        [],
        [],
    )
    assert (odd["sponsored"], odd["published_day"]) == (True, date(2024, 1, 1))


def test_the_schema_says_zones_lists_and_meanings(path: Path) -> None:
    schema = pq.read_schema(path)
    assert {
        name: str(schema.field(name).type) for name in ("id", "published", "sponsored", "word_count")
    } == {
        "id": "int64",
        "published": "timestamp[ms, tz=Europe/Oslo]",
        "sponsored": "bool",
        "word_count": "int32",
    }
    assert str(schema.field("keywords").type).startswith("list<")
    assert schema.field("title").metadata == {b"description": b"headline"}


def test_rows_come_in_groups_of_a_bounded_size(
    articles: list[ArchivedArticle], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "ROWS_IN_A_GROUP", 2)
    path = tmp_path / "a.parquet"
    ParquetTable().write(iter(articles), path)
    metadata = pq.ParquetFile(path).metadata
    assert [metadata.row_group(at).num_rows for at in range(metadata.num_row_groups)] == [2, 1]
    assert metadata.row_group(0).column(0).compression == "ZSTD"


def test_no_articles_make_an_empty_table(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    ParquetTable().write([], path)
    assert (pq.read_table(path).num_rows, "published_day" in pq.read_schema(path).names) == (0, True)


def test_without_pyarrow_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(LibraryMissing, match=r"pip install 'nyhetsarkiv\[parquet\]'"):
        ParquetTable().write([], tmp_path / "a.parquet")
