from __future__ import annotations

import pytest

from crawler.article import Article
from crawler.spiders.seen import Seen

HOST = "https://fagbladet.example"


def article(body: str) -> Article:
    return Article(HOST, HOST, title="Kaia", body=body)


@pytest.mark.parametrize(
    ("body", "address", "is_new"),
    [
        ("Møte 2. mai.", "/en", False),
        ("Møte 1. mai.", "/to", False),
        ("Møte 2. mai.", "/to", True),
        ("Møte 2. mai.", "/kalender-for-kaia/2024-05-02", False),
        ("Møte 2. mai.", "/kalender?dag=2024-05-02", False),
        ("Møte 2. mai.", "/kalender/20240502", False),
        ("Møte 12. juni.", "/kalender/12-juni-2024", False),
        ("Møte 12. juni.", "/kalender/12.06.2024/", False),
        ("Møte 12. juni.", "/kalender/112062024", True),
        ("Fest 2. mai.", "/kalender-for-kaia/2024-05-02", True),
        ("Møte 2. mai.", "/2024/05/02/et-nytt-mote", True),
    ],
)
def test_a_new_article_has_an_address_and_a_text_of_its_own(body: str, address: str, is_new: bool) -> None:
    seen = Seen()
    assert seen.is_new(article("Møte 1. mai."), f"{HOST}/en")
    assert seen.is_new(article("Møte 1. mai."), f"{HOST}/kalender-for-kaia/2024-05-01")
    assert seen.is_new(article(body), HOST + address) is is_new


@pytest.mark.parametrize(
    ("address", "text", "kept"),
    [
        ("/sak/", "Tekst", "/sak"),
        ("/Sak", "Tekst", "/sak"),
        ("/Sak", "En annen tekst", "/Sak"),
        ("/sak?fra=forsiden", "Tekst", "/sak"),
        ("/sak/", "En annen tekst", "/sak/"),
        ("/en-annen-sak", "Tekst", "/en-annen-sak"),
    ],
)
def test_one_text_on_one_path_is_one_page(address: str, text: str, kept: str) -> None:
    seen = Seen()
    seen.first_address(f"{HOST}/sak", "Tekst")
    assert seen.first_address(HOST + address, text) == HOST + kept


def test_a_host_by_its_www_is_the_same() -> None:
    seen = Seen()
    seen.first_address(f"{HOST}/sak", "Tekst")
    assert seen.first_address("http://www.fagbladet.example/sak", "Tekst") == f"{HOST}/sak"


def test_an_address_that_an_article_names_is_believed_unless_all_of_them_name_it() -> None:
    seen = Seen()
    assert seen.is_credible(f"{HOST}/kai", "En ny kai")
    assert seen.is_credible(f"{HOST}/kai", "En Ny Kai"), "its AMP version"
    assert not seen.is_credible(f"{HOST}/kai", "En ny bru")
    seen.note_list(f"{HOST}/bygg")
    assert not seen.is_credible(f"{HOST}/bygg", "En ny kai")
    assert not seen.is_credible(f"{HOST}/bygg/", "En ny kai")


@pytest.mark.parametrize(
    ("ages", "older"), [([], False), ([True, True], True), ([True, False], False), ([False], False)]
)
def test_a_list_page_is_older_when_all_that_it_shows_is(ages: list[bool], older: bool) -> None:
    seen = Seen()
    for is_older in ages:
        seen.note_age(f"{HOST}/nyheter", is_older=is_older)
    assert seen.was_older(f"{HOST}/nyheter") is older
