from __future__ import annotations

from pathlib import Path

import pytest

from crawler.sites.profile import ProfileError
from crawler.sites.registry import FOLDER, find_site, site_names, site_of


@pytest.mark.parametrize("name", site_names())
def test_every_profile_can_be_used(name: str) -> None:
    site = find_site(name)
    assert (site.name, site_of(site.domains[0])) == (name, site)
    assert site.crawl.delay >= 1, "a publication's server is asked once a second at most"
    assert not site.crawl.allow_private, "a publication is not inside the own network"
    assert site.sector


def test_no_two_publications_share_a_host() -> None:
    hosts = [host for name in site_names() for host in find_site(name).domains]
    assert sorted(hosts) == sorted(set(hosts))


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("paknews", "Did you mean packnews?"),
        ("PACKNEWS", "Did you mean packnews?"),
        ("zzz", "See 'nyhetsarkiv sites list'."),
        ("", "See 'nyhetsarkiv sites list'."),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(name: str, hint: str) -> None:
    with pytest.raises(ProfileError) as told:
        find_site(name)
    assert str(told.value) == (
        f"There is no publication {name!r}. {hint} "
        "A profile of your own is given by its path, as in ./mine.toml."
    )


def test_a_path_is_a_profile_of_the_readers_own(tmp_path: Path) -> None:
    mine = tmp_path / "mitt-blad.toml"
    mine.write_bytes((FOLDER / "packnews.toml").read_bytes())
    assert find_site(str(mine)).name == "mitt-blad"


def test_a_host_that_belongs_to_nobody() -> None:
    assert site_of("fagbladet.example") is None
