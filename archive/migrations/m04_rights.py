"""What the publisher says of mining an article's text (TDM Reservation Protocol)."""

from __future__ import annotations

from sqlite_utils import Database

from archive.migrations.step import migrations, run


@migrations()
def reserved_rights(db: Database) -> None:
    """Add `articles.tdm_reserved` and `tdm_policy`, and show both to people. NULL: nobody said."""
    run(
        db,
        """
ALTER TABLE articles ADD COLUMN tdm_reserved INTEGER CHECK (tdm_reserved IN (0, 1));
ALTER TABLE articles ADD COLUMN tdm_policy TEXT;
DROP VIEW articles_flat;
CREATE VIEW articles_flat AS
SELECT a.id, s.name AS site, a.url, a.title, a.kicker, a.lead, a.body, a.published, a.published_precision,
    a.updated, a.language, a.section, a.sponsored, a.paywalled, a.word_count,
    (SELECT group_concat(name, '; ') FROM (SELECT n.name FROM article_authors l
        JOIN authors n ON n.id = l.author_id WHERE l.article_id = a.id ORDER BY l.position)) AS authors,
    (SELECT group_concat(keyword, '; ') FROM (SELECT k.keyword FROM article_keywords l
        JOIN keywords k ON k.id = l.keyword_id WHERE l.article_id = a.id ORDER BY l.position)) AS keywords,
    (SELECT count(*) FROM captions c WHERE c.article_id = a.id) AS captions,
    a.first_seen, a.last_seen, a.last_changed, a.gone, a.tdm_reserved, a.tdm_policy
FROM articles a JOIN sites s ON s.id = a.site_id;
""",
    )
