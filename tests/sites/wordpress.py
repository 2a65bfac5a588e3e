"""The markup of WordPress with the metadata of Yoast: head, header, text and footer of a post, teasers."""

from __future__ import annotations

import json
import re
from datetime import datetime
from html import escape
from typing import Any

from tests.sites.article_files import OSLO, Caption, DemoArticle
from tests.sites.markup import running_text

_ASCII = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "é": "e"})
_BLOCK_EDITOR = datetime(2024, 2, 16, tzinfo=OSLO)  # before that, the classic editor was used

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
{paywall}{newsletter}{share}{related}</div>
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
_NEWSLETTER = """<div class="wp-block-jetpack-subscriptions newsletter"><h3>Byggposten på e-post</h3>
<form action="{base}"><p>Hver fredag: ukas viktigste saker.</p><input type="email" name="email">
<button>Meld meg på</button></form></div>
"""


def category(article: DemoArticle) -> str:
    """The path of the list that holds the articles of its section."""
    return f"/kategori/{_slug(article.section or '')}/"


def tag(keyword: str) -> str:
    """The path of the list that holds the articles with a keyword."""
    return f"/stikkord/{_slug(keyword)}/"


def _slug(name: str) -> str:
    """The name as WordPress writes it in addresses."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower().translate(_ASCII))


def image(article: DemoArticle, number: int) -> str:
    """The path of one of the article's pictures, counted from 1."""
    year, month, _, slug = article.path.strip("/").split("/")
    return f"/wp-content/uploads/{year}/{month}/{slug}-{number}.jpg"


def teaser(article: DemoArticle, base: str) -> str:
    """The article in a list."""
    url = base.rstrip("/") + article.path
    return (
        f'<article class="post type-post hentry"><h2 class="entry-title"><a href="{url}" rel="bookmark">'
        f'{escape(article.title)}</a></h2><div class="entry-summary"><p>{escape((article.lead or "")[:70])}'
        f" [&hellip;]</p></div></article>\n"
    )


def metadata(article: DemoArticle, base: str) -> str:
    """What the head says of the article; the graph is Yoast's."""
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


def content(article: DemoArticle, related: list[DemoArticle], base: str) -> str:
    """The article from kicker to tags, pointing to `related` in its text and below."""
    posts = "".join(f'<p class="jp-relatedposts-post">{_link(other, base)}</p>' for other in related)
    tags = (
        f'<a href="{base.rstrip("/")}{tag(word)}" rel="tag">{escape(word)}</a>' for word in article.keywords
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
        text=_text(article, related, base),
        paywall=_PAYWALL.format(base=base) if article.paywalled else "",
        newsletter=_NEWSLETTER.format(base=base),
        share=_SHARE,
        related=_RELATED.format(posts=posts) if posts else "",
        category=base.rstrip("/") + category(article),
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


def _text(article: DemoArticle, related: list[DemoArticle], base: str) -> str:
    """The blocks with pictures and a pointer between them, the first picture on top."""
    elements = running_text(article, _fact_box, _quote)
    if related:
        elements.insert(2, f"<p><strong>Les også:</strong> {_link(related[0], base)}</p>")
    for number, caption in enumerate(article.captions, 1):
        elements.insert(min(3 * number - 3, len(elements)), _figure(article, number, caption, base))
    return "\n".join(elements)


def _figure(article: DemoArticle, number: int, caption: Caption, base: str) -> str:
    """As the block editor writes it; older articles are from the classic one."""
    source = f'<img src="{base.rstrip("/")}{image(article, number)}" alt="">'
    credit = f" Foto: {escape(caption.credit)}" if caption.credit else ""
    text = escape(caption.text, quote=False) + credit
    if article.published < _BLOCK_EDITOR:
        return (
            f'<div id="attachment_{number}" class="wp-caption alignnone">{source}'
            f'<p class="wp-caption-text">{text}</p></div>'
        )
    return (
        f'<figure class="wp-block-image size-large">{source}'
        f'<figcaption class="wp-element-caption">{text}</figcaption></figure>'
    )


def _quote(text: str) -> str:
    return f'<blockquote class="wp-block-quote"><p>{escape(text, quote=False)}</p></blockquote>'


def _link(article: DemoArticle, base: str) -> str:
    return f'<a href="{base.rstrip("/")}{article.path}">{escape(article.title)}</a>'


def _fact_box(texts: list[str]) -> str:
    lines = "".join(f"<p>{escape(text, quote=False)}</p>" for text in texts[1:])
    heading = f'<h3 class="wp-block-heading">{escape(texts[0], quote=False)}</h3>'
    return f'<div class="wp-block-group faktaboks has-background">{heading}{lines}</div>'
