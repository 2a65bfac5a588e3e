from __future__ import annotations

import json
from typing import Literal

import pytest

from crawler.discovery.budget import ALLOWANCES, ENDLESS, MOST_RUBRICS, SOUNDED_AFTER, Asked, Budget

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


def sounded(kind: Literal["article", "section"], *answers: bool) -> Budget:
    """A budget that knows of so many pages of one kind that they were new, and what made-up ones brought."""
    budget = Budget()
    for _ in range(SOUNDED_AFTER):
        assert budget.soundings(f"{HOST}/funn/liste?side=2", kind) == ()
        budget.note(f"{HOST}/funn/liste?side=2", kind, is_new=True)
    assert len(budget.soundings(f"{HOST}/funn/liste?side=2", kind)) == 2
    assert budget.soundings(f"{HOST}/funn/liste?side=3", kind) == (), "once"
    for is_new in answers:
        budget.note_sounding(f"{HOST}/funn/liste?side=2", kind, is_new=is_new)
    return budget


@pytest.mark.parametrize("answers", [(), (True,), (True, False), (False, False)])
def test_a_list_goes_on_where_one_made_up_page_brings_nothing(answers: tuple[bool, ...]) -> None:
    assert sounded("section", *answers).refuse(f"{HOST}/funn/liste?side=3", "section") is None


def test_a_list_ends_where_both_made_up_pages_bring_something_new() -> None:
    budget = sounded("section", True, True)
    assert budget.refuse(f"{HOST}/funn/liste?side=3", "section") == ENDLESS
    assert budget.refuse(f"{HOST}/nyheter?side=3", "section") is None
    assert budget.refuse(f"{HOST}/funn/liste", "article") is None


def test_of_articles_those_end_that_no_list_shows() -> None:
    budget = sounded("article", True, True)
    assert budget.refuse(f"{HOST}/funn/liste", "article", is_linked=True) == ENDLESS
    assert budget.refuse(f"{HOST}/funn/liste", "article") is None
    assert budget.refuse(f"{HOST}/nyheter/liste", "article", is_linked=True) is None


def test_lists_of_one_word_have_allowances_of_their_own() -> None:
    budget = Budget()
    barren(budget, "/kalender?side=3", "section", ALLOWANCES["section"])
    assert budget.refuse(f"{HOST}/kalender", "section") is not None
    assert budget.refuse(f"{HOST}/arkiv", "section") is None


def test_allowances_survive_as_plain_data() -> None:
    budget = sounded("section", True, True)
    barren(budget, "/kalender/2024/05", "section", ALLOWANCES["section"])
    budget.is_told(f"{HOST}/kalender/2024/05", "section", "reason")
    budget.note_word(f"{HOST}/kalender/2024/05/31", "article", is_vouched=False)
    again = Budget.load(json.loads(json.dumps(budget.dump())))
    assert again.dump() == budget.dump()
    assert again.refuse(f"{HOST}/funn/liste?side=3", "section") == ENDLESS
    assert again.refuse(f"{HOST}/kalender/2024/06", "section") is not None
    assert again.is_told(f"{HOST}/kalender/2024/06", "section", "reason")
