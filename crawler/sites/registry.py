"""Finds a profile by name or by path. The folder of this file is the list of publications."""

from __future__ import annotations

import difflib
from pathlib import Path

from crawler.sites.profile import ProfileError, Site, load_profile

FOLDER = Path(__file__).parent


def site_names() -> list[str]:
    """The names of all publications that have a profile here, sorted."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def find_site(name_or_path: str) -> Site:
    """The Site for a profile's name ('packnews') or a profile file's path ('./mine.toml').

    Raises ProfileError; an unknown name is answered with the nearest ones.
    """
    if name_or_path.endswith(".toml") or "/" in name_or_path:
        return load_profile(Path(name_or_path))
    names = site_names()
    if name_or_path in names:
        return load_profile(FOLDER / f"{name_or_path}.toml")
    near = difflib.get_close_matches(name_or_path.lower(), names, n=3, cutoff=0.4)
    hint = f"Did you mean {' or '.join(near)}?" if near else "See 'nyhetsarkiv sites list'."
    raise ProfileError(
        f"There is no publication {name_or_path!r}. {hint} "
        "A profile of your own is given by its path, as in ./mine.toml."
    )


def site_of(host: str) -> Site | None:
    """The publication that `host` (with its port, if unusual) belongs to, or None."""
    for name in site_names():
        site = find_site(name)
        if host.lower() in site.domains:
            return site
    return None
