"""Bylines as Norwegian publications print them, and what metadata and byline say together."""

from __future__ import annotations

import json

import pytest

from crawler.article import Author
from crawler.parsers.byline import read_authors
from crawler.parsers.byline_text import as_people_write, read_byline
from crawler.parsers.page import Page


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Av Kari Nordmann", ["Kari Nordmann"]),
        ("av Kari Nordmann", ["Kari Nordmann"]),
        ("AV KARI NORDMANN", ["Kari Nordmann"]),
        ("Av: Kari Nordmann", ["Kari Nordmann"]),
        ("Av Kari Nordmann og Liv Berg", ["Kari Nordmann", "Liv Berg"]),
        ("Av Kari Nordmann, Liv Berg og Ola Hansen", ["Kari Nordmann", "Liv Berg", "Ola Hansen"]),
        ("Av Kari Nordmann & Liv Berg", ["Kari Nordmann", "Liv Berg"]),
        ("Av Kari Nordmann/Liv Berg", ["Kari Nordmann", "Liv Berg"]),
        ("Av KARI NORDMANN og LIV BERG", ["Kari Nordmann", "Liv Berg"]),
        ("Kari Nordmann", ["Kari Nordmann"]),
        ("Tekst: Kari Nordmann", ["Kari Nordmann"]),
        ("TEKST: Kari Nordmann FOTO: Ola Hansen", ["Kari Nordmann"]),
        ("Tekst: Kari Nordmann Foto: Ola Hansen", ["Kari Nordmann"]),
        ("Tekst: Kari Nordmann, foto: Ola Hansen", ["Kari Nordmann"]),
        ("Tekst Kari Nordmann, foto Ola Hansen", ["Kari Nordmann"]),
        ("Foto: Ola Hansen Tekst: Kari Nordmann", ["Kari Nordmann"]),
        ("Tekst: Kari Nordmann | Foto: Ola Hansen", ["Kari Nordmann"]),
        ("Av Kari Nordmann (tekst) og Ola Hansen (foto)", ["Kari Nordmann"]),
        ("Kari Nordmann (tekst og foto)", ["Kari Nordmann"]),
        ("Tekst og foto: Ola Hansen", ["Ola Hansen"]),
        ("TEKST OG FOTO: OLA HANSEN", ["Ola Hansen"]),
        ("Tekst/foto: Ola Hansen", ["Ola Hansen"]),
        ("Tekst & foto: Ola Hansen", ["Ola Hansen"]),
        ("Foto og tekst: Ola Hansen", ["Ola Hansen"]),
        ("Foto: Ola Hansen", []),
        ("FOTO: Ola Hansen", []),
        ("Foto: Ola Hansen / NTB", []),
        ("Fotograf: Ola Hansen", []),
        ("Illustrasjon: Ola Hansen", []),
        ("Skrevet av Kari Nordmann", ["Kari Nordmann"]),
        ("Skrevet av: Kari Nordmann", ["Kari Nordmann"]),
        ("Lagt inn av Kari Nordmann kl. 09:05", ["Kari Nordmann"]),
        ("Postet av Kari Nordmann", ["Kari Nordmann"]),
        ("Skrive av Kari Nordmann", ["Kari Nordmann"]),
        ("Artikkel av Kari Nordmann", ["Kari Nordmann"]),
        ("Publisert av Kari Nordmann", ["Kari Nordmann"]),
        ("Publisert 12.3.2024 av Kari Nordmann", ["Kari Nordmann"]),
        ("Publisert: 12. mars 2024 kl. 14.30 av KARI NORDMANN", ["Kari Nordmann"]),
        ("Av Kari Nordmann, tir, 27.02.2018 - 14:30", ["Kari Nordmann"]),
        ("Av Kari Nordmann 12. mars 2024", ["Kari Nordmann"]),
        ("Av Kari Nordmann Publisert 12.03.2024", ["Kari Nordmann"]),
        ("Av Kari Nordmann\nPublisert 12.03.2024\nOppdatert 13.03.2024", ["Kari Nordmann"]),
        ("Kommentar av Kari Nordmann", ["Kari Nordmann"]),
        ("Journalist: Kari Nordmann", ["Kari Nordmann"]),
        ("Journalist Kari Nordmann", ["Kari Nordmann"]),
        ("Innsendt av Kari Nordmann", ["Kari Nordmann"]),
        ("Skrevet av Kari Nordmann den 12. mars 2024 kl. 14.30", ["Kari Nordmann"]),
        ("Af Mette Kjær", ["Mette Kjær"]),
        ("Par Jeanne Moreau", ["Jeanne Moreau"]),
        ("Por Ana Ruiz", ["Ana Ruiz"]),
        ("Door Jan de Vries", ["Jan de Vries"]),
        ("Por Chus del Pino y Martí Abad (Enviado especial)", ["Chus del Pino", "Martí Abad"]),
        ("By Jane Cooper, Ph.D., and Mark Reid, MBA", ["Jane Cooper", "Mark Reid"]),
        ("By Jane Cooper for The Daily Box", ["Jane Cooper"]),
        ("Av Kari Nordmann i Brussel", ["Kari Nordmann"]),
        ("Author(s)\nJane Cooper\nMark Reid", ["Jane Cooper", "Mark Reid"]),
        ("This post was written by Jane Cooper", ["Jane Cooper"]),
        ("About the author: Jane Cooper", ["Jane Cooper"]),
        ("By Jane Cooper\nPosted: Aug 08, 2024 4:00 AM EDT", ["Jane Cooper"]),
        ("Av NTB", ["NTB"]),
        ("NTB", ["NTB"]),
        ("©NTB", ["NTB"]),
        ("Av NTB-AFP", ["NTB-AFP"]),
        ("Av Kari Nordmann/NTB", ["Kari Nordmann", "NTB"]),
        ("Av Redaksjonen", ["Redaksjonen"]),
        ("Av redaksjonen", ["Redaksjonen"]),
        ("Av Anne-Lise Øvergård-Åsen", ["Anne-Lise Øvergård-Åsen"]),
        ("Av Kjell A. Berg", ["Kjell A. Berg"]),
        ("Av Knut Erik O'Brien", ["Knut Erik O'Brien"]),
        ("Av Lars von der Lippe", ["Lars von der Lippe"]),
        ("Av Børge Bø", ["Børge Bø"]),
        ("Av 12.03.2024", []),
        ("Publisert 12.03.2024", []),
        ("Les mer om forfatteren", []),
        ("", []),
    ],
)
def test_names_in_a_byline(text, names):
    assert [author.name for author in read_byline(text)] == names


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("Kari Nordmann, journalist", Author("Kari Nordmann", "journalist")),
        ("Av Kari Nordmann, journalist", Author("Kari Nordmann", "journalist")),
        ("Av journalist Kari Nordmann", Author("Kari Nordmann", "journalist")),
        ("Kari Nordmann\nJournalist", Author("Kari Nordmann", "Journalist")),
        ("Kari Nordmann\nAssistant Sports Editor", Author("Kari Nordmann", "Assistant Sports Editor")),
        ("Kari Nordmann\nPolitisk redaktør", Author("Kari Nordmann", "Politisk redaktør")),
        ("Kari Nordmann (redaktør)", Author("Kari Nordmann", "redaktør")),
        ("Kari Nordmann\nAnsvarlig redaktør", Author("Kari Nordmann", "Ansvarlig redaktør")),
        ("Kari Nordmann, nyhetsleder", Author("Kari Nordmann", "nyhetsleder")),
        ("Kari Nordmann – frilansjournalist", Author("Kari Nordmann", "frilansjournalist")),
        ("Editor - Norway\nPer Øyvind Nordberg", Author("Per Øyvind Nordberg", "Editor - Norway")),
        ("PER ØYVIND NORDBERG\nEditor - Norway", Author("Per Øyvind Nordberg", "Editor - Norway")),
        ("Redaktør: Kari Nordmann", Author("Kari Nordmann", "Redaktør")),
        ("Av Kari Nordmann kari@fagblad.example", Author("Kari Nordmann", None, "kari@fagblad.example")),
        (
            "Kari Nordmann\nJournalist\nkari@fagblad.example\n+47 900 12 345",
            Author("Kari Nordmann", "Journalist", "kari@fagblad.example"),
        ),
        (
            "Kari Nordmann, journalist, tlf. 900 12 345, e-post: kari@fagblad.example",
            Author("Kari Nordmann", "journalist", "kari@fagblad.example"),
        ),
        ("Kari Nordmann\nMobil: 90 01 23 45", Author("Kari Nordmann")),
        (
            "Kari Nordmann\nDaglig leder i Papp & Boks AS",
            Author("Kari Nordmann", "Daglig leder i Papp & Boks AS"),
        ),
    ],
)
def test_role_and_address_beside_the_name(text, author):
    assert read_byline(text) == (author,)


