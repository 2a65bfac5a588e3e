"""What makes files, and their names, survive a power cut."""

from __future__ import annotations

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Make the names of new and renamed files in `folder` durable."""
    _sync(folder)


def sync_file(file: Path) -> None:
    """Make what was written to `file`, by whomever, durable."""
    _sync(file)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
