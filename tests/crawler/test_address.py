import pytest
from hypothesis import given
from hypothesis import strategies as st
from w3lib.url import canonicalize_url

from crawler.address import (
    _IN_ORDER,
    bare_address,
    believed_address,
    main_version,
    normalise_address,
    written_address,
)


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
        ("https://packnews.no/(S(lit3py55t21z5v55))/a.aspx", "https://packnews.no/a.aspx"),
        ("https://packnews.no/kai(ny)/a", "https://packnews.no/kai(ny)/a"),
        ("https://packnews.no/a?sid=93fa02bc", "https://packnews.no/a"),
        ("https://packnews.no/a?sid=4711", "https://packnews.no/a?sid=4711"),
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


@given(st.from_regex(_IN_ORDER, fullmatch=True))
def test_the_rules_change_nothing_of_an_address_in_order(url):
    assert canonicalize_url(url) == url


@given(st.text())
def test_no_text_makes_it_fail(text):
    assert isinstance(normalise_address(text), str)


HOST = "https://packnews.no"


@pytest.mark.parametrize(
    ("path", "main"),
    [
        ("/sak", "/sak"),
        ("/sak/amp/", "/sak/"),
        ("/sak/amp", "/sak"),
        ("/sak/print", "/sak"),
        ("/sak/utskrift/", "/sak/"),
        ("/sak?print=1", "/sak"),
        ("/sak?id=7&outputType=amp", "/sak?id=7"),
        ("/sak?amp=1&b=2", "/sak?b=2"),
        ("/sak?print=4711", "/sak?print=4711"),
        ("/amp/", "/amp/"),
        ("/print", "/print"),
        ("/3d-print", "/3d-print"),
    ],
)
def test_the_page_itself_of_an_amp_or_print_version(path, main):
    assert main_version(HOST + path) == HOST + main


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("", ""),
        ("?fra=forsiden&side=2", ""),
        ("?okt=00fa&artikkelid=4711", "?artikkelid=4711"),
        ("?id=7", ""),
        ("?lang=en&x=1", "?lang=en"),
    ],
)
def test_what_tells_articles_apart_in_a_query(query, kept):
    assert bare_address(f"{HOST}/en-ny-kai{query}") == f"{HOST}/en-ny-kai{kept}"


@pytest.mark.parametrize(
    ("stated", "kept"),
    [
        ("https://packnews.no/article/view/1", "https://packnews.no/article/view/1"),
        (
            "https://WWW.packnews.no:443/article/view/1?utm_source=x#a",
            "https://www.packnews.no/article/view/1",
        ),
        ("https://packnews.no/", "https://packnews.no/sak"),
        ("https://packnews.no/index.html", "https://packnews.no/sak"),
        ("https://packnews.no/Forsiden/", "https://packnews.no/sak"),
        ("https://packnews.no/index.php?id=17", "https://packnews.no/index.php?id=17"),
        ("https://packnews.no/hjem/ny-kai", "https://packnews.no/hjem/ny-kai"),
        ("https://packnews.no/?p=17", "https://packnews.no/?p=17"),
        ("https://annetblad.no/sak", "https://packnews.no/sak"),
        ("ftp://packnews.no/sak-2", "https://packnews.no/sak"),
        ("https://[::1/a", "https://packnews.no/sak"),
        ("", "https://packnews.no/sak"),
    ],
)
def test_a_canonical_address_is_believed_on_the_same_site_only(stated, kept):
    assert believed_address(stated, f"{HOST}/sak?fbclid=x", ("packnews.no", "www.packnews.no")) == kept


@pytest.mark.parametrize(
    ("linked", "asked"),
    [
        ("https://WWW.packnews.no:443/A?b=2&a=1#c", "https://www.packnews.no/A?b=2&a=1"),
        ("https://packnews.no?b&a=", "https://packnews.no/?b&a="),
        ("https://packnews.no/p%c3%a5/%7Ea(b)?q=%20+%F8", "https://packnews.no/p%c3%a5/%7Ea(b)?q=%20+%F8"),
        ("https://packnews.no/på?q=på her", "https://packnews.no/p%C3%A5?q=p%C3%A5%20her"),
        ("https://packnews.no/a/../b/./c?d=/../e", "https://packnews.no/b/c?d=/../e"),
        ("https://packnews.no/a;jsessionid=9F?utm_source=x&a=1", "https://packnews.no/a;jsessionid=9F?a=1"),
        ("https://packnews.no/(S(lit3py))/a.aspx", "https://packnews.no/(S(lit3py))/a.aspx"),
        ("https://packnews.no/a?PHPSESSID=93f&b=2&a=1", "https://packnews.no/a?b=2&a=1"),
        ("mailto:per@packnews.com", "mailto:per@packnews.com"),
        ("https://[::1/a", "https://[::1/a"),
    ],
)
def test_an_address_is_asked_for_as_it_was_written(linked, asked):
    assert written_address(linked) == asked
    assert normalise_address(asked) == normalise_address(linked)
