"""Keeps together what tells one story in the same words, such as an agency's copy in ten newspapers.

A cluster is a chain of near-identical texts: whoever is near one of its members belongs to it. It is
called by the id of its first article, its lowest. Candidates are found through `sketches`, then their
texts are compared; so a cluster holds no chance hits, and a text that shares only a boilerplate
sentence stays alone.
"""

from __future__ import annotations

import sqlite3

from archive.near_identical import SAME_STORY, SKETCH_SIZE, shingles, similarity, sketch_of

_LATEST = 32  # articles looked at for each number of a sketch, the latest first: a sentence that stands
# under all articles of a site would bring thousands
_COMPARED = 8  # texts compared at most; those that share most of the sketch come first
_GROUP = 1000  # new articles that wait in memory for each other
_ANY = 2**63 - 1  # above every id
_HELD_BY_ONE = 200  # articles of a cluster that one text may hold together; a larger one stays when it leaves

_PLACES = [f"s{place}" for place in range(SKETCH_SIZE)]
_KEEP_SKETCH = (
    f"INSERT INTO sketches (article_id, {', '.join(_PLACES)}) VALUES ({', '.join('?' * (SKETCH_SIZE + 1))})"
)
_CANDIDATES = (
    "SELECT f.article_id, c.cluster_id FROM ("
    + " UNION ALL ".join(
        f"SELECT article_id FROM (SELECT article_id FROM sketches WHERE {name} = ?{number} "
        f"AND article_id < ?2 ORDER BY article_id DESC LIMIT {_LATEST})"
        for number, name in enumerate(_PLACES, start=3)
    )
    + ") f LEFT JOIN clusters c ON c.article_id = f.article_id WHERE f.article_id != ?1 "
    "GROUP BY f.article_id ORDER BY count(*) DESC, f.article_id DESC"
)
_HAVE_CANDIDATES = "SELECT n.article_id FROM sketches n WHERE n.article_id >= ? AND (" + " OR ".join(
    f"EXISTS (SELECT 1 FROM sketches o WHERE o.{name} = n.{name} AND o.article_id < n.article_id)"
    for name in _PLACES
) + ")"  # fmt: skip


class Clusters:
    """Places articles inside the caller's transaction. New ones wait and are placed together."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._waiting: list[tuple[int, ...]] = []  # ids and sketches

    def place(self, article_id: int, body: str) -> None:
        """Put a new article, whose row is stored, where its text belongs."""
        self.enter(article_id, sketch_of(body))
        self.flush()

    def enter(self, article_id: int, numbers: tuple[int, ...] | None) -> None:
        """The same, with the next `flush`, for a text of which the sketch, if it has one, is made already."""
        if numbers is not None:
            self._waiting.append((article_id, *numbers))
            if len(self._waiting) >= _GROUP:
                self.flush()

    def move(self, article_id: int, numbers: tuple[int, ...] | None) -> None:
        """Put an article whose text has changed where it belongs now; its row has the new text already."""
        self.flush()
        self._leave(article_id)
        if numbers is not None:
            self._db.execute(_KEEP_SKETCH, (article_id, *numbers))
            self._join(article_id, numbers)

    def flush(self) -> None:
        """Place what waits, one after the other; most share no number of their sketch with any other."""
        if not self._waiting:
            return
        self._db.executemany(_KEEP_SKETCH, self._waiting)
        first = min(article_id for article_id, *_ in self._waiting)
        near = {article_id for (article_id,) in self._db.execute(_HAVE_CANDIDATES, (first,))}
        for article_id, *numbers in self._waiting:
            if article_id in near:
                self._join(article_id, tuple(numbers), before=article_id)
        self._waiting.clear()

    def forget(self) -> None:
        """Drop what waits: the transaction was undone."""
        self._waiting.clear()

    def _leave(self, article_id: int) -> None:
        """Forget where an article stood; what it held together is placed anew, the first article first."""
        self._db.execute("DELETE FROM sketches WHERE article_id = ?", (article_id,))
        row = self._db.execute("SELECT cluster_id FROM clusters WHERE article_id = ?", (article_id,))
        cluster = row.fetchone()
        if cluster is None:
            return
        self._db.execute("DELETE FROM clusters WHERE article_id = ?", (article_id,))
        members = self._members(cluster[0], at_most=_HELD_BY_ONE + 1)
        if len(members) > _HELD_BY_ONE:
            self._db.execute(
                "UPDATE clusters SET cluster_id = ? WHERE cluster_id = ?", (members[0], *cluster)
            )
            return
        self._db.execute("DELETE FROM clusters WHERE cluster_id = ?", cluster)
        for member in members:
            self._join(member, self._numbers(member))

    def _join(self, article_id: int, numbers: tuple[int, ...], *, before: int = _ANY) -> None:
        """Put an article that is in no cluster into that of its near ones, which thereby become one.

        Only articles with a lower id than `before` are looked at.
        """
        stories: set[int] = set()
        compared = 0
        candidates = self._db.execute(_CANDIDATES, (article_id, before, *numbers)).fetchall()
        runs = self._shingles(article_id) if candidates else frozenset()
        for candidate, cluster_id in candidates:
            story = candidate if cluster_id is None else cluster_id
            if story in stories:
                continue
            if compared == _COMPARED:
                break
            compared += 1
            if similarity(runs, self._shingles(candidate)) >= SAME_STORY:
                stories.add(story)
        if stories:
            self._unite(article_id, stories)

    def _unite(self, article_id: int, stories: set[int]) -> None:
        """Make one cluster of an article and of `stories`: clusters, and articles that were alone.

        Each member's similarity is the one to the cluster's first article.
        """
        lowest = {story: next(iter(self._members(story, at_most=1)), story) for story in stories}
        first = min(article_id, *lowest.values())
        joining = {article_id, first}
        for story in stories - {first}:
            joining.update(self._members(story) or [story])
        head = self._shingles(first)
        self._db.executemany(
            "INSERT OR REPLACE INTO clusters (article_id, cluster_id, similarity) VALUES (?, ?, ?)",
            [(member, first, similarity(head, self._shingles(member))) for member in sorted(joining)],
        )

    def _members(self, cluster_id: int, *, at_most: int = -1) -> list[int]:
        """The articles of a cluster, the first one first."""
        rows = self._db.execute(
            "SELECT article_id FROM clusters WHERE cluster_id = ? ORDER BY article_id LIMIT ?",
            (cluster_id, at_most),
        )
        return [article_id for (article_id,) in rows]

    def _numbers(self, article_id: int) -> tuple[int, ...]:
        """The sketch of an article that has one."""
        sql = f"SELECT {', '.join(_PLACES)} FROM sketches WHERE article_id = ?"
        return tuple(self._db.execute(sql, (article_id,)).fetchone())

    def _shingles(self, article_id: int) -> frozenset[bytes]:
        row = self._db.execute("SELECT body FROM articles WHERE id = ?", (article_id,)).fetchone()
        return shingles(row[0]) if row is not None else frozenset()
