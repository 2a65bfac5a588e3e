"""A search index of stems in the place of the one of plain words; the vocabulary for compounds."""

from __future__ import annotations

from sqlite_utils import Database

from archive.migrations.step import migrations, run
from archive.search_index import fill


@migrations()
def stems_and_vocabulary(db: Database) -> None:
    """Replace `articles_fts` by an index of stems over the same columns, made of the articles there are."""
    run(
        db,
        """
DROP TABLE articles_fts;
CREATE VIRTUAL TABLE articles_fts USING fts5(title, lead, body, content="articles", content_rowid='id',
    tokenize="unicode61 remove_diacritics 0");
CREATE TABLE words (
    id INTEGER PRIMARY KEY,
    word TEXT NOT NULL,
    stem TEXT NOT NULL,
    UNIQUE (word, stem)
);
CREATE VIRTUAL TABLE words_fts USING fts5(word, content="words", content_rowid='id', tokenize='trigram');
CREATE TABLE search_index (stemmer TEXT NOT NULL);
""",
    )
    fill(db.conn)
