"""What can be wrong with an export. Each message is one sentence: what, where, what to do."""

from __future__ import annotations

from pathlib import Path


class ExportError(Exception):
    """The export cannot be made as asked; nothing was changed."""


class TargetExists(ExportError):
    """Something stands at the path already."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: exists already. Give another path with --out, or --overwrite.")


class NameTaken(ExportError):
    """The export would take the name of the package that describes it."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: this name is kept for what describes the export. Give another with --out.")


class NotAnExport(ExportError):
    """A folder is to be overwritten that was not written by an export."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path}: this folder is not an earlier export, so it is not overwritten. "
            "Give another path with --out."
        )


class WrongKind(ExportError):
    """A file stands where a folder is to be written, or the other way round."""

    def __init__(self, path: Path, is_folder: bool) -> None:
        is_, wants = ("folder", "file") if is_folder else ("file", "folder")
        super().__init__(
            f"{path}: is a {is_}, and this format writes a {wants}. Give another path with --out."
        )


class TargetUnusable(ExportError):
    """The file system refuses."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(
            f"{path}: cannot be written ({error.strerror or error}). Nothing is left of it; "
            "give another path with --out, or free some space."
        )


class PackageUnreadable(ExportError):
    """A datapackage.json stands beside the target that cannot be added to."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path}: is no Frictionless data package, so this export cannot be entered there. "
            "Move it away, or give a path in another folder with --out."
        )


class LibraryMissing(ExportError):
    """An extra is not installed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs a library more. Install it: pip install 'nyhetsarkiv[{extra}]'.")


class NothingToExport(ExportError):
    """A format that cannot be empty, and no article."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} cannot be empty, and no article meets the choice. Choose less narrowly.")
