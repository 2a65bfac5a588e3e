"""The `datapackage.json` beside an export (Frictionless Data): what the files hold, and how they came about.

One file speaks for all exports of its folder: an export enters itself, in the place of an earlier one of
the same name, and leaves the others as they are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from archive.export.errors import PackageUnreadable, TargetUnusable

RIGHTS = (
    "The texts belong to their publishers and authors. Reading and counting them is one thing, passing them "
    "on another: it needs the publishers' leave, or a law that allows it (in Norway åndsverkloven)."
)
_NOT_A_NAME = re.compile(r"[^a-z0-9._-]+")


def new_package() -> dict[str, Any]:
    """A package without any resource yet."""
    return {
        "name": "nyhetsarkiv-export",
        "licenses": [{"name": "other-closed", "title": RIGHTS}],
        "resources": [],
    }


def read_package(path: Path) -> dict[str, Any]:
    """The package that stands at `path`, or a new one. Raises PackageUnreadable."""
    if not path.exists():
        return new_package()
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise PackageUnreadable(path) from error
    resources = package.get("resources") if isinstance(package, dict) else None
    if not isinstance(resources, list) or not all(isinstance(one, dict) for one in resources):
        raise PackageUnreadable(path)
    return dict(package)


def enter(path: Path, package: Mapping[str, Any], resource: Mapping[str, Any]) -> None:
    """Write the package with the resource in it, in one step. Raises TargetUnusable."""
    others = [one for one in package["resources"] if one.get("path") != resource["path"]]
    named = {"name": _free_name(str(resource["path"]), others), **resource}
    text = json.dumps({**package, "resources": [*others, named]}, ensure_ascii=False, indent=2)
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_text(text + "\n", encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise TargetUnusable(path, error) from error


def _free_name(file: str, others: list[dict[str, Any]]) -> str:
    """A resource's name: the file's, in the few signs that the standard allows, and no other's."""
    name = _NOT_A_NAME.sub("-", file.lower()).strip("-") or "articles"
    taken = {one.get("name") for one in others}
    number = 2
    free = name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free
