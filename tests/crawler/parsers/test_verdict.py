"""A page that is no article gives no body and says why."""

from __future__ import annotations

import pytest

from crawler.article import Article
from crawler.parsers.extract import extract_article

URL = "https://fagblad.example/nyheter/en-sak/1234"
PROSE = "Havnevesenet i Storvik vil bygge en ny kai for bulkskip, og arbeidet begynner til våren."
MORE = "Kaien blir 140 meter lang og får landstrøm fra første dag, forteller havnesjefen i dag."
TEASERS = "".join(
    f'<div><h2><a href="/sak/{number}">Havn nummer {number} får ny kai</a></h2></div>' for number in range(20)
)


def read(body: str, head: str = "", url: str = URL) -> Article:
    return extract_article(f"<html><head>{head}</head><body>{body}</body></html>", url)


@pytest.mark.parametrize(
    "title",
    [
        "404",
        "404 – siden er borte",
        "Not found",
        "Page not found",
        "The page was not found",
        "Sidan finns inte",
        "Sida finst ikkje",
        "Beklager, vi finner ikke siden du leter etter",
        "Siden ble ikke funnet",
        "Feil 404",
        "Oops! That page can't be found.",
        "Denne artikkelen er fjernet",
        "Sidan kunde inte hittas",
    ],
)
def test_a_page_that_does_not_exist_says_so(title):
    article = read(
        f"<article><h1>{title}</h1><p>{PROSE}</p><p>{PROSE}</p></article>", f"<title>{title}</title>"
    )
    assert article.problems == (f"The page says that it does not exist: {title!r}.",)
    assert (article.body, article.blocks) == ("", ())


@pytest.mark.parametrize(
    "title", ["Just a moment...", "Access denied", "503 Service Unavailable", "Logg inn", "Noe gikk galt"]
)
def test_a_page_that_was_not_shown_says_so_unless_it_is_called_an_article(title):
    body = f"<h1>{title}</h1><p>{PROSE}</p><p>{MORE}</p>"
    assert read(body).problems == (f"The server did not show the page: {title!r}.",)
    assert read(body, '<meta property="og:type" content="article">').body == f"{PROSE}\n{MORE}"
    text = "".join(f"<p>{PROSE} {MORE} Det var punkt {number}.</p>" for number in range(5))
    assert read(f"<h1>{title}</h1>{text}").problems == ()


def test_the_name_of_the_tab_tells_too():
    article = read(f"<h1>Huff</h1><p>{PROSE}</p>", "<title>Siden finnes ikke - Fagbladet</title>")
    assert article.problems == ("The page says that it does not exist: 'Siden finnes ikke'.",)


@pytest.mark.parametrize(
    "title",
    [
        "Saken er fjernet fra rettens liste etter ti år med anker og utsettelser",
        "Not found guilty after ten years",
        "Fant 404 år gammelt vrak i fjorden",
    ],
)
def test_a_title_that_only_resembles_an_error_is_an_articles(title):
    article = read(
        f"<article><h1>{title}</h1><p>{PROSE}</p><p>{MORE}</p></article>", f"<title>{title}</title>"
    )
    assert (article.title, article.problems) == (title, ())
    assert article.body == f"{PROSE}\n{MORE}"


@pytest.mark.parametrize("body", ["", "<p></p>", "<script>var tekst = 1</script>", "<nav></nav>"])
def test_a_page_without_text_says_so(body):
    article = read(body)
    assert article.problems == ("The page has no text.",)
    assert article.body == ""


def test_a_page_of_a_few_words_has_no_running_text():
    article = read(
        "<article><h1>Kontakt</h1><p>Ring oss, vi svarer mellom ni og tre.</p><p>Velkommen!</p></article>"
    )
    assert article.problems == ("The page has no running text.",)


@pytest.mark.parametrize("url", ["https://fagblad.example/", "https://fagblad.example"])
def test_a_front_page_is_no_article(url):
    article = read(f"<main>{TEASERS}<p>{PROSE}</p></main>", url=url)
    assert article.problems == ("The page is the front page of its site, not an article.",)
    assert article.body == ""


def test_a_page_of_headlines_is_a_list():
    article = read(
        f"<main><h1>Havn</h1>{TEASERS}<p>{PROSE}</p></main>", url="https://fagblad.example/emne/havn"
    )
    assert article.problems == ("The page is a list of articles, not an article.",)


def test_a_page_that_says_it_is_an_article_is_no_list():
    head = '<meta property="og:type" content="article">'
    article = read(f"<main><h1>Havn</h1><p>{PROSE}</p>{TEASERS}</main>", head)
    assert article.problems == ()
    assert PROSE in article.body


def test_a_short_article_above_many_teasers_is_an_article():
    article = read(
        f"<div><h1>Ny kai i Storvik</h1><div><p>{PROSE}</p><p>{MORE}</p></div></div><div>{TEASERS}</div>"
    )
    assert article.problems == ()
    assert article.body == f"{PROSE}\n{MORE}"
