"""Captions of the article's own pictures, in the markup of the usual systems."""

from __future__ import annotations

import pytest

from crawler.article import Caption
from crawler.parsers.captions import read_captions
from crawler.parsers.locate import locate
from crawler.parsers.page import Page

TEXT = "<p>Bedriften har ikke hatt et bedre år, og nå skal de ansette flere folk fra regionen.</p>" * 8
OLA = Caption("Ola åpner fabrikken.", "Liv Berg", "https://fagblad.example/ola.jpg")


def captions_of(article: str, around: str = "") -> tuple[Caption, ...]:
    title = "<h1>En lang nok tittel her</h1>"
    html = f"<html><body><main><article>{title}{article}</article></main>{around}</body></html>"
    page = Page(html, "https://fagblad.example/slug/123")
    found = read_captions(page, locate(page))
    return found.value if found else ()


@pytest.mark.parametrize(
    "figure",
    [
        '<figure><img src="/ola.jpg"><figcaption>Ola åpner fabrikken. Foto: Liv Berg</figcaption></figure>',
        '<figure><img src="/ola.jpg"><figcaption>Ola åpner fabrikken. '
        '<span class="credit">Foto: Liv Berg</span></figcaption></figure>',
        '<figure><img src="/ola.jpg"><figcaption><p>Ola åpner fabrikken.</p>'
        '<cite class="photographer">Liv Berg</cite></figcaption></figure>',
        '<figure class="wp-block-image"><img src="/ola.jpg"><figcaption class="wp-element-caption">'
        "Ola åpner fabrikken. (Foto: Liv Berg)</figcaption></figure>",
        '<div class="wp-caption"><img src="/ola.jpg">'
        '<p class="wp-caption-text">Ola åpner fabrikken. Foto: Liv Berg</p></div>',
        '<div><figure><img src="/ola.jpg"></figure><div class="caption">'
        '<figcaption itemprop="caption">Ola åpner fabrikken.</figcaption>'
        '<figcaption itemprop="author" data-byline-prefix="Foto:">Liv Berg</figcaption></div></div>',
        '<div class="attribute-image"><img src="/ola.jpg">'
        '<div class="attribute-caption">Ola åpner fabrikken. FOTO: Liv Berg</div></div>',
        '<div><brick-image-v3 data-src="/ola.jpg"></brick-image-v3><div class="caption">'
        '<span>Ola åpner fabrikken.</span><span class="image-photographer">Foto: Liv Berg</span></div></div>',
        '<table><tr><td><img src="/ola.jpg"><br>'
        "<small>Ola åpner fabrikken. Foto: Liv Berg</small></td></tr></table>",
    ],
)
def test_one_picture(figure):
    assert captions_of(figure + TEXT) == (OLA,)


@pytest.mark.parametrize(
    "image",
    [
        '<img src="data:image/gif;base64,R0" data-src="/ola.jpg">',
        '<img src="data:image/gif;base64,R0" srcset="/liten.jpg 80w, /ola.jpg 1200w">',
        '<picture><source srcset="/ola.jpg 2x"><img alt="Ola"></picture>',
        '<img src="ola.jpg"><img src="https://fagblad.example/tall.png">'.replace("ola", "/ola"),
    ],
)
def test_where_the_picture_is(image):
    figure = f"<figure>{image}<figcaption>Ola åpner fabrikken. Foto: Liv Berg</figcaption></figure>"
    assert captions_of(figure + TEXT) == (OLA,)


def test_header_picture_and_gallery_in_order():
    header = '<figure><img src="/1.jpg"><figcaption>Den første bildeteksten.</figcaption></figure>'
    gallery = "".join(
        f'<figure><img src="/{n}.jpg"><figcaption>Bildetekst nummer {n}. Foto: Liv Berg</figcaption></figure>'
        for n in (2, 3)
    )
    assert captions_of(f'{header}<div>{TEXT}<div class="gallery">{gallery}</div></div>') == (
        Caption("Den første bildeteksten.", None, "https://fagblad.example/1.jpg"),
        Caption("Bildetekst nummer 2.", "Liv Berg", "https://fagblad.example/2.jpg"),
        Caption("Bildetekst nummer 3.", "Liv Berg", "https://fagblad.example/3.jpg"),
    )


def test_copies_for_small_screens_count_once():
    figure = (
        '<figure><img src="/ola.jpg"><figcaption>Ola åpner fabrikken. Foto: Liv Berg</figcaption></figure>'
    )
    assert captions_of(f'<div class="desktop">{figure}</div><div class="mobile">{figure}</div>{TEXT}') == (
        OLA,
    )


def test_a_credit_alone_is_no_caption():
    assert (
        captions_of('<figure><img src="/ola.jpg"><figcaption>Foto: Liv Berg</figcaption></figure>' + TEXT)
        == ()
    )


def test_what_the_page_does_not_show_is_no_caption():
    figure = (
        '<figure><img src="/ola.jpg" alt="Ola i blå frakk" title="Ola"><figcaption>'
        '<span class="sr-only">Bilde 1 av 3:</span>Ola åpner fabrikken. Foto: Liv Berg</figcaption></figure>'
    )
    assert captions_of(figure + TEXT) == (OLA,)


def test_captions_of_other_articles_are_left_out():
    other = '<figure><img src="/x.jpg"><figcaption>Et bilde fra en annen sak.</figcaption></figure>'
    assert captions_of(TEXT, f'<aside>{other}</aside><div class="related">{other}</div>') == ()


@pytest.mark.parametrize(
    "beside",
    ["Av Kari Nordmann", "Av Kari Nordmann, journalist", "Publisert 12. mars 2024 kl. 14.30", "12.03.2024"],
)
def test_what_stands_beside_the_writers_portrait_is_no_caption(beside: str):
    portrait = f'<div class="top"><img src="/kari.jpg"><span>{beside}</span></div>'
    assert captions_of(portrait + TEXT) == ()


@pytest.mark.parametrize(
    "caption",
    ["Statsminister Ola Hansen", "Av og til går det galt", "Ola, 12. mars 2024", "2 av 3 er fornøyde"],
)
def test_short_captions_that_name_people_and_days_stay(caption: str):
    figure = f'<figure><img src="/ola.jpg"><figcaption>{caption}</figcaption></figure>'
    assert [found.text for found in captions_of(figure + TEXT)] == [caption]


@pytest.mark.parametrize("counter", ["2 av 12 | ", "Bilde 1 av 3: ", "1/12 | ", "Photo 2 of 5 "])
def test_which_picture_of_how_many_is_no_part_of_the_caption(counter: str):
    figure = (
        f'<figure><img src="/ola.jpg"><figcaption>{counter}Ola åpner fabrikken. Foto: Liv Berg</figcaption>'
    )
    assert captions_of(f"{figure}</figure>{TEXT}") == (OLA,)
