from __future__ import annotations

import pytest

from crawler.discovery.links import is_list, is_own, may_be_article
from crawler.discovery.shapes import Shapes
from crawler.sites.profile import Discover, Site

SITE = Site("fagbladet", "Fagbladet", "https://fagbladet.example/", ("fagbladet.example", "127.0.0.1:8801"))
PATTERN = Site(
    "fagbladet",
    "Fagbladet",
    "https://fagbladet.example/",
    ("fagbladet.example",),
    discover=Discover(article=r"/view/\d+"),
)


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("https://fagbladet.example/a", True),
        ("http://FAGBLADET.example/a", True),
        ("http://127.0.0.1:8801/a", True),
        ("http://127.0.0.1:8802/a", False),
        ("https://www.fagbladet.example/a", False),
        ("https://fagbladet.example.evil.example/a", False),
        ("https://leser@evil.example/fagbladet.example", False),
        ("ftp://fagbladet.example/a", False),
        ("mailto:tips@fagbladet.example", False),
        ("http://[x", False),
    ],
)
def test_own_addresses(url: str, own: bool) -> None:
    assert is_own(url, SITE) is own


@pytest.mark.parametrize(
    ("path", "is_candidate"),
    [
        ("/2024/03/14/skolen-som-lukter-skog/", True),
        ("/bygg/skolen-som-lukter-skog", True),
        ("/skolen-som-lukter-skog/123456", True),
        ("/artikkel/4711", True),
        ("/nyheter/kontakten-med-kundene-er-viktig", True),
        ("/vis.aspx?id=4711", True),
        ("/vis.php?lang=no&artikkel=4711", True),
        ("/vis.php?lang=no", False),
        ("/", False),
        ("/bygg", False),
        ("/bygg/anlegg", False),
        ("/tag/sirkulaer-okonomi-i-bygg", False),
        ("/forfatter/kari-anne-nordmann-berg", False),
        ("/kategori/miljo-og-baerekraft", False),
        ("/om-oss", False),
        ("/arkiv/2024", False),
        ("/wp-content/uploads/2024/kai.jpg", False),
        ("/blader/fagbladet-nr-3-2024.PDF", False),
        ("/sok?id=4711&side=2", True),
        ("/2024/05/31/", False),
        ("/kalender/2024/05", False),
        ("/nyheter/2024-05-31", False),
        ("/2024/05/31/4711", True),
    ],
)
def test_without_a_pattern_the_shape_of_the_address_decides(path: str, is_candidate: bool) -> None:
    assert may_be_article(f"https://fagbladet.example{path}", SITE) is is_candidate


@pytest.mark.parametrize(
    ("path", "is_candidate"),
    [("/article/view/17", True), ("/article/view/ny", False), ("/skolen-som-lukter-skog/123456", False)],
)
def test_a_pattern_decides_alone(path: str, is_candidate: bool) -> None:
    assert may_be_article(f"https://fagbladet.example{path}", PATTERN) is is_candidate


@pytest.mark.parametrize(
    ("path", "learned"),
    [("/fisk/not", True), ("/vare/ny-kai-paa-plass", False), ("/tag/not", False), ("/fisk/not.pdf", False)],
)
def test_what_was_learned_goes_before_how_an_address_looks(path: str, learned: bool) -> None:
    shapes = Shapes()
    shapes.promise("https://fagbladet.example/fisk/kai")
    for number in range(20):
        shapes.learn(f"https://fagbladet.example/vare/sak-om-kaia-{number}", is_article=False)
    assert may_be_article(f"https://fagbladet.example{path}", SITE, shapes) is learned


@pytest.mark.parametrize(
    ("path", "is_candidate"),
    [
        ("/artikkel/1984", True),
        ("/artikkel/2024/05", False),
        ("/arkiv/1984", False),
        ("/tema/klima/en-ny-kai", True),
        ("/tema/en-ny-kai", False),
        ("/emne/klima/en-ny-kai", False),
    ],
)
def test_what_is_learned_goes_before_the_name_of_a_list(path: str, is_candidate: bool) -> None:
    shapes = Shapes()
    shapes.promise("https://fagbladet.example/artikkel/4711")
    shapes.promise("https://fagbladet.example/tema/olje/en-ny-bru")
    assert may_be_article(f"https://fagbladet.example{path}", SITE, shapes) is is_candidate


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/tag/kai", True),
        ("/stikkord/", True),
        ("/arkiv/2024", True),
        ("/2024/05/", True),
        ("/bygg", False),
        ("/en-sak", False),
    ],
)
def test_addresses_that_say_that_they_are_lists(path: str, expected: bool) -> None:
    assert is_list(f"https://fagbladet.example{path}") is expected
