from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result

from archive.opening import open_archive
from archive.records import ArticleRecord
from tests.archive.archive_under_test import begin

MORNING, NOON = "2024-05-03T06:00:00+00:00", "2024-05-03T12:00:00+00:00"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Two publications: one crawled with an article and two problems, one whose crawl was killed."""
    path = tmp_path / "archive.db"
    with closing(open_archive(path)) as connection:
        begun = begin(connection, at=MORNING)
        article = ArticleRecord("https://fjordposten.example/laks", "Laks", "Tekst.", published=MORNING)
        begun.store_own(article, MORNING)
        for number in (1, 2):
            lost = f"https://fjordposten.example/{number}"
            begun.store(None, MORNING, lost, status=404, problem="HTTP status 404.")
        begun.writer.finish_crawl(begun.crawl_id, NOON, "finished", {"pages": 3, "new": 1, "problems": 2})
        begin(connection, "fjellposten", NOON)
    return path


def test_status_in_plain_lines(run: Callable[..., Result], archive: Path) -> None:
    result = run("status", "--archive", archive)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "site\tarticles\tnewest\tlast crawl\tended\tproblems",
        "fjellposten\t0\t\t2024-05-03 12:00\tunfinished\t0",
        "fjordposten\t1\t2024-05-03\t2024-05-03 06:00\tfinished\t2",
        "",
        "site\tproblem in the last crawl\ttimes\tfor example",
        "fjordposten\tHTTP status 404.\t2\thttps://fjordposten.example/1",
        "",
        "1 article, 0 earlier texts kept, 3 fetches logged.",
    ]


def test_status_for_machines(run: Callable[..., Result], archive: Path) -> None:
    values = json.loads(run("status", "--archive", archive, "--json").stdout)
    assert (values["archive"], values["articles"], values["fetches"]) == (str(archive), 1, 3)
    assert [(site["name"], site["last_reason"]) for site in values["sites"]] == [
        ("fjellposten", None),
        ("fjordposten", "finished"),
    ]


def test_the_archive_can_be_named_in_the_environment(
    run: Callable[..., Result], archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NYHETSARKIV_ARCHIVE", str(archive))
    assert json.loads(run("status", "--json").stdout)["archive"] == str(archive)


def test_no_archive_yet(run: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    result = run("status", "--archive", path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"Error: {path}: there is no archive yet. A crawl makes one: nyhetsarkiv crawl NAME.\n"
    )
    assert not path.exists()


DIARY, NOISE = "Kjære dagbok".encode(), b"SQLite format 3\0" + b"\xff" * 4096


@pytest.mark.parametrize(
    ("command", "content"),
    [
        ("status", b""),  # a crawl makes an archive of an empty file
        *(
            (command, content)
            for command in ("status", "crawl packnews --contact a@b.no")
            for content in (DIARY, NOISE)
        ),
    ],
)
def test_a_file_that_is_no_archive_is_left_alone(
    command: str, content: bytes, run: Callable[..., Result], tmp_path: Path
) -> None:
    path = tmp_path / "diary.txt"
    path.write_bytes(content)
    result = run(*command.split(), "--archive", path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"Error: {path}: this file is not a Nyhetsarkiv archive. Give another path with --archive; "
        "nothing was changed.\n"
    )
    assert path.read_bytes() == content


def test_a_folder_is_no_archive(run: Callable[..., Result], tmp_path: Path) -> None:
    result = run("status", "--archive", tmp_path)
    assert result.exit_code == 2
    assert f"File '{tmp_path}' is a directory." in result.stderr


def test_a_damaged_archive_is_said_so(run: Callable[..., Result], archive: Path) -> None:
    content = bytearray(archive.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    archive.write_bytes(content)
    result = run("status", "--archive", archive)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Error: {archive}: a page of it is damaged. Restore a backup")
