"""A publication of any number of articles on loopback, with pages as large as a newspaper's.

Each page is laid out as one of the demo publications' articles, says what no other page says, and is
wrapped in what news pages carry besides: style sheets, scripts with state, menus, teasers with pictures.
160 to 350 kB, by number. Making one takes a fifth of a millisecond, since the server shares the cores
with what is measured.
"""

from __future__ import annotations

import asyncio
import itertools
import multiprocessing
import random
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import NamedTuple

from bench.synthetic import Language
from crawler.parsers.decode import decode
from tests.sites.demo import demo_publications

PER_SITEMAP = 1_000
_ARTICLE = re.compile(r"/nyheter/(\d+)/sak-nummer-\1")
_DRAWN = 300_000  # words in the order of a text, of which the pages' own texts are drawn
_A_PARAGRAPH = 50  # words
_LONG = 60  # characters from which on a line of the demo's text is a paragraph, and no heading
_SLOT = re.compile("\0(\\d+)\0")
_TEASER = (
    '<div class="teaser col-{n}" data-id="{id}"><a href="{path}"><figure class="img"><picture><source '
    'srcset="/img/{id}.webp?w=640 640w, /img/{id}.webp?w=320 320w" type="image/webp">'
    '<img src="/img/{id}.jpg" alt="" loading="lazy" width="640" height="360"></picture></figure>'
    '<strong class="headline t{n}"><span>{title}</span></strong>'
    '<p class="kicker"><span class="label">Nyheter</span></p></a></div>\n'
)


class _Template(NamedTuple):
    """A page in pieces: literal ones, and between each two of them one of its own, by number."""

    literals: list[bytes]
    numbers: list[int]
    words: list[int]  # of each of its own texts; behind them come its scripts and its teasers


def path_of(number: int) -> str:
    """The path of an article's page."""
    return f"/nyheter/{10_000 + number}/sak-nummer-{10_000 + number}"


def page(number: int, articles: int) -> bytes:
    """The page of an article, the same for the same number."""
    chance = random.Random(number)
    template = _templates()[number % len(_templates())]
    texts = [" ".join(chance.choices(_words(), k=words)).capitalize() for words in template.words]
    texts[0] += f" {number}"
    teasers = b"".join(_teaser(chance.randrange(articles)) for _ in range(chance.randrange(20, 80)))
    own = [*(text.encode() for text in texts), _scripts(chance.randrange(1, 5)), teasers]
    between = zip(template.literals, (own[slot] for slot in template.numbers), strict=False)
    return b"".join([*itertools.chain.from_iterable(between), template.literals[-1]])


@cache
def _words() -> list[str]:
    return Language().text(_DRAWN)


@cache
def _templates() -> list[_Template]:
    """The demo publications' articles, without their own addresses and texts."""
    found = []
    for publication in demo_publications():
        base = "http://127.0.0.1/"
        for article in publication.expected(base):
            answer = publication.answer("/" + article.url.removeprefix(base), base)
            if answer is not None and article.body and not article.paywalled:
                html = decode(answer.body).replace(article.url, "").replace(base, "/")
                html = re.sub(r"iso-8859-1|windows-1252", "utf-8", html, flags=re.IGNORECASE)
                found.append(_template(html, article.title, article.body.split("\n")))
    return found


def _template(html: str, title: str, lines: list[str]) -> _Template:
    """A page whose title, lines, scripts and teasers are its own; the title's is the first text."""
    texts = [title, *sorted(set(lines), key=lambda line: (-len(line), line))]  # a long one may hold another
    for slot, text in enumerate(texts):
        html = html.replace(text, f"\0{slot}\0")
    scripts, teasers = len(texts), len(texts) + 1
    head, _, rest = html.partition("</head>")
    body, _, end = rest.rpartition("</body>")
    head += f"{_style()}\0{scripts}\0</head>"
    body += f"{_menu()}<aside class='more'>\0{teasers}\0</aside>{_scripts(1).decode()}</body>"
    pieces = _SLOT.split(head + body + end)
    words = [_A_PARAGRAPH if len(text) >= _LONG else len(text.split()) for text in texts]
    return _Template([piece.encode() for piece in pieces[::2]], [int(slot) for slot in pieces[1::2]], words)


@cache
def _teaser(number: int) -> bytes:
    title = f"Sak nummer {number} om havna"
    return _TEASER.format(n=number % 4, id=number, path=path_of(number), title=title).encode()


@cache
def _style() -> str:
    rules = "".join(f".c{n}-box>.t{n}:hover{{margin:{n}px;color:#{n:06x}}}\n" for n in range(900))
    return f"<style>{rules}</style>"


@cache
def _scripts(count: int) -> bytes:
    state = ",".join(f'{{"id":{n},"kind":"teaser","weight":{n % 7},"tags":["a","b"]}}' for n in range(900))
    return f"<script>window.__state=[{state}];</script>".encode() * count


@cache
def _menu() -> str:
    items = "".join(
        f'<li class="m{n}"><a href="/emne/tema-{n}"><span>Tema {n}</span></a></li>' for n in range(80)
    )
    return f'<nav class="main"><ul>{items}</ul></nav>'


def answer(path: str, base: str, articles: int) -> tuple[int, str, bytes]:
    """Status, content type and body of the site's answer to a path."""
    if path == "/robots.txt":
        return 200, "text/plain", f"User-agent: *\nDisallow:\nSitemap: {base}/sitemap.xml\n".encode()
    if path == "/sitemap.xml":
        parts = "".join(
            f"<sitemap><loc>{base}/del-{n}.xml</loc></sitemap>" for n in range(0, articles, PER_SITEMAP)
        )
        return 200, "text/xml", f"<sitemapindex>{parts}</sitemapindex>".encode()
    if path.startswith("/del-"):
        start = int(path[5:-4])
        numbers = range(start, min(start + PER_SITEMAP, articles))
        pages = "".join(f"<url><loc>{base}{path_of(n)}</loc></url>" for n in numbers)
        return 200, "text/xml", f"<urlset>{pages}</urlset>".encode()
    if named := _ARTICLE.fullmatch(path):
        return 200, "text/html; charset=utf-8", page(int(named[1]) - 10_000, articles)
    if path == "/":
        return 200, "text/html; charset=utf-8", b"<!doctype html><html><body><h1>Avisa</h1></body></html>"
    return 404, "text/plain", b"Ikke her."


async def _serve(port: int, articles: int, ready: multiprocessing.synchronize.Event) -> None:
    base = f"http://127.0.0.1:{port}"

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.readuntil(b"\r\n\r\n"):
            path = head.split(b" ", 2)[1].decode("latin-1")
            status, kind, body = answer(path, base, articles)
            lines = f"HTTP/1.1 {status} OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
            writer.writelines((lines.encode(), body))
            await writer.drain()

    async def until_it_hangs_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await talk(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(until_it_hangs_up, "127.0.0.1", port)
    ready.set()
    await server.serve_forever()


def _run(port: int, articles: int, ready: multiprocessing.synchronize.Event) -> None:
    page(0, articles)
    asyncio.run(_serve(port, articles, ready))


@contextmanager
def served(port: int, articles: int) -> Iterator[str]:
    """Serve the publication from a process of its own; its base address without the last slash."""
    ready = multiprocessing.Event()
    process = multiprocessing.Process(target=_run, args=(port, articles, ready), daemon=True)
    process.start()
    if not ready.wait(30):
        sys.exit(f"Port {port} cannot be served; is it taken?")
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.join()
