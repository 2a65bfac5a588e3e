"""The memory of crawls, in one SQLite file beside the archive: `archive.crawl.db` beside `archive.db`.

It holds the crawls' queues and what they learned, and is no part of the archive: without it nothing that
was stored is lost. Every call is a transaction, so that a process that is killed leaves what was told
before. The archive is synchronised to the disk with each group of captures, this file is not: after a power
cut its last lines may be missing, and their addresses are asked once more.
"""

from __future__ import annotations

import json
import logging
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from archive.crawl_file import crawl_file, open_crawl_file
from archive.crawl_log import last_fetch, read_interrupted
from archive.errors import told_in_words
from archive.opening import open_archive
from archive.revisits import Answer, Article, read_answered, read_articles, read_last_answer

WAITING, TAKEN, DONE = 0, 1, 2
WHOLE = "finished"  # Scrapy's reason for a crawl that has nothing left to ask
LED_ELSEWHERE = 301  # the status of what is known of such an address
CRAWL = "crawl"  # the name under which a run remembers the id of its row in `crawls`
LAST_FETCH = "last fetch"  # the name of the last answer that is known to be in the archive, by its id
TAKEN_AT_ONCE = 10  # addresses; each time costs a transaction
Queued = tuple[str, str, int, Mapping[str, Any]]
_log = logging.getLogger(__name__)

_ADD = (
    "INSERT INTO addresses (run_id, url, kind, priority, meta, found, state) VALUES (?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (run_id, url) DO "
)
_VARIANT, _NEW_VARIANT = (f"json_extract({meta}, '$.variant')" for meta in ("meta", "excluded.meta"))
_BETTER = (  # a place in the queue that another page knows more of
    "UPDATE SET priority = max(priority, excluded.priority), "
    "meta = json_patch(iif(priority < excluded.priority, excluded.meta, meta), "
    f"json_object('variant', coalesce({_VARIANT}, {_NEW_VARIANT}))) "  # null leaves it out (RFC 7396)
    "WHERE kind = excluded.kind AND ((state = 0 AND priority < excluded.priority) "
    f"OR (state < 2 AND {_VARIANT} IS NULL AND {_NEW_VARIANT} IS NOT NULL))"
)
_AGAIN = (
    "UPDATE SET state = 0, kind = excluded.kind, priority = excluded.priority, meta = excluded.meta "
    "WHERE state = 2"
)
_NEXT = (
    "SELECT id, url, kind, priority, meta FROM addresses WHERE run_id = ? AND state = 0 "
    "ORDER BY priority DESC, id LIMIT ?"
)
_SET_STATE = "UPDATE addresses SET state = ? WHERE id = ?"
_BEGIN = (
    "INSERT INTO runs (site, task, scope, started) VALUES (?, ?, ?, ?) ON CONFLICT (site, task) DO UPDATE "
    "SET scope = excluded.scope, started = excluded.started, ended = NULL, reason = NULL "
    "RETURNING id"
)


