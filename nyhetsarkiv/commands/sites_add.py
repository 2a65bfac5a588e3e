"""`nyhetsarkiv sites add`: a first profile of a publication, drafted from its front page."""

from __future__ import annotations

import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import click
from selectolax.lexbor import LexborHTMLParser

from crawler.capture import CaptureKind
from crawler.contact import require_contact, user_agent
from crawler.parsers.decode import decode
from crawler.parsers.text import clean
from crawler.public_addresses import is_public
from crawler.sites.draft import draft_profile, profile_name
from crawler.sites.profile import Site, build_profile
from nyhetsarkiv.errors import NEEDS_A_LOOK, CommandError
from nyhetsarkiv.looking import Looked, fetcher, look
from nyhetsarkiv.options import Talk, contact_option, talk_options
from nyhetsarkiv.output import print_json

_TITLES = ('meta[property="og:site_name"]', 'meta[name="application-name"]')
_ASKED_FOR: tuple[CaptureKind, ...] = ("robots", "section", "sitemap", "feed")


@click.command("add")
@click.argument("url")
@click.option("--name", help="The profile's name (a-z, 0-9, -); by default made of the host.")
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The folder to write the profile into; by default this one.",
)
@contact_option
@talk_options
def command(talk: Talk, url: str, name: str | None, folder: Path, contact: str) -> None:
    """Draft a profile for the publication whose front page is at URL, and write it as NAME.toml.

    Looks at the front page, robots.txt, a sitemap and a feed; what it finds stands in the draft. A file
    that is there already is never written over.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise CommandError(f"{url}: is no address of a front page. Write it as https://www.example.no/.")
    name = name or profile_name(parts.hostname)
    path = folder / f"{name}.toml"
    if path.exists():
        raise CommandError(f"{path}: is there already. Give another --name, or edit that file.")
    site = _unknown_site(name, url)
    require_contact(contact, [site])
    text = _draft(site, look(site, fetcher(site, user_agent(contact)), _ASKED_FOR))
    build_profile(name, tomllib.loads(text), str(path))
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    if talk.json:
        print_json({"path": str(path), "profile": tomllib.loads(text)})
    elif talk.verbosity >= 0:
        shown = path if path.is_absolute() else f"./{path}"
        click.echo(
            f"{text}\nWritten to {path}. Next, see what a crawl finds: nyhetsarkiv sites check {shown}"
        )


def _unknown_site(name: str, url: str) -> Site:
    """The publication at `url` as far as its address tells: its host with and without www."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2].lower()
    is_private = not _is_open(parts.hostname or "")
    other = host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"
    data = {
        "title": host,
        "home": f"{parts.scheme}://{host}{parts.path or '/'}",
        "domains": [host] if is_private else [host, other],
        "crawl": {"allow_private": True, "delay": 0} if is_private else {},
    }
    return build_profile(name, data, url)


def _is_open(host: str) -> bool:
    """Whether a host is one of the open internet: a name, or a public address typed by hand."""
    try:
        return is_public(host)
    except ValueError:
        return host != "localhost"


def _draft(site: Site, looked: list[Looked]) -> str:
    """The profile's text, of what was seen."""
    front = next((one for one in looked if one.kind == "section"), None)
    if front is None or front.answer is None:
        reason = front.found.rstrip(".") if front else "it was not asked"
        raise CommandError(f"{site.home}: cannot be looked at ({reason}).", NEEDS_A_LOOK)
    tree = LexborHTMLParser(decode(front.answer.body))
    return draft_profile(
        {
            "title": _title(tree) or site.title,
            "home": front.answer.url,
            "domains": site.domains,
            "language": _language(tree),
            "feeds": front.names or _good("feed", looked),
            "sitemaps": _named_by_robots(looked) or _good("sitemap", looked)[:1],
        },
        allow_private=site.crawl.allow_private,
    )


def _title(tree: LexborHTMLParser) -> str:
    stated = (node.attributes.get("content") for css in _TITLES if (node := tree.css_first(css)) is not None)
    heading = tree.css_first("title")
    return next((clean(text) for text in stated if text), clean(heading.text()) if heading else "")


def _language(tree: LexborHTMLParser) -> str:
    html = tree.css_first("html[lang]")
    code = (html.attributes.get("lang") or "").lower().partition("-")[0] if html is not None else ""
    return "nb" if code == "no" else code


def _good(kind: CaptureKind, looked: list[Looked]) -> tuple[str, ...]:
    return tuple(one.url for one in looked if one.kind == kind and one.is_good)


def _named_by_robots(looked: list[Looked]) -> tuple[str, ...]:
    return next((one.names for one in looked if one.kind == "robots"), ())
