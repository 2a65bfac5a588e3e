"""`nyhetsarkiv demo`: serve three demo publications on loopback and crawl them with the real spider."""

from __future__ import annotations

import shutil
import sys
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.contents import SiteContents, read_contents
from archive.opening import open_archive, open_for_reading
from crawler.sites.profile import load_profile
from nyhetsarkiv.errors import CommandError, needs_a_look
from nyhetsarkiv.options import Talk, talk_options
from nyhetsarkiv.output import console, print_json, print_table

if TYPE_CHECKING:
    from tests.sites.server import SiteServer

ARCHIVE = Path("data/demo.db")
_PROJECT = Path(__file__).parents[2]
_NEXT = (  # program beside this Python, the rest of the command line
    ("nyhetsarkiv", f"status --archive {ARCHIVE}"),
    ("sqlite-utils", f"rows {ARCHIVE} articles_flat -c title -c authors -t"),
    ("nyhetsarkiv", f"search --archive {ARCHIVE} fisk"),
)


@click.command()
@talk_options
def command(talk: Talk) -> None:
    """Crawl three small demo publications, served on this machine, into data/demo.db (made anew)."""
    server = _demo_server()
    _start_anew(ARCHIVE)

    from nyhetsarkiv.crawling import complaints, crawl  # Scrapy takes a second to import

    if not talk.json and talk.verbosity >= 0:
        click.echo(f"Crawling three demo publications on this machine into {ARCHIVE} ...", err=True)
    with server:
        outcomes = crawl([load_profile(path) for path in server.profiles.values()], ARCHIVE, talk)
    with closing(open_for_reading(ARCHIVE)) as connection:
        contents = read_contents(connection)
    if talk.json:
        print_json([asdict(site) for site in contents])
    elif talk.verbosity >= 0:
        _print(contents)
    if sentences := list(complaints(outcomes, ARCHIVE)):
        needs_a_look(*sentences)


def _demo_server() -> SiteServer:
    """The server of the demo publications, which are part of the project's source tree."""
    if not (_PROJECT / "tests" / "sites" / "server.py").is_file():
        raise CommandError(
            "The demo publications come with the project's source, and this is an installed copy without it. "
            "Fetch the source and run 'make demo' there."
        )
    if str(_PROJECT) not in sys.path:  # as it is for `python -m nyhetsarkiv`, but not for the script
        sys.path.append(str(_PROJECT))
    from tests.sites.demo import demo_publications
    from tests.sites.server import DEMO_PORTS, SiteServer

    return SiteServer(demo_publications(), preferred_ports=DEMO_PORTS)


def _start_anew(archive: Path) -> None:
    """Remove an earlier demo's archive. Raises ArchiveError if the file is anything else."""
    if archive.exists():
        open_archive(archive).close()
        for suffix in ("", "-wal", "-shm"):
            archive.with_name(archive.name + suffix).unlink(missing_ok=True)


def _print(contents: list[SiteContents]) -> None:
    columns = ("publication", "articles", "authors", "keywords", "captions", "oldest", "newest")
    rows = [
        (one.title, one.articles, one.authors, one.keywords, one.captions, one.oldest, one.newest)
        for one in contents
    ]
    print_table(columns, rows, to=console(), title=f"Found, and kept in {ARCHIVE}")
    click.echo("\nThree commands to try next:\n")
    for program, rest in _NEXT:
        click.echo(f"  {_runnable(program)} {rest}")
    browser = f"{_runnable('nyhetsarkiv')} serve --archive {ARCHIVE} --open"
    click.echo(f"\nThe same in your web browser, until Ctrl-C:\n\n  {browser}")
    click.echo(
        f"\nThen the real thing:\n\n  {_runnable('nyhetsarkiv')} crawl packnews --contact you@example.org"
    )


def _runnable(program: str) -> str:
    """How to call a program that is installed beside this Python, as short as it works from here."""
    beside = Path(sys.executable).parent / program
    if (found := shutil.which(program)) and Path(found) == beside:
        return program
    here = Path.cwd()
    return str(beside.relative_to(here) if beside.is_relative_to(here) else beside)
