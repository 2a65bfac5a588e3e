"""Authors, keywords and words of the search's vocabulary that no article has any more."""

from __future__ import annotations

import sqlite3

from archive.search_index import SHORTEST_COMPOUND

_UNUSED = {
    "authors": "SELECT id FROM authors WHERE id NOT IN (SELECT author_id FROM article_authors)",
    "keywords": "SELECT id FROM keywords WHERE id NOT IN (SELECT keyword_id FROM article_keywords)",
    "words": "SELECT id FROM words WHERE stem NOT IN (SELECT term FROM temp.stems_in_use)",
}
_STEMS = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.stems_in_use USING fts5vocab(main, articles_fts, row)"


def count_unused(connection: sqlite3.Connection) -> dict[str, int]:
    """How many there are of each, by the name of the table. A word is in use while its stem is."""
    connection.execute(_STEMS)
    return {
        table: int(connection.execute(f"SELECT count(*) FROM ({sql})").fetchone()[0])
        for table, sql in _UNUSED.items()
    }


def remove_unused(connection: sqlite3.Connection) -> None:
    """Delete them, in one transaction."""
    connection.execute(_STEMS)
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(
            "INSERT INTO words_fts (words_fts, rowid, word) SELECT 'delete', id, word FROM words "
            f"WHERE id IN ({_UNUSED['words']}) AND length(word) >= ?",
            (SHORTEST_COMPOUND,),
        )
        for table, sql in _UNUSED.items():
            connection.execute(f"DELETE FROM {table} WHERE id IN ({sql})")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
