"""A form and its address say the same."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from archive.front.form import Form

WRITTEN = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(
    lambda text: text == text.strip()
)
SEVERAL = st.lists(WRITTEN, max_size=3).map(tuple)


@given(
    st.builds(Form, q=WRITTEN, site=SEVERAL, since=WRITTEN, author=SEVERAL, keyword=SEVERAL, field=SEVERAL)
)
def test_an_address_asks_for_what_the_form_says(form: Form) -> None:
    assert Form.of(parse_qsl(urlsplit(form.address()).query, keep_blank_values=True)) == form


def test_what_is_empty_unknown_or_broken_is_passed_over() -> None:
    values = [("q", " laks\0\ud800 "), ("site", ""), ("author", " "), ("other", "x"), ("author", "Kari")]
    assert Form.of(values) == Form(q="laks", author=("Kari",))
    assert Form().address() == "/"
