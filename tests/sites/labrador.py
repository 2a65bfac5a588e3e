"""The markup of Labrador CMS: head, header, text and footer of an article, teasers."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import partial
from html import escape
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from tests.sites.article_files import OSLO, Caption, DemoArticle
from tests.sites.markup import running_text

_WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_MONTHS = ("jan", "feb", "mars", "april", "mai", "juni", "juli", "aug", "sep", "okt", "nov", "des")

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
<div class="row related"><h2>Siste nytt</h2>{latest}</div>"""
_BYLINE = """<div class="byline column" itemscope itemtype="http://schema.org/Person">
<div class="content"><address class="name">
<span class="lab-hidden-byline-name" itemprop="name">{name}</span>
<span class="firstname">{first}</span> <span class="lastname">{last}</span>
{role}{email}</address></div></div>"""
_DATE = """<span class="dateGroup {kind}"><span class="dateLabel">{label}</span>
<time datetime="{utc}" title="{label} {local}">{local}</time></span>"""
_CAPTION = """<div class="caption" data-showmore="Vis mer">
<figcaption itemprop="caption">{text}</figcaption>
{credit}</div>"""
_QUOTE = """<div class="column quotebox floatRight"><div class="content">
<h3 class="quote">{text}</h3>{who}</div></div>"""
_POINTERS = """<div class="column articlesByTag floatLeft"><div class="content"><h2>Les også</h2>
<ul>{items}</ul></div></div>"""
_NEWSLETTER = """<div class="column newsletter"><h2>Få de viktigste sakene rett i innboksen</h2>
<form action="/nyhetsbrev"><input type="email" name="epost"><button>Meld meg på</button></form></div>"""
_AD = '<div class="column google-ad widthAuto"><span class="ad-label">Annonse</span></div>'
_PAYWALL = """<div class="lab-paywall-box"><h3>Denne saken er for abonnenter</h3>
<p>Bestill abonnement og les videre med en gang.</p><a href="/abonnement">Bli abonnent</a></div>
"""


def teaser(article: DemoArticle) -> str:
    """The article in a list."""
    kicker = f'<span class="kicker">{escape(article.kicker)}</span>' if article.kicker else ""
    return (
        f'<article class="column teaser" data-element-guid="{uuid5(NAMESPACE_URL, article.path)}">'
        f'<a itemprop="url" href="{article.path}">{kicker}<h2 class="headline">{escape(article.title)}</h2>'
        f'<p class="standfirst">{escape((article.lead or "")[:60])} ...</p></a></article>'
    )


def metadata(article: DemoArticle, base: str) -> str:
    """What the head says of the article."""
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


def image(article: DemoArticle, number: int) -> str:
    """The path of one of the article's pictures, counted from 1."""
    name = f"{article.path.rsplit('/', 1)[1]}0{number}"
    return f"/image/{name}.webp?imageId={name}"


def content(article: DemoArticle, related: list[DemoArticle], latest: list[DemoArticle]) -> str:
    """The article from kicker to tags, pointing to `related` in its text and to `latest` below."""
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
        text=_text(article, related, images[1:]),
        paywall=_PAYWALL if article.paywalled else "",
        tags=" ".join(_tag_link(keyword) for keyword in article.keywords),
        latest="".join(map(teaser, latest)),
    )


def _text(article: DemoArticle, related: list[DemoArticle], images: list[str]) -> str:
    """The paragraphs with, between them, advertisement, pointers, newsletter, pictures but the first."""
    elements = running_text(article, _fact_box, partial(_quote_box, who=article.quoted))
    elements[0] = _cut(elements[0])
    elements.insert(1, _AD)
    for number, image in enumerate(images):
        elements.insert(min(3 + 2 * number, len(elements)), image)
    if related:
        elements.insert(4, _POINTERS.format(items="".join(map(_pointer, related))))
    elements.append(_NEWSLETTER)
    return "\n".join(elements)


def _cut(element: str) -> str:
    """The paragraph as the editor's tool leaves it after a change of weight: cut in mid word."""
    text = element.removeprefix("<p>").removesuffix("</p>")
    assert text != element, f"{element}: begin the text with a paragraph"
    bold = 'data-lab-font_weight="font-weight-bold" class="font-weight-bold m-font-weight-bold"'
    return f"<p><span {bold}>{text[:14]}</span>{text[14:]}</p>"


def _pointer(article: DemoArticle) -> str:
    return f'<li><a href="{article.path}"><span class="headline">{escape(article.title)}</span></a></li>'


def _quote_box(text: str, who: str | None) -> str:
    said = f'<p class="author">{escape(who)}</p>' if who else ""
    return _QUOTE.format(text=escape(text, quote=False), who=said)


def _fact_box(texts: list[str]) -> str:
    lines = "".join(f"<p>{escape(text, quote=False)}</p>" for text in texts[1:])
    heading = f"<h2>{escape(texts[0], quote=False)}</h2>"
    content = f'<div class="content">{heading}<div class="fact">{lines}</div></div>'
    return f'<div class="column factbox">{content}</div>'


def _figure(article: DemoArticle, number: int, caption: Caption) -> str:
    """The first picture is the header's; its caption stands beside the figure, the others' within."""
    credit = ""
    if caption.credit:
        credit = (
            f'<figcaption itemprop="author" data-byline-prefix="Foto:">Foto: {caption.credit}</figcaption>'
        )
    text = _CAPTION.format(text=escape(caption.text, quote=False), credit=credit)
    source = image(article, number)
    picture = f'<div class="img fullwidthTarget"><picture><img src="{source}" alt=""></picture></div>'
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
