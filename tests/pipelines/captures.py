"""Captures as the spider yields them, for the tests of all pipelines."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from crawler.article import Article, Author, Block, Caption
from crawler.capture import Capture
from crawler.sites.profile import Site

HOST = "https://www.fjordposten.example"
URL = f"{HOST}/laks"
SITE = Site(
    name="fjordposten",
    title="Fjordposten",
    home=f"{HOST}/",
    domains=("www.fjordposten.example", "fjordposten.example", "fjordposten.example:8080"),
    sector="havbruk",
    publisher="Fjord Media",
)
ARTICLE = Article(
    url=URL,
    canonical_url=URL,
    title="Ålesund får nytt lakseslakteri",
    kicker="Havbruk",
    lead="Byggingen begynner i høst.",
    body="Byggingen begynner i høst.\nKommunen sier ja.",
    blocks=(Block("paragraph", "Byggingen begynner i høst."), Block("paragraph", "Kommunen sier ja.")),
    captions=(Caption("Tomta.", "Per Ås", f"{HOST}/tomt.jpg"),),
    authors=(Author("Kari Nordmann", "journalist", "kari@fjordposten.example"),),
    published=datetime(2024, 5, 2, 6, 0, tzinfo=UTC),
    published_precision="minute",
    updated=datetime(2024, 12, 2, 6, 30, tzinfo=UTC),
    keywords=("laks", "slakteri"),
    section="Nyheter",
    language="nb",
    sources={"title": "meta og:title"},
)


def capture(url: str = URL, **values: Any) -> Capture:
    """A page of the publication that answered with 200 and was read as `ARTICLE`."""
    given: dict[str, Any] = {"status": 200, "body": b"<html>", "article": replace(ARTICLE, url=url)}
    return Capture("fjordposten", url, "article", datetime(2024, 5, 3, 10, tzinfo=UTC), **{**given, **values})
