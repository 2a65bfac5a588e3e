"""`nyhetsarkiv sites check`: what a crawl of a publication would find, seen from a few requests."""

from __future__ import annotations

import click

from crawler.contact import require_contact, user_agent
from crawler.sites.registry import find_site
from nyhetsarkiv.card import print_card
from nyhetsarkiv.errors import needs_a_look
from nyhetsarkiv.looking import Looked, fetcher, look
from nyhetsarkiv.options import Talk, contact_option, talk_options
from nyhetsarkiv.output import console, print_json, print_table
from nyhetsarkiv.renderings import as_values

NAMES = {"section": "list"}  # what a person calls it


@click.command("check")
@click.argument("name")
@contact_option
@talk_options
def command(talk: Talk, name: str, contact: str) -> None:
    """Look at the publication NAME (or a profile file, as ./mine.toml) before it is crawled.

    Asks for robots.txt, the front page, a sitemap, a feed and one article, with the pauses of a crawl,
    and shows what a crawl would read there.
    """
    site = find_site(name)
    require_contact(contact, [site])
    looked = look(site, fetcher(site, user_agent(contact)))
    article = next((one.article for one in looked if one.article is not None), None)
    if talk.json:
        rows = [{"kind": o.kind, "url": o.url, "found": o.found, "is_good": o.is_good} for o in looked]
        print_json({"looked": rows, "article": as_values(article) if article else None})
    elif talk.verbosity >= 0:
        rows_for_people = [(NAMES.get(one.kind, one.kind), one.url, one.found) for one in looked]
        print_table(("asked for", "at", "found"), rows_for_people, to=console())
        if article is not None:
            click.echo()
            print_card(article, console())
    if sentences := list(complaints(looked, name)):
        needs_a_look(*sentences)


def complaints(looked: list[Looked], name: str) -> list[str]:
    """One sentence for each thing that would keep a crawl from its articles."""
    sentences = [f"{one.url}: {one.found}" for one in looked if not one.is_good and one.kind != "robots"]
    if not any(one.article for one in looked):
        sentences.append(
            f"{name}: no article was found. Name a feed or a section in the profile's [discover], or what "
            "an article's address looks like."
        )
    return sentences
