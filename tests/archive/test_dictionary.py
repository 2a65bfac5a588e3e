"""The data dictionary describes the schema, all of it and nothing else."""

from __future__ import annotations

import sqlite3

import pytest

from archive.dictionary import Table, gaps, meaning, read_tables
from docs.datasette import METADATA, as_text
from docs.dictionary import MARKER, README, renewed, schema


@pytest.fixture(scope="module")
def tables() -> list[Table]:
    return schema()


def test_every_table_and_column_is_described_and_none_that_is_not_there(tables: list[Table]) -> None:
    missing = gaps(tables)
    assert missing == [], "archive/dictionary.toml:\n" + "\n".join(missing)


def test_the_readme_is_current(tables: list[Table]) -> None:
    text = README.read_text(encoding="utf-8")
    assert text == renewed(text, tables), "data/README.md is not current. Run: make dictionary"


def test_datasettes_metadata_is_current(tables: list[Table]) -> None:
    assert METADATA.read_text(encoding="utf-8") == as_text(tables), "docs/datasette.json: run make dictionary"


def test_a_new_table_and_column_are_missed_by_name(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE moods (mood TEXT)")
    connection.execute("ALTER TABLE sites ADD COLUMN mood TEXT")
    assert [gap for gap in gaps(read_tables(connection)) if "mood" in gap] == [
        "[sites] mood: missing. Say what the column means.",
        "[moods] about: missing. Say what a row is.",
        "[moods] mood: missing. Say what the column means.",
    ]


def test_words_for_what_is_gone_are_told(connection: sqlite3.Connection) -> None:
    before = gaps(read_tables(connection))
    connection.execute("ALTER TABLE sites DROP COLUMN publisher")
    connection.execute("DROP VIEW crawl_health")
    assert [gap for gap in gaps(read_tables(connection)) if gap not in before] == [
        "[sites] publisher: no such column in the schema. Take it out.",
        "[crawl_health]: no such table or view in the schema. Take it out.",
    ]


def test_a_views_column_means_what_it_means_in_articles_unless_told_otherwise() -> None:
    assert meaning("articles_flat", "title") == meaning("articles", "title") != ""
    assert meaning("articles_flat", "captions") == "how many captions it has"


def test_a_readme_without_the_marker_is_refused() -> None:
    with pytest.raises(ValueError, match="lost its marker"):
        renewed("# By hand\n", [])
    assert renewed(f"# By hand\n{MARKER}old", []).startswith(f"# By hand\n{MARKER}\n| table |")
