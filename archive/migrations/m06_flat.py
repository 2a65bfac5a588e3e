"""What people ask of flat tables: the day, the story and the earlier texts of an article, and views of
what stands more than once with it."""

from __future__ import annotations

from sqlite_utils import Database

from archive.migrations.step import migrations, run


@migrations()
def flat_views(db: Database) -> None:
    """Add `published_day`, `revisions` and `story` to `articles_flat`; a row an author, keyword, caption."""
    run(
        db,
        """
DROP VIEW articles_flat;
CREATE VIEW articles_flat AS
SELECT a.id, s.name AS site, a.url, a.title, a.kicker, a.lead, a.body,
    a.published, substr(a.published, 1, 10) AS published_day, a.published_precision,
    a.updated, a.language, a.section, a.sponsored, a.paywalled, a.word_count,
    (SELECT group_concat(name, '; ') FROM (SELECT n.name FROM article_authors l
        JOIN authors n ON n.id = l.author_id WHERE l.article_id = a.id ORDER BY l.position)) AS authors,
    (SELECT group_concat(keyword, '; ') FROM (SELECT k.keyword FROM article_keywords l
        JOIN keywords k ON k.id = l.keyword_id WHERE l.article_id = a.id ORDER BY l.position)) AS keywords,
    (SELECT count(*) FROM captions c WHERE c.article_id = a.id) AS captions,
    (SELECT count(*) FROM revisions r WHERE r.article_id = a.id) AS revisions,
    coalesce((SELECT cluster_id FROM clusters c WHERE c.article_id = a.id), a.id) AS story,
    a.first_seen, a.last_seen, a.last_changed, a.gone, a.tdm_reserved, a.tdm_policy
FROM articles a JOIN sites s ON s.id = a.site_id;
CREATE VIEW authors_flat AS
SELECT l.article_id, s.name AS site, substr(a.published, 1, 10) AS published_day, n.name AS author,
    l.role, l.position, a.word_count, a.title, a.url
FROM article_authors l JOIN authors n ON n.id = l.author_id
JOIN articles a ON a.id = l.article_id JOIN sites s ON s.id = a.site_id;
CREATE VIEW keywords_flat AS
SELECT l.article_id, s.name AS site, substr(a.published, 1, 10) AS published_day, k.keyword,
    l.position, a.title, a.url
FROM article_keywords l JOIN keywords k ON k.id = l.keyword_id
JOIN articles a ON a.id = l.article_id JOIN sites s ON s.id = a.site_id;
CREATE VIEW captions_flat AS
SELECT c.article_id, s.name AS site, substr(a.published, 1, 10) AS published_day, c.text AS caption,
    c.credit, c.image_url, c.position, a.title, a.url
FROM captions c JOIN articles a ON a.id = c.article_id JOIN sites s ON s.id = a.site_id;
""",
    )
