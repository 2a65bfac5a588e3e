"""The demo publications' articles: one TOML file each, read into plain values.

Keys: path, title, kicker, lead, published, updated, section, language, keywords, authors
({name, role, email}), captions ({text, credit}), blocks ([kind, text]), sponsored, paywalled;
and two that the page shows and that are not the article's own text: quoted (who says the quote),
related (paths of other articles that the page points to).
Times are local (Europe/Oslo) with their offset; a date alone is precise to the day.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.sites.expected import Expected

OSLO = ZoneInfo("Europe/Oslo")
_FOLDER = Path(__file__).with_name("articles")


@dataclass(frozen=True, slots=True)
class Author:
    name: str
    role: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Caption:
    text: str
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class DemoArticle:
    """One article as its file says it. `path` begins with '/'; `blocks` are without the lead."""

    path: str
    title: str
    published: datetime
    to_the_day: bool
    lead: str | None
    kicker: str | None
    updated: datetime | None
    section: str | None
    language: str
    keywords: tuple[str, ...]
    authors: tuple[Author, ...]
    captions: tuple[Caption, ...]
    blocks: tuple[tuple[str, str], ...]
    quoted: str | None
    related: tuple[str, ...]
    sponsored: bool
    paywalled: bool

    @property
    def expected_blocks(self) -> tuple[tuple[str, str], ...]:
        """The blocks in reading order, the lead first."""
        lead = (("paragraph", self.lead),) if self.lead else ()
        return (*lead, *self.blocks)


def load_articles(publication: str) -> tuple[DemoArticle, ...]:
    """All articles of a publication, newest first."""
    files = sorted((_FOLDER / publication).glob("*.toml"))
    articles = [_load(file) for file in files]
    return tuple(sorted(articles, key=lambda article: article.published, reverse=True))


def expected_of(article: DemoArticle, base: str, image: Callable[[DemoArticle, int], str]) -> Expected:
    """What `article` says when served at `base`.

    `image` gives the path of a picture of the article, by its number counted from 1.
    """
    host = base.rstrip("/")
    return Expected(
        url=host + article.path,
        title=article.title,
        kicker=article.kicker,
        lead=article.lead,
        body="\n".join(text for kind, text in article.expected_blocks if kind != "fact"),
        blocks=article.expected_blocks,
        captions=tuple(
            (caption.text, caption.credit, host + image(article, number))
            for number, caption in enumerate(article.captions, 1)
        ),
        authors=tuple((author.name, author.role, author.email) for author in article.authors),
        published=article.published.isoformat(),
        published_precision="day" if article.to_the_day else "minute",
        updated=article.updated.isoformat() if article.updated else None,
        keywords=article.keywords,
        section=article.section,
        language=article.language,
        sponsored=article.sponsored,
        paywalled=article.paywalled,
    )


def slices(articles: tuple[DemoArticle, ...], page: int, size: int) -> tuple[tuple[DemoArticle, ...], bool]:
    """The articles of one page of a list (counted from 1), and whether another page follows."""
    start = (page - 1) * size
    return articles[start : start + size], start + size < len(articles)


def _load(file: Path) -> DemoArticle:
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    published = data.pop("published")
    updated = data.pop("updated", None)
    return DemoArticle(
        path=data.pop("path"),
        title=data.pop("title"),
        published=_local(published),
        to_the_day=not isinstance(published, datetime),
        lead=data.pop("lead", None),
        kicker=data.pop("kicker", None),
        updated=_local(updated) if updated else None,
        section=data.pop("section", None),
        language=data.pop("language", "nb"),
        keywords=tuple(data.pop("keywords", ())),
        authors=tuple(Author(**author) for author in data.pop("authors", ())),
        captions=tuple(Caption(**caption) for caption in data.pop("captions", ())),
        blocks=tuple((kind, text) for kind, text in data.pop("blocks")),
        quoted=data.pop("quoted", None),
        related=tuple(data.pop("related", ())),
        sponsored=data.pop("sponsored", False),
        paywalled=data.pop("paywalled", False),
        **data,  # a key that is left is a slip of the pen and raises
    )


def _local(value: date | datetime) -> datetime:
    if isinstance(value, datetime):
        assert value.utcoffset() is not None, f"{value}: write the offset"
        assert value.utcoffset() == (value.astimezone(OSLO).utcoffset() or timedelta()), (
            f"{value}: not Oslo's"
        )
        return value
    return datetime(value.year, value.month, value.day, tzinfo=OSLO)
