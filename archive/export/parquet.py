"""Parquet with real types: times with their zone, lists, booleans. Needs pyarrow, the extra `parquet`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from archive.export.articles import ArchivedArticle
from archive.export.columns import NAMES, TIMES, Column, nested_columns
from archive.export.errors import LibraryMissing
from archive.export.layout import table_schema

if TYPE_CHECKING:
    import pyarrow

ROWS_IN_A_GROUP = 2_000  # some 8 MB of text: what a reader must hold at least, and what we hold
ZONE = "Europe/Oslo"


@dataclass(frozen=True, slots=True)
class ParquetTable:
    """The columns of `articles_flat`, typed; row groups of a bounded size, zstd.

    `authors` and `keywords` are lists of texts, `captions` a list of structs.
    """

    folder: ClassVar[bool] = False

    def write(self, articles: Iterable[ArchivedArticle], path: Path) -> None:
        """Write a new file. Raises LibraryMissing."""
        pa = _pyarrow()
        import pyarrow.parquet as pq

        schema = _schema(pa)
        rows = map(as_typed, articles)
        with pq.ParquetWriter(path, schema, compression="zstd") as writer:
            for group in _groups(rows):
                writer.write_table(pa.Table.from_pylist(group, schema=schema))

    def described(self, name: str) -> dict[str, Any]:
        """The file as a Frictionless resource."""
        return {
            "path": name,
            "format": "parquet",
            "mediatype": "application/vnd.apache.parquet",
            "schema": _schema_for_readers(),
        }


def as_typed(article: ArchivedArticle) -> dict[str, Any]:
    """An article as a row of Python values."""
    values = {name: getattr(article, name) for name in NAMES}
    for name in TIMES:
        if values[name] is not None:
            values[name] = datetime.fromisoformat(values[name])
    day = article.published_day
    return values | {
        "published_day": None if day is None else date.fromisoformat(day),
        "sponsored": bool(article.sponsored),
        "paywalled": bool(article.paywalled),
        "tdm_reserved": None if article.tdm_reserved is None else bool(article.tdm_reserved),
        "authors": [author.name for author in article.authors],
        "keywords": list(article.keywords),
        "captions": [asdict(caption) for caption in article.captions],
    }


def _groups(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    source = iter(rows)
    while group := list(islice(source, ROWS_IN_A_GROUP)):
        yield group


def _schema_for_readers() -> dict[str, Any]:
    """As for other tables, but 'any' for lists: Frictionless knows JSON's arrays, not those of Parquet."""
    schema = table_schema(_columns())
    for field in schema["fields"]:
        if field["type"] == "array":
            field["type"] = "any"
    return schema


def _columns() -> list[Column]:
    return [column for column in nested_columns() if column.name != "blocks"]


def _schema(pa: Any) -> pyarrow.Schema:
    names = pa.list_(pa.string())
    caption = pa.struct([(name, pa.string()) for name in ("text", "credit", "image_url")])
    own = {
        "id": pa.int64(),
        "story": pa.int64(),
        "authors": names,
        "keywords": names,
        "captions": pa.list_(caption),
    }
    kinds = {
        "integer": pa.int32(),
        "text": pa.string(),
        "time": pa.timestamp("ms", tz=ZONE),
        "day": pa.date32(),
        "boolean": pa.bool_(),
    }
    return pa.schema(
        pa.field(
            column.name,
            own.get(column.name) or kinds[column.kind],
            nullable=not column.required,
            metadata={"description": column.meaning},
        )
        for column in _columns()
    )


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise LibraryMissing("Parquet", "parquet") from error
    return pyarrow
