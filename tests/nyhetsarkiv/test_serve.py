"""`nyhetsarkiv serve` says where it is, or why it is not, and ends when it is told to."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from archive.opening import open_archive
from tests.archive.filling import damage_table, fill
from tests.archive.front.filled import fill_with_long_texts
from tests.nyhetsarkiv.conftest import Run

_LOOPBACK = "0100007F"  # as /proc/net/tcp writes 127.0.0.1


@contextmanager
def serving(*words: object, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """The command in a process of its own, killed at the end of the block if it still runs."""
    command = [sys.executable, "-m", "nyhetsarkiv", "serve", *map(str, words)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=os.environ | environment, **pipes) as process:  # type: ignore[call-overload]
        try:
            yield process
        finally:
            process.kill()


def told(process: subprocess.Popen[str]) -> dict[str, str]:
    """What --json says as soon as it listens."""
    assert process.stdout is not None
    values: dict[str, str] = json.loads("".join(iter(process.stdout.readline, "}\n")) + "}")
    return values


def read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:
        text: str = answer.read().decode()
    return text


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_the_demo_is_served_until_it_is_ended(demo_archive: Path, ending: signal.Signals) -> None:
    with serving("--archive", demo_archive, "--port", "0", "--json") as process:
        values = told(process)
        assert values["archive"] == str(demo_archive)
        assert "36</strong> articles in the archive" in read(values["address"])
        process.send_signal(ending)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (0, "", "")


def test_it_ends_at_once_while_a_file_is_taken(tmp_path: Path) -> None:
    fill_with_long_texts(tmp_path / "archive.db")
    with (
        serving("--archive", tmp_path / "archive.db", "--port", "0", "--json") as process,
        urllib.request.urlopen(f"{told(process)['address']}articles.csv", timeout=30) as taking,
    ):
        taking.read(1000)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (0, "", "")


def test_it_says_where_it_is_and_opens_a_browser_there(empty_archive: Path, tmp_path: Path) -> None:
    opened = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" > {opened}\n', encoding="utf-8")
    browser.chmod(0o755)
    with serving("--archive", empty_archive, "--port", "0", "--open", BROWSER=str(browser)) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        address = line.split(" is at ")[1].split(" ")[0]
        assert line == f"{empty_archive} is at {address} (Ctrl-C ends it).\n"
        assert "The archive holds no article yet." in read(address)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
    assert opened.read_text(encoding="utf-8") == address


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="needs Linux's list of sockets")
def test_nothing_but_loopback_is_listened_on(empty_archive: Path) -> None:
    with serving("--archive", empty_archive, "--port", "0", "--json") as process:
        port = int(told(process)["address"].rstrip("/").rpartition(":")[2])
        hosts = [
            local.partition(":")[0]
            for kind in ("tcp", "tcp6")
            for local in (line.split()[1] for line in Path(f"/proc/net/{kind}").read_text().splitlines()[1:])
            if int(local.rpartition(":")[2], 16) == port
        ]
    assert set(hosts) == {_LOOPBACK}


def test_a_port_that_is_taken_is_said(run: Run, empty_archive: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        port = other.getsockname()[1]
        result = run("serve", "--archive", empty_archive, "--port", port)
    assert (result.exit_code, result.stderr) == (
        2,
        f"Error: Port {port} of 127.0.0.1 cannot be used: another program listens there. "
        "Give another with --port.\n",
    )


def other_file(path: Path) -> None:
    path.write_text("laks " * 1000, encoding="utf-8")


def damaged(path: Path) -> None:
    fill(path)
    damage_table(path, "articles")


@pytest.mark.parametrize(
    ("make", "exit_code", "sentence"),
    [
        (None, 2, "there is no archive yet. A crawl makes one: nyhetsarkiv crawl NAME."),
        (other_file, 2, "this file is not a Nyhetsarkiv archive."),
        (damaged, 1, "a page of it is damaged."),
    ],
)
def test_an_archive_that_cannot_be_read_is_said_before_anything_is_served(
    run: Run, tmp_path: Path, make: Callable[[Path], None] | None, exit_code: int, sentence: str
) -> None:
    path = tmp_path / "archive.db"
    if make is not None:
        make(path)
    result = run("serve", "--archive", path, "--port", "0")
    assert (result.exit_code, result.stdout) == (exit_code, "")
    assert result.stderr.startswith(f"Error: {path}: {sentence}")


def test_an_archive_of_a_newer_version_is_refused(run: Run, empty_archive: Path) -> None:
    with closing(open_archive(empty_archive)) as db:
        db.execute("INSERT INTO _sqlite_migrations SELECT 99, 'nyhetsarkiv', 'm99', ''")
    result = run("serve", "--archive", empty_archive, "--port", "0")
    assert (result.exit_code, "written by a newer version" in result.stderr) == (2, True)


def test_a_port_is_a_number(run: Run) -> None:
    assert run("serve", "--port", "65536").exit_code == 2
