"""The publications that a command's words name."""

from __future__ import annotations

from collections.abc import Iterable

from crawler.sites.profile import Site
from crawler.sites.registry import find_site
from nyhetsarkiv.errors import CommandError


def find_sites(names: Iterable[str]) -> list[Site]:
    """The profiles of these names or files, each once. Raises CommandError where two have one name."""
    sites = [find_site(name) for name in dict.fromkeys(names)]
    twice = {site.name for site in sites if sum(other.name == site.name for other in sites) > 1}
    if twice:
        raise CommandError(f"Two profiles are named {' and '.join(sorted(twice))}. Rename one of the files.")
    return sites