def test_each_address_goes_to_its_name():
    assert read_byline("Av Kari Nordmann og Liv Berg\nliv.berg@fagblad.example\nkari@fagblad.example") == (
        Author("Kari Nordmann", None, "kari@fagblad.example"),
        Author("Liv Berg", None, "liv.berg@fagblad.example"),
    )


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("PER ØYVIND NORDBERG", "Per Øyvind Nordberg"),
        ("ANNE-LISE ÅS", "Anne-Lise Ås"),
        ("Per Øyvind Nordberg", "Per Øyvind Nordberg"),
        ("NTB", "NTB"),
        ("PAPP AS", "Papp AS"),
    ],
)
def test_names_in_capitals(printed, written):
    assert as_people_write(printed) == written


def page_of(body: str, author: object = None, head: str = "") -> Page:
    thing = {"@type": "NewsArticle", "headline": "En lang nok tittel her", "author": author}
    thing["publisher"] = {"@type": "Organization", "name": "Fagbladet"}
    script = f'<script type="application/ld+json">{json.dumps(thing)}</script>' if author else ""
    article = f"<article><h1>En lang nok tittel her</h1>{body}</article>"
    html = f"<html><head>{script}{head}</head><body>{article}</body></html>"
    return Page(html, "https://fagblad.example/slug/123")


