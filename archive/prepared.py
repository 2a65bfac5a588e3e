"""What a new article needs besides its record, made before it is stored: in another process, if one likes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from archive.index_text import IndexText, index_text
from archive.near_identical import sketch_of
from archive.records import ArticleRecord
from archive.rows import read_values


@dataclass(frozen=True, slots=True)
class Prepared:
    """A record with its row's values, its text for the search index, its sketch. Cheap to pickle."""

    record: ArticleRecord
    values: tuple[Any, ...]
    text: IndexText
    sketch: tuple[int, ...] | None


Article = ArticleRecord | Prepared


def prepare(record: ArticleRecord) -> Prepared:
    """All that can be made of a record without the archive: the greater part of the work of storing it."""
    text = index_text(record.title, record.lead, record.body, record.language)
    return Prepared(record, read_values(record), text, sketch_of(record.body))


def record_and_values(given: Article) -> tuple[ArticleRecord, tuple[Any, ...]]:
    """A record and its row's values, which may be made already."""
    return (given.record, given.values) if isinstance(given, Prepared) else (given, read_values(given))
