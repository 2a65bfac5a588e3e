"""A publication made of a few pages, for tests that say what is on each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.discovery import usual
from tests.sites.expected import Expected
from tests.sites.server import Answer

USUAL = {*usual.SITEMAPS, *usual.FEEDS}
_LEADS_HOME = {  # a publication without finders of its own has these, so that a crawl looks no further
    "/sitemap.xml": Answer(b"<urlset><url><loc>/</loc></url></urlset>", "text/xml"),
    "/feed/": Answer(b"<rss><item><link>/</link></item></rss>", "text/xml"),
}
PROSE = (
    "Kommunen har bestilt en ny kai til fiskerne på øya, og byggingen begynner etter påske. "
    "Kaia skal være ferdig før vinteren kommer, sier havnesjefen, som har ventet på den i ti år. "
)


def article(
    title: str, *, published: str = "2024-03-01T08:00:00+01:00", links: str = "", edited: str = ""
) -> Answer:
    """A page that is an article, with links below it; `edited` is what was added to its text."""
    return Answer(
        f'<!doctype html><html lang="nb"><head><title>{title}</title>'
        '<meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="{published}"></head>'
        f"<body><article><h1>{title}</h1>"
        f"<p>{PROSE}</p><p>{title}: {PROSE} {edited}</p></article>{links}</body></html>".encode()
    )


def page(html: str) -> Answer:
    """A page that is none."""
    return Answer(f"<!doctype html><html><body>{html}</body></html>".encode())


def redirect(to: str) -> Answer:
    """An answer that sends the reader elsewhere."""
    return Answer(b"", status=301, headers={"Location": to})


def links(*paths: str) -> str:
    """Links to `paths`, one a paragraph."""
    return "".join(f'<p><a href="{path}">{path}</a></p>' for path in paths)


Pages = Mapping[str, Answer | list[Answer]]
"""Path with query -> its answer, or its answers one after the other, of which the last stays."""


@dataclass
class SmallPublication:
    """Serves `pages`; `profile_lines` are added to its profile, `further` hosts to its domains."""

    pages: Pages
    profile_lines: str = ""
    delay: float = 0
    further: tuple[str, ...] = ()
    name: str = "kaiposten"
    title: str = "Kaiposten"

    def profile(self, base: str) -> str:
        domains = [urlsplit(base).netloc, *self.further]
        return (
            f'title = "{self.title}"\nhome = "{base}"\ndomains = {domains}\n'
            f"[crawl]\ndelay = {self.delay}\nallow_private = true\n{self.profile_lines}\n"
        )

    def answer(self, path_and_query: str, base: str) -> Answer | None:
        found = self.pages.get(path_and_query)
        if found is None and USUAL.isdisjoint(self.pages):
            return _LEADS_HOME.get(path_and_query)
        if isinstance(found, list):
            return found.pop(0) if len(found) > 1 else found[0]
        return found

    def not_found(self, base: str) -> Answer:
        return Answer(b"Ikke her.", status=404)

    def expected(self, base: str) -> list[Expected]:
        return []
