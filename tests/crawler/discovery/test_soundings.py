from __future__ import annotations

from typing import Literal

import pytest

from crawler.discovery.shapes import shape_of
from crawler.discovery.soundings import made_up

HOST = "https://fagbladet.example"


@pytest.mark.parametrize(
    ("url", "first", "second"),
    [
        ("/nyheter?side=31", "/nyheter?side=1000000", "/nyheter?side=2000000"),
        ("/nyheter?sted=bergen&start=31", "/nyheter?sted=bergen&start=1000000", "start=2000000"),
        ("/nyheter/page/31/", "/nyheter/page/1000000/", "/nyheter/page/2000000/"),
        ("/kalender/2024/05", "/kalender/1451/05", "/kalender/1452/05"),
        ("/arkiv/2024", "/arkiv/1451", "/arkiv/1452"),
        ("/arkiv?maaned=2024-05", "/arkiv?maaned=1451-05", "/arkiv?maaned=1452-05"),
    ],
)
def test_of_a_list_pages_that_no_list_has(url: str, first: str, second: str) -> None:
    one, other = made_up(HOST + url, "section")
    assert one == HOST + first
    assert other.endswith(second)


@pytest.mark.parametrize(
    ("url", "first"),
    [
        ("/kalender/20240517", "/kalender/14510517"),
        ("/kalender/17-mai-2024", "/kalender/17-mai-1451"),
        ("/2024/05/17/en-ny-kai/", "/1451/05/17/en-ny-kai/"),
        ("/rom/en-ny-kai", "/rom/ra-al-xnv"),
        ("/bygg/en-ny-kai/123456.html", "/bygg/en-ny-kai/1900123456.html"),
        ("/bygg/123456/en-ny-kai", "/bygg/1900123456/ra-al-xnv"),
        ("/artikkel/2024", "/artikkel/1900002024"),
        ("/vis.php?id=4711&ramme=2", "/vis.php?id=1900004711&ramme=2"),
        ("/r%C3%B8d-kai", "/e%C3%B8q-xnv"),
    ],
)
def test_of_an_article_a_day_before_print_or_a_name_that_nobody_wrote(url: str, first: str) -> None:
    one, other = made_up(HOST + url, "article")
    assert one == HOST + first
    assert other not in (one, HOST + url)
    assert shape_of(one) == shape_of(other) == shape_of(HOST + url)


@pytest.mark.parametrize(
    ("url", "kind"), [("/emne/kai", "section"), ("/", "article"), ("/å/?q=1", "section")]
)
def test_where_none_can_be_told_there_is_none(url: str, kind: Literal["article", "section"]) -> None:
    assert made_up(HOST + url, kind) == ()
