"""Havbruksbladet: the markup of Labrador. Article metadata, an RSS feed named in the head.

The feed holds the newest articles alone, the sections with their paging all of them. Behind
/intern/, which robots.txt forbids, stands a page that looks like any article.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from html import escape
from urllib.parse import parse_qs, quote, unquote, urlsplit
from uuid import NAMESPACE_URL, uuid5

from tests.sites.article_files import OSLO, Caption, DemoArticle, expected_of, load_articles, slices
from tests.sites.expected import Expected
from tests.sites.markup import feed, running_text
from tests.sites.server import Answer

FORBIDDEN = "/intern/slik-jobber-vi-pa-desken/90001"
_PAGE_SIZE = 4
_IN_FEED = 5
_WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_MONTHS = ("jan", "feb", "mars", "april", "mai", "juni", "juli", "aug", "sep", "okt", "nov", "des")

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
_ARTICLE = """<article class="column large-12 small-12 article-entity" data-element-guid="{guid}">
{label}<div class="articleHeader column hasCaption" data-element-guid="{guid}">
{kicker}<h1 class="headline mainTitle t35">{title}</h1>
<p class="subtitle t22">{lead}</p>
{header_image}
</div>
<div class="meta" data-element-guid="{guid}">
<div class="bylines">{bylines}</div>
<div class="dates">{dates}</div>
</div>
<div class="bodytext large-12 small-12{teaser_class}" data-element-guid="{guid}">
{text}
</div>
{paywall}<div class="column articleFooter" data-element-guid="{guid}">
<span class="tags">{tags}</span>
</div>
</article>
<div class="row related"><h2>Les også</h2>{related}</div>"""
_BYLINE = """<div class="byline column" itemscope itemtype="http://schema.org/Person">
<div class="content"><address class="name">
<span class="lab-hidden-byline-name" itemprop="name">{name}</span>
<span class="firstname">{first}</span> <span class="lastname">{last}</span>
{role}{email}</address></div></div>"""
_DATE = """<span class="dateGroup {kind}"><span class="dateLabel">{label}</span>
<time datetime="{utc}" title="{label} {local}">{local}</time></span>"""
_CAPTION = """<div class="caption" data-showmore="Vis mer">
<figcaption itemprop="caption">{text}</figcaption>{credit}</div>"""
_AD = '<div class="column google-ad widthAuto"><span class="ad-label">Annonse</span></div>'
_PAYWALL = """<div class="lab-paywall-box"><h3>Denne saken er for abonnenter</h3>
<p>Bestill abonnement og les videre med en gang.</p><a href="/abonnement">Bli abonnent</a></div>
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
        return [expected_of(article, base) for article in self._articles]

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
        teasers = "".join(_teaser(article) for article in self._articles[:_PAGE_SIZE])
        internal = f'<p><a href="{FORBIDDEN}">Internt: Slik jobber vi på desken</a></p>'
        return self._page("Havbruksbladet", f'<div class="row">{teasers}</div>{internal}')

    def _section(self, name: str, asked: str) -> Answer | None:
        page = int(asked) if asked.isdigit() else 0
        of_section = tuple(article for article in self._articles if _section(article) == name)
        articles, more = slices(of_section, page, _PAGE_SIZE) if page else ((), False)
        if not articles:
            return None
        teasers = "".join(_teaser(article) for article in articles)
        on = f'<a class="next" rel="next" href="/{name}?page={page + 1}">Eldre saker</a>' if more else ""
        return self._page(
            f"{self._sections[name]} | Havbruksbladet", f"<h1>{self._sections[name]}</h1>{teasers}{on}"
        )

    def _tag(self, tag: str) -> Answer | None:
        teasers = "".join(_teaser(article) for article in self._articles if tag in article.keywords)
        return self._page(f"{tag} | Havbruksbladet", f"<h1>{escape(tag)}</h1>{teasers}") if teasers else None

    def _internal(self) -> Answer:
        text = "<p>Denne siden er for redaksjonen alene. Vaktlisten henger ved kaffemaskinen.</p>" * 4
        content = (
            f'<h1 class="headline mainTitle">Slik jobber vi på desken</h1><div class="bodytext">{text}</div>'
        )
        return self._page("Slik jobber vi på desken", content, classes="l4 article site_havbruksbladet")

    def _article(self, article: DemoArticle, base: str) -> Answer:
        paid = " has-paywall" if article.paywalled else ""
        classes = f"l4 article site_havbruksbladet section_{_section(article)}{paid}"
        return self._page(
            article.title,
            _content(article),
            head=_metadata(article, base),
            language=article.language,
            classes=classes,
        )


def _section(article: DemoArticle) -> str:
    return article.path.split("/")[1]


