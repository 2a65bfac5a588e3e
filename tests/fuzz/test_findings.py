"""Small inputs that fuzzing found: each broke a promise once."""

from __future__ import annotations

import pytest

from tests.fuzz.promise import broken_promise
from tests.fuzz.shrink import shrink

PROSE = b"<p>Havnevesenet i Storvik vil bygge en ny kai for bulkskip, og arbeidet begynner snart.</p>"


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(b'<script type=ld+json>{"@type":"NewsArticle"}</script>', id="news without any text"),
        pytest.param(
            b"<link rel=canonical href=http://\x02kai.example/>" + PROSE, id="a control character for a host"
        ),
        pytest.param(
            b"<h1>Ny kai</h1><figure><img src='/kai\x02.jpg'><figcaption>Ny kai her</figcaption></figure>"
            + PROSE,
            id="a control character in a picture's address",
        ),
    ],
)
def test_every_promise_holds(page: bytes) -> None:
    assert broken_promise(page) is None


def test_a_finding_shrinks_to_what_the_fault_needs() -> None:
    page = b"<p>Ny kai</p>" * 50 + b"\x00" + b"<p>Storvik</p>" * 50
    assert shrink(page, lambda part: b"\x00" in part, seconds=10) == b"\x00"
