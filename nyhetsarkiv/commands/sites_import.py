"""`nyhetsarkiv sites import`: profiles for a whole list of publications, from a CSV file."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click

from crawler.sites.draft import draft_profile
from crawler.sites.profile import ProfileError, build_profile
from nyhetsarkiv.errors import CommandError, needs_a_look
from nyhetsarkiv.options import Talk, talk_options
from nyhetsarkiv.output import counted, print_json

NEEDED = ("name", "title", "domain")


@click.command("import")
@click.argument("table", metavar="CSV", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("profiles"),
    show_default=True,
    help="The folder to write the profiles into.",
)
@talk_options
def command(talk: Talk, table: Path, folder: Path) -> None:
    """Write a profile for each line of a CSV file of publications.

    Its columns: name, title and domain; and, where they are known, sector, publisher, language, feeds
    (addresses with spaces between them), sitemap, article_pattern. Others are left alone. A profile that is
    there already is never written over.
    """
    written, kept, wrong = [], [], []
    rows = list(_rows(table))
    folder.mkdir(parents=True, exist_ok=True)
    for number, row in rows:
        path = folder / f"{row['name']}.toml"
        try:
            text = _profile(row, f"{table}, line {number}")
        except ProfileError as error:
            wrong.append(str(error))
            continue
        if path.exists():
            kept.append(str(path))
            continue
        path.write_text(text, encoding="utf-8")
        written.append(str(path))
    if talk.json:
        print_json({"written": written, "kept": kept, "wrong": wrong})
    elif talk.verbosity >= 0:
        click.echo(f"{counted(len(written), 'profile')} written to {folder}, {len(kept)} there already.")
    if wrong:
        needs_a_look(*wrong)


def _rows(table: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines of the file with their numbers; empty cells are ''. Raises CommandError."""
    try:
        with table.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in NEEDED if name not in (reader.fieldnames or ())]
            if missing:
                raise CommandError(
                    f"{table}: has no column {' and no column '.join(missing)}. "
                    f"The first line names the columns; needed are {', '.join(NEEDED)}."
                )
            for row in reader:
                yield reader.line_num, {key: (value or "").strip() for key, value in row.items() if key}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CommandError(f"{table}: cannot be read ({error}). Give a CSV file in UTF-8.") from None


def _profile(row: dict[str, str], where: str) -> str:
    """The profile's text for a line. Raises ProfileError with one sentence."""
    host = row["domain"].lower()
    other = host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"
    text = draft_profile(
        {
            "title": row["title"],
            "home": f"https://{host}/",
            "domains": [host, other] if host else [],
            "sector": row.get("sector", ""),
            "publisher": row.get("publisher", ""),
            "language": row.get("language", ""),
            "feeds": row.get("feeds", "").split(),
            "sitemaps": row.get("sitemap", "").split(),
            "article": row.get("article_pattern", ""),
        }
    )
    build_profile(row["name"], tomllib.loads(text), where)
    return text
