"""The first schema: articles and what belongs to them, the log of crawls, views, the search index."""

from __future__ import annotations

from sqlite_utils import Database

from archive.migrations.step import migrations, run


@migrations()
def articles_and_what_belongs_to_them(db: Database) -> None:
    """Publications, articles, authors, keywords, captions, earlier texts and other addresses."""
    run(
        db,
        """
CREATE TABLE sites (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    domain TEXT NOT NULL,
    sector TEXT NOT NULL DEFAULT '',
    publisher TEXT NOT NULL DEFAULT ''
);
CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    site_id INTEGER NOT NULL REFERENCES sites(id),
    url TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    kicker TEXT,
    lead TEXT,
    body TEXT NOT NULL,
    published TEXT,
    published_precision TEXT CHECK (published_precision IN ('day', 'minute')),
    updated TEXT,
    language TEXT,
    section TEXT,
    sponsored INTEGER NOT NULL DEFAULT 0 CHECK (sponsored IN (0, 1)),
    paywalled INTEGER NOT NULL DEFAULT 0 CHECK (paywalled IN (0, 1)),
    word_count INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    last_changed TEXT NOT NULL,
    gone TEXT,
    blocks TEXT NOT NULL DEFAULT '[]',
    parser_version TEXT NOT NULL DEFAULT ''
);
CREATE INDEX articles_site_published ON articles(site_id, published);
CREATE INDEX articles_published ON articles(published);
CREATE INDEX articles_content_hash ON articles(content_hash);
CREATE TABLE authors (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE article_authors (
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    author_id INTEGER NOT NULL REFERENCES authors(id),
    position INTEGER NOT NULL,
    role TEXT,
    email TEXT,
    PRIMARY KEY (article_id, position)
) WITHOUT ROWID;
CREATE INDEX article_authors_author ON article_authors(author_id);
CREATE TABLE keywords (id INTEGER PRIMARY KEY, keyword TEXT NOT NULL UNIQUE);
CREATE TABLE article_keywords (
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    keyword_id INTEGER NOT NULL REFERENCES keywords(id),
    position INTEGER NOT NULL,
    PRIMARY KEY (article_id, position)
) WITHOUT ROWID;
CREATE INDEX article_keywords_keyword ON article_keywords(keyword_id);
CREATE TABLE captions (
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    credit TEXT,
    image_url TEXT,
    PRIMARY KEY (article_id, position)
) WITHOUT ROWID;
CREATE TABLE revisions (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    seen TEXT NOT NULL,
    title TEXT NOT NULL,
    lead TEXT,
    body TEXT NOT NULL,
    content_hash TEXT NOT NULL
);
CREATE INDEX revisions_article ON revisions(article_id);
CREATE TABLE aliases (
    url TEXT PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX aliases_article ON aliases(article_id);
""",
    )


@migrations()
def the_log_of_crawls(db: Database) -> None:
    """What was asked when, and what came of it."""
    run(
        db,
        """
CREATE TABLE crawls (
    id INTEGER PRIMARY KEY,
    site_id INTEGER NOT NULL REFERENCES sites(id),
    started TEXT NOT NULL,
    finished TEXT,
    reason TEXT,
    counts TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX crawls_site ON crawls(site_id, started);
CREATE TABLE fetches (
    id INTEGER PRIMARY KEY,
    crawl_id INTEGER NOT NULL REFERENCES crawls(id),
    url TEXT NOT NULL,
    fetched TEXT NOT NULL,
    status INTEGER,
    content_type TEXT,
    bytes INTEGER NOT NULL DEFAULT 0,
    sha256 TEXT,
    etag TEXT,
    last_modified TEXT,
    warc_file TEXT,
    warc_offset INTEGER,
    article_id INTEGER REFERENCES articles(id) ON DELETE SET NULL,
    problem TEXT
);
CREATE INDEX fetches_url ON fetches(url, fetched);
CREATE INDEX fetches_crawl ON fetches(crawl_id);
CREATE INDEX fetches_article ON fetches(article_id);
""",
    )


@migrations()
def views_for_people(db: Database) -> None:
    """One row an article with its authors and keywords, one row a crawl with its health."""
    run(
        db,
        """
CREATE VIEW articles_flat AS
SELECT a.id, s.name AS site, a.url, a.title, a.kicker, a.lead, a.body, a.published, a.published_precision,
    a.updated, a.language, a.section, a.sponsored, a.paywalled, a.word_count,
    (SELECT group_concat(name, '; ') FROM (SELECT n.name FROM article_authors l
        JOIN authors n ON n.id = l.author_id WHERE l.article_id = a.id ORDER BY l.position)) AS authors,
    (SELECT group_concat(keyword, '; ') FROM (SELECT k.keyword FROM article_keywords l
        JOIN keywords k ON k.id = l.keyword_id WHERE l.article_id = a.id ORDER BY l.position)) AS keywords,
    (SELECT count(*) FROM captions c WHERE c.article_id = a.id) AS captions,
    a.first_seen, a.last_seen, a.last_changed, a.gone
FROM articles a JOIN sites s ON s.id = a.site_id;
CREATE VIEW crawl_health AS
SELECT c.id AS crawl, s.name AS site, c.started, c.finished, c.reason,
    count(f.id) AS fetches, count(f.article_id) AS articles,
    sum(f.problem IS NOT NULL) AS problems, coalesce(sum(f.bytes), 0) AS bytes
FROM crawls c JOIN sites s ON s.id = c.site_id LEFT JOIN fetches f ON f.crawl_id = c.id
GROUP BY c.id;
""",
    )


@migrations()
def full_text(db: Database) -> None:
    """The search index over title, lead and body. The writer keeps it in step."""
    run(
        db,
        'CREATE VIRTUAL TABLE articles_fts USING fts5(title, lead, body, content="articles", '
        "content_rowid='id', tokenize=\"unicode61 remove_diacritics 0\")",
    )
