"""Real pages, served on loopback and crawled with the real spider; skipped where they are not at hand.

The pages belong to their publishers and stay outside the project, in ../shared/corpora.
"""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.archived import archived_articles
from tests.crawling import crawl
from tests.sites.expected import Expected
from tests.sites.server import Answer, SiteServer

CORPUS = Path(__file__).parents[2] / "shared" / "corpora" / "news-dev"
PAGES = {  # publication -> the page's id in the corpus
    "nrk": "no-NRK_2024_08_05",
    "nettavisen": "no-Nettavisen_2024_10_16",
    "sermitsiaq": "gl-Sermitsiaq_2025_04_16",
}
LEAST_BODY_F1 = 0.95
LEAST_CAPTION_F1 = 0.8  # as the corpus' own measure pairs captions

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the recorded pages are not at hand"),
]


@dataclass
class RecordedPage:
    """A publication of one recorded page and a front page that links to it."""

    name: str
    title: str
    path: str
    html: bytes

    def profile(self, base: str) -> str:
        return (
            f'title = "{self.name}"\nhome = "{base}"\ndomains = ["{urlsplit(base).netloc}"]\n'
            f"[discover]\narticle = '^{re.escape(self.path)}$'\n"
            "[crawl]\ndelay = 0\nallow_private = true\n"
        )

    def answer(self, path_and_query: str, base: str) -> Answer | None:
        if path_and_query == "/":
            return Answer(f'<!doctype html><a href="{self.path}">Saken</a>'.encode())
        return Answer(self.html) if urlsplit(path_and_query).path == self.path else None

    def not_found(self, base: str) -> Answer:
        return Answer(b"<!doctype html><p>Ikke her.</p>", status=404)

    def expected(self, base: str) -> list[Expected]:
        return []  # the truth of a recorded page is its line of truth.jsonl


def recorded_page(name: str, row: dict[str, Any]) -> RecordedPage:
    html = gzip.decompress((CORPUS / "pages" / f"{row['id']}.html.gz").read_bytes())
    return RecordedPage(name, name, urlsplit(row["url"]).path, html)


@pytest.fixture(scope="module")
def truth() -> dict[str, dict[str, Any]]:
    lines = (CORPUS / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    by_id = {row["id"]: row for row in map(json.loads, lines)}
    return {name: by_id[page_id] for name, page_id in PAGES.items()}


@pytest.fixture(scope="module")
def found(truth: dict[str, dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Expected]:
    """The one article that the archive holds of each publication after a crawl."""
    archive = tmp_path_factory.mktemp("recorded") / "archive.db"
    pages = [recorded_page(name, row) for name, row in truth.items()]
    with SiteServer(pages) as server:
        result = crawl(*server.profiles.values(), "--archive", archive)
    assert (result.returncode, result.stderr) == (0, "")
    articles = {name: archived_articles(archive, name) for name in PAGES}
    assert {name: len(rows) for name, rows in articles.items()} == dict.fromkeys(PAGES, 1)
    return {name: rows[0] for name, rows in articles.items()}


def fold(text: str) -> str:
    """Text without what publishers spell in several ways: case, quotes, dashes, white space."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub(r"[\u2010-\u2015\u2212-]", "-", text)
    return " ".join(re.sub("[\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb\"'`\u00b4]", "'", text).split())


def token_f1(one: str, other: str) -> float:
    """The harmonic mean of how many of each text's words stand in the other."""
    counts = [Counter(re.findall(r"\w+", text.lower())) for text in (one, other)]
    return 2 * (counts[0] & counts[1]).total() / (counts[0].total() + counts[1].total())


@pytest.mark.parametrize("name", PAGES)
def test_title(found: dict[str, Expected], truth: dict[str, dict[str, Any]], name: str) -> None:
    assert fold(found[name].title) == fold(truth[name]["title"])


@pytest.mark.parametrize("name", PAGES)
def test_authors(found: dict[str, Expected], truth: dict[str, dict[str, Any]], name: str) -> None:
    assert [fold(author) for author, _, _ in found[name].authors] == [
        fold(author) for author in truth[name]["authors"]
    ]


@pytest.mark.parametrize("name", PAGES)
def test_published(found: dict[str, Expected], truth: dict[str, dict[str, Any]], name: str) -> None:
    moments = [datetime.fromisoformat(row) for row in (found[name].published, truth[name]["published"])]
    assert abs((moments[0] - moments[1]).total_seconds()) < 60


@pytest.mark.parametrize("name", ["nettavisen", "sermitsiaq"])  # what NRK's are, the truth does not say
def test_keywords(found: dict[str, Expected], truth: dict[str, dict[str, Any]], name: str) -> None:
    assert {fold(word) for word in found[name].keywords} == {fold(word) for word in truth[name]["keywords"]}


@pytest.mark.parametrize("name", PAGES)
def test_captions(found: dict[str, Expected], truth: dict[str, dict[str, Any]], name: str) -> None:
    captions = [text for text, *_ in found[name].captions]
    expected = truth[name]["captions"]
    assert len(captions) == len(expected)
    for caption in expected:
        assert max(token_f1(caption, text) for text in captions) >= LEAST_CAPTION_F1, caption


@pytest.mark.parametrize("name", PAGES)
def test_body(found: dict[str, Expected], truth: dict[str, dict[str, Any]], name: str) -> None:
    assert token_f1(found[name].body, truth[name]["body"]) >= LEAST_BODY_F1
