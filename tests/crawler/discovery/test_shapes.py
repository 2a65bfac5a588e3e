from __future__ import annotations

import json

import pytest

from crawler.discovery.shapes import ENOUGH_AGAINST, Shapes, rubric_shape, shape_of

HOST = "https://fagbladet.example"


@pytest.mark.parametrize(
    ("path", "shape"),
    [
        ("", ""),
        ("/", ""),
        ("/bygg", "/w"),
        ("/om-oss", "/t"),
        ("/skolen-som-lukter-skog/", "/s"),
        ("/bygg/ny-kai/123456", "/w/t/d"),
        ("/nyheter/i/AbC12x/ny-kai-pa-plass", "/w/i/#/s"),
        ("/nyheter/bygg/article1234.ece", "/w/w/articled.ece"),
        ("/nyheter/2-1-123456", "/w/d-d-d"),
        ("/ny-kai-123456.html", "/t-d.html"),
        ("/messe-i-2024", "/s"),
        ("/2024/03/14/skolen-som-lukter-skog", "/d/d/d/s"),
        ("/blåbær-og-kål-på-øya", "/s"),
        ("/bl%C3%A5b%C3%A6r-og-k%C3%A5l", "/s"),
        ("/vis.aspx?lang=no&id=12", "/w.aspx?id=d&lang"),
    ],
)
def test_shapes(path: str, shape: str) -> None:
    assert shape_of(HOST + path) == shape


@pytest.mark.parametrize(
    ("path", "shape"),
    [("/bygg/ny-kai/123456", "/bygg/t/d"), ("/bygg", "/w"), ("/ny-kai/1", "/t/d"), ("/", "")],
)
def test_the_first_word_is_a_rubric(path: str, shape: str) -> None:
    assert rubric_shape(HOST + path) == shape


def learned(
    *, articles: tuple[str, ...] = (), others: tuple[str, ...] = (), promised: tuple[str, ...] = ()
) -> Shapes:
    shapes = Shapes()
    for path in promised:
        shapes.promise(HOST + path)
    for path in articles:
        shapes.learn(HOST + path, is_article=True)
    for path in others:
        shapes.learn(HOST + path, is_article=False)
    return shapes


ENOUGH = tuple(f"/vare/ny/{number}" for number in range(ENOUGH_AGAINST))


@pytest.mark.parametrize(
    ("shapes", "path", "verdict"),
    [
        (learned(), "/fisk/kai", None),
        (learned(promised=("/fisk/kai",)), "/fisk/not", True),
        (learned(promised=("/fisk/kai",)), "/bygg/not", True),
        (learned(promised=("/fisk/kai",)), "/bygg/not/17", None),
        (learned(articles=("/sak/ny/17",)), "/sak/ny/18", True),
        (learned(others=ENOUGH[1:]), "/vare/ny/99", None),
        (learned(others=ENOUGH), "/vare/ny/99", False),
        (learned(others=ENOUGH, articles=("/sak/ny/17",)), "/vare/ny/99", False),
        (learned(others=ENOUGH, articles=("/sak/ny/17",)), "/sak/ny/18", True),
        (learned(others=ENOUGH, articles=("/vare/ny/17",)), "/vare/ny/18", True),
    ],
)
def test_what_is_learned_of_a_rubric_goes_before_what_is_known_elsewhere(
    shapes: Shapes, path: str, verdict: bool | None
) -> None:
    assert shapes.verdict(HOST + path) is verdict


def test_what_was_learned_survives_as_plain_data() -> None:
    shapes = learned(others=ENOUGH, articles=("/sak/ny/17",), promised=("/fisk/kai",))
    again = Shapes.load(json.loads(json.dumps(shapes.dump())))
    assert again.dump() == shapes.dump()
    assert [again.verdict(HOST + path) for path in ("/vare/ny/1", "/sak/ny/1", "/fisk/not")] == [
        False,
        True,
        True,
    ]
