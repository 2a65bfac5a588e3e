"""TEI headers: of the corpus, and of each article in it."""

from __future__ import annotations

from collections.abc import Iterator

from archive.export.articles import ArchivedArticle
from archive.export.datapackage import RIGHTS
from archive.export.tei_elements import Element, address, tei
from archive.records import AuthorRecord

_LABELS = {
    "sponsored": "Paid for by an advertiser",
    "paywalled": "Only a teaser is open to all",
}


def corpus_header(made: str, by: str) -> Element:
    """The header of the whole file: `made` is the day (ISO), `by` the program and its version."""
    labels = [tei("category", tei("catDesc", text), xml_id=name) for name, text in _LABELS.items()]
    return tei(
        "teiHeader",
        tei(
            "fileDesc",
            tei("titleStmt", tei("title", "Articles from a Nyhetsarkiv archive")),
            _published(tei("date", made, when=made), by),
            tei("sourceDesc", tei("p", "Articles as they were read on their publishers' pages.")),
        ),
        tei(
            "encodingDesc",
            tei(
                "projectDesc",
                tei(
                    "p",
                    "Running text alone: adverts, menus and teasers are left out. Fact boxes are "
                    "floatingText of type 'fact'; captions stand at the end, in a div of type 'captions'.",
                ),
            ),
            tei(
                "classDecl",
                tei("taxonomy", tei("bibl", "The publishers' own keywords"), xml_id="keywords"),
                tei("taxonomy", tei("bibl", "The publishers' own sections"), xml_id="section"),
                tei("taxonomy", *labels, xml_id="labels"),
            ),
        ),
    )


def article_header(article: ArchivedArticle, by: str) -> Element:
    """The header of one article."""
    return tei(
        "teiHeader",
        tei(
            "fileDesc",
            tei("titleStmt", tei("title", article.title, level="a"), *map(_author, article.authors)),
            tei(
                "extent",
                tei("measure", f"{article.word_count} words", unit="words", quantity=str(article.word_count)),
            ),
            _published(None, by, *_reserved(article)),
            tei("sourceDesc", tei("bibl", *_source(article))),
        ),
        tei(
            "profileDesc",
            tei("langUsage", tei("language", article.language or "und", ident=article.language or "und")),
            *_classes(article),
        ),
    )


def _published(date: Element | None, by: str, *reserved: Element) -> Element:
    rights = tei("availability", tei("p", RIGHTS), *reserved, status="restricted")
    return tei("publicationStmt", tei("distributor", by), *([] if date is None else [date]), rights)


def _reserved(article: ArchivedArticle) -> Iterator[Element]:
    """What the page itself said about text and data mining, if it said anything."""
    if article.tdm_reserved is not None:
        said = "Text and data mining is reserved" if article.tdm_reserved else "Text and data mining is free"
        yield tei("p", f"{said}, says the page{f': {article.tdm_policy}' if article.tdm_policy else '.'}")


def _author(author: AuthorRecord) -> Element:
    parts = [tei("name", author.name)]
    if author.role:
        parts.append(tei("roleName", author.role))
    if author.email:
        parts.append(tei("email", author.email))
    return tei("author", *parts)


def _source(article: ArchivedArticle) -> Iterator[Element]:
    yield tei("title", article.title, level="a")
    yield tei("title", article.publication, level="j")
    if article.published:
        by_day = article.published_precision == "day"
        yield tei("date", type="published", when=article.published[:10] if by_day else article.published)
    if article.updated:
        yield tei("date", type="updated", when=article.updated)
    yield tei("date", type="read", when=article.last_seen)
    yield tei("ref", article.url, target=address(article.url))


def _classes(article: ArchivedArticle) -> Iterator[Element]:
    classes = []
    if article.keywords:
        classes.append(tei("keywords", *(tei("term", one) for one in article.keywords), scheme="#keywords"))
    if article.section:
        classes.append(tei("keywords", tei("term", article.section), scheme="#section"))
    if labels := [f"#{name}" for name in _LABELS if getattr(article, name)]:
        classes.append(tei("catRef", scheme="#labels", target=" ".join(labels)))
    if classes:
        yield tei("textClass", *classes)
