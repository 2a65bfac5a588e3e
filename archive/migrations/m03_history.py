"""What an analyst asks about texts: silent edits, and stories that many newspapers tell alike."""

from __future__ import annotations

from sqlite_utils import Database

from archive.clusters import Clusters
from archive.migrations.step import migrations, run


@migrations()
def edits_without_a_word(db: Database) -> None:
    """Add `revisions.updated`, what `articles.updated` said with that text, and the view `silent_edits`.

    NULL is a page that named no time of change; '' is a text put aside before this column was there.
    Such a text is no silent edit: what its page said is not known.
    """
    run(
        db,
        """
ALTER TABLE revisions ADD COLUMN updated TEXT DEFAULT '';
CREATE VIEW silent_edits AS
SELECT a.id AS article_id, s.name AS site, a.url, a.title, r.seen AS seen_before,
    coalesce(n.seen, a.last_changed) AS seen_after, r.updated
FROM revisions r
JOIN articles a ON a.id = r.article_id
JOIN sites s ON s.id = a.site_id
LEFT JOIN revisions n ON n.id = (
    SELECT id FROM revisions WHERE article_id = r.article_id
        AND (julianday(seen), id) > (julianday(r.seen), r.id)
    ORDER BY julianday(seen), id LIMIT 1)
WHERE r.updated IS NOT '' AND r.updated IS iif(n.id IS NULL, a.updated, n.updated);
""",
    )


@migrations()
def stories_told_alike(db: Database) -> None:
    """Clusters of near-identical texts, the sketches to find them by, and the view `stories`."""
    run(
        db,
        """
CREATE TABLE sketches (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    s0 INTEGER NOT NULL,
    s1 INTEGER NOT NULL,
    s2 INTEGER NOT NULL,
    s3 INTEGER NOT NULL
);
CREATE INDEX sketches_s0 ON sketches(s0);
CREATE INDEX sketches_s1 ON sketches(s1);
CREATE INDEX sketches_s2 ON sketches(s2);
CREATE INDEX sketches_s3 ON sketches(s3);
CREATE TABLE clusters (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    cluster_id INTEGER NOT NULL,
    similarity REAL NOT NULL
);
CREATE INDEX clusters_cluster ON clusters(cluster_id);
CREATE VIEW stories AS
SELECT c.cluster_id, count(*) AS size,
    (SELECT group_concat(name, '; ') FROM (SELECT DISTINCT s.name FROM clusters m
        JOIN articles b ON b.id = m.article_id JOIN sites s ON s.id = b.site_id
        WHERE m.cluster_id = c.cluster_id ORDER BY s.name)) AS sites,
    min(a.first_seen) AS first_seen, f.title, f.url, min(c.similarity) AS similarity
FROM clusters c JOIN articles a ON a.id = c.article_id
JOIN articles f ON f.id = (SELECT min(article_id) FROM clusters WHERE cluster_id = c.cluster_id)
GROUP BY c.cluster_id
UNION ALL
SELECT a.id, 1, s.name, a.first_seen, a.title, a.url, 1.0
FROM articles a JOIN sites s ON s.id = a.site_id
WHERE NOT EXISTS (SELECT 1 FROM clusters c WHERE c.article_id = a.id);
""",
    )


@migrations()
def stories_of_the_articles_here(db: Database) -> None:
    """Place the articles of an archive that was made before there were clusters."""
    clusters = Clusters(db.conn)
    for article_id, body in db.execute("SELECT id, body FROM articles ORDER BY id"):
        clusters.place(article_id, body)
