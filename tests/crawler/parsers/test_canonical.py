"""The address that a page gives itself: absolute, in its one spelling, else the one fetched."""

from __future__ import annotations

import pytest

from crawler.parsers.canonical import read_canonical
from crawler.parsers.page import Page

FETCHED = "https://fagblad.example/nyheter/en-sak/1234"
OG = '<meta property="og:url" content="https://fagblad.example/fra-og">'


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ("", FETCHED),
        ('<link rel="canonical" href="https://fagblad.example/den-ene">', "https://fagblad.example/den-ene"),
        ('<link rel="canonical" href="/den-ene">', "https://fagblad.example/den-ene"),
        ('<link rel="canonical" href="den-ene">', "https://fagblad.example/nyheter/en-sak/den-ene"),
        ('<link rel="canonical" href="//annen.example/den-ene">', "https://annen.example/den-ene"),
        ('<LINK REL="Canonical" HREF="/den-ene">', "https://fagblad.example/den-ene"),
        ('<link rel="shortlink canonical" href="/den-ene">', "https://fagblad.example/den-ene"),
        ('<link rel="canonical" href=" /den-ene ">', "https://fagblad.example/den-ene"),
        (OG, "https://fagblad.example/fra-og"),
        (f'<link rel="canonical" href="/den-ene">{OG}', "https://fagblad.example/den-ene"),
        (f'<link rel="canonical" href="">{OG}', "https://fagblad.example/fra-og"),
        ('<link rel="alternate" href="/annen">', FETCHED),
        ('<link rel="canonical" href="http://[">', FETCHED),
        ('<link rel="canonical" href="http://\x02kai.example/">', FETCHED),
        ('<link rel="canonical" href="javascript:void(0)">', FETCHED),
        ('<link rel="canonical" href="mailto:tips@fagblad.example">', FETCHED),
    ],
)
def test_a_pages_own_address(head, address):
    assert read_canonical(Page(f"<html><head>{head}</head><body></body></html>", FETCHED)) == address
