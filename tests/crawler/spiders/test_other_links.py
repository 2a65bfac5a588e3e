"""Publications whose links are no plain links are found all the same."""

from __future__ import annotations

from tests.crawler.conftest import Crawl
from tests.crawler.publication import article, links, page

MONTHS = [f"/2024/0{number}/" for number in range(1, 6)]


def sak(number: int) -> str:
    return f"/nyheter/en-sak-om-kai-{number}"


def test_months_in_a_menu_and_teasers_that_are_clicked(crawl: Crawl) -> None:
    """As blogs show their archive, and old front pages their articles."""
    months = "".join(f'<option value="{month}">Måned</option>' for month in MONTHS)
    menu = f'<select onchange="location=this.value"><option>Arkiv</option>{months}</select>'
    teaser = f"<div onclick=\"location.href='{sak(9)}'\">Kai</div>"
    pages = {
        "/": page(menu + teaser),
        **{month: page(links(sak(number))) for number, month in enumerate(MONTHS)},
        **{sak(number): article(f"Sak {number}") for number in (*range(5), 9)},
    }
    assert crawl(pages, full=1).articles() == [*map(sak, range(5)), sak(9)]


def test_a_list_that_loads_its_rest_when_its_end_is_seen(crawl: Crawl) -> None:
    def part(number: int) -> str:
        further = f'<div data-next-url="/mer?del={number + 1}"></div>' if number < 5 else ""
        return links(sak(number)) + further

    pages = {
        "/": page(part(1)),
        **{f"/mer?del={number}": page(part(number)) for number in range(2, 6)},
        **{sak(number): article(f"Sak {number}") for number in range(1, 6)},
    }
    assert crawl(pages).articles() == [*map(sak, range(1, 6))]
