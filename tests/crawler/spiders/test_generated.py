"""Traps that make up a new text for every address end too; what a publication keeps itself is spared."""

from __future__ import annotations

import pytest

from crawler.discovery import budget
from crawler.discovery.budget import ENDLESS, STALE, TOO_MANY, UNVOUCHED
from crawler.discovery.reach import Reach
from tests.crawler.generated_publication import GeneratedPublication, signed
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


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """So many that other bounds tell, and fewer of those that repeat each other."""
    monkeypatch.setattr(budget, "MOST_UNVOUCHED", 1_000)
    monkeypatch.setattr(budget, "MOST_UNVOUCHED_IN_ALL", 2_000)
    monkeypatch.setattr(budget, "MOST_STALE_IN_ALL", 200)


def undated(title: str, *further: str) -> Answer:
    return page(f"<article><h1>{title}</h1><p>{title}. {PROSE}</p></article>{links(*further)}")


def with_trap(start: str = START, *, published: str = "", deeper: bool = False) -> GeneratedPublication:
    pages = {
        "/": page(f"<nav>{links('/arkiv')}</nav>{links(*REAL[:5])}"),
        "/arkiv": page(links(*REAL, start)),
        **{path: article(path, links=links(start)) for path in REAL},
    }
    return GeneratedPublication(pages, published=published, deeper=deeper)


def made_up(found: Walk) -> list[str]:
    return [path for path in found.asked if path.startswith(("/rom/", "/funn", "/dager/"))]


@pytest.mark.parametrize(("deeper", "most"), [(False, 43), (True, 103)])
def test_a_trap_of_texts_without_a_day_ends_and_says_so_once(deeper: bool, most: int) -> None:
    found = walk(with_trap(deeper=deeper), FULL, most=1_000)
    assert set(REAL) <= found.articles
    assert 30 < len(made_up(found)) <= most
    assert list(found.problems.values()) == [UNVOUCHED]


@pytest.mark.parametrize("published", ["2019-05-01T08:00:00+01:00", "2999-01-01T08:00:00+01:00"])
def test_one_whose_texts_name_a_day_ends_when_it_was_sounded(published: str) -> None:
    found = walk(with_trap(published=published), FULL, most=1_000)
    assert set(REAL) <= found.articles
    assert 30 < len(made_up(found)) <= 33
    assert list(found.problems.values()) == [ENDLESS]


def test_one_of_ever_new_shapes_as_well() -> None:
    found = walk(with_trap(published="2019-05-01T08:00:00+01:00", deeper=True), FULL, most=1_000)
    assert set(REAL) <= found.articles
    assert 300 < len(made_up(found)) < 310
    assert list(found.problems.values()) == [ENDLESS]


@pytest.mark.parametrize(("deeper", "most"), [(False, 200), (True, 450)])
def test_one_that_checks_its_addresses_ends_by_what_it_says(deeper: bool, most: int, many: None) -> None:
    """No made-up address is there, so that soundings tell nothing."""
    publication = with_trap(signed(START), deeper=deeper)
    publication.signed = True
    found = walk(publication, FULL, most=3_000)
    assert set(REAL) <= found.articles
    assert 100 < len(made_up(found)) <= most
    assert list(found.problems.values()) == [STALE]


def test_one_that_names_days_ends_as_one_without(many: None) -> None:
    publication = with_trap(signed(START), published="2019-05-01T08:00:00+01:00")
    publication.signed = True
    found = walk(publication, FULL, most=3_000)
    assert set(REAL) <= found.articles
    assert list(found.problems.values()) == [UNVOUCHED]


@pytest.mark.parametrize(
    ("start", "most"),
    [("/funn?side=1", 190), ("/dager/2024/05", 950), ("/dager/20240517", 35)],
    ids=["a list", "a calendar's months", "a calendar's days"],
)
def test_lists_and_calendars_that_go_back_for_ever_end(start: str, most: int) -> None:
    """Every page is a text of its own and names its day, years ago."""
    found = walk(with_trap(start), FULL, most=5_000)
    assert set(REAL) <= found.articles
    assert 30 < len(made_up(found)) <= most
    assert set(found.problems.values()) == {ENDLESS}
    assert len(found.problems) <= 2, "once for the months, and once for the days"


