"""What is written is valid by the TEI's own rules, and says what the article says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from archive.export.articles import ArchivedArticle
from archive.export.errors import NothingToExport
from archive.export.tei import TeiCorpus
from archive.records import AuthorRecord, CaptionRecord
from tests.archive.archive_under_test import ARTICLE, SITE

RULES = etree.RelaxNG(etree.parse(str(Path(__file__).with_name("tei-subset.rng"))))
TEI = {"t": "http://www.tei-c.org/ns/1.0"}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
ID = "{http://www.w3.org/XML/1998/namespace}id"


def written(articles: list[ArchivedArticle], path: Path) -> Any:
    """The root of the corpus that was written; valid TEI."""
    TeiCorpus(made="2024-06-01", by="nyhetsarkiv 1").write(iter(articles), path)
    tree = etree.parse(str(path))
    assert RULES.validate(tree), RULES.error_log
    return tree.getroot()


def texts(node: Any, path: str) -> list[str]:
    return ["".join(found.itertext()) for found in node.findall(path, TEI)]


def test_a_corpus_of_all_articles(articles: list[ArchivedArticle], tmp_path: Path) -> None:
    corpus = written(articles, tmp_path / "a.xml")
    found = corpus.findall("t:TEI", TEI)
    assert [(one.get(ID), one.get(LANGUAGE)) for one in found] == [
        ("fjordposten-1", "nb"),
        ("fjellposten-2", "und"),
        ("fjellposten-3", "nn"),
    ]
    assert texts(corpus, "t:teiHeader//t:publicationStmt/t:date") == ["2024-06-01"]
    assert "åndsverkloven" in texts(corpus, "t:teiHeader//t:availability")[0]


def test_the_header_says_source_dates_authors_and_keywords(
    articles: list[ArchivedArticle], tmp_path: Path
) -> None:
    article = written(articles, tmp_path / "a.xml").find("t:TEI", TEI)
    header = article.find("t:teiHeader", TEI)
    source = header.find(".//t:sourceDesc/t:bibl", TEI)
    assert texts(source, "t:title") == [ARTICLE.title, "Fjordposten"]
    assert [(date.get("type"), date.get("when")) for date in source.findall("t:date", TEI)] == [
        ("published", "2024-05-02T08:00:00+02:00"),
        ("updated", "2024-05-02T09:30:00+02:00"),
        ("read", "2024-05-03T10:00:00+00:00"),
    ]
    assert source.find("t:ref", TEI).get("target") == ARTICLE.url
    authors = [[part.text for part in one] for one in header.findall(".//t:titleStmt/t:author", TEI)]
    assert authors == [["Kari Nordmann", "journalist", "kari@fjordposten.example"], ["Ola Øy"]]
    assert texts(header, ".//t:keywords[@scheme='#keywords']/t:term") == ["laks", "slakteri"]
    assert texts(header, ".//t:keywords[@scheme='#section']/t:term") == ["Nyheter"]


def test_a_day_is_no_midnight_and_labels_are_named(articles: list[ArchivedArticle], tmp_path: Path) -> None:
    odd = written(articles, tmp_path / "a.xml").findall("t:TEI", TEI)[2]
    assert odd.find(".//t:bibl/t:date[@type='published']", TEI).get("when") == "2024-01-01"
    assert odd.find(".//t:catRef", TEI).get("target") == "#sponsored #paywalled"
    assert odd.find(".//t:ref", TEI).get("target") == "https://fjellposten.example/odd?a=1&b=%3C2%3E"


@pytest.mark.parametrize(
    ("reserved", "policy", "said"),
    [
        (None, None, []),
        (0, None, ["Text and data mining is free, says the page."]),
        (1, "https://x.no/tdm", ["Text and data mining is reserved, says the page: https://x.no/tdm"]),
    ],
)
def test_a_reservation_of_rights_is_passed_on(
    reserved: int | None, policy: str | None, said: list[str], articles: list[ArchivedArticle], tmp_path: Path
) -> None:
    article = replace(articles[0], tdm_reserved=reserved, tdm_policy=policy)
    corpus = written([article], tmp_path / "a.xml")
    assert texts(corpus, "t:TEI//t:availability/t:p")[1:] == said


def test_blocks_become_divisions_heads_lists_quotes_and_boxes(
    articles: list[ArchivedArticle], tmp_path: Path
) -> None:
    body = written(articles, tmp_path / "a.xml").findall("t:TEI", TEI)[2].find(".//t:body", TEI)
    namespace = f"{{{TEI['t']}}}"
    for element in body.iter():
        element.tag = element.tag.removeprefix(namespace)
    etree.cleanup_namespaces(body)
    assert etree.tostring(body, encoding="unicode").replace(f' xmlns="{TEI["t"]}"', "") == (
        '<body><head type="main">=SUM(A1) &amp; "sitat" &lt;em&gt;</head>'
        '<div><p rend="lead">- Nei, sier hun.</p></div>'
        "<div><head>Tegn</head><list><item>\U0001f41f</item><item>&lt;em&gt;</item></list>"
        "<quote><p>«ål»</p></quote>"
        '<floatingText type="fact"><body><p>Fakta &amp; tall</p></body></floatingText></div></body>'
    )


def test_captions_stand_at_the_end_as_figures(articles: list[ArchivedArticle], tmp_path: Path) -> None:
    body = written(articles, tmp_path / "a.xml").find("t:TEI//t:body", TEI)
    assert texts(body, "t:head") == ["Havbruk", ARTICLE.title]
    figure = body[-1].find("t:figure", TEI)
    assert figure.find("t:graphic", TEI).get("url") == f"https://{SITE}/tomt.jpg"
    assert (texts(figure, "t:head"), texts(figure, "t:byline")) == (["Tomta."], ["Per Ås"])


def test_a_row_without_blocks_is_divided_by_its_lines(
    articles: list[ArchivedArticle], tmp_path: Path
) -> None:
    article = replace(articles[0], blocks=())
    body = written([article], tmp_path / "a.xml").find(".//t:body", TEI)
    assert texts(body, "t:div/t:p") == ARTICLE.body.split("\n")


def test_no_articles_make_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(NothingToExport, match="A TEI corpus cannot be empty"):
        TeiCorpus(made="2024-06-01", by="nyhetsarkiv 1").write([], tmp_path / "a.xml")


TEXT = st.text(
    alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from("\0\x0b\ufffe<&]'\"%#?:[@/ ")),
    max_size=8,
)
KINDS = st.sampled_from(["heading", "paragraph", "list_item", "quote", "fact"])


@given(
    text=TEXT,
    site=st.sampled_from(["fjord", "1-avis", "æ øks", "a b"]),
    blocks=st.lists(st.tuples(KINDS, TEXT), max_size=6),
    lead=st.none() | TEXT,
)
def test_any_article_is_valid(
    text: str,
    site: str,
    blocks: list[tuple[str, str]],
    lead: str | None,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    article = ArchivedArticle(
        id=1, site=site, url=f"https://{SITE}/{text}", title=text, kicker=lead, lead=lead, body=text,
        published=None, published_day=None, published_precision=None, updated=None, language=None,
        section=lead, sponsored=0, paywalled=0, word_count=0, revisions=0, story=1, first_seen="",
        last_seen="2024-05-03T10:00:00+00:00", last_changed="", gone=None, tdm_reserved=None,
        tdm_policy=None, publication=text, blocks=tuple(blocks),
        authors=(AuthorRecord(text, lead, lead),), keywords=(text,),
        captions=(CaptionRecord(text, lead, lead), CaptionRecord(text, image_url=f"https://{SITE}/{text}")),
    )  # fmt: skip
    corpus = written([article], tmp_path_factory.getbasetemp() / "any.xml")
    assert len(corpus.findall("t:TEI", TEI)) == 1