def authors_of(page: Page) -> tuple[Author, ...]:
    found = read_authors(page)
    return found.value if found else ()


KARI = Author("Kari Nordmann", "journalist", "kari@fagblad.example")
CARD = (
    '<div class="byline"><span class="name">Kari Nordmann</span><span class="role">journalist</span>'
    '<a href="mailto:Kari@fagblad.example?subject=Tips">Send e-post</a></div>'
)


@pytest.mark.parametrize(
    "author",
    [
        {"@type": "Person", "name": "Kari Nordmann"},
        [{"@type": "Person", "name": "Kari Nordmann"}],
        [[{"@type": "Person", "name": ["Kari Nordmann"]}]],
        "Kari Nordmann",
        ["Kari Nordmann"],
        {"@type": "Person", "givenName": "Kari", "familyName": "Nordmann"},
        [{"@type": "Person", "name": "Kari Nordmann"}, {"@type": "Organization", "name": "Fagbladet"}],
        {"@type": "Person", "name": "KARI NORDMANN"},
    ],
)
def test_json_ld_names_the_author_and_the_byline_adds_role_and_address(author):
    assert authors_of(page_of(CARD, author)) == (KARI,)


@pytest.mark.parametrize(
    ("name", "author"),
    [
        ("Kari Nordmann, journalist", Author("Kari Nordmann", "journalist")),
        ("Av Kari Nordmann kari@fagblad.example", Author("Kari Nordmann", None, "kari@fagblad.example")),
        ("Nordmann, Kari", Author("Kari Nordmann")),
        ("Kari Nordmann | Fagbladet", Author("Kari Nordmann")),
    ],
)
def test_a_name_in_json_ld_that_says_more_than_the_name(name: str, author: Author) -> None:
    found = authors_of(page_of("<p>Brødtekst.</p>", {"@type": "Person", "name": name}))
    assert found[:1] == (author,)


