"""One article, one row: also where two runs met it at two spellings of its address."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive.records import ArticleRecord, SiteRecord
from tests.archive.archive_under_test import ARTICLE, ArchiveUnderTest

FIRST, SECOND = "2024-05-03T10:00:00+00:00", "2024-05-04T10:00:00+00:00"
HOME = "https://www.fjordposten.example"
LONG = " ".join(f"Ord {number} om laks." for number in range(40))
KEPT = replace(ARTICLE, url=f"{HOME}/laks", body=LONG)
EDITED = replace(KEPT, body="Byggingen er utsatt.")
RETITLED = replace(KEPT, body=f"{LONG} Kommunen sier nei.", title="Ålesund venter")
OTHER = replace(KEPT, body="Byggingen er utsatt.", title="Ålesund venter")


@pytest.mark.parametrize("address", ["/laks/", "/LAKS", "/Laks/?fra=forsiden", "/laks?side=1"])
@pytest.mark.parametrize("home", [HOME, HOME.replace("www.", ""), HOME.replace("https", "http")])
def test_one_text_is_one_article_however_its_address_is_spelt(
    address: str, home: str, fresh: ArchiveUnderTest
) -> None:
    fresh.store_own(KEPT, FIRST)
    assert fresh.store_own(replace(KEPT, url=home + address), SECOND) == "unchanged"
    assert fresh.all("SELECT url FROM articles") == [(KEPT.url,)]
    assert fresh.all("SELECT url, article_id FROM aliases") == [(home + address, 1)]


@pytest.mark.parametrize("seen_later", [EDITED, RETITLED], ids=["other text", "other title"])
@pytest.mark.parametrize("address", [f"{HOME}/laks/", "http://fjordposten.example/laks"])
def test_an_edited_one_makes_a_revision(
    seen_later: ArticleRecord, address: str, fresh: ArchiveUnderTest
) -> None:
    fresh.store_own(KEPT, FIRST)
    assert fresh.store_own(replace(seen_later, url=address), SECOND) == "changed"
    assert fresh.all("SELECT url, title FROM articles") == [(KEPT.url, seen_later.title)]
    assert fresh.all("SELECT body FROM revisions") == [(LONG,)]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(replace(OTHER, url=f"{HOME}/laks/"), id="the server tells the twins apart"),
        pytest.param(replace(EDITED, url=f"{HOME}/laks?id=2"), id="a query may name another text"),
        pytest.param(replace(KEPT, url=f"{HOME}/torsk"), id="a copy at another address"),
    ],
)
def test_what_is_another_article_stays_one(other: ArticleRecord, fresh: ArchiveUnderTest) -> None:
    fresh.store_own(KEPT, FIRST)
    assert fresh.store_own(other, SECOND) == "new"


@pytest.mark.parametrize(("is_own", "outcome"), [(True, "unchanged"), (False, "new")])
def test_at_another_host_it_is_the_same_where_that_is_the_publication_s(
    is_own: bool, outcome: str, fresh: ArchiveUnderTest
) -> None:
    fresh.store_own(KEPT, FIRST)
    if not is_own:
        fresh.site_id = fresh.writer.site(SiteRecord("kystposten", "Kystposten", "kystposten.example"))
    copy = replace(KEPT, url="https://kystposten.example/Laks/")
    assert fresh.store_own(copy, SECOND) == outcome
    assert fresh.all("SELECT url FROM aliases") == ([(copy.url,)] if is_own else [])


@pytest.mark.parametrize("other", [OTHER, EDITED], ids=["all else", "the same title"])
def test_another_text_at_another_host_is_another_article(
    other: ArticleRecord, fresh: ArchiveUnderTest
) -> None:
    fresh.store_own(KEPT, FIRST)
    assert fresh.store_own(replace(other, url="https://avis.fjordposten.example/laks"), SECOND) == "new"


def test_texts_that_may_not_be_kept_do_not_make_two_articles_one(fresh: ArchiveUnderTest) -> None:
    fresh.store_own(replace(KEPT, url=f"{HOME}/notis?id=1", body=""), FIRST)
    assert fresh.store_own(replace(KEPT, url=f"{HOME}/notis?id=2", body=""), SECOND) == "new"


TEMPLATE = f"{HOME}/nyheter"


def test_an_address_that_all_pages_name_is_believed_of_the_first_alone(fresh: ArchiveUnderTest) -> None:
    """Also where each of them is met in a run of its own."""
    for number, seen in enumerate((FIRST, SECOND, SECOND)):
        number %= 2
        named = replace(KEPT, url=TEMPLATE, title=f"Sak {number}", body=f"Tekst {number}.")
        fresh.store(replace(named, aliases=(f"{HOME}/sak/{number}",)), seen, f"{HOME}/sak/{number}")
    assert fresh.all("SELECT url, title FROM articles") == [(TEMPLATE, "Sak 0"), (f"{HOME}/sak/1", "Sak 1")]
    assert fresh.all("SELECT * FROM aliases") == [(f"{HOME}/sak/0", 1)]
    assert fresh.all("SELECT * FROM revisions") == []


def test_a_redirect_says_nothing_against_the_address_that_answered(fresh: ArchiveUnderTest) -> None:
    fresh.store_own(KEPT, FIRST)
    moved = replace(OTHER, url=KEPT.url, aliases=(f"{HOME}/sak/17",))
    assert fresh.store_own(moved, SECOND) == "changed"
    assert fresh.all("SELECT * FROM aliases") == [(f"{HOME}/sak/17", 1)]


def test_one_that_was_met_there_before_may_change_all_of_its_words(fresh: ArchiveUnderTest) -> None:
    asked = f"{HOME}/sak/17"
    fresh.store(replace(KEPT, aliases=(asked,)), FIRST, asked)
    assert fresh.store(replace(OTHER, url=KEPT.url, aliases=(asked,)), SECOND, asked) == "changed"


@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [
        ("s-8f3a9c21be", "s-77be01fa33", "unchanged"),
        ("8f3a9c21-4f89-11d3-9a0c-0305e82c3301", "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "unchanged"),
        ("utgave2024", "utgave2025", "new"),
        ("20240531", "20240601", "new"),
        ("nyheter", "sporten", "new"),
    ],
)
def test_one_text_behind_another_session_is_the_same(
    first: str, second: str, outcome: str, fresh: ArchiveUnderTest
) -> None:
    fresh.store_own(replace(KEPT, url=f"{HOME}/{first}/laks"), FIRST)
    assert fresh.store_own(replace(KEPT, url=f"{HOME}/{second}/laks"), SECOND) == outcome
    assert fresh.store_own(replace(KEPT, url=f"{HOME}/{second}/torsk"), SECOND) == "new"
