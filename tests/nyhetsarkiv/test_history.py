from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

from archive.opening import open_archive
from archive.records import ArticleRecord
from tests.archive.archive_under_test import begin

URL = "https://fjordposten.example/laks"
MONDAY, TUESDAY, FRIDAY = (f"2024-05-{day:02}T10:00:00+02:00" for day in (6, 7, 10))
BODY = "Kommunen sier ja til slakteriet.\nNaboene er glade.\nDet koster 20 millioner."
SAID = "2024-05-06T08:00:00+02:00"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An article that was edited twice: once openly, once without a word."""
    path = tmp_path / "archive.db"
    first = ArticleRecord(URL, "Ja til slakteri", BODY, aliases=("https://fjordposten.example/?p=17",))
    second = replace(first, body=BODY.replace("20", "25"), updated=SAID)
    third = replace(second, title="Nei til slakteri", body=second.body.replace("sier ja", "sier nei"))
    with closing(open_archive(path)) as connection:
        begun = begin(connection)
        for at, text in ((MONDAY, first), (TUESDAY, second), (FRIDAY, third)):
            begun.store_own(text, at)
        begun.store(third, FRIDAY, "https://fjordposten.example/flyttet")
    return path


def test_history_in_plain_lines(run: Callable[..., Result], archive: Path) -> None:
    result = run("history", URL, "--archive", archive)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        URL,
        f"fjordposten; 2 changes seen; last seen {FRIDAY}",
        "",
        f"1. seen {MONDAY} (the page names no time of change)",
        "Ja til slakteri",
        "... 3 paragraphs; -v prints them ...",
        "",
        f"2. seen {TUESDAY} (the page says updated {SAID})",
        "... 2 paragraphs unchanged ...",
        "Det koster [-20-] {+25+} millioner.",
        "",
        f"3. seen {FRIDAY} (the page says updated {SAID}; a silent edit: the page said the same before)",
        "title: [-Ja-] {+Nei+} til slakteri",
        "Kommunen sier [-ja-] {+nei+} til slakteriet.",
        "... 2 paragraphs unchanged ...",
    ]


def test_v_prints_the_paragraphs_that_stayed(run: Callable[..., Result], archive: Path) -> None:
    lines = run("history", URL, "--archive", archive, "-v").stdout.splitlines()
    assert lines[4:8] == ["Ja til slakteri", *BODY.split("\n")]
    assert lines.count("Naboene er glade.") == 3
    assert not [line for line in lines if line.startswith("...")]


@pytest.mark.parametrize(
    "url",
    [
        "https://fjordposten.example/?p=17",
        "https://fjordposten.example/flyttet",
        "fjordposten.example/laks",
        "https://fjordposten.example/laks/",
        "https://FJORDPOSTEN.example/laks?utm_source=nyhetsbrev#kommentarer",
    ],
)
def test_any_address_of_the_article_finds_it(url: str, run: Callable[..., Result], archive: Path) -> None:
    result = run("history", url, "--archive", archive, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["url"] == URL


def test_history_for_machines(run: Callable[..., Result], archive: Path) -> None:
    values = json.loads(run("history", URL, "--archive", archive, "--json").stdout)
    assert [
        (text["seen"], text["title"], text["updated"], text["silent"], list(text["changes"] or []))
        for text in values["versions"]
    ] == [
        (MONDAY, "Ja til slakteri", None, False, []),
        (TUESDAY, "Ja til slakteri", SAID, False, ["body"]),
        (FRIDAY, "Nei til slakteri", SAID, True, ["title", "body"]),
    ]
    assert values["versions"][2]["changes"]["body"] == [
        [
            {"kind": "same", "text": "Kommunen sier"},
            {"kind": "gone", "text": "ja"},
            {"kind": "new", "text": "nei"},
            {"kind": "same", "text": "til slakteriet."},
        ]
    ]


@pytest.mark.parametrize(
    ("url", "hint"),
    [
        ("https://fjordposten.example/lask", f"The nearest one known is {URL}."),
        ("fjordposten.example/lask", f"The nearest one known is {URL}."),
        ("https://fjellposten.example/laks", "Look for it with: nyhetsarkiv search WORDS."),
        ("laks", "Look for it with: nyhetsarkiv search WORDS."),
    ],
)
def test_an_unknown_address_is_answered_with_the_nearest(
    url: str, hint: str, run: Callable[..., Result], archive: Path
) -> None:
    result = run("history", url, "--archive", archive)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"Error: {url}: the archive has no article at this address. {hint}\n"


def test_on_a_terminal_colours_take_the_place_of_marks(archive: Path) -> None:
    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "nyhetsarkiv", "history", URL, "--archive", str(archive)]
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"}
    with subprocess.Popen(words, stdout=theirs, env=environment) as process:
        os.close(theirs)
        shown = b""
        while chunk := _read(ours):
            shown += chunk
    assert process.returncode == 0
    assert b"\x1b[9;31mja\x1b[0m \x1b[1;32mnei\x1b[0m" in shown
    assert b"[-" not in shown


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says so when the other end is closed
        return b""
