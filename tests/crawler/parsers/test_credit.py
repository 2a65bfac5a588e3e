"""Captions and the credits behind them, as Norwegian publications print them."""

from __future__ import annotations

import pytest

from crawler.parsers.credit import credit_name, split_credit


@pytest.mark.parametrize(
    ("printed", "text", "credit"),
    [
        ("Ola åpner fabrikken. Foto: Liv Berg", "Ola åpner fabrikken.", "Liv Berg"),
        ("Ola åpner fabrikken. FOTO: LIV BERG", "Ola åpner fabrikken.", "LIV BERG"),
        ("Ola åpner fabrikken. Foto: Liv Berg.", "Ola åpner fabrikken.", "Liv Berg"),
        ("Ola åpner fabrikken (Foto: Liv Berg)", "Ola åpner fabrikken", "Liv Berg"),
        ("Ola åpner fabrikken. (Foto: Liv Berg/NTB)", "Ola åpner fabrikken.", "Liv Berg/NTB"),
        ("Ola åpner fabrikken. [Foto: Liv Berg]", "Ola åpner fabrikken.", "Liv Berg"),
        ("Ola åpner fabrikken (Foto: Liv Berg).", "Ola åpner fabrikken.", "Liv Berg"),
        ("Ola (t.v.) og Kari (t.h.). Foto: Liv Berg", "Ola (t.v.) og Kari (t.h.).", "Liv Berg"),
        ("Ola åpner fabrikken. Foto: Liv Berg (arkiv)", "Ola åpner fabrikken.", "Liv Berg (arkiv)"),
        ("Ola åpner fabrikken. | Foto: Liv Berg", "Ola åpner fabrikken.", "Liv Berg"),
        ("Ola åpner fabrikken – Foto: Liv Berg", "Ola åpner fabrikken", "Liv Berg"),
        ("Ola åpner fabrikken.Foto: Liv Berg", "Ola åpner fabrikken.", "Liv Berg"),
        ("Ola åpner fabrikken, foto: Liv Berg", "Ola åpner fabrikken", "Liv Berg"),
        ("Ola åpner fabrikken. Foto Liv Berg", "Ola åpner fabrikken.", "Liv Berg"),
        ("Ola åpner fabrikken. Foto av: Liv Berg", "Ola åpner fabrikken.", "Liv Berg"),
        ("Ola åpner fabrikken. Begge foto: Liv Berg", "Ola åpner fabrikken.", "Liv Berg"),
        ("Ola åpner fabrikken. Foto: Privat", "Ola åpner fabrikken.", "Privat"),
        ("Ola åpner fabrikken. Fotograf: Liv Berg", "Ola åpner fabrikken.", "Liv Berg"),
        ("Ola åpner fabrikken. Arkivfoto: Liv Berg", "Ola åpner fabrikken.", "Liv Berg"),
        ("Ola åpner fabrikken. (Arkivfoto)", "Ola åpner fabrikken.", "Arkivfoto"),
        ("Ola åpner fabrikken. Illustrasjonsfoto: Liv Berg", "Ola åpner fabrikken.", "Liv Berg"),
        ("Ola åpner fabrikken. Pressefoto: Papp AS", "Ola åpner fabrikken.", "Papp AS"),
        ("Slik blir bygget. Illustrasjon: Arkitekt AS", "Slik blir bygget.", "Arkitekt AS"),
        ("Slik går det. Grafikk: Liv Berg", "Slik går det.", "Liv Berg"),
        ("Slik går det. Kilde: SSB", "Slik går det.", "SSB"),
        ("Fra sendingen. Skjermdump: NRK", "Fra sendingen.", "NRK"),
        ("Fra sendingen. Foto: Skjermdump", "Fra sendingen.", "Skjermdump"),
        ("Ola åpner fabrikken. Liv Berg / NTB", "Ola åpner fabrikken.", "Liv Berg / NTB"),
        ("Ola åpner fabrikken. Liv Berg/NTB scanpix", "Ola åpner fabrikken.", "Liv Berg/NTB scanpix"),
        ("Ola åpner fabrikken. © Liv Berg", "Ola åpner fabrikken.", "Liv Berg"),
        ("Ola åpner fabrikken. (Foto: Liv Berg).", "Ola åpner fabrikken.", "Liv Berg"),
        ("Ola åpner fabrikken. Dronefoto: Liv Berg", "Ola åpner fabrikken.", "Liv Berg"),
        ("Ola åpner fabrikken. Foto og tekst: Liv Berg", "Ola åpner fabrikken.", "Liv Berg"),
        ("Slik blir bygget. Foto/illustrasjon: Arkitekt AS", "Slik blir bygget.", "Arkitekt AS"),
        ("Slik blir bygget. 3D-illustrasjon: Arkitekt AS", "Slik blir bygget.", "Arkitekt AS"),
        ("Slik blir bygget. Tegning: Liv Berg", "Slik blir bygget.", "Liv Berg"),
        ("Fra avisen. Faksimile: Fagbladet", "Fra avisen.", "Fagbladet"),
        ("The plant in Moss. Photo by Liv Berg", "The plant in Moss.", "Liv Berg"),
        ("The plant in Moss. (AP Photo/Liv Berg)", "The plant in Moss.", "Liv Berg"),
        ("Fabrikken i Moss. Getty Images", "Fabrikken i Moss.", "Getty Images"),
        ("Fabrikken i Moss, foto: privat", "Fabrikken i Moss", "privat"),
        ("Han holder et foto: det er fra 1950.", "Han holder et foto: det er fra 1950.", None),
        ("Foto: Liv Berg", "", "Liv Berg"),
        ("FOTO: Liv Berg / NTB", "", "Liv Berg / NTB"),
        ("(Foto: Liv Berg)", "", "Liv Berg"),
        ("Foto: Liv Berg og Kari Nes (Fagbladet)", "", "Liv Berg og Kari Nes (Fagbladet)"),
        ("Ola åpner fabrikken.", "Ola åpner fabrikken.", None),
        ("Fotografen Liv Berg fikk prisen.", "Fotografen Liv Berg fikk prisen.", None),
        ("Et foto fra 1950 viser kaien.", "Et foto fra 1950 viser kaien.", None),
        ("FORNØYD: Ola åpner fabrikken.", "FORNØYD: Ola åpner fabrikken.", None),
        ("Bilde: Ola åpner fabrikken.", "Bilde: Ola åpner fabrikken.", None),
        ("", "", None),
    ],
)
def test_text_and_credit(printed, text, credit):
    assert split_credit(printed) == (text, credit)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Foto: Liv Berg", "Liv Berg"),
        ("Liv Berg", "Liv Berg"),
        ("Liv Berg / NTB", "Liv Berg / NTB"),
        ("", None),
    ],
)
def test_a_credit_of_its_own(printed, name):
    assert credit_name(printed) == name
