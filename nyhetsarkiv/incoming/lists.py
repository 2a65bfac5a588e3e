"""Lists of addresses with files: CSV or TSV with the columns url, file and, if you like, fetched."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from nyhetsarkiv.incoming.html import read_html
from nyhetsarkiv.incoming.page import Incoming, Trouble

_OSLO = ZoneInfo("Europe/Oslo")  # of moments that name no offset
COLUMNS = ("url", "file", "fetched")


def read_list(path: Path) -> Iterator[Incoming | Trouble]:
    """The pages of a list. Files are looked for from its folder on; a first line of names is no page."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            names: tuple[str, ...] = COLUMNS
            rows = csv.reader(file, delimiter="\t" if path.suffix.lower() == ".tsv" else ",")
            for row in rows:
                cells = [cell.strip() for cell in row]
                if rows.line_num == 1 and {"url", "file"} <= {cell.lower() for cell in cells}:
                    names = tuple(cell.lower() for cell in cells)
                elif any(cells):
                    values = dict(zip(names, cells, strict=False))
                    yield from _read_row(values, path, f"{path}, line {rows.line_num}")
    except OSError as error:
        yield Trouble(f"{path}: cannot be read ({error.strerror}).")
    except (UnicodeDecodeError, csv.Error) as error:
        yield Trouble(f"{path}: is no list from here on ({error}). Save it as UTF-8 text.")


def _read_row(values: dict[str, str], path: Path, where: str) -> Iterator[Incoming | Trouble]:
    url, file, fetched = (values.get(name, "") for name in COLUMNS)
    if not url.startswith(("http://", "https://")) or not file:
        yield Trouble(
            f"{where}: needs an address that begins with http and a file, as in https://...,page.html."
        )
        return
    moment = None
    if fetched:
        try:
            moment = datetime.fromisoformat(fetched)
        except ValueError:
            yield Trouble(f"{where}: {fetched!r} is no moment. Write it as 2024-05-31T12:00:00+02:00.")
            return
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=_OSLO)).astimezone(UTC)
    yield from read_html(path.parent / file, url, moment)
