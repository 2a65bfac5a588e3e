"""What can be asked for, and what is answered where it cannot be understood."""

from __future__ import annotations

import pytest

from archive.query import MOST_TOKENS, And, Or, QueryError, Term, parse_query, to_fts5


def as_fts5(query: str) -> str:
    def plain(term: Term) -> str:
        return f'"{" ".join(term.words)}"{"*" if term.beginning else ""}'

    return to_fts5(parse_query(query), plain, plain)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("laks", '"laks"'),
        ("LAKS på Røst", '("laks" AND "på" AND "røst")'),
        ("næringsklynge  emballasje", '("næringsklynge" AND "emballasje")'),
        ('"ny hall" OR bedrift*', '("ny hall" OR "bedrift"*)'),
        ("«Norsk laks»", '"norsk laks"'),
        ('"norsk la"*', '"norsk la"*'),
        ("laks NOT oppdrett", '(("laks") NOT ("oppdrett"))'),
        ("laks AND NOT oppdrett", '(("laks") NOT ("oppdrett"))'),
        ("NOT oppdrett laks", '(("laks") NOT ("oppdrett"))'),
        ("a OG b ELLER c IKKE (d e)", '(("a" AND "b") OR (("c") NOT (("d" AND "e"))))'),
        ("a (b OR c)", '("a" AND ("b" OR "c"))'),
        ("laks and not", '("laks" AND "and" AND "not")'),
        ("covid-19", '"covid 19"'),
        ("frost -19", '("frost" AND "19")'),
        ('"title: laks" sak:laks', '("title laks" AND "sak laks")'),
        ("A\u030al", '"ål"'),
        ("laks; DROP TABLE articles; --x", '("laks" AND "drop" AND "table" AND "articles" AND "x")'),
    ],
)
def test_queries_are_read(query: str, expected: str) -> None:
    assert as_fts5(query) == expected


def test_the_tree_says_what_belongs_together() -> None:
    assert parse_query('"ny hall" OR (laks NOT sei*)') == Or(
        (Term(("ny", "hall")), And((Term(("laks",)),), (Term(("sei",), beginning=True),)))
    )


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("", "The query is empty"),
        ("   ", "The query is empty"),
        ('laks "ny hall', "quotation mark in the query is not closed"),
        ("(laks", r"A '\(' in the query is not closed"),
        ("laks)", r"a '\)' too many"),
        ("()", r"lacks a word before '\)'"),
        ("laks AND", "lacks a word at its end"),
        ("laks OR OR sei", "lacks a word before 'OR'"),
        ("AND laks", "AND stands before the first word"),
        ("OR laks", "lacks a word before 'OR'"),
        ("NOT laks", "NOT alone would find nearly everything"),
        ("laks OR NOT sei", "NOT alone would find nearly everything"),
        ("be*drift", r"In 'be\*drift' the \* does not stand at the end"),
        ("b*", r"'b\*' would find nearly everything"),
        ("laks --", "'--' holds no letter and no digit"),
        ("*", "holds no letter"),
        ("title:laks", "'title:laks' chooses nothing within a query; `search` does so by --field title"),
        ("laks Site: packnews", "'Site:' chooses nothing within a query; `search` does so by --site"),
        ("laks -oppdrett", "'-oppdrett' leaves no word out. Write NOT before it: NOT oppdrett"),
        ("(" * 500, f"more than {MOST_TOKENS} words"),
        ("laks " * 500, f"more than {MOST_TOKENS} words"),
    ],
)
def test_a_query_that_cannot_be_read_is_answered_with_what_to_do(query: str, complaint: str) -> None:
    with pytest.raises(QueryError, match=complaint) as raised:
        parse_query(query)
    assert "\n" not in str(raised.value)
    assert str(raised.value).endswith(".")


def test_the_longest_query_allowed_is_run(fresh) -> None:
    depth = MOST_TOKENS // 2
    expression = as_fts5("(" * (depth - 1) + "laks" + ")" * (depth - 1))
    assert fresh.all("SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?", expression) == []
    wide = as_fts5(" OR ".join(["laks"] * depth))
    assert fresh.all("SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?", wide) == []
