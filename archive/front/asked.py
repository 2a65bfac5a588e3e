"""What a page is asked: the archive, the address's parts, the form in its query string."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from archive.front.form import Form


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, as pages see it; `parts` are the named parts of the path, `kind` one of a page's lists."""

    archive: Path
    form: Form
    parts: Mapping[str, str]
    kind: str = ""

    @property
    def site(self) -> str:
        """The one publication that a list is narrowed to, by its short name; '' for all."""
        return self.form.site[0] if self.form.site else ""
