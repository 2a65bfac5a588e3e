"""Publications without an end: the crawl ends by itself, with every article, each once."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.discovery.budget import ENDLESS
from tests.crawler.conftest import Crawled, scrapy_crawl
from tests.crawler.endless_publication import ARTICLES, EndlessPublication
from tests.crawler.generated_publication import GeneratedPublication
from tests.crawler.publication import SmallPublication, article, links, page
from tests.sites.server import SiteServer

TOLD = "brought nothing new; no more of them are asked."


def crawl_all(publication: SmallPublication, folder: Path) -> Crawled:
    archive = folder / "archive.db"
    with SiteServer([publication]) as server:
        assert scrapy_crawl(Path(server.profiles["kaiposten"]), archive, full=1) == ""
        return Crawled(server.bases["kaiposten"], archive, [one.path for one in server.requests], [])


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    return crawl_all(EndlessPublication(), tmp_path_factory.mktemp("endless"))


INTO_TRAPS = ("/funn?side=1", "/dager/20240517", "/rom/en-sak-som-leder-inn")


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    """With a list, a calendar and pages whose texts are made up, each of them with a day of its past."""
    pages = {
        "/": page(links(*ARTICLES, *INTO_TRAPS)),
        **{path: article(path, links=links(*INTO_TRAPS)) for path in ARTICLES},
    }
    publication = GeneratedPublication(pages, published="2019-05-01T08:00:00+02:00")
    return crawl_all(publication, tmp_path_factory.mktemp("generated"))


def test_traps_of_texts_that_name_days_of_the_past_end(generated: Crawled) -> None:
    assert set(ARTICLES) <= set(generated.articles())
    for trap, most in {"/funn": 220, "/dager/": 60, "/rom/": 60}.items():  # 20 more may be on their way
        asked = [path for path in generated.asked if path.startswith(trap)]
        assert 30 < len(asked) == len(set(asked)) <= most
        assert list(generated.problems().values()).count(ENDLESS) == 3, "once for each"


def test_what_was_made_up_to_sound_them_is_no_article(generated: Crawled) -> None:
    soundings = [path for path in generated.asked if "000000" in path or "/dager/14" in path]
    assert {"/funn?side=1000000", "/funn?side=2000000"} < set(soundings)
    assert len(soundings) == 4, "two for the list, two for the calendar"
    assert set(soundings).isdisjoint({str(path) for path in generated.articles()})
    kinds = generated.rows("SELECT url, problem FROM fetches")
    assert {(path, None) for path in soundings} <= set(kinds)


def test_every_article_is_found_under_its_own_address(crawled: Crawled) -> None:
    assert crawled.articles() == sorted(ARTICLES)


@pytest.mark.parametrize(
    ("trap", "most"),
    [
        ("/kalender/", 40),
        ("/mappe-med-alle-saker/", 200),
        ("/nyheter?", 80),  # of kinds that share an allowance two by two; 20 of each may be on their way
        ("?nr=", 0),
        ("?okt=", 0),
        ("?besok=", 0),
        ("?sid=", 0),
        ("", 400),
    ],
)
def test_each_trap_is_left(crawled: Crawled, trap: str, most: int) -> None:
    asked = [path for path in crawled.asked if trap in path]
    assert len(asked) <= most
    assert len(asked) == len(set(asked)), "each address once"


def test_the_reason_is_told_once_for_what_is_alike(crawled: Crawled) -> None:
    told = [str(path) for path, problem in crawled.problems().items() if TOLD in str(problem)]
    assert any(path.startswith("/kalender/") for path in told)
    assert any(path.startswith("/nyheter?") for path in told)
    assert len(told) <= 8
