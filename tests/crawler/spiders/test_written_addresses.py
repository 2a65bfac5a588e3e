"""An address is asked for as the site wrote it, and is the same address however it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.archived import query
from tests.crawler.conftest import Crawl
from tests.crawler.processes import run
from tests.crawler.publication import SmallPublication, article, links, page
from tests.sites.server import Answer, SiteServer

TABLE = "/vis.php?sakid=4711&lang=nb&del=1"
SAME = ("/vis.php?lang=nb&sakid=4711&del=1", "/vis.php?del=1&utm_source=rss&sakid=4711&lang=nb")
OTHERS = ("/nyheter/p%c3%a5-en-ny-kai", "/nyheter/~kari/en-ny-bru-%28igjen%29", "/vis?sakid=4712&hele")


def test_a_server_that_minds_how_it_is_written_answers(crawl: Crawl) -> None:
    pages = {
        "/": page(f'{links(TABLE, *OTHERS)}<a href="/alt?z=1&amp;side=2&amp;a=%20">Neste side</a>'),
        "/alt?z=1&side=2&a=%20": page(links("/en-sak-fra-neste-side", *SAME)),
        TABLE: article("Etter tabellen"),
        "/en-sak-fra-neste-side": article("Neste side"),
        **{path: article(path, links=links(*SAME)) for path in OTHERS},
    }
    found = crawl(pages)
    asked = [path for path in found.asked if path not in ("/robots.txt", "/.well-known/tdmrep.json", "/")]
    assert sorted(asked) == sorted(path for path in pages if path != "/"), "each of them once"
    assert found.articles() == [
        "/en-sak-fra-neste-side",
        "/nyheter/p%C3%A5-en-ny-kai",
        "/nyheter/~kari/en-ny-bru-(igjen)",
        "/vis.php?del=1&lang=nb&sakid=4711",
        "/vis?hele=&sakid=4712",
    ]
    assert {path for path, _ in found.rows("SELECT url, id FROM fetches")} >= {TABLE, *OTHERS}


@pytest.mark.parametrize("finder", ["/rss.php?type=nytt&antall=20", "/feed/"])
def test_a_refresh_knows_them_again(finder: str, tmp_path: Path) -> None:
    paths = (TABLE, *OTHERS)
    feed = "".join(f"<item><link>{path.replace('&', '&amp;')}</link></item>" for path in paths)
    pages = {
        "/": page(f'<link rel="alternate" type="application/rss+xml" href="{finder}">'),
        finder: Answer(f"<rss>{feed}</rss>".encode(), "text/xml"),
        **{path: article(path, published="2020-03-01T08:00:00+01:00") for path in paths},
    }
    with SiteServer([SmallPublication(pages)]) as server:
        profile, archive = server.profiles["kaiposten"], tmp_path / "archive.db"
        assert run("crawl", profile, "--archive", archive) == 0
        for words, expected in ((), []), (("--all",), sorted(paths)):
            server.requests.clear()
            assert run("refresh", profile, "--archive", archive, *words) == 0
            asked = [one for one in server.requests if one.path in (*paths, finder)]
            assert sorted(one.path for one in asked) == sorted([*expected, finder])
            assert all("If-None-Match" in one.headers for one in asked)
        assert query(archive, "SELECT count(*) FROM articles") == [(len(paths),)]
