"""Finds articles by their words, the best first.

Whole words come before compounds. Rank is BM25 with title over lead over body, exact while no more than
`MOST_RANKED` articles match. Of more, those that match in the title come first, the newest before older
ones, then the best of the `MOST_RANKED` that were stored last: weighing every article that holds a common
word takes seconds and tells them hardly apart.

A part that stands in thousands of compounds is found in all of them when it is asked for alone. In an
archive of more than `_LARGE` articles, a search by several words or with filters takes the first
`_MOST_COMPOUNDS` of each word's, so that it is answered in no time too.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from archive.errors import ArchiveError
from archive.filters import Filters, Where, where
from archive.marking import Marked, mark, snippet
from archive.query import Node, Term, parse_query, terms_of, to_fts5
from archive.vocabulary import Vocabulary

FIELDS = ("title", "lead", "body")
MOST_RANKED = 2500
_MOST_WEIGHED = 1_500_000  # articles times words looked for; some 100 ms
_LARGE = 50_000  # articles; in a smaller archive, all compounds of all words are found in no time
_MOST_COMPOUNDS = 40  # of each of several words, or of a filtered one: each takes up to 0.2 ms
_WEIGHTS = "10.0, 4.0, 1.0"


class NoSearchIndex(ArchiveError):
    """The archive is older than the search index."""

    def __init__(self) -> None:
        super().__init__("This archive has no search index yet. Make it: nyhetsarkiv archive rebuild-search.")


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found, by its number `articles.id`.

    `score` is BM25, the lower the better, within `match`; None is the score of one that comes first
    among very many for its title alone.
    """

    id: int
    url: str
    site: str
    title: Marked
    snippet: Marked
    published: str | None
    authors: str | None
    section: str | None
    match: str  # 'words', or 'compounds' if a word is only part of a longer one
    score: float | None


@dataclass(frozen=True, slots=True)
class Found:
    """The best hits, and how many articles match by whole words and by compounds beyond those.

    `by_compounds` is None where whole words alone filled offset and limit.
    """

    hits: list[Hit]
    by_words: int
    by_compounds: int | None


def search(
    connection: sqlite3.Connection,
    query: str,
    filters: Filters = Filters(),  # noqa: B008 - it cannot change
    *,
    fields: tuple[str, ...] = FIELDS,
    limit: int = 20,
    offset: int = 0,
) -> Found:
    """Search through a connection of `open_for_reading`; `fields` are those in which the words may stand.

    The hits are `limit` at most, behind the first `offset`. Raises QueryError for a query that cannot be
    read, UnknownSite, NoSearchIndex.
    """
    return _Search(connection, _read_query(connection, query), filters, fields).run(limit, offset)


def matching(
    connection: sqlite3.Connection,
    query: str,
    fields: tuple[str, ...] = FIELDS,
    *,
    compounds: bool = True,
) -> Where:
    """The condition that an article `a` is found by `query` in `fields`, by whole words or by compounds.

    Without `compounds`, by whole words alone. Raises QueryError, NoSearchIndex.
    """
    node, vocabulary = _read_query(connection, query), Vocabulary(connection)
    wanted = vocabulary.with_compounds if compounds else vocabulary.whole_words
    expression = _in(fields, to_fts5(node, wanted, vocabulary.whole_words))
    return Where("a.id IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)", (expression,))


def whole_words(connection: sqlite3.Connection, query: str, fields: tuple[str, ...] = FIELDS) -> str:
    """What `articles_fts` is asked to MATCH for the whole words of `query`: an expression in stems.

    Raises QueryError, NoSearchIndex.
    """
    node, vocabulary = _read_query(connection, query), Vocabulary(connection)
    return _in(fields, to_fts5(node, vocabulary.whole_words, vocabulary.whole_words))


def _read_query(connection: sqlite3.Connection, query: str) -> Node:
    node = parse_query(query)
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'words'").fetchone() is None:
        raise NoSearchIndex
    return node


