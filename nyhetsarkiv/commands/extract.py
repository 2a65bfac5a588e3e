"""`nyhetsarkiv extract`: read one page, saved or from the web, and show its article."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import click

from crawler.article import Article
from crawler.parsers.decode import decode
from crawler.parsers.extract import extract_article
from crawler.sites.profile import Site
from crawler.sites.registry import find_site, site_of
from nyhetsarkiv.card import print_card
from nyhetsarkiv.errors import CommandError, needs_a_look
from nyhetsarkiv.options import Talk, talk_options
from nyhetsarkiv.output import console, print_json
from nyhetsarkiv.renderings import as_markdown, as_text, as_values

_TAG = re.compile(r"<!doctype|<[a-z][a-z0-9]*[\s/>]", re.IGNORECASE)


@click.command()
@click.argument("page", metavar="FILE|URL")
@click.option(
    "--format",
    "layout",
    type=click.Choice(["card", "markdown", "text"]),
    default="card",
    show_default=True,
    help="A card with every field, Markdown, or title and body alone.",
)
@click.option("--url", "address", help="The address that a saved page had.")
@click.option("--site", "site_name", help="The profile to read it with; by default that of its host.")
@talk_options
def command(talk: Talk, page: str, layout: str, address: str | None, site_name: str | None) -> None:
    """Read one page and show its article, each field with the place where it was found."""
    site = find_site(site_name) if site_name else None
    article = _read(page, address, site)
    if talk.json:
        print_json(as_values(article))
    elif layout == "markdown":
        click.echo(as_markdown(article))
    elif layout == "text":
        click.echo(as_text(article))
    else:
        print_card(article, console())
    missing = [name for name in ("title", "body") if not getattr(article, name)]
    if missing:
        needs_a_look(f"{page}: no {' and no '.join(missing)} found; is it an article's page?")


def _read(page: str, address: str | None, site: Site | None) -> Article:
    if page.lower().startswith(("http://", "https://")):
        from crawler.settings import USER_AGENT
        from nyhetsarkiv.fetch import fetch_page

        answer = fetch_page(page, USER_AGENT)
        html, url = answer.body, answer.url
    else:
        html, url = _read_file(Path(page)), address or Path(page).resolve().as_uri()
    return extract_article(html, url, site=site or site_of(urlsplit(url).netloc))


def _read_file(path: Path) -> bytes:
    try:
        html = path.read_bytes()
    except FileNotFoundError:
        raise CommandError(
            f"{path}: no such file. Check the path; an address begins with https://."
        ) from None
    except OSError as error:
        raise CommandError(f"{path}: cannot be read ({error.strerror}). Give a saved HTML page.") from None
    text = decode(html)
    if "\0" in text or not _TAG.search(text):
        raise CommandError(f"{path}: holds no HTML. Give a page saved as HTML from a browser.")
    return html
