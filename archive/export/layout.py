"""What every format of the export can do: write articles to a path, and describe what it wrote."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar, Protocol

from archive.export.articles import ArchivedArticle
from archive.export.columns import Column, Kind


class Layout(Protocol):
    """A format with its settings."""

    folder: ClassVar[bool]
    """True where the result is a folder of files, False where it is one file."""

    def write(self, articles: Iterable[ArchivedArticle], path: Path) -> None:
        """Write a new file, or fill a new folder, at `path`; reads `articles` once, in a stream."""

    def described(self, name: str) -> dict[str, Any]:
        """The format's part of a Frictionless resource; `name` is that of the file or folder."""


_FRICTIONLESS: dict[Kind, dict[str, str]] = {
    "integer": {"type": "integer"},
    "text": {"type": "string"},
    "time": {"type": "datetime", "format": "%Y-%m-%dT%H:%M:%S%z"},
    "day": {"type": "date"},
    "boolean": {"type": "boolean"},
    "list": {"type": "array"},
}


def table_schema(columns: Iterable[Column]) -> dict[str, Any]:
    """Columns as a Frictionless table schema: name, type, meaning, and which are never empty."""
    fields = []
    for column in columns:
        field: dict[str, Any] = {
            "name": column.name,
            **_FRICTIONLESS[column.kind],
            "description": column.meaning,
        }
        if column.required:
            field["constraints"] = {"required": True}
        fields.append(field)
    return {"fields": fields, "primaryKey": ["id"]}
