"""`nyhetsarkiv refresh`: bring the archive up to date, at little cost; for an hourly job."""

from __future__ import annotations

import click

from nyhetsarkiv.errors import needs_a_look
from nyhetsarkiv.options import Common, common_options, contact_option
from nyhetsarkiv.profiles import find_sites


@click.command()
@click.argument("names", nargs=-1, required=True)
@click.option("--all", "every_article", is_flag=True, help="Look again at every article, whatever its age.")
@contact_option
@common_options
def command(common: Common, names: tuple[str, ...], every_article: bool, contact: str) -> None:
    """Fetch what is new of the publications NAMES (or profile files); look again at what may have changed.

    Feeds, sitemaps, the front page and the lists in its menu are asked first; then the articles that they
    say have changed, and those whose turn it is: often on their first day, later once a month. What did
    not change costs the publication no more than a short answer. A changed text keeps its earlier one as
    a revision; an article that is missing twice, a day or more apart, is marked as gone and kept.
    """
    sites = find_sites(names)

    from crawler.run import Wanted  # Scrapy takes a second to import
    from nyhetsarkiv.crawling import COUNTS_OF_REFRESH, complaints, crawl, print_outcomes, print_wishes

    wanted = Wanted(task="refresh", every_article=every_article)
    outcomes = crawl(sites, common.archive, common, wanted=wanted, contact=contact)
    print_outcomes(outcomes, common, COUNTS_OF_REFRESH)
    print_wishes(outcomes, common.archive, common)
    if sentences := list(complaints(outcomes, common.archive, "refresh")):
        needs_a_look(*sentences)
