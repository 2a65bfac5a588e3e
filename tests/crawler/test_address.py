import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.address import normalise_address


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("HTTPS://WWW.Packnews.NO", "https://www.packnews.no/"),
        ("https://www.packnews.no:443/a", "https://www.packnews.no/a"),
        ("http://www.packnews.no:80/a", "http://www.packnews.no/a"),
        ("http://127.0.0.1:8081/a", "http://127.0.0.1:8081/a"),
        ("http://[::1]:80/a", "http://[::1]/a"),
        ("https://packnews.no./a", "https://packnews.no/a"),
        ("https://packnews.no/a#kommentarer", "https://packnews.no/a"),
        ("https://packnews.no/a?utm_source=nyhetsbrev&utm_medium=epost", "https://packnews.no/a"),
        ("https://packnews.no/a?fbclid=x&id=7&gclid=y", "https://packnews.no/a?id=7"),
        ("https://packnews.no/a?PHPSESSID=93f&id=7", "https://packnews.no/a?id=7"),
        ("https://packnews.no/a;jsessionid=93F?id=7", "https://packnews.no/a?id=7"),
        ("https://packnews.no/a?b=2&a=1", "https://packnews.no/a?a=1&b=2"),
        ("https://packnews.no/a/", "https://packnews.no/a/"),
        ("https://packnews.no/a/../b/./c", "https://packnews.no/b/c"),
        ("https://packnews.no/emballasje-på-plass", "https://packnews.no/emballasje-p%C3%A5-plass"),
        ("https://packnews.no/p%c3%a5", "https://packnews.no/p%C3%A5"),
        ("https://packnews.no/a b", "https://packnews.no/a%20b"),
        ("https://blåbær.no/a", "https://xn--blbr-roah.no/a"),
        ("https://leser:hemmelig@packnews.no/a", "https://packnews.no/a"),
        ("  https://packnews.no/a\n", "https://packnews.no/a"),
        ("mailto:per@packnews.com", "mailto:per@packnews.com"),
        ("/article/view/1", "/article/view/1"),
        ("https://[::1/a", "https://[::1/a"),
        ("https://packnews.no:port/a", "https://packnews.no:port/a"),
        ("", ""),
    ],
)
def test_one_spelling_for_an_address(written, kept):
    assert normalise_address(written) == kept


@given(
    st.builds(
        "https://{}/{}?{}".format,
        st.sampled_from(["packnews.no", "PACKNEWS.no:443", "blåbær.no", "127.0.0.1:80"]),
        st.text("abøå%2/.;~ +", max_size=12),
        st.text("ab=&%utm_source;å+", max_size=20),
    )
)
def test_a_kept_address_stays_as_it_is(url):
    once = normalise_address(url)
    assert normalise_address(once) == once


@given(st.text())
def test_no_text_makes_it_fail(text):
    assert isinstance(normalise_address(text), str)
