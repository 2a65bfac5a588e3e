"""Bad servers and hostile pages, many in one crawl: what the archive says, and what the server saw."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.crawler.conftest import Crawled, crawl_pages
from tests.sites.hazards import GOOD, HAZARDS, Hazard, pages

SETTINGS = {"DOWNLOAD_TIMEOUT": 0.8, "DOWNLOAD_MAXSIZE": 3_000_000, "RETRY_TIMES": 1, "HOST_FAILURES": 50}
PATHS = {hazard.path for hazard in HAZARDS.values()}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    return crawl_pages(tmp_path_factory.mktemp("hazards"), pages(*HAZARDS.values()), settings=SETTINGS)


@pytest.mark.parametrize("hazard", HAZARDS.values(), ids=HAZARDS)
def test_each_costs_its_own_page_alone_and_says_so(found: Crawled, hazard: Hazard) -> None:
    assert found.rows(f"SELECT problem FROM fetches WHERE url LIKE '%{hazard.path}'") == [(hazard.problem,)]


def test_the_good_ones_are_all_there(found: Crawled) -> None:
    overcome = [hazard.path for hazard in HAZARDS.values() if hazard.problem is None]
    assert found.articles() == sorted([GOOD, *overcome])
    assert found.rows("SELECT reason FROM crawls") == [("finished",)]


def test_no_page_is_asked_for_more_than_its_share(found: Crawled) -> None:
    counts = Counter(path for path in found.asked if path in PATHS)
    assert counts.pop(HAZARDS["redirect loop"].path) <= 6
    assert counts.pop(HAZARDS["hangs up"].path) <= 4, "a connection kept open may have died by itself"
    assert max(counts.values()) <= 2


def test_the_server_sees_who_asks_and_nothing_of_anybody_else(found: Crawled) -> None:
    headers = [{name.lower(): value for name, value in one.headers.items()} for one in found.requests]
    assert {one.get("user-agent") for one in headers} == {"Nyhetsarkiv/0.1"}
    assert {one.get("accept-encoding") for one in headers} == {"gzip"}
    assert not any({"cookie", "referer", "authorization"} & one.keys() for one in headers)
    assert {one.method for one in found.requests} == {"GET"}
