from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

DAY = "20"  # every date of the demo begins with it
PROGRESS = r"\w+: \d+ pages?, \d+ articles?, \d+ errors?, [\d.]+ pages/s"


def run_in(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def demo(folder: Path) -> subprocess.CompletedProcess[str]:
    """The demo, called by its script as a user does."""
    return run_in(folder, str(Path(sys.executable).with_name("nyhetsarkiv")), "demo")


def test_the_demo_finds_three_publications(demo: subprocess.CompletedProcess[str]) -> None:
    assert demo.returncode == 0
    said, *progress = demo.stderr.splitlines()
    assert said == "Crawling three demo publications on this machine into data/demo.db ..."
    assert all(re.fullmatch(PROGRESS, line) for line in progress), "on a busy machine it tells how far it is"
    header, *lines = demo.stdout.split("\n\n")[0].splitlines()
    assert header.split("\t")[:2] == ["publication", "articles"]
    rows = [line.split("\t") for line in lines]
    assert [row[:2] for row in rows] == [
        ["Byggposten", "12"],
        ["Emballasjenytt", "12"],
        ["Havbruksbladet", "12"],
    ]
    assert all(int(count) > 0 for row in rows for count in row[2:5])
    assert all(day.startswith(DAY) for row in rows for day in row[5:])


def test_the_commands_it_proposes_work_when_pasted(
    demo: subprocess.CompletedProcess[str], folder: Path
) -> None:
    proposed = [line.strip() for line in demo.stdout.splitlines() if line.startswith("  ")]
    *three, browser, live = proposed
    assert len(three) == 3
    assert live.endswith("nyhetsarkiv crawl packnews --contact you@example.org")
    assert browser.endswith("nyhetsarkiv serve --archive data/demo.db --open")
    for command in three:
        result = run_in(folder, *shlex.split(command))
        assert result.returncode == 0, (command, result.stderr)
        assert len(result.stdout.splitlines()) >= 4, command


def test_a_second_demo_begins_anew(demo: subprocess.CompletedProcess[str], folder: Path) -> None:
    again = run_in(folder, sys.executable, "-m", "nyhetsarkiv", "demo")
    assert again.returncode == 0
    assert again.stdout.split("\n\n")[0] == demo.stdout.split("\n\n")[0]


def test_a_file_in_its_place_that_is_no_archive_is_left_alone(tmp_path: Path) -> None:
    diary = tmp_path / "data" / "demo.db"
    diary.parent.mkdir()
    diary.write_text("Kjære dagbok", encoding="utf-8")
    result = run_in(tmp_path, sys.executable, "-m", "nyhetsarkiv", "demo")
    assert result.returncode == 2
    assert "data/demo.db: this file is not a Nyhetsarkiv archive." in result.stderr
    assert diary.read_text(encoding="utf-8") == "Kjære dagbok"


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_on_a_terminal_there_is_a_table_and_live_progress(tmp_path: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    environment = os.environ | {"TERM": "xterm-256color", "COLUMNS": "100"}
    with subprocess.Popen(
        [sys.executable, "-m", "nyhetsarkiv", "demo"],
        cwd=tmp_path,
        stdout=theirs,
        stderr=theirs,
        env=environment,
    ) as process:
        os.close(theirs)
        printed = b""
        try:
            while chunk := os.read(ours, 65536):
                printed += chunk
        except OSError:  # Linux's way to say that the other side has closed
            pass
    os.close(ours)
    text = printed.decode()
    assert process.returncode == 0
    assert "12 articles" in text
    assert "pages/s" in text
    assert "─────" in text
