from __future__ import annotations

import pytest

from crawler.parsers.scripted import needs_javascript

SCRIPT = '<script src="/app.js"></script>'
MENU = "<nav>Nyheter Debatt Kultur Annonser Abonnement Logg inn</nav>"
PROSE = "<p>Kommunen har bestilt en ny kai til fiskerne på øya, og byggingen begynner etter påske.</p>" * 4


@pytest.mark.parametrize(
    "body",
    [
        f'<div id="root"></div>{SCRIPT}',
        f"<app-root>Laster ...</app-root>{SCRIPT}",
        f'{MENU}<div id="__next"><div class="spinner"></div></div>{SCRIPT}',
        f"{MENU}<noscript>Du må slå på JavaScript for å lese saken.</noscript>{SCRIPT}",
        f"{MENU}<p>Please enable Java Script in your browser.</p>{SCRIPT}",
        f"<script>window.data = {list(range(100))}; render()</script>",
    ],
)
def test_pages_that_are_empty_without_scripts(body: str) -> None:
    assert needs_javascript(f"<!doctype html><html><body>{body}</body></html>".encode())


@pytest.mark.parametrize(
    "body",
    [
        "",
        MENU,
        "<script>var tekst = 1</script>",
        PROSE + SCRIPT,
        f'<div id="root">{PROSE}</div>{SCRIPT}',
        f"{PROSE}<noscript>Slå på JavaScript for å se bildene.</noscript>{SCRIPT}",
        f"<h1>Siden finnes ikke</h1><p>Beklager, vi fant ikke siden som du ser etter.</p>{SCRIPT}",
        f"{MENU}<p>Her kommer det snart noe nytt.</p>{SCRIPT}",
    ],
)
def test_other_empty_pages_are_just_empty(body: str) -> None:
    assert not needs_javascript(f"<!doctype html><html><body>{body}</body></html>".encode())


@pytest.mark.parametrize("html", [b"", b"\0\xff", b"<script>", b"<" * 10_000])
def test_any_bytes_get_an_answer(html: bytes) -> None:
    assert needs_javascript(html) in (True, False)
