"""Emballasjenytt: an old hand-made magazine. Nested tables, windows-1252, no metadata, no feed.

Text stands between line breaks and only printed labels say what is what; the same boxes stand
around every page, under the names that they have on the page kept as the project's first case.
"""

from __future__ import annotations

import re
from datetime import datetime
from html import escape
from urllib.parse import parse_qs, urlsplit

from tests.sites.article_files import OSLO, DemoArticle, expected_of, load_articles, slices
from tests.sites.expected import Expected
from tests.sites.server import Answer

_PAGE_SIZE = 5
_NEW_FRAME = datetime(2018, 2, 10, tzinfo=OSLO)  # until then, pages declared a character set, a wrong one
_DECLARED = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'
_ADDRESS = re.compile(r"\b[a-z]+\.no\b")

_FRAME = """<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<html><head>{declared}<title>{title}</title></head>
<body bgcolor="#ffffff" topmargin="0">
<table width="980" border="0" cellspacing="0" cellpadding="4" align="center">
<tr><td colspan="3"><a href="/"><img src="/gfx/logo.gif" width="240" height="60" border="0"></a></td></tr>
<tr><td width="160" valign="top" bgcolor="#e8e8e8"><a href="/">Forsiden</a><br><a href="/om">Om oss</a><br>
<a href="/annonse">Annonsere</a><br>...<br></td>
<td width="560" valign="top">
{content}
</td>
<td width="220" valign="top"><b>Packnews Sponsors</b><br><br>
<b>Packsuppliers</b><br>Search and find, who delivers what to and from the packaging industry.<br><br><br>
HVEM LEVERER HVA<br><b>HVEM LEVERER HVA</b><br>Leverandørguide på nett og papir<br>
FØLG OSS PÅ TWITTER<br>KALENDER<br><b>KALENDER</b><br>
Finn emballasjebransjens viktigste messer og arrangementer<br>FØLG OSS PÅ FACEBOOK<br>RPC</td></tr>
</table></body></html>
"""
_ARTICLE = """{label}<font size="5"><b>{title}</b></font><br>
{pictures}<b>{lead}</b><br><br>
{text}<br>
{byline}
Publisert: {published}<br><br>
<b>NØKKELORD</b> (OBS! Klikk på et nøkkelord for å se flere artikler om samme tema)<br>
{keywords}<br><br>"""
_PICTURE = '<tr><td><img src="{source}" width="250"><br><font size="1">{caption}</font></td></tr>\n'
_PROFILE = """title = "Emballasjenytt"
home = "{base}"
domains = ["{host}"]
sector = "emballasje"
language = "nb"

[discover]
sections = ["/"]
article = '/article/view/\\d+'

[parse]
drop_text = [
    "Packnews Sponsors",
    "Packsuppliers",
    "Search and find, who delivers what to and from the packaging industry.",
    "HVEM LEVERER HVA",
    "RPC",
]

[crawl]
delay = 0
allow_private = true
"""


