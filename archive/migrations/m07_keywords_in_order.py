"""Keywords of articles, stored in the order of their columns."""

from __future__ import annotations

from sqlite_utils import Database

from archive.migrations.step import migrations, run


@migrations()
def keywords_in_order(db: Database) -> None:
    """Make `article_keywords` anew, with a key in the order of its columns.

    SQLite before 3.41 mistakes the columns of a table WITHOUT ROWID whose key is in another order, and its
    integrity_check says of every sound archive that it has no keywords' numbers where it has them.
    """
    run(
        db,
        """
CREATE TEMP TABLE kept_keywords AS SELECT article_id, keyword_id, position FROM article_keywords;
DROP TABLE article_keywords;
CREATE TABLE article_keywords (
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    keyword_id INTEGER NOT NULL REFERENCES keywords(id),
    position INTEGER NOT NULL,
    PRIMARY KEY (article_id, keyword_id, position)
) WITHOUT ROWID;
CREATE INDEX article_keywords_keyword ON article_keywords(keyword_id);
INSERT INTO article_keywords SELECT article_id, keyword_id, position FROM kept_keywords ORDER BY 1, 2, 3;
DROP TABLE kept_keywords;
""",
    )
