"""The path that an export is written to: under another name until it is whole, then in one step."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from archive.export.errors import NameTaken, NotAnExport, TargetExists, TargetUnusable, WrongKind

PACKAGE = "datapackage.json"


@contextmanager
def whole_or_nothing(out: Path, *, folder: bool, overwrite: bool) -> Iterator[Path]:
    """A path to write to instead of `out`; at the end of the block it takes the place of `out`.

    It stands in a new folder beside `out`, and is gone again if anything goes wrong. What is there is
    replaced with `overwrite` alone, a folder only if an earlier export wrote it; an empty one is taken
    as it is. Raises ExportError.
    """
    _refuse(out, folder=folder, overwrite=overwrite)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        workplace = Path(mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise TargetUnusable(out, error) from error
    part = workplace / out.name
    try:
        if folder:
            part.mkdir()
        yield part
        if folder and out.exists():
            out.rename(workplace / "earlier")
        part.replace(out)
    except OSError as error:
        raise TargetUnusable(out, error) from error
    finally:
        shutil.rmtree(workplace, ignore_errors=True)


def _refuse(out: Path, *, folder: bool, overwrite: bool) -> None:
    if out.name == PACKAGE and not folder:
        raise NameTaken(out)
    if not out.exists():
        return
    if out.is_dir() != folder:
        raise WrongKind(out, out.is_dir())
    if folder and not any(out.iterdir()):
        return
    if not overwrite:
        raise TargetExists(out)
    if folder and not (out / PACKAGE).is_file():
        raise NotAnExport(out)