class Emballasjenytt:
    """The publication, as `tests.sites.server` serves it."""

    name = "emballasjenytt"
    title = "Emballasjenytt"

    def __init__(self) -> None:
        self._articles = load_articles(self.name)
        self._by_path = {article.path: article for article in self._articles}
        keywords = dict.fromkeys(word for article in self._articles for word in article.keywords)
        self._keywords = {f"/keyword/view/{number}": word for number, word in enumerate(keywords, 1)}

    def profile(self, base: str) -> str:
        return _PROFILE.format(base=base, host=urlsplit(base).netloc)

    def expected(self, base: str) -> list[Expected]:
        return [expected_of(article, base, _image) for article in self._articles]

    def not_found(self, base: str) -> Answer:
        return _answer("Emballasjenytt", "<b>Siden finnes ikke</b><br>", status=404)

    def answer(self, path_and_query: str, base: str) -> Answer | None:
        parts = urlsplit(path_and_query)
        if parts.path in self._by_path:
            return self._article(self._by_path[parts.path])
        if parts.path in self._keywords:
            return self._keyword(self._keywords[parts.path])
        if parts.path == "/":
            return self._front(parse_qs(parts.query).get("side", ["1"])[0])
        if parts.path == "/om":
            return _answer(
                "Emballasjenytt - Om oss", "<b>Om oss</b><br>Et fagblad for emballasjebransjen.<br>"
            )
        if parts.path == "/annonse":
            return _answer("Emballasjenytt - Annonsere", "<b>Annonsere</b><br>Be om vår prisliste.<br>")
        return None

    def _front(self, side: str) -> Answer | None:
        page = int(side) if side.isdigit() else 0
        articles, more = slices(self._articles, page, _PAGE_SIZE) if page else ((), False)
        if not articles:
            return None
        rows = "".join(_teaser(article) for article in articles)
        back = f'<a href="/?side={page - 1}">&lt;&lt; Nyere</a> ' if page > 1 else ""
        on = f'<a href="/?side={page + 1}">Eldre &gt;&gt;</a>' if more else ""
        return _answer("Emballasjenytt", f'<table border="0">{rows}</table>\n{back}{on}<br>')

    def _keyword(self, keyword: str) -> Answer:
        rows = "".join(_teaser(article) for article in self._articles if keyword in article.keywords)
        heading = f"<b>Artikler om {escape(keyword)}</b><br>"
        return _answer(f"Emballasjenytt - {keyword}", f'{heading}<table border="0">{rows}</table>')

    def _article(self, article: DemoArticle) -> Answer:
        paths = {word: path for path, word in self._keywords.items()}
        content = _ARTICLE.format(
            label='<font size="1">ANNONSØRINNHOLD</font><br>\n' if article.sponsored else "",
            title=escape(article.title),
            pictures=_pictures(article),
            lead=escape(article.lead or ""),
            text=_text(article, [self._by_path[path] for path in article.related]),
            byline=_byline(article),
            published=article.published.date().isoformat(),
            keywords=" ".join(f'<a href="{paths[word]}">{escape(word)}</a>' for word in article.keywords),
        )
        declared = _DECLARED if article.published < _NEW_FRAME else ""
        return _answer(f"Emballasjenytt - {article.title}", content, declared=declared)


def _answer(title: str, content: str, *, status: int = 200, declared: str = "") -> Answer:
    """The page in windows-1252; as on many old servers the header does not say so."""
    page = _FRAME.format(title=escape(title), content=content, declared=declared)
    return Answer(page.encode("windows-1252"), content_type="text/html", status=status)


def _teaser(article: DemoArticle) -> str:
    return (
        f'<tr><td><a href="{article.path}"><b>{escape(article.title)}</b></a><br>'
        f'<font size="1">{article.published.date().isoformat()}</font></td></tr>\n'
    )


def _image(article: DemoArticle, number: int) -> str:
    return f"/gfx/{article.path.rsplit('/', 1)[1]}_{number}.jpg"


def _pictures(article: DemoArticle) -> str:
    if not article.captions:
        return ""
    rows = []
    for number, caption in enumerate(article.captions, 1):
        credit = f" Foto: {caption.credit}" if caption.credit else ""
        rows.append(_PICTURE.format(source=_image(article, number), caption=escape(caption.text + credit)))
    return f'<table border="0" align="right" width="250">{"".join(rows)}</table>\n'


def _text(article: DemoArticle, related: list[DemoArticle]) -> str:
    """The blocks, and pointers to other articles after the second one."""
    lines = []
    for kind, text in article.blocks:
        shown = _ADDRESS.sub(r'<a href="http://\g<0>">\g<0></a>', escape(text, quote=False))
        lines.append(f"<b>{shown}</b><br>" if kind == "heading" else f"{shown}<br><br>")
    lines[2:2] = (
        f'<b>LES OGSÅ:</b> <a href="{other.path}">{escape(other.title)}</a><br><br>' for other in related
    )
    return "\n".join(lines)


def _byline(article: DemoArticle) -> str:
    """Each writer's name in capitals, then as a signature with role, name again and address."""
    parts = []
    for author in article.authors:
        name = escape(author.name.upper())
        address = f'<a href="mailto:{author.email}">{author.email}</a><br>' if author.email else ""
        role = f"{escape(author.role)}<br>" if author.role else ""
        parts.append(f"{name}<br><br>\n{role}{name}<br>\n{address}<br>\n")
    return "".join(parts)
