"""Whatever stands in an archive or an address, pages stay whole and nothing in them runs."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import pytest
from lxml.html import HtmlElement

from tests.archive.front.filled import SCRIPT
from tests.archive.front.served import Answer, Front, served

BEGINNINGS = ["/", "/?q=script", "/trend?q=script;sild&by=year"]


def walked(front: Front) -> Iterator[tuple[str, Answer]]:
    """Every page that a reader can come to from the first ones, with its address."""
    seen, waiting = set(BEGINNINGS), deque(BEGINNINGS)
    while waiting:
        path = waiting.popleft()
        answer = front.get(path)
        yield path, answer
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        for link in answer.page.xpath("//@href"):
            there = urldefrag(link).url
            if there.startswith("/") and there not in seen:
                seen.add(there)
                waiting.append(there)


@pytest.fixture(scope="module")
def pages(front: Front) -> dict[str, Answer]:
    return dict(walked(front))


@pytest.fixture(scope="module")
def html_pages(pages: dict[str, Answer]) -> dict[str, HtmlElement]:
    return {
        path: answer.page
        for path, answer in pages.items()
        if answer.headers["content-type"].startswith("text/html")
    }


def test_every_link_leads_to_a_page(pages: dict[str, Answer]) -> None:
    assert [(path, answer.status) for path, answer in pages.items() if answer.status != 200] == []
    kinds = {urlsplit(path).path.split("/")[1].partition(".")[0] for path in pages}
    assert kinds == {"", "article", "articles", "sites", "trend", "edits", "crawls", "style", "icon"}


def test_no_text_of_an_archive_becomes_markup(html_pages: dict[str, HtmlElement]) -> None:
    assert SCRIPT in html_pages["/article/2"].text_content()
    for path, page in html_pages.items():
        assert page.xpath("//script | //img | //iframe | //@style | //style") == [], path
        assert [name for one in page.iter() for name in one.attrib if name.startswith("on")] == [], path


def test_every_address_outside_is_of_the_web_and_is_told_nothing(html_pages: dict[str, HtmlElement]) -> None:
    for path, page in html_pages.items():
        for link in page.xpath("//a[not(starts-with(@href, '/')) and not(starts-with(@href, '#'))]"):
            assert urlsplit(link.get("href")).scheme in ("http", "https"), path
            assert link.get("rel") == "noreferrer", path
        assert {*page.xpath("//form/@action")} <= {"/", "/trend", "/edits", "/crawls"}, path


def test_pages_can_be_read_by_ear(html_pages: dict[str, HtmlElement]) -> None:
    for path, page in html_pages.items():
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), path
        assert len(page.xpath("//h1")) == 1, path
        assert len(page.xpath("//main")) == len(page.xpath("//nav[@aria-label='Pages']//ul")) == 1, path
        assert page.xpath("//title")[0].text.endswith(" · Nyhetsarkiv"), path
        assert page.xpath("//html/@lang") == ["en"], path
        named = page.xpath("//input[@type!='hidden'] | //select")
        nameless = [
            one
            for one in named
            if not (
                one.get("aria-label") or one.xpath("ancestor::label") or one.get("id") in page.xpath("//@for")
            )
        ]
        assert nameless == [], path
        assert all(one.text_content().strip() for one in page.xpath("//a | //th | //summary")), path


@pytest.mark.parametrize(
    "path",
    [
        "/?q=%00", "/?q=%FF%FE", "/?q=%ED%A0%80", "/?q=%F0%9F%90%9F", "/?author=%00&keyword=%ED%A0%80",
        "/?page=%C2%B2", "/?page=99999999999999999999", "/?field=title&field=title", "/?site=&site=",
        "/?since=0001-01-01&until=9999-12-31", "/?since=0000-00-00", "/?q=';+DROP+TABLE+articles;+--",
        "/?q=%22%22", "/?q=" + "a" * 5000, "/?q=a" + "&author=x" * 500, "/edits?kind=%3Cb%3E",
        "/edits?page=-1", "/crawls?page=x", "/sites/%00", "/sites/..%2F..%2Fetc", "/article/1%00",
        "/article/-1", "/style.css/..", "//evil.example/", "/articles.csv?q=%22", "/articles.jsonl?since=x",
        "/articles.xml", "/trend?q=%3B", "/trend?q=%00;&by=week", "/trend.csv?q=(", "/trend.json",
        "/edits.csv?site=%27", "/%2e%2e/",
    ],
)  # fmt: skip
def test_no_address_brings_a_page_down(front: Front, path: str, caplog: pytest.LogCaptureFixture) -> None:
    answer = front.get(path)
    assert answer.status in (200, 400, 404), answer.text
    assert caplog.records == []
    if answer.status != 200 and answer.headers["content-type"].startswith("text/html"):
        assert answer.sentence


def test_a_fault_is_told_without_its_inside(
    full_archive: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with served(full_archive) as front:
        monkeypatch.setattr("archive.front.pages.article.read_history", lambda *_: 1 / 0)
        answer = front.get("/article/1")
    assert answer.status == 500
    assert "ZeroDivision" not in answer.text
    assert "ZeroDivisionError" in caplog.text