class ArchiveMemory:
    """The memory of one publication's crawl or refresh, beside the archive at `archive`.

    `scope` is what was asked for, in one line: the run goes on with an earlier one of the same scope that
    did not finish, and whose captures are in the archive; else it begins anew.
    """

    def __init__(self, archive: Path, site: str, task: str, scope: str) -> None:
        self._path, self._site = crawl_file(archive), site
        self._archive = open_archive(archive)
        self._next: deque[tuple[int, str, str, int, str]] = deque()  # taken, and not given yet
        with told_in_words(self._path):
            self._db = open_crawl_file(archive)
            with self._transaction():
                self._run, self.goes_on = self._open_run(task, scope)

    # ---- the run

    def _open_run(self, task: str, scope: str) -> tuple[int, bool]:
        row = self._db.execute(
            "SELECT id, scope, reason FROM runs WHERE site = ? AND task = ?", (self._site, task)
        ).fetchone()
        if row is not None and row[1] == scope and row[2] != WHOLE and self._is_archived(row[0]):
            self._db.execute("UPDATE runs SET ended = NULL, reason = NULL WHERE id = ?", (row[0],))
            self._db.execute(
                "UPDATE addresses SET state = ? WHERE run_id = ? AND state = ?", (WAITING, row[0], TAKEN)
            )
            return int(row[0]), True
        run: int = self._db.execute(_BEGIN, (self._site, task, scope, _now())).fetchone()[0]
        self._forget(run)
        return run, row is None and task == "crawl" and self._rebuild(run)

    def _is_archived(self, run: int) -> bool:
        """Whether the archive has what the run put there, to the last: it may be another one, or an older
        copy."""
        return self._last_fetch(run) >= (self._recall(run, LAST_FETCH) or 0)

    def _last_fetch(self, run: int) -> int:
        """The last answer of the run's crawl that the archive has; of one without a crawl it has none."""
        crawl_id = self._recall(run, CRAWL)
        return 0 if crawl_id is None else last_fetch(self._archive, crawl_id)

    def _rebuild(self, run: int) -> bool:
        """Make the queue of an interrupted crawl anew from the archive's log; whether there was any.

        What it stored is not asked again. What it had found on those pages and not yet asked is found
        again on lists and in sitemaps, or by the next crawl.
        """
        crawl_id = read_interrupted(self._archive, self._site)
        answered = read_answered(self._archive, crawl_id) if crawl_id is not None else []
        if not answered:
            return False
        self._add([(url, "article", 0, {}) for url in answered], "NOTHING", DONE, run)
        self._keep(run, CRAWL, crawl_id)
        self._keep(run, LAST_FETCH, self._last_fetch(run))
        _log.warning(
            "%s: %s: there was no queue of the interrupted crawl. It was made anew from the archive's log; "
            "%d articles that it has already are not asked again.",
            self._path,
            self._site,
            len(answered),
        )
        return True

    def _forget(self, run: int) -> None:
        self._db.execute("DELETE FROM addresses WHERE run_id = ?", (run,))
        self._db.execute("DELETE FROM notes WHERE run_id = ?", (run,))

    def end(self, reason: str) -> None:
        """Note how the run ended; one that has nothing left to ask needs no queue any more."""
        with told_in_words(self._path), self._transaction():
            self._db.execute(
                "UPDATE runs SET ended = ?, reason = ? WHERE id = ?", (_now(), reason, self._run)
            )
            if reason == WHOLE:
                self._forget(self._run)
        self._db.close()
        self._archive.close()

    # ---- the queue

    def add(self, addresses: Iterable[Queued], *, again: bool = False) -> None:
        """Queue the addresses that are not known yet; `again`: also those that were asked before. One that
        waits takes the better of two priorities."""
        with told_in_words(self._path), self._transaction():
            self._add(addresses, _AGAIN if again else _BETTER, WAITING, self._run)

    def _add(self, addresses: Iterable[Queued], known: str, state: int, run: int) -> None:
        now = _now()
        if self._next and state == WAITING:
            addresses = list(addresses)
            if any(priority > self._next[-1][3] for _, _, priority, _ in addresses):
                self._put_back()
        self._db.executemany(
            _ADD + known,
            (
                (run, url, kind, priority, json.dumps(dict(meta), ensure_ascii=False), now, state)
                for url, kind, priority, meta in addresses
            ),
        )

    def _put_back(self) -> None:
        """Something better came than what would be given next."""
        self._db.executemany(_SET_STATE, [(WAITING, row[0]) for row in self._next])
        self._next.clear()

    def take(self) -> Queued | None:
        """The next address, by priority and then as they came."""
        if not self._next:
            with told_in_words(self._path), self._transaction():
                self._next.extend(self._db.execute(_NEXT, (self._run, TAKEN_AT_ONCE)))
                self._db.executemany(_SET_STATE, [(TAKEN, row[0]) for row in self._next])
        if not self._next:
            return None
        _, url, kind, priority, meta = self._next.popleft()
        return url, kind, priority, json.loads(meta)

    def has_waiting(self) -> bool:
        """Whether `take` would give an address."""
        with told_in_words(self._path):
            return bool(self._next) or self._db.execute(_NEXT, (self._run, 1)).fetchone() is not None

    def done(self, answered: Iterable[tuple[str, Iterable[str]]]) -> None:
        """The answers of these addresses are in the archive, and with each that of its other addresses."""
        stored = [*answered]
        others = [other for url, same in stored for other in same if other != url]
        coming = {row[1] for row in self._next}
        with told_in_words(self._path), self._transaction():
            if not coming.isdisjoint(others):
                self._put_back()
            self._db.executemany(
                "UPDATE addresses SET state = ? WHERE run_id = ? AND url = ?",
                [(DONE, self._run, url) for url, _ in stored],
            )
            self._add(
                [(other, "article", 0, {}) for other in others],
                "UPDATE SET state = 2 WHERE state = 0 AND kind = 'article'",
                DONE,
                self._run,
            )
            self._keep(self._run, LAST_FETCH, self._last_fetch(self._run))

    def led_elsewhere(self, urls: Iterable[str]) -> None:
        """These addresses led to another one, where no article was: the log knows that one alone."""
        now = _now()
        with told_in_words(self._path), self._transaction():
            self._db.executemany(
                "INSERT OR REPLACE INTO led_elsewhere VALUES (?, ?)", ((url, now) for url in urls)
            )

    # ---- what was learned, and what the archive knows

    def recall(self, name: str) -> Any:
        """What `keep` was given under this name; None if nothing."""
        with told_in_words(self._path):
            return self._recall(self._run, name)

    def keep(self, name: str, value: Any) -> None:
        """Remember plain data (JSON) under a name."""
        with told_in_words(self._path), self._transaction():
            self._keep(self._run, name, value)
            if name == CRAWL:  # its answers are those of the run from now on
                self._keep(self._run, LAST_FETCH, 0)

    def _recall(self, run: int, name: str) -> Any:
        row = self._db.execute(
            "SELECT value FROM notes WHERE run_id = ? AND name = ?", (run, name)
        ).fetchone()
        return None if row is None else json.loads(row[0])

    def _keep(self, run: int, name: str, value: Any) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO notes VALUES (?, ?, ?)",
            (run, name, json.dumps(value, ensure_ascii=False)),
        )

    def recall_lasting(self, name: str) -> Any:
        """What `keep_lasting` was given under this name, by any run for the publication; None if nothing."""
        with told_in_words(self._path):
            row = self._db.execute(
                "SELECT value FROM lasting_notes WHERE site = ? AND name = ?", (self._site, name)
            ).fetchone()
        return None if row is None else json.loads(row[0])

    def keep_lasting(self, name: str, value: Any) -> None:
        """Remember plain data (JSON) of the publication under a name, beyond this run."""
        with told_in_words(self._path), self._transaction():
            self._db.execute(
                "INSERT OR REPLACE INTO lasting_notes VALUES (?, ?, ?)",
                (self._site, name, json.dumps(value, ensure_ascii=False)),
            )

    def last_answer(self, url: str) -> Answer | None:
        """What the archive's log says of an address; that it led elsewhere, if it did so since."""
        answer = read_last_answer(self._archive, url)
        with told_in_words(self._path):
            led = self._db.execute("SELECT asked FROM led_elsewhere WHERE url = ?", (url,)).fetchone()
        if led is None or (answer is not None and answer[0] >= datetime.fromisoformat(led[0])):
            return answer
        etag, last_modified, sha256 = answer[2:5] if answer is not None else (None, None, None)
        return datetime.fromisoformat(led[0]), LED_ELSEWHERE, etag, last_modified, sha256, None

    def articles(self) -> Iterator[Article]:
        """The publication's articles in the archive."""
        return read_articles(self._archive, self._site)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
