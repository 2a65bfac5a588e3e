"""Byggposten: WordPress with the metadata of Yoast. Feed, sitemap index, categories, tags, pages."""

from __future__ import annotations

import json
import re
from html import escape
from typing import Any
from urllib.parse import urlsplit

from tests.sites.article_files import OSLO, DemoArticle, expected_of, load_articles, slices
from tests.sites.expected import Expected
from tests.sites.markup import feed, running_text, sitemap, sitemap_index
from tests.sites.server import Answer

_ASCII = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "é": "e"})
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
_ARTICLE = """<article id="post-{number}" class="post type-post status-publish has-post-thumbnail hentry">
<header class="entry-header">
{label}{kicker}<h1 class="entry-title">{title}</h1>
<div class="entry-meta"><span class="posted-on">
<time class="entry-date published" datetime="{published}">{printed}</time>{updated}</span>
<span class="byline">av {authors}</span></div>
</header>
<div class="entry-content">
<p class="ingress"><strong>{lead}</strong></p>
{text}
{paywall}{share}{related}</div>
<footer class="entry-footer"><span class="cat-links">Publisert i
<a href="{category}" rel="category">{section}</a></span>
<span class="tags-links">Merket {tags}</span></footer>
</article>"""
_SHARE = """<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Del dette:</h3><ul>
<li><a href="https://www.facebook.com/sharer.php">Facebook</a></li>
<li><a href="mailto:?">E-post</a></li></ul></div>
"""
_RELATED = """<div id="jp-relatedposts" class="jp-relatedposts">
<h3 class="jp-relatedposts-headline"><em>Relatert</em></h3>
<div class="jp-relatedposts-items">{posts}</div></div>
"""
_PAYWALL = """<div class="paywall-box"><h3>Les hele saken</h3>
<p>Denne saken er forbeholdt abonnenter.</p><a href="{base}abonner/">Bli abonnent</a></div>
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
        self._categories = {_category(article): article.section or "" for article in self._articles}
        self._lists = {"/": self._articles}
        for article in self._articles:
            for path in (_category(article), *map(_tag, article.keywords)):
                self._lists[path] = (*self._lists.get(path, ()), article)

    def profile(self, base: str) -> str:
        return _PROFILE.format(base=base, host=urlsplit(base).netloc)

    def expected(self, base: str) -> list[Expected]:
        return [expected_of(article, base) for article in self._articles]

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
        teasers = "".join(_teaser(article, base) for article in articles)
        on = f"{base.rstrip('/')}{match['list']}page/{page + 1}/"
        older = f'<div class="nav-previous"><a href="{on}">Eldre innlegg</a></div>' if more else ""
        content = f'{teasers}<nav class="navigation posts-navigation">{older}</nav>'
        return self._page("Byggposten", content, base, classes="home blog" if path == "/" else "archive")

    def _article(self, article: DemoArticle, base: str) -> Answer:
        return self._page(
            f"{article.title} - Byggposten",
            _content(article, base),
            base,
            classes="post-template-default single single-post",
            head=_metadata(article, base),
            language=article.language,
        )


def _category(article: DemoArticle) -> str:
    return f"/kategori/{_slug(article.section or '')}/"


def _tag(keyword: str) -> str:
    return f"/stikkord/{_slug(keyword)}/"


def _slug(name: str) -> str:
    """The name as WordPress writes it in addresses."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower().translate(_ASCII))


def _teaser(article: DemoArticle, base: str) -> str:
    url = base.rstrip("/") + article.path
    return (
        f'<article class="post type-post hentry"><h2 class="entry-title"><a href="{url}" rel="bookmark">'
        f'{escape(article.title)}</a></h2><div class="entry-summary"><p>{escape((article.lead or "")[:70])}'
        f" [&hellip;]</p></div></article>\n"
    )


def _metadata(article: DemoArticle, base: str) -> str:
    url = base.rstrip("/") + article.path
    graph = json.dumps(_graph(article, base, url), ensure_ascii=False).replace("</", "<\\/")
    return "\n".join(
        (
            f'<link rel="canonical" href="{url}">',
            '<meta property="og:type" content="article">',
            f'<meta property="og:title" content="{escape(article.title)} - Byggposten">',
            f'<meta property="og:description" content="{escape(article.lead or "")}">',
            '<meta property="og:site_name" content="Byggposten">',
            f'<meta property="article:published_time" content="{article.published.isoformat()}">',
            f'<script type="application/ld+json" class="yoast-schema-graph">{graph}</script>',
        )
    )