@pytest.mark.parametrize("name", ["Fagbladet", "Fagbladet AS", "FAGBLADET ASA"])
def test_a_byline_goes_before_the_company_behind_the_publication(name: str) -> None:
    assert authors_of(page_of(CARD, {"@type": "Organization", "name": name})) == (KARI,)


def test_a_byline_goes_before_the_publication_named_as_author():
    assert authors_of(page_of(CARD, {"@type": "Organization", "name": "Fagbladet"})) == (KARI,)


def test_who_is_credited_for_a_photo_is_no_author():
    body = CARD + '<div class="byline">Foto: <span class="name">Ola Hansen</span></div>'
    assert authors_of(page_of(body)) == (KARI,)


def test_a_name_in_a_comment_or_a_teaser_is_no_author():
    body = CARD + (
        '<section class="comments"><span class="author">Ola Hansen</span></section>'
        '<div class="teaser"><span class="byline">Av Liv Berg</span></div>'
    )
    assert authors_of(page_of(body)) == (KARI,)


def test_labrador_bylines():
    body = """<div class="meta"><div class="bylines">
    <div class="byline" itemscope itemtype="http://schema.org/Person">
    <address class="name"><a rel="author" href="/av/kari">
    <span class="firstname">Kari</span> <span class="lastname">Nordmann</span></a></address>
    <span class="lab-job-title" itemprop="jobTitle">Journalist</span>
    <a class="email" href="mailto:kari@fagblad.example">kari@fagblad.example</a></div>
    <div class="byline" itemscope itemtype="http://schema.org/Person"><address class="name">
    <span class="lab-hidden-byline-name" itemprop="name">Liv Berg</span><span class="firstname">Liv</span>
    <span class="lastname">Berg</span></address></div></div></div>"""
    assert authors_of(page_of(body)) == (
        Author("Kari Nordmann", "Journalist", "kari@fagblad.example"),
        Author("Liv Berg"),
    )


def test_an_address_hidden_as_percent_signs():
    body = (
        '<div class="author">'
        '<a class="author__name" href="mailto: %6b%61%72%69%40fagblad.example">Kari Nordmann</a>'
        '<span class="author__role">Journalist</span></div>'
    )
    assert authors_of(page_of(body)) == (Author("Kari Nordmann", "Journalist", "kari@fagblad.example"),)


def test_a_byline_below_the_text():
    body = (
        '<p>Brødtekst.</p><footer class="byline-footer"><div itemprop="author" itemtype="http://schema.org/Person">'
        '<span class="byline-author" itemprop="name">Kari Nordmann</span> '
        '<a href="mailto:kari@fagblad.example" itemprop="email">Tips meg</a></div></footer>'
    )
    person = {"@type": "Person", "name": "Kari Nordmann"}
    for author in (None, person):
        assert authors_of(page_of(body, author)) == (Author("Kari Nordmann", None, "kari@fagblad.example"),)


@pytest.mark.parametrize(
    "body",
    [
        "<p>Av Kari Nordmann</p><p>Brødtekst.</p>",
        "<div><span>Av</span> <a href='/kari'>Kari Nordmann</a></div><p>Brødtekst.</p>",
        "<div><b>Tekst og foto:</b> Kari Nordmann</div><p>Brødtekst.</p>",
        "<font>Skrevet av: Kari Nordmann</font><br>Av alle ting er dette det beste.<br>",
    ],
)
def test_a_byline_without_marks_near_the_headline(body):
    page = page_of(body)
    found = read_authors(page)
    assert found is not None
    assert (found.value, found.source) == ((Author("Kari Nordmann"),), "text Av")


