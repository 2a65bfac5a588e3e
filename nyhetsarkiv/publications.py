"""Which publication a page belongs to, and the profile to read it with.

First come the profiles that were given by their files, then those of the program, then the archive's
own rows: a publication that came without a profile keeps its name.
"""

from __future__ import annotations

from collections.abc import Iterable

from archive.known import KnownSite
from crawler.sites.profile import ProfileError, Site
from crawler.sites.registry import find_site, site_names
from nyhetsarkiv.errors import CommandError


def given_profiles(paths: Iterable[str]) -> list[Site]:
    """The profiles at the paths. Raises ProfileError, and CommandError where two have the same name."""
    sites = [find_site(path) for path in dict.fromkeys(paths)]
    if len({site.name for site in sites}) < len(sites):
        raise CommandError("Two of the profiles have the same name. Rename one of the files.")
    return sites


def sites_by_host(given: Iterable[Site], known: Iterable[KnownSite]) -> dict[str, Site]:
    """The publication of each host that belongs to one."""
    given = list(given)
    by_name = {site.name: site for site in given}
    found: dict[str, Site] = {}
    for row in known:
        site = by_name.get(row.name) or profile_or_bare(row.name, row.domain)
        found |= dict.fromkeys((row.domain, *site.domains), site)
    for site in (*map(find_site, site_names()), *given):
        found |= dict.fromkeys(site.domains, site)
    return found


def profile_or_bare(name: str, host: str) -> Site:
    """The program's profile of that name, else one that is as good as none."""
    try:
        return find_site(name)
    except ProfileError:
        return bare_site(name, host)


def bare_site(name: str, host: str) -> Site:
    """A publication of which only the host is known: the general parser reads its pages.

    The host is believed to be the same publication with and without 'www.'.
    """
    twin = host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"
    return Site(name=name, title=name, home=f"https://{host}/", domains=(host, twin))


def is_bare(site: Site) -> bool:
    """Whether a publication has no profile of its own."""
    return site == bare_site(site.name, site.domains[0])
