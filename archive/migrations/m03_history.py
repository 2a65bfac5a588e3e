"""What an analyst asks about an article's history: edits that the publisher did not own up to."""

from __future__ import annotations

from sqlite_utils import Database

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
