"""One rule, its page and its result side by side: the folders in `pages`.

`expected.json` says what a reader of page.html would want to find, field by field; each line of
`absent.txt` must stand in no block, caption or name; `why.md` says which rule the page shows.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from crawler.parsers.extract import extract_article

PAGES = Path(__file__).with_name("pages")
FOLDERS = sorted(path for path in PAGES.iterdir() if path.is_dir())
URL = "https://fagblad.example/nyheter/en-sak/1234"


@cache
def article(folder: Path) -> dict[str, Any]:
    """The page's article as JSON would hold it."""
    found = asdict(extract_article((folder / "page.html").read_bytes(), URL))
    read: dict[str, Any] = json.loads(json.dumps(found, default=lambda moment: moment.isoformat()))
    return read


def as_said(field: str, value: Any) -> Any:
    """A field as expected.json writes it: names alone, captions with their credit, blocks by kind."""
    if field == "authors":
        return [author["name"] for author in value]
    if field == "captions":
        return [[caption["text"], caption["credit"]] for caption in value]
    if field == "blocks":
        return [[block["kind"], block["text"]] for block in value]
    return value


def fields() -> list[Any]:
    return [
        pytest.param(folder, field, value, id=f"{folder.name}-{field}")
        for folder in FOLDERS
        for field, value in json.loads((folder / "expected.json").read_text(encoding="utf-8")).items()
    ]


def absent_lines() -> list[Any]:
    return [
        pytest.param(folder, line, id=f"{folder.name}-{line}")
        for folder in FOLDERS
        for line in (folder / "absent.txt").read_text(encoding="utf-8").splitlines()
    ]


@pytest.mark.parametrize(("folder", "field", "value"), fields())
def test_a_field_says_what_a_reader_would_want(folder, field, value):
    assert as_said(field, article(folder)[field]) == value


@pytest.mark.parametrize(("folder", "line"), absent_lines())
def test_what_is_not_the_article_is_left_out(folder, line):
    assert line in (folder / "page.html").read_text(encoding="utf-8"), "the line must stand on the page"
    read = article(folder)
    texts = [read["body"], *(text for key in ("blocks", "captions") for text in map(str, read[key]))]
    assert not [text for text in texts if line in text]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_page_says_its_rule(folder):
    assert (folder / "why.md").read_text(encoding="utf-8").strip()