class Counting(SmallPublication):
    """Heeds of an article's address only the number in it, and says below it how often it was read."""

    def answer(self, path_and_query: str, base: str) -> Answer | None:
        number = path_and_query.removeprefix("/i/AbC").partition("x/")[0]
        if not number.isdigit() or int(number) >= len(REAL):
            return super().answer(path_and_query, base)
        self.times = getattr(self, "times", 0) + 1
        further = links(f"/i/AbC{int(number) + 1}x/en-sak-om-kai")
        text = f"<h1>Sak {number}</h1><p>{PROSE} {number}: {PROSE}</p><p>Lest {self.times} ganger.</p>"
        day = '<meta property="article:published_time" content="2019-05-01T08:00:00+02:00">'
        return page(f"{day}<article>{text}</article>{further}")


def test_a_server_that_heeds_a_part_of_the_address_makes_nothing_up() -> None:
    found = walk(Counting({"/": page(links("/i/AbC0x/en-sak-om-kai"))}), FULL)
    assert len(found.articles) == len(REAL)
    assert len([path for path in found.asked if path.endswith("en-sak-om-kai")]) == len(REAL) + 1
    assert len([path for path in found.asked if path.startswith("/i/")]) == len(REAL) + 3, "two made up"
    assert found.problems == {}


class EndlessFeed(SmallPublication):
    """A feed whose every page shows other articles, and an older page; all of them are there."""

    def answer(self, path_and_query: str, base: str) -> Answer | None:
        path, _, number = path_and_query.partition("?paged=")
        if path == "/feed/":
            shown = "".join(
                f"<item><link>/strom/sak-{number or 1}-{n}-om-kai</link></item>" for n in range(3)
            )
            older = (
                f'<link xmlns="http://www.w3.org/2005/Atom" rel="next" href="?paged={int(number or 1) + 1}"/>'
            )
            return Answer(f"<rss><channel>{older}{shown}</channel></rss>".encode(), "text/xml")
        return article(path) if path.startswith("/strom/") else super().answer(path_and_query, base)


def test_a_feed_without_an_end_ends() -> None:
    found = walk(EndlessFeed({"/": page("")}), FULL, most=1_000)
    pages = [path for path in found.asked if path.startswith("/feed/")]
    assert 30 < len(pages) < 40
    assert len(found.articles) == 3 * (len(pages) - 2), "all that it showed, but for the made-up pages"
    assert list(found.problems.values()) == [ENDLESS]


def listed(number: int, *, last_again: bool = False) -> SmallPublication:
    """So many articles by number, of like texts, behind the pages of one list; whoever asks for a page
    behind its end is told that there is none, or shown the last one."""
    paths = [f"/artikkel/{n}" for n in range(1000, 1000 + number)]
    last = (number - 1) // 20 + 1
    pages: dict[str, Answer | list[Answer]] = {path: article(path) for path in paths}
    for n in range(1, last + 1):
        further = f'<a rel="next" href="/arkiv?side={n + 1}">Neste</a>' if n < last or last_again else ""
        pages[f"/arkiv?side={n}"] = page(links(*paths[(n - 1) * 20 : n * 20]) + further)
    pages["/"] = page(f"<nav>{links('/arkiv')}</nav>{links(*paths[:5])}")
    pages["/arkiv"] = pages["/arkiv?side=1"]
    return _LastAgain(pages, last) if last_again else SmallPublication(pages)


class _LastAgain(SmallPublication):
    def __init__(self, pages: Pages, last: int) -> None:
        super().__init__(pages)
        self._last = last

    def answer(self, path_and_query: str, base: str) -> Answer | None:
        path, mark, number = path_and_query.partition("?side=")
        page = f"{path}{mark}{min(int(number), self._last)}" if mark else path
        return super().answer(page, base)


@pytest.mark.parametrize("last_again", [False, True], ids=["not there", "the last one again"])
def test_a_back_catalogue_as_long_as_a_trap_is_taken_to_its_end(last_again: bool) -> None:
    publication = listed(1_090, last_again=last_again)
    found = walk(publication, FULL)
    assert len(found.articles) == 1_090
    assert found.problems == {}
    assert [path for path in found.asked if "000000" in path] == [
        "/arkiv?side=1000000", "/arkiv?side=2000000",
    ]  # fmt: skip


def test_more_than_a_publication_has_are_taken_where_a_sitemap_names_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(budget, "MOST_UNNAMED", 100)
    publication = listed(300)
    found = walk(publication, FULL)
    assert len(found.articles) == 100
    assert list(found.problems.values()) == [TOO_MANY]
    entries = "".join(f"<url><loc>{path}</loc></url>" for path in publication.pages if "artikkel" in path)
    sitemap = {"/sitemap.xml": Answer(f"<urlset>{entries}</urlset>".encode(), "text/xml")}
    assert len(walk(SmallPublication({**publication.pages, **sitemap}), FULL).articles) == 300


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