@pytest.mark.parametrize(
    ("body", "authors"),
    [
        (
            "<div><span>Av</span> <b>Kari Nordmann</b>, <b>Liv Berg</b> og <i>Per Moen</i></div>",
            (Author("Kari Nordmann"), Author("Liv Berg"), Author("Per Moen")),
        ),
        (
            "<p>Tekst: Kari Nordmann</p><p>kari@fagblad.example</p><p>Foto: Ola Hansen</p>",
            (Author("Kari Nordmann", None, "kari@fagblad.example"),),
        ),
        (
            "<p>Av <a href='/k'>Kari Nordmann</a>, journalist, kari@fagblad.example</p>",
            (Author("Kari Nordmann", "journalist", "kari@fagblad.example"),),
        ),
        (
            "<p>Av Kari Nordmann og Liv Berg | 12. mars 2024 | Næringsliv</p>",
            (Author("Kari Nordmann"), Author("Liv Berg")),
        ),
        ("<p>Av Kari Nordmann</p><p>Liv Berg fikk prisen.</p>", (Author("Kari Nordmann"),)),
        (
            "<p>Kari Nordmann</p><p>Journalist</p><p>12. mars 2024</p>",
            (Author("Kari Nordmann", "Journalist"),),
        ),
        ("<p>NTB</p><p>for 3 timer siden</p>", (Author("NTB"),)),
        (
            "<p><a>Kari Nordmann</a> <span>og</span> <a>NTB</a></p><p>12. mars 2024</p>",
            (Author("Kari Nordmann"), Author("NTB")),
        ),
        (
            "<p>Av <b class='navn name'>Kari Nordmann</b><b class='navn name'>Liv Berg</b><b>Les Mer</b></p>",
            (Author("Kari Nordmann"), Author("Liv Berg")),
        ),
        (
            "<p>Av <a>Kari Nordmann</a><sup>1</sup>; <a>Liv Berg</a><sup>2</sup></p>",
            (Author("Kari Nordmann"), Author("Liv Berg")),
        ),
        ("<p>/ By <a>Kari Nordmann</a> / 12. mars 2024</p>", (Author("Kari Nordmann"),)),
        ("<p>Tekst av <a>Kari Nordmann</a></p>", (Author("Kari Nordmann"),)),
        (
            "<h6>Av</h6><ul><li><a>Kari Nordmann</a></li><li><a>Liv Berg</a></li></ul>",
            (Author("Kari Nordmann"), Author("Liv Berg")),
        ),
        (
            "<p>Av</p><p><b>Kari Nordmann</b><i>, </i><b>Per Moen</b><i>, og </i><b>Liv Berg</b></p>",
            (Author("Kari Nordmann"), Author("Per Moen"), Author("Liv Berg")),
        ),
        (
            "<p>Av <a>Kari Nordmann</a></p><div><h2>Flere Kommentarstoff</h2></div>",
            (Author("Kari Nordmann"),),
        ),
    ],
)
def test_a_byline_near_the_headline_in_pieces(body: str, authors: tuple[Author, ...]) -> None:
    assert authors_of(page_of(f"{body}<p>Brødtekst.</p>")) == authors


@pytest.mark.parametrize("account", ["admin", "Super User", "eZ Systems", "Administrator"])
def test_an_account_of_the_system_is_nobody(account: str) -> None:
    head = f'<meta name="author" content="{account}">'
    assert authors_of(page_of("<p>Av Kari Nordmann</p>", head=head)) == (Author("Kari Nordmann"),)
    assert authors_of(page_of("<p>Brødtekst.</p>", head=head)) == ()


BYLINE = "<p>Av <a href='/k'>Kari Nordmann</a>, <a href='/l'>Liv Berg</a></p>"


