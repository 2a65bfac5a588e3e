from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.sites.draft import draft_profile, profile_name
from crawler.sites.profile import build_profile


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("www.fjordposten.no", "fjordposten"),
        ("fjordposten.no:8080", "fjordposten"),
        ("nyheter.fjordposten.no", "nyheter-fjordposten"),
        ("blåbærposten.no", "blabaerposten"),
        ("127.0.0.1", "127-0-0"),
        ("localhost", "localhost"),
        ("...", "publication"),
    ],
)
def test_names(host: str, name: str) -> None:
    assert profile_name(host) == name


def test_what_is_empty_is_left_out() -> None:
    values = {
        "title": "Fjord",
        "home": "https://f.example/",
        "domains": ["f.example"],
        "language": "",
        "feeds": (),
    }
    assert draft_profile(values) == 'title = "Fjord"\nhome = "https://f.example/"\ndomains = ["f.example"]\n'


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_title_comes_back_as_it_was(title: str) -> None:
    values = {"title": title, "home": "https://f.example/", "domains": ["f.example"], "feeds": ["/rss"]}
    site = build_profile("fjord", tomllib.loads(draft_profile(values, allow_private=True)), "here")
    assert (site.title, site.discover.feeds, site.crawl.allow_private) == (title, ("/rss",), True)
