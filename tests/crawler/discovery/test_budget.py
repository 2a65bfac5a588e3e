from __future__ import annotations

import json

import pytest

from crawler.discovery.budget import ALLOWANCES, MOST_RUBRICS, Asked, Budget

HOST = "https://fagbladet.example"


def barren(budget: Budget, url: str, kind: Asked, times: int) -> None:
    for _ in range(times):
        budget.note(HOST + url, kind, is_new=False)


@pytest.mark.parametrize("kind", ALLOWANCES)
def test_a_shape_that_brings_nothing_is_left_after_so_many_pages(kind: Asked) -> None:
    budget = Budget()
    barren(budget, "/kalender/2024/05", kind, ALLOWANCES[kind] - 1)
    assert budget.refuse(f"{HOST}/kalender/2024/06", kind) is None
    barren(budget, "/kalender/2024/06", kind, 1)
    assert budget.refuse(f"{HOST}/kalender/2031/12", kind) == (
        f"{ALLOWANCES[kind]} or more pages like this one brought nothing new; no more of them are asked."
    )


def test_what_it_brings_makes_an_allowance_longer() -> None:
    budget = Budget()
    for _ in range(10):
        budget.note(f"{HOST}/nyheter/sak-om-kaia-1", "article", is_new=True)
    barren(budget, "/nyheter/sak-om-kaia-1", "article", ALLOWANCES["article"] + 29)
    assert budget.refuse(f"{HOST}/nyheter/sak-om-kaia-2", "article") is None
    barren(budget, "/nyheter/sak-om-kaia-1", "article", 1)
    assert budget.refuse(f"{HOST}/nyheter/sak-om-kaia-2", "article") is not None


@pytest.mark.parametrize(
    ("url", "is_left"),
    [
        ("/nyheter?sort=tittel", True),
        ("/nyheter?tema=3&sted=4&side=2", True),
        ("/nyheter?side=17", False),
        ("/nyheter", False),
        ("/bygg/anlegg?sort=dato", False),
    ],
)
def test_filters_of_a_list_share_an_allowance_and_its_pages_have_their_own(url: str, is_left: bool) -> None:
    budget = Budget()
    barren(budget, "/nyheter?sort=dato&side=2", "section", ALLOWANCES["section"])
    assert (budget.refuse(HOST + url, "section") is not None) is is_left


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("/mappe/a/b", "/mappe/a/b/a/b/a", True),
        ("/kalender/2024/05", "/kalender/2024/05/17", True),
        ("/kalender/2024/05", "/arkivet/2024/05", False),
        ("/bygg/ny-kai/123456", "/bygg/en-annen/987654", True),
        ("/bygg/ny-kai/123456", "/bygg/anlegg", False),
        ("/no/kai", "/en/kai", False),
    ],
)
def test_ever_deeper_paths_share_an_allowance(one: str, other: str, alike: bool) -> None:
    budget = Budget()
    assert (budget.key(HOST + one, "section") == budget.key(HOST + other, "section")) is alike


def test_rubrics_without_an_end_share_an_allowance_in_the_end() -> None:
    budget = Budget()
    words = [f"{a}{b}{c}" for a in "abcdefgh" for b in "abcdefgh" for c in "abcdefgh"]
    keys = {budget.key(f"{HOST}/{word}/liste", "section") for word in words}
    assert len(keys) == MOST_RUBRICS + 1


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("/a/b/a/b/a/b/", "The address repeats itself; not asked."),
        ("/nyheter/nyheter/nyheter", "The address repeats itself; not asked."),
        ("/nyheter/nyheter/sak", None),
        ("/1/2/3/4/5/6/7/8/9/10/11/12/13", "The path is deeper than 12 parts; not asked."),
        (f"/sok?q={'x' * 1000}", "The address is longer than 1,000 characters; not asked."),
        ("/2024/05/31/en-ny-kai-paa-plass", None),
    ],
)
def test_endless_addresses_are_refused_at_once(url: str, reason: str | None) -> None:
    assert Budget().refuse(HOST + url, "article") == reason


def test_the_reason_is_told_once_for_what_is_alike() -> None:
    budget = Budget()
    addresses = [f"{HOST}/kalender/2024/{month:02}" for month in range(1, 13)]
    assert [budget.is_told(url, "section", "reason") for url in addresses] == [False, *[True] * 11]


def test_a_list_shows_something_new_as_long_as_its_shape_has_not_shown_it() -> None:
    budget = Budget()
    assert budget.shows_new(f"{HOST}/nyheter", ["/1", "/2"])
    assert budget.shows_new(f"{HOST}/nyheter?side=2", ["/2", "/3"])
    assert not budget.shows_new(f"{HOST}/nyheter?sort=tittel", ["/3", "/1"])
    assert not budget.shows_new(f"{HOST}/nyheter?side=9", [])
    assert budget.shows_new(f"{HOST}/bygg/anlegg", ["/1"])


def test_allowances_survive_as_plain_data() -> None:
    budget = Budget()
    barren(budget, "/kalender/2024/05", "section", ALLOWANCES["section"])
    budget.is_told(f"{HOST}/kalender/2024/05", "section", "reason")
    budget.note_word(f"{HOST}/kalender/2024/05/31", "article", is_vouched=False)
    again = Budget.load(json.loads(json.dumps(budget.dump())))
    assert again.dump() == budget.dump()
    assert again.refuse(f"{HOST}/kalender/2024/06", "section") is not None
    assert again.is_told(f"{HOST}/kalender/2024/06", "section", "reason")
