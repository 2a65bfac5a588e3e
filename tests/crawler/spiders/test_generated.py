"""Traps that make up a new text for every address end too; what a publication keeps itself is spared."""

from __future__ import annotations

import pytest

from crawler.discovery import budget
from crawler.discovery.budget import UNVOUCHED
from crawler.discovery.reach import Reach
from tests.crawler.generated_publication import GeneratedPublication
from tests.crawler.publication import PROSE, Pages, SmallPublication, article, links, page
from tests.crawler.walk import Walk, walk
from tests.sites.server import Answer

FULL = Reach(full=True)
REAL = [f"/nyheter/en-sak-om-kai-{number}" for number in range(60)]
START = "/rom/en-sak-som-leder-inn"


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "MOST_UNVOUCHED", 40)
    monkeypatch.setattr(budget, "MOST_UNVOUCHED_IN_ALL", 100)


def undated(title: str, *further: str) -> Answer:
    return page(f"<article><h1>{title}</h1><p>{title}. {PROSE}</p></article>{links(*further)}")


def with_trap(*, published: str = "", deeper: bool = False) -> GeneratedPublication:
    pages = {
        "/": page(f"<nav>{links('/arkiv')}</nav>{links(*REAL[:5])}"),
        "/arkiv": page(links(*REAL)),
        **{path: article(path, links=links(START)) for path in REAL},
    }
    return GeneratedPublication(pages, published=published, deeper=deeper)


def made_up(found: Walk) -> list[str]:
    return [path for path in found.asked if path.startswith("/rom/")]


@pytest.mark.parametrize(
    "published", ["", "2999-01-01T08:00:00+01:00"], ids=["no day", "the day of the visit"]
)
@pytest.mark.parametrize(("deeper", "most"), [(False, 41), (True, 101)])
def test_a_trap_of_texts_ends_and_says_so_once(published: str, deeper: bool, most: int) -> None:
    found = walk(with_trap(published=published, deeper=deeper), FULL, most=1_000)
    assert set(REAL) <= found.articles
    assert 30 < len(made_up(found)) <= most
    assert list(found.problems.values()) == [UNVOUCHED]


def test_what_lists_show_comes_before_what_only_articles_link_to() -> None:
    found = walk(with_trap(), FULL, most=1_000)
    assert max(map(found.asked.index, REAL)) < found.asked.index(START)


def chain(number: int, *, dated: bool) -> Pages:
    """Articles of which each links to the next, and only the first is shown anywhere."""
    paths = [f"/nyheter/sak-i-en-kjede-{n}" for n in range(number)]
    pages = {
        path: article(path, links=links(further)) if dated else undated(path, further)
        for path, further in zip(paths, [*paths[1:], paths[0]], strict=True)
    }
    return {"/": page(links(paths[0])), **pages}


def test_articles_that_name_their_day_are_followed_however_far() -> None:
    assert len(walk(SmallPublication(chain(300, dated=True)), FULL).articles) == 300


def test_without_a_day_they_are_followed_so_far() -> None:
    assert len(walk(SmallPublication(chain(300, dated=False)), FULL).articles) == 41


@pytest.mark.parametrize("finder", ["sitemap", "lists"])
def test_articles_without_a_day_that_a_finder_shows_are_all_taken(finder: str) -> None:
    """They link to each other as well, and are found by those links first."""
    paths = [f"/nyheter/sak-uten-dag-{n}" for n in range(300)]
    pages: dict[str, Answer | list[Answer]] = {
        path: undated(path, *(paths[(n * step) % 300] for step in (3, 7, 11))) for n, path in enumerate(paths)
    }
    pages["/"] = page(f"<nav>{links('/arkiv')}</nav>{links(*paths[:5])}")
    if finder == "sitemap":
        entries = "".join(f"<url><loc>{path}</loc></url>" for path in paths)
        pages["/sitemap.xml"] = Answer(f"<urlset>{entries}</urlset>".encode(), "text/xml")
    else:
        for number in range(0, 300, 20):
            shown = links(*paths[number : number + 20])
            further = f'<a rel="next" href="/arkiv?side={number // 20 + 2}">Neste</a>'
            pages[f"/arkiv?side={number // 20 + 1}" if number else "/arkiv"] = page(shown + further)
    assert walk(SmallPublication(pages), FULL).articles == set(paths)
