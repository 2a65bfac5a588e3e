from __future__ import annotations

import json

import pytest

from crawler.discovery.tdmrep import Reservation, Rule, read_tdmrep, reservation_of

BASE = "https://kaiposten.example/.well-known/tdmrep.json"
TERMS = "https://kaiposten.example/vilkar.json"
RESERVED, FREE, UNSAID = Reservation(True), Reservation(False), Reservation()


@pytest.mark.parametrize(
    ("said", "rules"),
    [
        ([{"location": "/", "tdm-reservation": 1}], (Rule("/", RESERVED),)),
        ({"location": "/", "tdm-reservation": "0"}, (Rule("/", FREE),)),
        (
            [{"location": "/", "tdm-reservation": 1, "tdm-policy": "/vilkar.json"}],
            (Rule("/", Reservation(True, TERMS)),),
        ),
        (
            [{"location": "/", "tdm-reservation": 1, "tdm-policy": "javascript:alert()"}],
            (Rule("/", RESERVED),),
        ),
        ([{"location": "/", "tdm-reservation": 1, "tdm-policy": "http://[x"}], (Rule("/", RESERVED),)),
        ([{"location": "/"}, {"tdm-reservation": 1}, {"location": 7, "tdm-reservation": 1}, "hei", None], ()),
        ([{"location": "/", "tdm-reservation": "kanskje"}, {"location": "/", "tdm-reservation": [1]}], ()),
    ],
)
def test_rules_are_read_and_nonsense_is_passed_over(said: object, rules: tuple[Rule, ...]) -> None:
    assert read_tdmrep(json.dumps(said).encode(), BASE) == rules


@pytest.mark.parametrize("body", [b"", b"<!doctype html>", b"\xff\xfe", b"[" * 100_000, b"7", b'"hei"'])
def test_what_is_no_json_says_nothing(body: bytes) -> None:
    assert read_tdmrep(body, BASE) == ()


RULES = (
    Rule("/", RESERVED),
    Rule("/nyheter/", FREE),
    Rule("/nyheter/*/debatt$", RESERVED),
    Rule("*.jpg$", FREE),
    Rule("/sok?", FREE),
)


@pytest.mark.parametrize(
    ("path", "reservation"),
    [
        ("", RESERVED),
        ("/kultur/sak", RESERVED),
        ("/nyheter/sak", FREE),
        ("/nyheter/oslo/debatt", RESERVED),
        ("/nyheter/oslo/debatt/svar", FREE),
        ("/bilder/kai.jpg", FREE),
        ("/bilder/kai.jpg?w=10", RESERVED),
        ("/sok?q=kai", FREE),
    ],
)
def test_the_longest_location_that_matches_counts(path: str, reservation: Reservation) -> None:
    assert reservation_of(f"https://kaiposten.example{path}", RULES) == reservation


def test_where_nothing_matches_nothing_is_said() -> None:
    assert reservation_of("https://kaiposten.example/sak", (Rule("/nyheter/", RESERVED),)) == UNSAID


@pytest.mark.parametrize("said", ["/~kari/på/", "/%7Ekari/p%C3%A5/", "/%7ekari/p%c3%a5/"])
@pytest.mark.parametrize("asked", ["/~kari/p%C3%A5/sak", "/%7Ekari/p%c3%a5/sak"])
def test_a_path_is_the_same_however_it_is_escaped(said: str, asked: str) -> None:
    assert reservation_of(f"https://kaiposten.example{asked}", (Rule(said, RESERVED),)) == RESERVED


def test_a_pattern_of_many_stars_costs_no_time() -> None:
    rules = (Rule("/" + "*a" * 5_000 + "$", RESERVED),)
    assert reservation_of("https://kaiposten.example/" + "a" * 4_000 + "b", rules) == UNSAID
