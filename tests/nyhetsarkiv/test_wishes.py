"""A publisher's wish that is obeyed is said once, and is no reason to wake anybody."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.crawler.publication import SmallPublication, article, links, page
from tests.crawling import crawl
from tests.sites.server import Answer, SiteServer

PATHS = [f"/sak-nummer-{number}" for number in range(10)]
RESERVED = {path: replace(article(path), headers={"tdm-reservation": "1"}) for path in PATHS}
NOINDEX = {path: replace(article(path), headers={"X-Robots-Tag": "noindex"}) for path in PATHS[1:]}
CLOSED = Answer(b"User-agent: *\nDisallow: /sak-nummer-1\nDisallow: /sak-nummer-2", "text/plain")


@pytest.mark.parametrize(
    ("pages", "said"),
    [
        (RESERVED, "Text and data mining of the page is reserved; kept without its text (10 pages"),
        (NOINDEX, "The page asks not to be indexed (noindex); not kept (9 pages"),
        ({"/robots.txt": CLOSED}, "robots.txt forbids this page (2 pages"),
    ],
)
def test_it_is_a_note_on_stderr_and_all_is_well(pages: dict[str, Answer], said: str, tmp_path: Path) -> None:
    everything = {"/": page(links(*PATHS)), **{path: article(path) for path in PATHS}, **pages}
    with SiteServer([SmallPublication(everything)]) as server:
        profile = server.profiles["kaiposten"]
        result = crawl(profile, "--archive", tmp_path / "a.db")
        quiet = crawl(profile, "--archive", tmp_path / "a.db", "-q")
    assert result.returncode == 0
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"Note: kaiposten: {said}, for example http://127.0.0.1:")
    assert (quiet.returncode, quiet.stderr) == (0, "")


def test_a_single_page_is_not_worth_a_word(tmp_path: Path) -> None:
    pages = {"/": page(links(*PATHS)), **{path: article(path) for path in PATHS}}
    pages[PATHS[0]] = RESERVED[PATHS[0]]
    with SiteServer([SmallPublication(pages)]) as server:
        result = crawl(server.profiles["kaiposten"], "--archive", tmp_path / "a.db")
    assert (result.returncode, result.stderr) == (0, "")