def _graph(article: DemoArticle, base: str, url: str) -> dict[str, Any]:
    """Yoast's graph: the article names its writers, its page and the publisher by `@id`."""
    ids = [f"{base}#/schema/person/{number}" for number in range(1, len(article.authors) + 1)]
    news: dict[str, Any] = {
        "@type": "NewsArticle",
        "@id": f"{url}#article",
        "isPartOf": {"@id": url},
        "author": [{"@id": person} for person in ids],
        "headline": article.title,
        "datePublished": article.published.isoformat(),
        "publisher": {"@id": f"{base}#organization"},
        "keywords": list(article.keywords),
        "articleSection": [article.section] if article.section else [],
        "inLanguage": {"nb": "nb-NO", "nn": "nn-NO"}.get(article.language, article.language),
    }
    if article.updated:
        news["dateModified"] = article.updated.isoformat()
    if article.paywalled:
        news["isAccessibleForFree"] = False
    page = {"@type": "WebPage", "@id": url, "url": url, "name": f"{article.title} - Byggposten"}
    publisher = {"@type": "Organization", "@id": f"{base}#organization", "name": "Byggposten", "url": base}
    people = [
        {"@type": "Person", "@id": person, "name": author.name}
        for person, author in zip(ids, article.authors, strict=True)
    ]
    return {"@context": "https://schema.org", "@graph": [news, page, publisher, *people]}


def _content(article: DemoArticle, base: str) -> str:
    posts = "".join(f'<p class="jp-relatedposts-post">{escape(line)}</p>' for line in article.related)
    tags = (
        f'<a href="{base.rstrip("/")}{_tag(word)}" rel="tag">{escape(word)}</a>' for word in article.keywords
    )
    updated = ""
    if article.updated:
        moment = f"{article.updated.astimezone(OSLO):%d.%m.%Y %H:%M}"
        updated = f'<time class="updated" datetime="{article.updated.isoformat()}">Oppdatert {moment}</time>'
    return _ARTICLE.format(
        number=f"{article.published:%m%d%H}",
        label='<div class="sponsor-label">Annonsørinnhold</div>\n' if article.sponsored else "",
        kicker=f'<p class="kicker">{escape(article.kicker)}</p>\n' if article.kicker else "",
        title=escape(article.title),
        published=article.published.isoformat(),
        printed=f"{article.published.astimezone(OSLO):%d.%m.%Y %H:%M}",
        updated=updated,
        authors=_authors(article, base),
        lead=escape(article.lead or "", quote=False),
        text=_text(article, base),
        paywall=_PAYWALL.format(base=base) if article.paywalled else "",
        share=_SHARE,
        related=_RELATED.format(posts=posts) if posts else "",
        category=base.rstrip("/") + _category(article),
        section=escape(article.section or ""),
        tags=", ".join(tags),
    )


def _authors(article: DemoArticle, base: str) -> str:
    parts = []
    for author in article.authors:
        role = f', <span class="author-role">{escape(author.role)}</span>' if author.role else ""
        mail = (
            f' <a class="author-email" href="mailto:{author.email}">{author.email}</a>'
            if author.email
            else ""
        )
        parts.append(
            f'<span class="author vcard"><span class="fn n">{escape(author.name)}</span>{role}{mail}</span>'
        )
    return " og ".join(parts)


def _text(article: DemoArticle, base: str) -> str:
    """The blocks with the pictures between them, the first one on top."""
    elements = running_text(article, _fact_box)
    for number, caption in enumerate(article.captions):
        credit = f" Foto: {escape(caption.credit)}" if caption.credit else ""
        image = f'<img src="{base}wp-content/uploads/{number}.jpg" alt="">'
        text = (
            f'<figcaption class="wp-element-caption">{escape(caption.text, quote=False)}{credit}</figcaption>'
        )
        figure = f'<figure class="wp-block-image size-large">{image}{text}</figure>'
        elements.insert(min(3 * number, len(elements)), figure)
    return "\n".join(elements)


def _fact_box(texts: list[str]) -> str:
    lines = "".join(f"<p>{escape(text, quote=False)}</p>" for text in texts[1:])
    heading = f'<h3 class="wp-block-heading">{escape(texts[0], quote=False)}</h3>'
    return f'<div class="wp-block-group faktaboks has-background">{heading}{lines}</div>'
