from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.article import Article
from crawler.spiders.seen import Seen

HOST = "https://fagbladet.example"
MAY = datetime(2024, 5, 2, tzinfo=UTC)
BY_PAGE, BY_ADDRESS = {"published": "meta"}, {"published": "address"}


def article(body: str, published: datetime | None = MAY, sources: dict[str, str] = BY_PAGE) -> Article:
    return Article(HOST, HOST, title="Kaia", body=body, published=published, sources=sources)


@pytest.mark.parametrize(
    ("second", "address", "is_new"),
    [
        (article("Møte 2. mai."), "/en", False),
        (article("Møte 1. mai."), "/to", False),
        (article("Møte 2. mai."), "/to", True),
        (article("Møte 2. mai.", None), "/to", False),
        (article("Møte 2. mai.", MAY, BY_ADDRESS), "/to", False),
        (article("Fest 2. mai.", None), "/to", True),
    ],
)
def test_a_new_article_has_an_address_and_a_text_of_its_own(
    second: Article, address: str, is_new: bool
) -> None:
    seen = Seen()
    assert seen.is_new(article("Møte 1. mai."), f"{HOST}/en")
    assert seen.is_new(article("Møte 1. mai.", None), f"{HOST}/null")
    assert seen.is_new(second, HOST + address) is is_new


@pytest.mark.parametrize(
    ("address", "text", "kept"),
    [
        ("/sak/", "Tekst", "/sak"),
        ("/sak?fra=forsiden", "Tekst", "/sak"),
        ("/sak/", "En annen tekst", "/sak/"),
        ("/en-annen-sak", "Tekst", "/en-annen-sak"),
    ],
)
def test_one_text_on_one_path_is_one_page(address: str, text: str, kept: str) -> None:
    seen = Seen()
    seen.first_address(f"{HOST}/sak", "Tekst")
    assert seen.first_address(HOST + address, text) == HOST + kept


@pytest.mark.parametrize(
    ("ages", "older"), [([], False), ([True, True], True), ([True, False], False), ([False], False)]
)
def test_a_list_page_is_older_when_all_that_it_shows_is(ages: list[bool], older: bool) -> None:
    seen = Seen()
    for is_older in ages:
        seen.note_age(f"{HOST}/nyheter", is_older=is_older)
    assert seen.was_older(f"{HOST}/nyheter") is older
