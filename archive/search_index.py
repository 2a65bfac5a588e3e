"""The search index: stems of the articles' words, kept in step by the writer, rebuilt at any time.

`articles_fts` holds a stem in the place of each word, so that any program can query it and SQLite's
snippet() and highlight() still mark the right words of the article's own text. `words` holds each word
with its stem; `words_fts` finds the words that contain three letters or more (trigrams), for compounds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter

from archive.index_text import IndexText, Stems, index_text
from archive.stemming import algorithm_for, stem_list, stemmer_version

_MOST_REMEMBERED = 200_000  # words that need not be entered again, some 25 MB
_GROUP = 1000  # changes that wait in memory for each other
_LONGEST_WORD = 50
SHORTEST_COMPOUND = 6
_SETTINGS = (
    ("rank", "bm25(10.0, 4.0, 1.0)"),  # ORDER BY rank: title over lead over body
    ("hashsize", 16 * 2**20),  # bytes of changes in memory; gives fewer pieces to merge than with 1 MB
)
_ADD = "INSERT INTO articles_fts (rowid, title, lead, body) VALUES (?, ?, ?, ?)"
_REMOVE = "INSERT INTO articles_fts (articles_fts, rowid, title, lead, body) VALUES ('delete', ?, ?, ?, ?)"

_Row = tuple[int, str, str | None, str, str | None]  # id, title, lead, body, language


class IndexWriter:
    """Keeps the index in step inside the writer's transactions. Changes wait and are written together."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._waiting: list[tuple[str, tuple[int, str, str, str]]] = []
        self._words: dict[str, set[bytes]] = {}  # by algorithm; those of the texts that wait
        self._known: dict[str, dict[bytes, None]] = {}  # by algorithm; words that stand in `words`
        self._familiar: dict[str, Stems] = {}  # by algorithm; of words that stand or wait

    def add(self, article_id: int, text: IndexText) -> None:
        """Index a text that is read already."""
        self._wait(_ADD, article_id, text)

    def read(self, article_id: int, title: str, lead: str | None, body: str, language: str | None) -> None:
        """Index a text."""
        self._wait(_ADD, article_id, self._read(title, lead, body, language))

    def remove(self, article_id: int) -> None:
        """Take an article's stored text out; must be called before its row changes."""
        sql = "SELECT title, lead, body, language FROM articles WHERE id = ?"
        self._wait(_REMOVE, article_id, self._read(*self._db.execute(sql, (article_id,)).fetchone()))

    def _read(self, title: str, lead: str | None, body: str, language: str | None) -> IndexText:
        familiar = self._familiar.setdefault(algorithm_for(language), {})
        return index_text(title, lead, body, language, familiar)

    def _wait(self, sql: str, article_id: int, text: IndexText) -> None:
        self._waiting.append((sql, (article_id, text.title, text.lead, text.body)))
        self._words.setdefault(text.algorithm, set()).update(text.words.split())
        if len(self._waiting) >= _GROUP:
            self.flush()

    def flush(self) -> None:
        """Write what waits, in its order."""
        for sql, changes in groupby(self._waiting, key=itemgetter(0)):
            self._db.executemany(sql, (row for _, row in changes))
        self._waiting.clear()
        self._enter_words()

    def forget(self) -> None:
        """Drop all that waits and is remembered: the transaction was undone."""
        self._waiting.clear()
        self._words.clear()
        self._known.clear()
        self._familiar.clear()

    def _enter_words(self) -> None:
        """Enter new words into the vocabulary. Those whose last article is gone stay until pruned."""
        (last,) = self._db.execute("SELECT coalesce(max(id), 0) FROM words").fetchone()
        for algorithm, waiting in self._words.items():
            words = self._unknown(waiting, algorithm)
            new = zip(words, stem_list(words, algorithm), strict=True)
            self._db.executemany("INSERT OR IGNORE INTO words (word, stem) VALUES (?, ?)", new)
        self._words.clear()
        self._db.execute(
            "INSERT INTO words_fts (rowid, word) SELECT id, word FROM words "
            "WHERE id > ? AND length(word) >= ?",
            (last, SHORTEST_COMPOUND),
        )

    def _unknown(self, words: set[bytes], algorithm: str) -> list[str]:
        """Those of these words that may have to be entered, in order; remembers all of them."""
        known = self._known.setdefault(algorithm, {})
        new = words.difference(known)
        if len(known) > _MOST_REMEMBERED:
            known.clear()
        known.update(dict.fromkeys(new))
        return sorted(word for word in map(bytes.decode, new) if _is_entered(word))


