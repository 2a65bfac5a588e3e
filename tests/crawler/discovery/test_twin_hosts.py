from __future__ import annotations

import pytest

from crawler.discovery.twin_hosts import TwinHosts


@pytest.mark.parametrize(
    ("home", "address", "asked"),
    [
        ("https://www.kai.example/", "https://kai.example/sak?a=1", "https://www.kai.example/sak?a=1"),
        ("https://www.kai.example/no/", "http://kai.example/sak", "https://www.kai.example/sak"),
        ("https://kai.example/", "https://www.kai.example/sak", "https://kai.example/sak"),
        ("https://kai.example/", "http://kai.example/", "https://kai.example/"),
        ("http://kai.example/", "http://www.kai.example/sak", "http://kai.example/sak"),
        ("http://kai.example/", "https://kai.example/sak", "https://kai.example/sak"),
        ("http://kai.example:81/", "http://www.kai.example:81/sak", "http://kai.example:81/sak"),
        ("https://kai.example:81/", "http://kai.example:81/sak", "http://kai.example:81/sak"),
        ("https://kai.example/", "https://m.kai.example/sak", "https://m.kai.example/sak"),
        ("https://kai.example/", "https://kai.example.org/sak", "https://kai.example.org/sak"),
    ],
)
def test_an_address_is_asked_where_the_publication_lives(home: str, address: str, asked: str) -> None:
    assert TwinHosts(home).place(address) == asked


def test_the_first_redirect_between_twins_tells_where_that_is() -> None:
    twins = TwinHosts("http://kai.example/")
    twins.note_redirect("http://kai.example/sak", "https://www.kai.example/annet")
    assert twins.place("https://www.kai.example/sak") == "https://www.kai.example/sak", "that led elsewhere"
    twins.note_redirect("http://kai.example/sak", "https://www.kai.example/sak")
    twins.note_redirect("https://www.kai.example/bru", "https://kai.example/bru")
    assert twins.place("http://kai.example/sak") == "https://www.kai.example/sak"
    again = TwinHosts("http://kai.example/")
    again.load(twins.dump())
    assert again.place("http://kai.example/sak") == "https://www.kai.example/sak"


def test_where_an_article_stands_at_the_other_one_each_is_asked_as_it_is_linked() -> None:
    twins = TwinHosts("https://www.kai.example/")
    twins.note_article("https://www.kai.example/sak")
    assert twins.place("https://kai.example/sak") == "https://www.kai.example/sak"
    twins.note_article("https://kai.example/bru")
    assert twins.place("https://kai.example/sak") == "https://kai.example/sak"
