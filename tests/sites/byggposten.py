"""Byggposten: WordPress with the metadata of Yoast. Feed, sitemap index, categories, tags, pages."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import urlsplit

from tests.sites import wordpress
from tests.sites.article_files import DemoArticle, expected_of, load_articles, slices
from tests.sites.expected import Expected
from tests.sites.markup import feed, sitemap, sitemap_index
from tests.sites.server import Answer

_PAGE_SIZE = 5
_IN_FEED = 5
_PAGED = re.compile(r"(?P<list>/(?:(?:kategori|stikkord)/[^/]+/)?)(?:page/(?P<page>[1-9]\d*)/)?\Z")

_FRAME = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="UTF-8">
<title>{title}</title>
{head}
<link rel="alternate" type="application/rss+xml" title="Byggposten &raquo; strøm" href="{base}feed/">
<link rel="stylesheet" href="{base}wp-content/themes/byggposten/style.css">
</head>
<body class="{classes} wp-custom-logo">
<header id="masthead" class="site-header"><p class="site-title"><a href="{base}" rel="home">Byggposten</a></p>
<nav id="site-navigation" class="main-navigation"><ul class="menu">{menu}</ul></nav></header>
<main id="primary" class="site-main">
{content}
</main>
<aside id="secondary" class="widget-area"><section class="widget widget_search"><h2>Søk</h2>
<form role="search" action="{base}"><input type="search" name="s"></form></section></aside>
<footer id="colophon" class="site-footer">Byggposten, bladet for dem som bygger. Drives av WordPress.</footer>
</body>
</html>
"""
_PROFILE = """title = "Byggposten"
home = "{base}"
domains = ["{host}"]
sector = "bygg"
language = "nb"

[crawl]
delay = 0
allow_private = true
"""


class Byggposten:
    """The publication, as `tests.sites.server` serves it."""

    name = "byggposten"
    title = "Byggposten"

    def __init__(self) -> None:
        self._articles = load_articles(self.name)
        self._by_path = {article.path: article for article in self._articles}
        self._categories = {wordpress.category(article): article.section or "" for article in self._articles}
        self._lists = {"/": self._articles}
        for article in self._articles:
            for path in (wordpress.category(article), *map(wordpress.tag, article.keywords)):
                self._lists[path] = (*self._lists.get(path, ()), article)

    def profile(self, base: str) -> str:
        return _PROFILE.format(base=base, host=urlsplit(base).netloc)

    def expected(self, base: str) -> list[Expected]:
        return [expected_of(article, base, wordpress.image) for article in self._articles]

    def not_found(self, base: str) -> Answer:
        content = '<section class="error-404"><h1 class="page-title">Siden finnes ikke</h1></section>'
        return self._page("Siden finnes ikke - Byggposten", content, base, classes="error404", status=404)

    def answer(self, path_and_query: str, base: str) -> Answer | None:
        path = urlsplit(path_and_query).path
        if path in self._by_path:
            return self._article(self._by_path[path], base)
        if path == "/robots.txt":
            text = f"User-agent: *\nDisallow: /wp-admin/\n\nSitemap: {base}sitemap_index.xml\n"
            return Answer(text.encode(), "text/plain; charset=utf-8")
        if path == "/feed/":
            return Answer(feed(self.title, base, self._articles[:_IN_FEED]), "application/rss+xml")
        if path == "/sitemap_index.xml":
            return Answer(sitemap_index([base + "post-sitemap.xml", base + "page-sitemap.xml"]), "text/xml")
        if path == "/post-sitemap.xml":
            return Answer(
                sitemap(base, {a.path: a.updated or a.published for a in self._articles}), "text/xml"
            )
        if path == "/page-sitemap.xml":
            return Answer(sitemap(base, {"/": None, "/abonner/": None}), "text/xml")
        if path == "/abonner/":
            text = "<article><h1>Abonner</h1><p>Byggposten kommer ti ganger i året.</p></article>"
            return self._page("Abonner - Byggposten", text, base, classes="page")
        return self._list(path, base)

    def _page(
        self,
        title: str,
        content: str,
        base: str,
        *,
        classes: str,
        head: str = "",
        language: str = "nb",
        status: int = 200,
    ) -> Answer:
        menu = "".join(
            f'<li class="menu-item"><a href="{base.rstrip("/")}{path}">{name}</a></li>'
            for path, name in self._categories.items()
        )
        page = _FRAME.format(
            title=escape(title),
            content=content,
            base=base,
            classes=classes,
            head=head,
            language={"nb": "nb-NO", "nn": "nn-NO"}.get(language, language),
            menu=menu,
        )
        return Answer(page.encode(), content_type="text/html; charset=UTF-8", status=status)

    def _list(self, path: str, base: str) -> Answer | None:
        match = _PAGED.match(path)
        if match is None or match["list"] not in self._lists:
            return None
        page = int(match["page"] or 1)
        articles, more = slices(self._lists[match["list"]], page, _PAGE_SIZE)
        if not articles:
            return None
        teasers = "".join(wordpress.teaser(article, base) for article in articles)
        on = f"{base.rstrip('/')}{match['list']}page/{page + 1}/"
        older = f'<div class="nav-previous"><a href="{on}">Eldre innlegg</a></div>' if more else ""
        content = f'{teasers}<nav class="navigation posts-navigation">{older}</nav>'
        return self._page("Byggposten", content, base, classes="home blog" if path == "/" else "archive")

    def _article(self, article: DemoArticle, base: str) -> Answer:
        related = [self._by_path[path] for path in article.related]
        return self._page(
            f"{article.title} - Byggposten",
            wordpress.content(article, related, base),
            base,
            classes="post-template-default single single-post",
            head=wordpress.metadata(article, base),
            language=article.language,
        )
