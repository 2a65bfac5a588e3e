"""JSON Lines: one article a line, everything that belongs to it in lists."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, ClassVar

from archive.export.articles import ArchivedArticle
from archive.export.columns import NAMES, nested_columns
from archive.export.layout import table_schema


@dataclass(frozen=True, slots=True)
class JsonLines:
    """UTF-8, letters as they are, the same keys in the same order in every line."""

    folder: ClassVar[bool] = False

    def write(self, articles: Iterable[ArchivedArticle], path: Path) -> None:
        """Write a new file."""
        with path.open("w", encoding="utf-8", newline="\n") as file:
            self.write_to(articles, file)

    def write_to(self, articles: Iterable[ArchivedArticle], file: IO[str]) -> None:
        """Write to a file that is open."""
        for article in articles:
            file.write(json.dumps(as_object(article), ensure_ascii=False) + "\n")

    def described(self, name: str) -> dict[str, Any]:
        """The file as a Frictionless resource."""
        return {
            "path": name,
            "format": "jsonl",
            "mediatype": "application/x-ndjson",
            "encoding": "utf-8",
            "schema": table_schema(nested_columns()),
        }


def as_object(article: ArchivedArticle) -> dict[str, Any]:
    """An article as a JSON object; what is not known is null, booleans are true and false."""
    values = {name: getattr(article, name) for name in NAMES}
    return values | {
        "sponsored": bool(article.sponsored),
        "paywalled": bool(article.paywalled),
        "tdm_reserved": None if article.tdm_reserved is None else bool(article.tdm_reserved),
        "authors": [asdict(author) for author in article.authors],
        "keywords": list(article.keywords),
        "captions": [asdict(caption) for caption in article.captions],
        "blocks": [{"kind": kind, "text": text} for kind, text in article.blocks],
    }
