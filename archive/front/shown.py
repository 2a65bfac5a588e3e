"""Makes pages of templates: what a page shows, and how values are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from archive.front.form import address
from archive.marking import Marked

_FOLDER = Path(__file__).parent
STYLE, ICON = _FOLDER / "style.css", _FOLDER / "icon.svg"


@dataclass(frozen=True, slots=True)
class Shown:
    """A page: its template, the values in it, its HTTP status."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)
    status: int = 200


def render(shown: Shown, archive: Path) -> str:
    """The page as HTML; `archive` is named at its foot."""
    return _environment().get_template(shown.template).render(archive=archive, **shown.values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "number": number,
        "day": day,
        "norwegian": norwegian,
        "utc": utc,
        "size": size,
        "marked": marked,
        "is_web": is_web,
    }
    environment.globals |= {
        "style_version": sha256(STYLE.read_bytes()).hexdigest()[:8],
        "search_for": search_for,
    }
    return environment


def search_for(**values: str | date) -> str:
    """The address of a search: `author="Kari Nordmann"` and so on, one value a field."""
    return address("/", **values)


def number(value: float) -> str:
    """12,345."""
    return f"{value:,}"


def day(moment: str | None) -> str:
    """The day of an ISO time; a dash where there is none."""
    return moment[:10] if moment else "–"


def norwegian(moment: str, precision: str | None = "minute") -> str:
    """A time that a page says, which is stored in Norway's own: '2024-05-02 08:00', or the day alone."""
    return moment[:10] if precision == "day" else moment[:16].replace("T", " ")


def utc(moment: str | None) -> str:
    """A time of our own: '2024-05-02 08:00 UTC'; a dash where there is none."""
    return f"{moment[:16].replace('T', ' ')} UTC" if moment else "–"


def size(octets: int) -> str:
    """Bytes in the largest unit that leaves a whole number before the point."""
    value = float(octets)
    for unit in ("B", "kB", "MB", "GB"):
        if value < 1000 or unit == "GB":
            break
        value /= 1000
    return f"{value:.0f} {unit}" if unit == "B" or value >= 100 else f"{value:.1f} {unit}"


def marked(text: Marked) -> Markup:
    """A text with the words found in <mark>."""
    parts, at = [], 0
    for start, end in text.marks:
        parts += [
            escape(text.text[at:start]),
            Markup("<mark>"),
            escape(text.text[start:end]),
            Markup("</mark>"),
        ]
        at = end
    return Markup("").join([*parts, escape(text.text[at:])])


def is_web(address: str | None) -> bool:
    """Whether an address may become a link: a stored one may begin with anything, 'javascript:' too."""
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)
