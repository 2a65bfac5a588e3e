"""The labelled lines below the text of a hand-made page say who, when and about what."""

from __future__ import annotations

import pytest

from crawler.article import Article
from crawler.parsers.extract import extract_article

URL = "https://fagblad.example/nyheter/en-sak.htm"
FIRST = "Havnevesenet i Storvik vil bygge en ny kai for bulkskip, og arbeidet begynner til våren."
SECOND = "Kaien blir 140 meter lang og får landstrøm fra første dag, forteller havnesjefen i dag."


def read(*lines: str) -> Article:
    """A page of two paragraphs with the given lines, a paragraph each, below them."""
    below = "".join(f"<p>{line}</p>" for line in lines)
    body = f"<div><h1>Storvik bygger ny kai</h1><p>{FIRST}</p><p>{SECOND}</p>{below}</div>"
    return extract_article(f"<html><body>{body}</body></html>", URL)


def signature(article: Article) -> tuple[list[str], str | None, tuple[str, ...]]:
    """What the lines say: names, the day published, keywords."""
    day = article.published.date().isoformat() if article.published else None
    return [author.name for author in article.authors], day, article.keywords


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ("Kari Holm", "Publisert: 2018-02-27", "NØKKELORD: havn, kai"),
            (["Kari Holm"], "2018-02-27", ("havn", "kai")),
        ),
        (
            ("Kari Holm", "Publisert: 27. februar 2018", "Stikkord: havn; kai"),
            (["Kari Holm"], "2018-02-27", ("havn", "kai")),
        ),
        (
            ("Kari Holm", "kari@fagblad.example", "Lagt ut: 27.02.2018"),
            (["Kari Holm"], "2018-02-27", ()),
        ),
        (("Publisert: 2018-02-27",), ([], "2018-02-27", ())),
        (("NØKKELORD", "havn, kai"), ([], None, ("havn", "kai"))),
        (("Emneord: havn, kai",), ([], None, ("havn", "kai"))),
    ],
)
def test_the_lines_are_read_and_leave_the_text(lines, expected):
    article = read(*lines)
    assert signature(article) == expected
    assert article.body == f"{FIRST}\n{SECOND}"


def test_what_follows_the_signature_is_the_sites_own():
    article = read("Kari Holm", "Publisert: 2018-02-27", "Til toppen av siden")
    assert article.body == f"{FIRST}\n{SECOND}"


def test_a_page_without_labels_keeps_its_last_lines():
    last = "Saken kommer opp på nytt i juni."
    article = read(last)
    assert article.body == f"{FIRST}\n{SECOND}\n{last}"
    assert signature(article) == ([], None, ())


def test_a_label_with_more_text_below_it_is_part_of_the_text():
    long = f"{FIRST} {SECOND}"
    article = read("Stikkord: havn, kai", long)
    assert article.body.endswith(long)


def test_a_label_without_a_date_is_no_signature():
    last = "Dato: ikke fastsatt, sier havnesjefen i Storvik."
    assert last in read(last).body