def _teaser(article: DemoArticle) -> str:
    kicker = f'<span class="kicker">{escape(article.kicker)}</span>' if article.kicker else ""
    return (
        f'<article class="column teaser" data-element-guid="{uuid5(NAMESPACE_URL, article.path)}">'
        f'<a itemprop="url" href="{article.path}">{kicker}<h2 class="headline">{escape(article.title)}</h2>'
        f'<p class="standfirst">{escape((article.lead or "")[:60])} ...</p></a></article>'
    )


def _metadata(article: DemoArticle, base: str) -> str:
    url = base.rstrip("/") + article.path
    pairs = [
        ("og:type", "article"),
        ("og:site_name", "Havbruksbladet"),
        ("og:title", article.title),
        ("og:description", article.lead or ""),
        ("og:url", url),
        ("article:published_time", _utc(article.published)),
        *([("article:modified_time", _utc(article.updated))] if article.updated else []),
        *(("article:author", author.name) for author in article.authors),
        *(("article:tag", keyword) for keyword in article.keywords),
        *([("article:section", article.section)] if article.section else []),
    ]
    lines = [f'<meta property="{name}" content="{escape(value)}">' for name, value in pairs]
    return "\n".join([f'<link rel="canonical" href="{url}">', *lines])


def _content(article: DemoArticle) -> str:
    images = [_figure(article, number, caption) for number, caption in enumerate(article.captions, 1)]
    dates = [_date("datePublished", "Publisert", article.published)]
    if article.updated:
        dates.append(_date("dateModified", "Sist oppdatert", article.updated))
    return _ARTICLE.format(
        guid=uuid5(NAMESPACE_URL, article.path),
        label='<div class="paidLabel">Annonsørinnhold</div>\n' if article.sponsored else "",
        kicker=f'<p class="kicker primary">{escape(article.kicker)}</p>\n' if article.kicker else "",
        title=escape(article.title),
        lead=escape(article.lead or ""),
        header_image=images[0] if images else "",
        bylines="".join(_byline(author.name, author.role, author.email) for author in article.authors),
        dates="".join(dates),
        teaser_class=" teaserContent" if article.paywalled else "",
        text=_text(article, images[1:]),
        paywall=_PAYWALL if article.paywalled else "",
        tags=" ".join(_tag_link(keyword) for keyword in article.keywords),
        related="".join(
            f'<article class="teaser"><h2>{escape(line)}</h2></article>' for line in article.related
        ),
    )


def _text(article: DemoArticle, images: list[str]) -> str:
    """The paragraphs with, between them, an advertisement and the pictures but the first."""
    elements = running_text(article, _fact_box)
    elements.insert(1, _AD)
    for number, image in enumerate(images):
        elements.insert(min(3 + 2 * number, len(elements)), image)
    return "\n".join(elements)


def _fact_box(texts: list[str]) -> str:
    lines = "".join(f"<p>{escape(text, quote=False)}</p>" for text in texts[1:])
    heading = f"<h2>{escape(texts[0], quote=False)}</h2>"
    content = f'<div class="content">{heading}<div class="fact">{lines}</div></div>'
    return f'<div class="column factbox">{content}</div>'


def _figure(article: DemoArticle, number: int, caption: Caption) -> str:
    """The first picture is the header's; its caption stands beside the figure, the others' within."""
    image = f"/image/{article.path.rsplit('/', 1)[1]}0{number}.webp?imageId={number}"
    credit = ""
    if caption.credit:
        credit = (
            f'<figcaption itemprop="author" data-byline-prefix="Foto:">Foto: {caption.credit}</figcaption>'
        )
    text = _CAPTION.format(text=escape(caption.text, quote=False), credit=credit)
    picture = f'<div class="img fullwidthTarget"><picture><img src="{image}" alt=""></picture></div>'
    if number == 1:
        return f'<div class="media"><figure class="headerImage">{picture}</figure></div>\n{text}'
    return f'<figure class="column desktop-floatLeft"><div class="content">{picture}{text}</div></figure>'


def _byline(name: str, role: str | None, email: str | None) -> str:
    first, _, last = name.rpartition(" ")
    return _BYLINE.format(
        name=name,
        first=first,
        last=last,
        role=f'<span class="lab-job-title" itemprop="jobTitle">{escape(role)}</span>\n' if role else "",
        email=f'<a href="mailto:{email}" class="email">{email}</a>\n' if email else "",
    )


def _date(kind: str, label: str, moment: datetime) -> str:
    local = moment.astimezone(OSLO)
    printed = f"{_WEEKDAYS[local.weekday()]} {local:%d}. {_MONTHS[local.month - 1]} {local:%Y %H:%M}"
    return _DATE.format(kind=kind, label=label, utc=_utc(moment), local=printed)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _tag_link(keyword: str) -> str:
    data = escape(json.dumps({"name": keyword}, ensure_ascii=False))
    return f'<a href="/tag/{quote(keyword)}" data-tag="{data}">{escape(keyword)}</a>'