@pytest.mark.parametrize(
    ("stated", "body", "names"),
    [
        ("Kari Nordmann", BYLINE, ["Kari Nordmann", "Liv Berg"]),
        ("karin42", BYLINE, ["Kari Nordmann", "Liv Berg"]),
        ("Ola Hansen", BYLINE, ["Kari Nordmann", "Liv Berg"]),
        ("Kari Nordmann", "<p>Av Kari Nordmann, Norsk Papp</p>", ["Kari Nordmann"]),  # whom she writes for
        ("Ola Hansen", f"<p>Ola Hansen</p><p>Brødtekst.</p>{BYLINE}", ["Ola Hansen"]),  # another's below
        ("Ola Hansen", f'<div class="related">{BYLINE}</div>', ["Ola Hansen"]),
    ],
)
def test_a_labelled_byline_goes_before_meta_elements(stated: str, body: str, names: list[str]) -> None:
    page = page_of(f"{body}<p>Brødtekst.</p>", head=f'<meta name="author" content="{stated}">')
    assert [author.name for author in authors_of(page)] == names


def test_a_labelled_byline_at_the_headline_goes_before_marked_ones_further_down() -> None:
    below = '<ul><li><span class="author">Per Moen</span></li></ul>'
    page = page_of(f"<div>Tekst: Kari Nordmann</div><p>Brødtekst.</p>{below}")
    assert authors_of(page) == (Author("Kari Nordmann"),)


def test_what_holds_the_headline_is_no_teaser_whatever_its_name() -> None:
    html = f"<div class='has-sidebar'><h1>En lang nok tittel her</h1>{CARD}<p>Brødtekst.</p></div>"
    assert authors_of(Page(html, "https://fagblad.example/slug/123")) == (KARI,)


def test_a_desk_is_the_author_where_nobody_is_named() -> None:
    desk = {"@type": "Person", "name": "Redaksjonen"}
    assert authors_of(page_of(CARD, desk)) == (KARI,)
    assert authors_of(page_of("<p>Brødtekst.</p>", desk)) == (Author("Redaksjonen"),)


def test_a_staff_of_meta_elements_is_the_author_where_nobody_is_named() -> None:
    staff = '<meta name="author" content="Fagblad Staff">'
    assert authors_of(page_of(CARD, head=staff)) == (KARI,)
    assert authors_of(page_of("<p>Brødtekst.</p>", head=staff)) == (Author("Fagblad Staff"),)


def test_who_is_named_below_a_picture_is_no_author() -> None:
    picture = '<div><p class="image-text">Fabrikken.</p><p class="image-byline">Ola Hansen</p></div>'
    assert authors_of(page_of(picture + CARD)) == (KARI,)


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Av journalist Kari Nordmann og fotograf Ola Hansen", ["Kari Nordmann"]),
        ("Ola Hansen, fotograf", ["Ola Hansen"]),
    ],
)
def test_who_took_the_pictures_is_named_only_where_nobody_else_is(byline: str, names: list[str]) -> None:
    page = page_of(f'<p class="byline">{byline}</p><p>Brødtekst.</p>')
    assert [author.name for author in authors_of(page)] == names


def test_an_address_behind_a_name_that_is_a_link() -> None:
    body = '<div class="byline"><a href="mailto:kari@fagblad.example">Kari Nordmann</a>, rådgiver</div>'
    assert authors_of(page_of(body)) == (Author("Kari Nordmann", "rådgiver", "kari@fagblad.example"),)


def test_names_in_fields_of_a_list() -> None:
    body = (
        '<div class="byline"><div class="field--name-field-authors"><div>Tekst</div>'
        '<div><a href="/o">Ola Grønset</a></div><div><a href="/s">Siri Wold</a></div></div></div>'
    )
    assert [author.name for author in authors_of(page_of(body))] == ["Ola Grønset", "Siri Wold"]


def test_a_headline_that_begins_as_a_byline_names_nobody() -> None:
    html = "<article><h1>By Royal Appointment</h1><p>Kari Nordmann</p><p>12. mars 2024</p></article>"
    assert authors_of(Page(html, "https://fagblad.example/slug/123")) == (Author("Kari Nordmann"),)


