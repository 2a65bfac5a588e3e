"""A publication without a profile, of which only the host is known."""

from __future__ import annotations

from crawler.sites.profile import Site


def bare_site(name: str, host: str) -> Site:
    """The profile that is as good as none: the general parser reads the pages of `host`.

    The host is believed to be the same publication with and without 'www.'.
    """
    twin = host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"
    return Site(name=name, title=name, home=f"https://{host}/", domains=(host, twin))
