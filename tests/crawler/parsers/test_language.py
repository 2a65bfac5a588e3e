"""The language is told from the text; the page's tag decides only where the text does not."""

from __future__ import annotations

import pytest

from crawler.parsers.language import language_of, read_language
from crawler.parsers.page import Page

BOKMAAL = "Bedriften har ikke hatt et bedre år sier hun. Nå skal de ansette flere folk fra regionen."
NYNORSK = "Verksemda har ikkje hatt eit betre år seier ho. No skal dei tilsetje fleire folk frå regionen."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (BOKMAAL, "nb"),
        (NYNORSK, "nn"),
        (
            "Virksomheden har ikke haft et bedre år, siger hun, og nu skal de ansætte folk af egen kraft.",
            "da",
        ),
        (
            "Företaget har inte haft ett bättre år, säger hon, och nu ska de anställa fler från regionen.",
            "sv",
        ),
        (
            "The company has not had a better year, she said, and it will hire more people from the region.",
            "en",
        ),
        ("Das Unternehmen hat kein besseres Jahr gehabt, sagt sie, und es wird mehr Leute einstellen.", "de"),
        (
            "Fyrirtækið hefur ekki átt betra ár, segir hún, og nú verður ráðið fleira fólk við það.",
            "is",
        ),
        (
            "Yritys ei ole ollut näin hyvässä kunnossa, mutta se on nyt myös palkkaamassa väkeä, kun ja jos.",
            "fi",
        ),
        (
            "La société n'a pas connu une meilleure année, et elle va embaucher des gens de la région.",
            "fr",
        ),
        ("会社はこれまでで最高の年を迎えた。", "ja"),
        ("Компания не имела лучшего года.", "ru"),
        ("Kjøttkaker", None),
        ("", None),
    ],
)
def test_language_of_a_text(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("tag", "text", "language", "source"),
    [
        ("no", NYNORSK, "nn", "text"),
        ("nn", BOKMAAL, "nb", "text"),
        ("en-US", BOKMAAL, "nb", "text"),
        ("nb-NO", "Kort notis", "nb", "html lang"),
        ("no", "", "nb", "html lang"),
        ("nn_NO", "", "nn", "html lang"),
    ],
)
def test_text_goes_before_the_tag(tag, text, language, source):
    page = Page(f'<html lang="{tag}"><body><p>{text}</p></body></html>', "https://fagblad.example/a")
    found = read_language(page, text)
    assert found is not None
    assert (found.value, found.source) == (language, source)


def test_the_tag_chooses_between_languages_of_one_script():
    assert language_of("Підприємство ще не мало кращого року", "uk") == "uk"


def test_a_page_that_says_nothing_has_no_language():
    assert read_language(Page("<p>123</p>", "https://fagblad.example/a"), "123") is None
