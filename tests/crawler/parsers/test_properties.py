"""Whatever the page, extraction answers, always the same, in clean text."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.article import Article
from crawler.parsers.extract import extract_article

URL = "https://fagblad.example/nyheter/en-sak/1234"
PROSE = "Havnevesenet i Storvik vil bygge en ny kai for bulkskip, og arbeidet begynner til våren."
TAGS = (
    "p",
    "div",
    "article",
    "figure",
    "figcaption",
    "h1",
    "h2",
    "ul",
    "li",
    "table",
    "td",
    "a",
    "br",
    "aside",
)
CLASSES = ("", "byline", "lead", "faktaboks", "comments", "bodytext", "related", "tags", "caption")
LINES = (
    PROSE,
    "Foto: Liv Berg / NTB",
    "Av Kari Holm",
    "Les også:",
    "Publisert: 31.02.2024",
    "Stikkord: a, b",
)
VALUES = ("", "[]", "null", "5", "2024-03-05", "http://[", '{"@type": "NewsArticle", "author": [[1]]}')

lines = st.sampled_from(LINES) | st.text(max_size=40)
elements = st.recursive(
    lines,
    lambda inner: st.builds(
        lambda tag, name, parts: f'<{tag} class="{name}">{"".join(parts)}</{tag}>',
        st.sampled_from(TAGS),
        st.sampled_from(CLASSES),
        st.lists(inner, max_size=5),
    ),
    max_leaves=25,
)
heads = st.lists(
    st.builds(
        lambda name, value: f"<meta property='{name}' content='{value}'>",
        st.sampled_from(("og:title", "og:url", "article:published_time", "author", "keywords", "og:image")),
        st.sampled_from(VALUES) | st.text(max_size=20),
    )
    | st.builds(
        lambda value: f'<script type="application/ld+json">{value}</script>',
        st.sampled_from(VALUES) | st.text(max_size=20),
    ),
    max_size=5,
)
pages = st.builds(
    lambda head, parts: (
        f"<html><head>{''.join(head)}</head><body><h1>Ny kai</h1>{''.join(parts)}<p>{PROSE}</p></body></html>"
    ),
    heads,
    st.lists(elements, max_size=6),
)
few = settings(max_examples=60, deadline=None, derandomize=True)


def texts(article: Article) -> list[str]:
    """Every text that the article holds."""
    single = (article.title, article.kicker, article.lead, article.section)
    captions = [text for caption in article.captions for text in (caption.text, caption.credit)]
    names = [author.name for author in article.authors]
    blocks = [block.text for block in article.blocks]
    return [text for text in (*single, *captions, *names, *article.keywords, *blocks) if text]


@few
@given(page=st.binary(max_size=400), url=st.text(max_size=60))
def test_any_bytes_at_any_address_give_an_article(page, url):
    assert extract_article(page, url).url == url


@few
@given(page=pages, url=st.sampled_from(("", "x", "http://[", "//", URL, "mailto:a@b.example")))
def test_any_markup_at_any_address_gives_an_article(page, url):
    assert extract_article(page.encode("utf-8", "surrogatepass"), url).url == url


@few
@given(page=pages)
def test_the_same_page_always_gives_the_same_article(page):
    assert extract_article(page, URL) == extract_article(page, URL)


@few
@given(page=pages)
def test_every_text_is_one_clean_line_in_nfc(page):
    for text in texts(extract_article(page, URL)):
        assert unicodedata.is_normalized("NFC", text)
        assert not [letter for letter in text if unicodedata.category(letter) in ("Cc", "Cs")]
        assert text == text.strip()


@few
@given(page=pages)
def test_the_body_is_the_blocks_without_the_fact_boxes(page):
    article = extract_article(page, URL)
    assert article.body == "\n".join(block.text for block in article.blocks if block.kind != "fact")


@few
@given(order=st.permutations(("class='byline'", "id='b'", "itemprop='author'", "data-role='x'")))
def test_the_order_of_attributes_does_not_count(order):
    page = (
        "<html><body><article><h1>Ny kai</h1><p {0}>Av Kari Holm</p><p>{1}</p><p>{1} Mer.</p></article>"
        "</body></html>"
    )
    sorted_first = page.format(" ".join(sorted(order)), PROSE)
    assert extract_article(page.format(" ".join(order), PROSE), URL) == extract_article(sorted_first, URL)


@few
@given(
    caption=st.text("abcdefghijklmnoæøå ", min_size=20, max_size=60).filter(
        lambda text: len(text.split()) > 2
    ),
    name=st.sampled_from(("Kari Holm", "Ola-Jens Sund", "Åse Bø")),
)
def test_the_body_holds_neither_caption_nor_byline_nor_keyword_line(caption, name):
    page = (
        f"<html><body><article><h1>Ny kai</h1><p class='byline'>Av {name}</p>"
        f"<figure><img src='a.jpg'><figcaption>{caption} Foto: {name}</figcaption></figure>"
        f"<p>{PROSE}</p><p>{PROSE} Mer.</p><p>Stikkord: havn, kai</p></article></body></html>"
    )
    article = extract_article(page, URL)
    assert article.body == f"{PROSE}\n{PROSE} Mer."
    assert [(shown.text, shown.credit) for shown in article.captions] == [(" ".join(caption.split()), name)]
