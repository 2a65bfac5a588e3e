"""Several steps as one transaction, of which each can fail by itself."""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

T = TypeVar("T")


class Batches(ABC):
    """What stores in steps, through one connection; it says what it holds back and remembers."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._done: list[Callable[[], object]] | None = None  # the batch's steps so far; None outside of one

    @abstractmethod
    def _flush(self) -> None:
        """Write what waits, at the end of a batch."""

    @abstractmethod
    def _forget(self) -> None:
        """Drop what waits and what is remembered: the transaction was undone."""

    @contextmanager
    def batch(self, *, keep: bool = True) -> Iterator[None]:
        """Several calls as one transaction, several times quicker: all of them are kept, or none.

        A call that fails undoes itself alone; an exception that leaves the batch undoes all of it, and so
        does its end if it is not to `keep`. Nothing is durable before: some hundred articles are enough.
        """
        with self.open_batch():
            yield
        if keep:
            self.commit()
        else:
            self._undo()

    @contextmanager
    def open_batch(self) -> Iterator[None]:
        """A batch that is not ended: `commit` does that, and nothing else may be done before."""
        self._db.execute("BEGIN IMMEDIATE")
        self._done = []
        try:
            yield
            self._refuse_if_undone()
            self._flush()
        except BaseException:
            self._undo()
            raise
        finally:
            self._done = None

    def commit(self, first: Callable[[], object] = lambda: None) -> None:
        """End a batch: it is durable when this returns. `first` is called before; what it raises undoes it.

        This waits for the disk, so it may be called in another thread.
        """
        try:
            first()
            self._db.execute("COMMIT")
        except BaseException:
            self._undo()
            raise

    def _step(self, work: Callable[[], T]) -> T:
        """Do `work` in a transaction of its own; inside a batch, as a part of it that can be undone alone.

        A savepoint copies every page that is changed after it, which costs a tenth of the writer's time,
        and next to no step fails: the whole batch is undone and, but for the step that failed, done again.
        """
        if self._done is None:
            with self.batch():
                return work()
        self._refuse_if_undone()
        try:
            result = work()
        except BaseException:
            if self._db.in_transaction:
                self._do_again(self._done)
            raise
        self._done.append(work)
        return result

    def _do_again(self, steps: list[Callable[[], object]]) -> None:
        """Undo all of the batch and do these steps of it, which gives the same rows and ids again."""
        before = self._data_version()
        self._undo()
        self._db.execute("BEGIN IMMEDIATE")
        try:
            if self._data_version() != before:
                raise sqlite3.OperationalError("another program wrote into the archive: the batch was undone")
            for step in steps:
                step()
        except BaseException:
            self._undo()
            raise

    def _undo(self) -> None:
        """Undo the transaction, and forget what was made of it."""
        if self._db.in_transaction:  # a full disk makes SQLite roll back by itself
            self._db.execute("ROLLBACK")
        self._forget()

    def _data_version(self) -> Any:
        """Another number after every change that another connection has committed."""
        return self._db.execute("PRAGMA data_version").fetchone()

    def _refuse_if_undone(self) -> None:
        """Nothing more may be written when the batch was undone midway, as SQLite does on a full disk."""
        if not self._db.in_transaction:
            raise sqlite3.OperationalError("database or disk is full: the batch was undone")