def test_a_page_without_byline_has_no_authors():
    assert read_authors(page_of("<p>Brødtekst.</p>")) is None


@pytest.mark.parametrize(
    "body",
    [
        "<p>Kari Nordmann</p><p>12. mars 2024</p><p>Brødtekst.</p>",
        "<p>Ingress.</p><span>Kari Nordmann |</span><span>12.03.2024 kl. 14.30</span><p>Brødtekst.</p>",
        "<p>Kari Nordmann | 12. mars 2024</p><p>Brødtekst.</p>",
    ],
)
def test_a_name_alone_before_the_date(body: str) -> None:
    found = read_authors(page_of(body))
    assert found is not None
    assert (found.value, found.source) == ((Author("Kari Nordmann"),), "text near the headline")


def test_a_section_before_the_date_is_nobody() -> None:
    head = '<meta property="article:section" content="Nord Norge">'
    assert read_authors(page_of("<p>Nord Norge</p><p>12. mars 2024</p><p>Brødtekst.</p>", head=head)) is None


def test_when_a_page_was_submitted_is_no_name() -> None:
    byline = '<span class="submitted-by">Submitted on Mon, 2019-01-21 13:49</span>'
    assert read_authors(page_of(f"{byline}<p>Brødtekst.</p>")) is None


@pytest.mark.parametrize(
    "body",
    [
        "<p>Sist oppdatert</p><p>12. mars 2024</p>",
        "<p>Last Modified</p><p>12. mars 2024</p>",
        "<p>Kari Nordmann</p><p>Hun fikk prisen for arbeidet sitt.</p>",
        "<p>Ny fabrikk i Mandal</p><p>12. mars 2024</p>",
        "<p><a rel='category tag'>Nord Norge</a></p><p>12. mars 2024</p>",
    ],
)
def test_what_stands_before_the_date_and_is_no_name(body: str) -> None:
    assert read_authors(page_of(body)) is None


def test_a_link_to_a_page_of_its_author():
    body = (
        '<div><a href="/authors/kari">Kari Nordmann</a>, <a href="/authors/liv">Liv Berg</a></div>'
        "<p>Brødtekst.</p>"
        '<section><div><h2>Flere saker</h2><div><a href="/authors/per">Per Moen</a></div></div></section>'
    )
    found = read_authors(page_of(body))
    assert found is not None
    assert (found.value, found.source) == (
        (Author("Kari Nordmann"), Author("Liv Berg")),
        "css a[href*=/author/]",
    )


def test_bylines_further_down_belong_to_other_articles():
    body = (
        '<div><span class="author">Kari Nordmann</span><span class="author">Liv Berg</span></div>'
        "<p>Brødtekst.</p>"
        '<ul><li><div><h3>En annen sak</h3><p><span class="author">Per Moen</span></p></div></li></ul>'
    )
    assert [author.name for author in authors_of(page_of(body))] == ["Kari Nordmann", "Liv Berg"]


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ('<meta name="dc.creator" content="Nordmann, Kari">', ["Kari Nordmann"]),
        ('<meta name="dc.creator" content="Kari Nordmann, Liv Berg">', ["Kari Nordmann", "Liv Berg"]),
        (
            '<meta name="twitter:label1" content="Skrevet av">'
            '<meta name="twitter:data1" content="Kari Nordmann">',
            ["Kari Nordmann"],
        ),
        ('<meta name="author" content="Fagpressen AS, Oslo, Norge">', []),
        ('<meta name="author" content="FAGPRESSEN NÅ, Oslo, Norway">', []),
        (
            '<meta name="twitter:label1" content="Lesetid"><meta name="twitter:data1" content="4 minutter">',
            [],
        ),
    ],
)
def test_meta_elements_that_name_authors_in_their_own_way(head: str, names: list[str]) -> None:
    assert [author.name for author in authors_of(page_of("<p>Brødtekst.</p>", head=head))] == names
