"""Where the raw copies are: the folder `warc` beside the archive, unless the settings say otherwise.

`fetches.warc_file` names a file by its path from the archive's folder ('warc/packnews-20240503-1.warc.gz'),
so that archive and copies move together. A file that is elsewhere (an ingested one) is named by its
whole path.
"""

from __future__ import annotations

import re
from glob import escape
from pathlib import Path

FOLDER = "warc"
_NAME = re.compile(r".+-(\d{8})-\d+\.warc\.gz")


def warc_folder(archive: Path) -> Path:
    """The folder of the raw copies that belong to the archive at `archive`."""
    return archive.parent / FOLDER


def name_in_archive(file: Path, archive: Path) -> str:
    """How a row of `fetches` names `file`."""
    whole, home = file.resolve(), archive.resolve().parent
    return whole.relative_to(home).as_posix() if whole.is_relative_to(home) else str(whole)


def path_of(name: str, archive: Path) -> Path:
    """The file that a row of `fetches` names; whether it is there is not asked."""
    return archive.resolve().parent / name  # an absolute name stands for itself


def file_name(site: str, day: str, number: int) -> str:
    """The name of a publication's file; `day` as YYYYMMDD."""
    return f"{site}-{day}-{number}.warc.gz"


def day_of(file: Path) -> str:
    """The day in a file's name, as YYYYMMDD; '' in one that is not named as ours are."""
    match = _NAME.fullmatch(file.name)
    return match[1] if match else ""


def files_of(site: str, folder: Path) -> list[tuple[str, int, Path]]:
    """A publication's files as (day, number, path), oldest first."""
    pattern = re.compile(re.escape(site) + r"-(\d{8})-(\d+)\.warc\.gz")
    matches = ((pattern.fullmatch(path.name), path) for path in folder.glob(f"{escape(site)}-*.warc.gz"))
    return sorted((match[1], int(match[2]), path) for match, path in matches if match)
