"""What stands a thousand levels down loses its tags, not its text."""

from __future__ import annotations

import pytest

from crawler.parsers.nesting import flattened


def test_a_page_of_ordinary_depth_stays_as_it_is():
    page = b"<div><p class='lead'>Ny kai</p></div>" * 9_000
    assert flattened(page) == page


def test_start_tags_below_the_deepest_level_go_and_their_text_stays():
    page = b"<div class='ramme'>kai " * 12_000
    assert flattened(page) == b"<div class='ramme'>kai " * 500 + b"kai " * 11_500


@pytest.mark.parametrize("tag", [b"<p>", b"<li>", b"<br>", b"<path d='M0'/>", b"<img src='k'>", b"<TD>"])
def test_elements_that_need_no_end_tag_open_no_level(tag):
    page = (tag + b"kai ") * 12_000
    assert flattened(page) == page


def test_a_page_of_few_tags_is_not_looked_at():
    page = b"<div>" * 9_000 + b" " * 50_000
    assert flattened(page) == page
