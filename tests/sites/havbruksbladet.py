"""Havbruksbladet: the markup of Labrador. Article metadata, an RSS feed named in the head.

The feed holds the newest articles alone, the sections with their paging all of them. Behind
/intern/, which robots.txt forbids, stands a page that looks like any article.
"""

from __future__ import annotations

from html import escape
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import NAMESPACE_URL, uuid5

from tests.sites import labrador
from tests.sites.article_files import DemoArticle, expected_of, load_articles, slices
from tests.sites.expected import Expected
from tests.sites.markup import feed
from tests.sites.server import Answer

FORBIDDEN = "/intern/slik-jobber-vi-pa-desken/90001"
_PAGE_SIZE = 4
_IN_FEED = 5

_FRAME = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
{head}
<link rel="alternate" type="application/rss+xml" title="Havbruksbladet" href="/feed.rss">
</head>
<body class="{classes}">
<header class="pageElement pageHeader" data-element-guid="{guid}">
<a href="/" class="logo">Havbruksbladet</a>
<nav class="navigation mainMenu"><ul>{menu}</ul></nav>
</header>
<section id="mainArticleSection" class="main article">
{content}
</section>
<footer class="page"><p>Ansvarlig redaktør: Torill Nesvik</p><p>Havbruksbladet arbeider etter Vær
Varsom-plakatens regler for god presseskikk.</p>
<a href="https://labradorcms.com" class="powered">Powered by Labrador CMS</a></footer>
</body>
</html>
"""
_PROFILE = """title = "Havbruksbladet"
home = "{base}"
domains = ["{host}"]
sector = "havbruk"
language = "nb"

[discover]
article = '^/(?!tag/)[a-z]+/[a-z0-9-]+/\\d+$'

[crawl]
delay = 0
allow_private = true
"""


class Havbruksbladet:
    """The publication, as `tests.sites.server` serves it."""

    name = "havbruksbladet"
    title = "Havbruksbladet"

    def __init__(self) -> None:
        self._articles = load_articles(self.name)
        self._by_path = {article.path: article for article in self._articles}
        self._sections = {_section(article): article.section or "" for article in self._articles}

    def profile(self, base: str) -> str:
        return _PROFILE.format(base=base, host=urlsplit(base).netloc)

    def expected(self, base: str) -> list[Expected]:
        return [expected_of(article, base, labrador.image) for article in self._articles]

    def not_found(self, base: str) -> Answer:
        return self._page("Siden finnes ikke", "<h1>Siden finnes ikke</h1><p>Prøv forsiden.</p>", status=404)

    def answer(self, path_and_query: str, base: str) -> Answer | None:
        parts = urlsplit(path_and_query)
        section = parts.path.strip("/")
        if parts.path in self._by_path:
            return self._article(self._by_path[parts.path], base)
        if parts.path == "/robots.txt":
            return Answer(b"User-agent: *\nDisallow: /intern/\n", "text/plain; charset=utf-8")
        if parts.path == "/feed.rss":
            return Answer(feed(self.title, base, self._articles[:_IN_FEED]), "application/rss+xml")
        if parts.path == "/":
            return self._front()
        if parts.path == FORBIDDEN:
            return self._internal()
        if parts.path == "/abonnement":
            return self._page("Abonnement", "<h1>Abonnement</h1><p>Havbruksbladet koster 189 kroner.</p>")
        if parts.path.startswith("/tag/"):
            return self._tag(unquote(parts.path.removeprefix("/tag/")))
        if section in self._sections:
            return self._section(section, parse_qs(parts.query).get("page", ["1"])[0])
        return None

    def _page(
        self,
        title: str,
        content: str,
        *,
        head: str = "",
        language: str = "nb",
        classes: str = "l4 front site_havbruksbladet",
        status: int = 200,
    ) -> Answer:
        menu = "".join(f'<li><a href="/{name}">{title}</a></li>' for name, title in self._sections.items())
        page = _FRAME.format(
            title=escape(title),
            content=content,
            head=head,
            language=language,
            classes=classes,
            guid=uuid5(NAMESPACE_URL, title),
            menu=menu,
        )
        return Answer(page.encode(), status=status)

    def _front(self) -> Answer:
        teasers = "".join(labrador.teaser(article) for article in self._articles[:_PAGE_SIZE])
        internal = f'<p><a href="{FORBIDDEN}">Internt: Slik jobber vi på desken</a></p>'
        return self._page("Havbruksbladet", f'<div class="row">{teasers}</div>{internal}')

    def _section(self, name: str, asked: str) -> Answer | None:
        page = int(asked) if asked.isdigit() else 0
        of_section = tuple(article for article in self._articles if _section(article) == name)
        articles, more = slices(of_section, page, _PAGE_SIZE) if page else ((), False)
        if not articles:
            return None
        teasers = "".join(labrador.teaser(article) for article in articles)
        on = f'<a class="next" rel="next" href="/{name}?page={page + 1}">Eldre saker</a>' if more else ""
        return self._page(
            f"{self._sections[name]} | Havbruksbladet", f"<h1>{self._sections[name]}</h1>{teasers}{on}"
        )

    def _tag(self, tag: str) -> Answer | None:
        teasers = "".join(labrador.teaser(article) for article in self._articles if tag in article.keywords)
        return self._page(f"{tag} | Havbruksbladet", f"<h1>{escape(tag)}</h1>{teasers}") if teasers else None

    def _internal(self) -> Answer:
        text = "<p>Denne siden er for redaksjonen alene. Vaktlisten henger ved kaffemaskinen.</p>" * 4
        content = (
            f'<h1 class="headline mainTitle">Slik jobber vi på desken</h1><div class="bodytext">{text}</div>'
        )
        return self._page("Slik jobber vi på desken", content, classes="l4 article site_havbruksbladet")

    def _article(self, article: DemoArticle, base: str) -> Answer:
        related = [self._by_path[path] for path in article.related]
        latest = [other for other in self._articles[:4] if other is not article]
        paid = " has-paywall" if article.paywalled else ""
        classes = f"l4 article site_havbruksbladet section_{_section(article)}{paid}"
        return self._page(
            article.title,
            labrador.content(article, related, latest),
            head=labrador.metadata(article, base),
            language=article.language,
            classes=classes,
        )


def _section(article: DemoArticle) -> str:
    return article.path.split("/")[1]