class _Search:
    """One search: the same choice of articles, asked for in several ways."""

    def __init__(
        self, connection: sqlite3.Connection, node: Node, filters: Filters, fields: tuple[str, ...]
    ) -> None:
        self._db = connection
        alone = _is_one_word(node) and not filters
        most = None if alone or not _is_large(connection) else _MOST_COMPOUNDS
        self._node, self._vocabulary = node, Vocabulary(connection, most)
        self._words = to_fts5(node, self._vocabulary.whole_words, self._vocabulary.whole_words)
        self._fields = fields
        self._chosen, self._values = self._choice(filters)

    def _choice(self, filters: Filters) -> tuple[str, tuple[object, ...]]:
        """The filters as a condition on the index's rows.

        The plus keeps SQLite from asking the index anew for every single article; the range lets it
        skip what lies outside.
        """
        if not filters:
            return "", ()
        condition = where(self._db, filters)
        chosen = f"SELECT a.id FROM articles a WHERE {condition.sql}"
        first, last = self._db.execute(
            f"SELECT min(id), max(id) FROM ({chosen})", condition.values
        ).fetchone()
        within = f"articles_fts.rowid BETWEEN {first or 0} AND {last or 0}"
        return f" AND {within} AND +articles_fts.rowid IN ({chosen})", condition.values

    def run(self, limit: int, offset: int) -> Found:
        """Whole words first; compounds if these leave room."""
        first, limit = offset, offset + limit
        best, by_words = self._best(limit)
        hits = self._read(dict(list(best.items())[first:]), "words")
        if len(best) >= limit:
            return Found(hits, by_words, None)
        wider = to_fts5(self._node, self._vocabulary.with_compounds, self._vocabulary.whole_words)
        if wider == self._words:
            return Found(hits, by_words, 0)
        most = _most_ranked(wider, limit)
        ranked = self._ranked(_in(self._fields, wider), most=most, limit=most)
        both = len(ranked) if len(ranked) < most else self._count(wider)
        more = [(id_, score) for id_, score in ranked if id_ not in best]
        shown = more[max(first - len(best), 0) : limit - len(best)]
        return Found(hits + self._read(dict(shown), "compounds"), by_words, both - by_words)

    def _count(self, expression: str) -> int:
        sql = f"SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ?{self._chosen}"
        (count,) = self._db.execute(sql, (_in(self._fields, expression), *self._values)).fetchone()
        return int(count)

    def _best(self, limit: int) -> tuple[dict[int, float | None], int]:
        """The ids and scores of the best by whole words, in order; how many articles match.

        Several words together stand in few articles, as a rule: these are weighed without being counted
        first. A single word may stand in so many that its titles are enough.
        """
        everywhere = _in(self._fields, self._words)
        most = max(MOST_RANKED, limit)
        ranked: list[tuple[int, float]] = []
        if not _is_one_word(self._node):
            ranked = self._ranked(everywhere, most=most, limit=most)
            if len(ranked) < most:
                return dict[int, float | None](ranked[:limit]), len(ranked)
        count = self._count(self._words)
        best: dict[int, float | None] = {}
        if count > most and "title" in self._fields:
            best = dict.fromkeys(self._newest(_in(("title",), self._words), limit))
        if len(best) < limit:
            for id_, score in ranked or self._ranked(everywhere, most=most, limit=limit):
                best.setdefault(id_, score)
        return dict(list(best.items())[:limit]), count

    def _newest(self, expression: str, limit: int) -> list[int]:
        """The ids of those that were stored last; BM25 would count every word in all articles first."""
        rows = self._db.execute(
            f"SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?{self._chosen} "
            "ORDER BY rowid DESC LIMIT ?",
            (expression, *self._values, limit),
        )
        return [id_ for (id_,) in rows]

    def _ranked(self, expression: str, *, most: int, limit: int) -> list[tuple[int, float]]:
        """The best of the `most` that were stored last: ids and scores."""
        return self._db.execute(
            f"SELECT id, score FROM (SELECT rowid AS id, bm25(articles_fts, {_WEIGHTS}) AS score "
            f"FROM articles_fts WHERE articles_fts MATCH ?{self._chosen} "
            f"ORDER BY rowid DESC LIMIT {most}) ORDER BY score, id DESC LIMIT ?",
            (expression, *self._values, limit),
        ).fetchall()

    def _read(self, best: Mapping[int, float | None], match: str) -> list[Hit]:
        """The hits themselves, in their order."""
        if not best:
            return []
        wanted = self._vocabulary.marked(terms_of(self._node), compounds=match == "compounds")
        rows = self._db.execute(
            "SELECT a.id, a.language, a.title, a.body, a.url, s.name, a.published, "
            "(SELECT authors FROM articles_flat WHERE id = a.id), a.section "
            "FROM articles a JOIN sites s ON s.id = a.site_id "
            f"WHERE a.id IN ({', '.join('?' * len(best))})",
            tuple(best),
        )
        hits = {
            id_: Hit(
                id_, url, site, mark(title, wanted, language), snippet(body, wanted, language),
                published, authors, section, match, best[id_],
            )
            for id_, language, title, body, url, site, published, authors, section in rows
        }  # fmt: skip
        return [hits[id_] for id_ in best]


def _in(fields: tuple[str, ...], expression: str) -> str:
    return f"{{{' '.join(fields)}}} : ({expression})" if set(fields) != set(FIELDS) else expression


def _is_one_word(node: Node) -> bool:
    return isinstance(node, Term) and len(node.words) == 1


def _is_large(connection: sqlite3.Connection) -> bool:
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM articles").fetchone()
    return bool(last > _LARGE)


def _most_ranked(expression: str, limit: int) -> int:
    """How many articles can be weighed quickly: BM25 looks for every word of the expression in each.

    Twice `limit` at least, so that enough are left beside those that match by whole words.
    """
    words = expression.count('"') // 2
    return max(min(MOST_RANKED, _MOST_WEIGHED // words), 2 * limit)
