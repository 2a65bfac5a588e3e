"""The search index: made of the articles' texts, kept in step by the writer, rebuilt at any time."""

from __future__ import annotations

import sqlite3


def rebuild(connection: sqlite3.Connection) -> int:
    """Make the index anew in one transaction; says how many articles it holds."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute("INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])


def search_in_step(connection: sqlite3.Connection) -> list[str]:
    """What is out of step between the articles and the index, in sentences; empty if all is well."""
    (articles,) = connection.execute("SELECT count(*) FROM articles").fetchone()
    (indexed,) = connection.execute("SELECT count(*) FROM articles_fts_docsize").fetchone()
    return [] if articles == indexed else [f"The search index holds {indexed} of {articles} articles."]
