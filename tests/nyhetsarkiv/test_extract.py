from __future__ import annotations

import json
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.nyhetsarkiv.conftest import TableServer

PARAGRAPH = (
    "Laksen gikk tidlig opp i elva i år, og fiskerne som sto langs bredden denne morgenen, "
    "fikk mer å gjøre enn de hadde ventet seg da de satte kaffen på bålet i grålysningen."
)
LATER = (
    "Vannet holder åtte grader, og grunneierlaget mener at kulda forklarer hvorfor fisken går "
    "så raskt forbi de nederste hølene og samler seg lenger oppe, under fossen."
)
PAGE = f"""<!doctype html><html lang="nb"><head><title>Laksen er tidlig ute - Fjordposten</title>
<meta property="og:title" content="Laksen er tidlig ute">
<meta property="og:type" content="article"></head><body><nav><a href="/">Forsiden</a></nav>
<article><h1>Laksen er tidlig ute</h1><p>{PARAGRAPH}</p><h2>Kaldt vann</h2><p>{LATER}</p>
<ul><li>Sesongen varer til august, sier grunneierlaget.</li></ul></article></body></html>"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "laks.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_a_saved_page_is_shown_as_a_card_in_plain_lines(run: Callable[..., Result], page: Path) -> None:
    result = run("extract", page, "--url", "https://fjordposten.example/laks")
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    lines = result.stdout.splitlines()
    assert lines[0] == "Laksen er tidlig ute"
    assert "url: https://fjordposten.example/laks" in lines
    assert [line for line in lines if line in (PARAGRAPH, LATER)] == [PARAGRAPH, LATER]


def test_json_holds_every_field(run: Callable[..., Result], page: Path) -> None:
    values = json.loads(run("extract", page, "--json").stdout)
    assert values["title"] == "Laksen er tidlig ute"
    assert values["url"] == page.as_uri()
    assert values["body"].splitlines()[:3] == [PARAGRAPH, "Kaldt vann", LATER]
    assert values["blocks"][1] == {"kind": "heading", "text": "Kaldt vann"}


def test_markdown_keeps_the_structure(run: Callable[..., Result], page: Path) -> None:
    parts = run("extract", page, "--format", "markdown").stdout.rstrip("\n").split("\n\n")
    assert "# Laksen er tidlig ute" in parts
    assert "## Kaldt vann" in parts
    assert "- Sesongen varer til august, sier grunneierlaget." in parts
    assert parts[-1] == f"<{page.as_uri()}>"


def test_text_is_title_and_body(run: Callable[..., Result], page: Path) -> None:
    lines = run("extract", page, "--format", "text").stdout.splitlines()
    assert lines[:3] == ["Laksen er tidlig ute", PARAGRAPH, "Kaldt vann"]


def test_a_page_without_article_is_shown_and_needs_a_look(run: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "empty.html"
    path.write_text("<html><body></body></html>", encoding="utf-8")
    result = run("extract", path)
    assert result.exit_code == 1
    assert result.stderr == f"Look: {path}: no title and no body found; is it an article's page?\n"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "no such file. Check the path; an address begins with https://."),
        (b"%PDF-1.7\n\0\1\2", "holds no HTML. Give a page saved as HTML from a browser."),
        (b"bare tekst, 1 < 2", "holds no HTML. Give a page saved as HTML from a browser."),
    ],
)
def test_what_is_no_page_is_said_so(
    content: bytes | None, sentence: str, run: Callable[..., Result], tmp_path: Path
) -> None:
    path = tmp_path / "laks.html"
    if content is not None:
        path.write_bytes(content)
    result = run("extract", path)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"Error: {path}: {sentence}\n")


def test_an_address_is_fetched_after_its_robots_txt(run: Callable[..., Result], web: TableServer) -> None:
    web.answers["/laks"] = (302, "text/html", b"/artikkel/laks")
    web.answers["/artikkel/laks"] = (200, "text/html; charset=utf-8", PAGE.encode())
    result = run("extract", f"{web.address}/laks", "--json")
    assert json.loads(result.stdout)["url"] == f"{web.address}/artikkel/laks"
    assert [path for path, _ in web.asked] == ["/robots.txt", "/laks", "/artikkel/laks"]
    assert all("nyhetsarkiv" in agent.lower() for _, agent in web.asked)


@pytest.mark.parametrize(
    ("answers", "exit_code", "sentence"),
    [
        (
            {"/robots.txt": (200, "text/plain", b"User-agent: *\nDisallow: /laks\n")},
            1,
            "asks robots not to fetch it. Save the page in a browser and give the file.",
        ),
        ({"/robots.txt": (503, "text/plain", b"")}, 1, "so what it allows is unknown. Try again later."),
        ({}, 1, "the server answers 404 Not Found. Check the address in a browser."),
        (
            {"/laks": (200, "application/pdf", b"%PDF")},
            2,
            "is application/pdf, not HTML. Give the address of an article's page.",
        ),
        ({"/laks": (302, "text/html", b"ftp://fjordposten.example/laks")}, 1, "leads away from the web"),
    ],
    ids=["forbidden", "robots unknown", "not found", "not html", "leaves the web"],
)
def test_an_address_that_gives_no_page(
    answers: dict[str, tuple[int, str, bytes]],
    exit_code: int,
    sentence: str,
    run: Callable[..., Result],
    web: TableServer,
) -> None:
    web.answers.update(answers)
    result = run("extract", f"{web.address}/laks")
    assert (result.exit_code, result.stdout) == (exit_code, "")
    assert result.stderr.startswith("Error: ")
    assert sentence in result.stderr
    assert result.stderr.count("\n") == 1


def test_no_network_is_said_so(run: Callable[..., Result]) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}/laks"
        result = run("extract", address)
    assert result.exit_code == 1
    assert "(Connection refused). Check the address and the network." in result.stderr
