from __future__ import annotations

import json
from pathlib import Path

from archive.export.articles import ArchivedArticle
from archive.export.json_lines import JsonLines
from tests.archive.archive_under_test import FLAT, SITE
from tests.archive.export.conftest import ODD, SEEN


def test_an_object_a_line_with_everything_that_belongs_to_the_article(
    articles: list[ArchivedArticle], tmp_path: Path
) -> None:
    path = tmp_path / "a.jsonl"
    JsonLines().write(articles, path)
    whole, bare, odd = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    assert whole == FLAT | dict.fromkeys(("first_seen", "last_seen", "last_changed"), SEEN) | {
        "id": 1,
        "site": "fjordposten",
        "story": 1,
        "sponsored": False,
        "paywalled": False,
        "authors": [
            {"name": "Kari Nordmann", "role": "journalist", "email": "kari@fjordposten.example"},
            {"name": "Ola Øy", "role": None, "email": None},
        ],
        "keywords": ["laks", "slakteri"],
        "captions": [{"text": "Tomta.", "credit": "Per Ås", "image_url": f"https://{SITE}/tomt.jpg"}],
        "blocks": [{"kind": "paragraph", "text": "Byggingen begynner i høst."}],
    }
    assert whole["sponsored"] is whole["paywalled"] is False
    assert list(whole) == list(bare) == list(odd)
    assert (bare["authors"], bare["keywords"], bare["captions"], bare["blocks"]) == ([], [], [], [])
    assert (odd["title"], odd["body"], odd["sponsored"]) == (ODD.title, ODD.body, True)


def test_letters_stand_as_they_are(articles: list[ArchivedArticle], tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    JsonLines().write(articles, path)
    content = path.read_bytes()
    assert "Ålesund".encode() in content
    assert content.count(b"\n") == 3
    assert b"\r" not in content