def _is_entered(word: str) -> bool:
    return word.isalpha() and 1 < len(word) <= _LONGEST_WORD


def fill(connection: sqlite3.Connection, over: Callable[[Iterator[_Row]], Iterator[_Row]] = iter) -> int:
    """Fill the empty index from the articles, inside the caller's transaction; says how many there are.

    `over` may count the articles as they go through its hands.
    """
    for setting, value in _SETTINGS:
        connection.execute("INSERT INTO articles_fts (articles_fts, rank) VALUES (?, ?)", (setting, value))
    index, done = IndexWriter(connection), 0
    for article_id, title, lead, body, language in over(_articles(connection)):
        index.read(article_id, title, lead, body, language)
        done += 1
    index.flush()
    connection.execute("DELETE FROM search_index")
    connection.execute("INSERT INTO search_index (stemmer) VALUES (?)", (stemmer_version(),))
    return done


def _articles(connection: sqlite3.Connection) -> Iterator[_Row]:
    """Every article, in groups, so that no query stays open while the index is written."""
    last = -1
    sql = "SELECT id, title, lead, body, language FROM articles WHERE id > ? ORDER BY id LIMIT ?"
    while rows := connection.execute(sql, (last, _GROUP)).fetchall():
        yield from rows
        last = rows[-1][0]


def rebuild(connection: sqlite3.Connection, over: Callable[[Iterator[_Row]], Iterator[_Row]] = iter) -> int:
    """Drop the index and make it anew in one transaction; says how many articles it holds."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        for table in ("articles_fts", "words_fts", "words"):
            sql = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?"
            (definition,) = connection.execute(sql, (table,)).fetchone()
            connection.execute(f"DROP TABLE {table}")
            connection.execute(definition)
        done = fill(connection, over)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return done


def search_in_step(connection: sqlite3.Connection) -> list[str]:
    """What is out of step between the articles and the index, in sentences; empty if all is well.

    Counts rows both ways; through a connection that can write, the index's own integrity is checked too.
    """
    problems = []
    for sentence, table, other in (
        ("{} of the articles are not in the search index", "articles", "articles_fts_docsize"),
        ("articles in the search index that are gone: {}", "articles_fts_docsize", "articles"),
    ):
        sql = f"SELECT count(*) FROM {table} WHERE id NOT IN (SELECT id FROM {other})"
        (number,) = connection.execute(sql).fetchone()
        if number:
            problems.append(sentence.format(number))
    made_by = connection.execute("SELECT stemmer FROM search_index").fetchone()
    if made_by is None or made_by[0] != stemmer_version():
        problems.append("the search index was made by another version of the stemmer")
    if connection.execute("PRAGMA query_only").fetchone()[0] == 0:
        problems += _inner_damage(connection)
    return [f"{problem}. Run: nyhetsarkiv archive rebuild-search." for problem in problems]


def _inner_damage(connection: sqlite3.Connection) -> list[str]:
    """FTS5's own check of its tables, which it allows to writers alone."""
    found = []
    for table in ("articles_fts", "words_fts"):
        try:
            connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
        except sqlite3.DatabaseError as error:
            if "readonly" in str(error):
                connection.rollback()  # a reader's connection has begun a transaction by itself
                break
            found.append(f"the search index {table} is damaged ({error})")
    return found
