"""Sitemaps and feeds that are broken, or made to harm: each says so, and articles are found all the same."""

from __future__ import annotations

import pytest

from tests.crawler.conftest import Crawled, crawl_pages
from tests.crawler.publication import article, links, page
from tests.sites.hazards import FINDERS, GOOD, Hazard
from tests.sites.server import Answer

RELATIVE = b"<rss><channel><item><link>sak-fra-en-relativ-lenke</link></item></channel></rss>"
FEED, LINKED = "/nyheter/feed.xml", "/nyheter/sak-fra-en-relativ-lenke"
PROFILE = (
    f"[discover]\nsitemaps = {[hazard.path for hazard in FINDERS.values() if 'feed' not in hazard.path]}\n"
    f"feeds = {[FEED, *(hazard.path for hazard in FINDERS.values() if 'feed' in hazard.path)]}\n"
)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    pages = {
        "/": page(links(GOOD)),
        GOOD: article("En ny kai"),
        LINKED: article("En sak til"),
        FEED: Answer(RELATIVE, "application/rss+xml"),
        **{hazard.path: hazard.answer for hazard in FINDERS.values()},
    }
    return crawl_pages(tmp_path_factory.mktemp("finders"), pages, PROFILE)


@pytest.mark.parametrize("hazard", FINDERS.values(), ids=FINDERS)
def test_each_leaves_a_row_that_says_what_is_wrong(found: Crawled, hazard: Hazard) -> None:
    ((problem,),) = found.rows(f"SELECT problem FROM fetches WHERE url LIKE '%{hazard.path}'")
    assert (problem is not None) is (hazard.problem is not None)
    assert problem is None or (str(problem).endswith(".") and len(str(problem)) > 10)
    assert found.asked.count(hazard.path) == 1


def test_what_can_be_found_is_found_and_nothing_else_is_asked(found: Crawled) -> None:
    assert found.articles() == [GOOD, LINKED]
    known = {"/", GOOD, LINKED, FEED, "/robots.txt", "/.well-known/tdmrep.json"}
    asked = set(found.asked) - known - {hazard.path for hazard in FINDERS.values()}
    assert asked == set(), "neither entities nor files of this machine make an address"
