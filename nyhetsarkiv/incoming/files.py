"""Which files the paths mean, and how each is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from nyhetsarkiv.errors import CommandError
from nyhetsarkiv.incoming.html import read_html
from nyhetsarkiv.incoming.lists import read_list
from nyhetsarkiv.incoming.page import Incoming, Trouble
from nyhetsarkiv.incoming.warc import read_warc

Reader = Callable[[Path], Iterator[Incoming | Trouble]]
_READERS: dict[str, Reader] = {
    ".warc": read_warc,
    ".warc.gz": read_warc,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".csv": read_list,
    ".tsv": read_list,
}
_IN_FOLDERS = tuple(ending for ending, reader in _READERS.items() if reader is not read_list)


def files_meant(paths: Iterable[Path]) -> list[Path]:
    """Every file to be read: those given, and those inside folders (WARC and HTML), sorted by name.

    Raises CommandError for a path that is not there, a file of another kind, a folder without any.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if _ends(file, _IN_FOLDERS) and file.is_file())
            if not inside:
                raise CommandError(f"{path}: holds no WARC and no HTML files. Give another folder.")
            found += inside
        elif not path.exists():
            raise CommandError(f"{path}: there is no such file or folder. Check the path.")
        elif _ends(path, tuple(_READERS)):
            found.append(path)
        else:
            raise CommandError(
                f"{path}: what kind of file is this? Known are {', '.join(_READERS)}; rename it if it is one."
            )
    return list(dict.fromkeys(found))


def read_files(paths: Iterable[Path]) -> Iterator[Incoming | Trouble]:
    """The pages of all files, one after the other."""
    for path in paths:
        reader = next(reader for ending, reader in _READERS.items() if _ends(path, (ending,)))
        yield from reader(path)


def _ends(path: Path, endings: tuple[str, ...]) -> bool:
    return path.name.lower().endswith(endings)
