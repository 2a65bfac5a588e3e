from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import Result
from rich.console import Console

from archive.opening import open_archive
from nyhetsarkiv.commands import report as command
from tests.archive.archive_under_test import begin
from tests.archive.report.corpus import BARE, fill

LOOK = (
    "stum: no article since 2024-04-23, 10 days before its last crawl; "
    "the longest pause of the year before was 1 day."
)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """The small corpus, in which nothing needs a look."""
    path = tmp_path / "archive.db"
    with closing(open_archive(path)) as connection:
        fill(connection)
    return path


@pytest.fixture
def silent(archive: Path) -> Path:
    """The same, with a publication that fell silent."""
    with closing(open_archive(archive)) as connection:
        begun = begin(connection, "stum", "2024-05-03T06:00:00+00:00")
        for ago in range(8):
            day = datetime(2024, 4, 23, 12, tzinfo=UTC) - timedelta(days=ago)
            article = replace(BARE, url=f"https://stum.example/{ago}", published=day.isoformat())
            begun.store_own(article, "2024-05-03T06:00:00+00:00")
        begun.writer.finish_crawl(begun.crawl_id, "2024-05-03T07:00:00+00:00", "finished", {"pages": 8})
    return archive


def today() -> str:
    return datetime.now(ZoneInfo("Europe/Oslo")).date().isoformat()


def test_plain_lines_when_piped(run: Callable[..., Result], archive: Path) -> None:
    result = run("report", "--archive", archive)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[:5] == ["Report on archive.db", f"Made on {today()}.", "", "What needs a look", "Nothing."]
    assert "fjordposten\t4\t67\t2023-12-31\t2024-05-02\t1" in lines
    assert "fjordposten\t100\t25\t100\t50\t75\t25\t50\t25" in lines


@pytest.mark.parametrize("width", [80, 120])
def test_tables_on_a_terminal(
    run: Callable[..., Result], silent: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setattr(
        command, "console", lambda: Console(force_terminal=True, width=width, color_system=None)
    )
    result = run("report", "--archive", silent)
    lines = [line.rstrip() for line in result.stdout.splitlines()]
    assert max(map(len, lines)) <= width
    assert " ".join(lines[4:6]).startswith(f"- {LOOK[:60]}")
    assert any(line.split() == ["2024-04", "8", "█" * 40] for line in lines)


def test_what_needs_a_look_is_the_exit_code(run: Callable[..., Result], silent: Path) -> None:
    result = run("report", "--archive", silent)
    assert (result.exit_code, result.stderr) == (1, "")
    assert f"- {LOOK}" in result.stdout.splitlines()
    result = run("report", "--format", "json", "--archive", silent)
    assert (result.exit_code, result.stderr) == (1, f"Look: {LOOK}\n")
    assert run("report", "--site", "fjordposten", "--archive", silent).exit_code == 0


def test_json_for_machines(run: Callable[..., Result], archive: Path) -> None:
    result = run("report", "--json", "--until", "2024-05-01", "--archive", archive)
    values = json.loads(result.stdout)
    assert (
        result.stdout
        == run("report", "--format", "json", "--until", "2024-05-01", "--archive", archive).stdout
    )
    assert (values["archive"], values["made"], values["looks"]) == ("archive.db", today(), [])
    assert values["choice"] == {"sites": [], "since": None, "until": "2024-05-01"}
    assert (values["all"]["articles"], values["all"]["last"]) == (2, "2024-05-01")
    fjord = values["publications"][1]
    assert (fjord["name"], fjord["title"], fjord["languages"]) == (
        "fjordposten",
        "Fjordposten",
        {"nb": 1, "nn": 1},
    )
    assert fjord["months"]["2023-12"]["having"]["authors"] == 1
    assert fjord["edits"] == {"articles": 1, "texts": 1, "silent": 1}
    assert values["authors"]["most"][0] == {"name": "Kari Nordmann", "articles": 2, "sites": 1}


@pytest.mark.parametrize(
    ("name", "begins"),
    [("r.md", "# Report on archive.db\n"), ("r.html", "<!doctype html>\n"), ("r.json", "{\n")],
)
def test_a_file_whose_ending_says_the_format(
    run: Callable[..., Result], archive: Path, tmp_path: Path, name: str, begins: str
) -> None:
    out = tmp_path / "reports" / name
    for _ in range(2):  # next Monday's takes its place
        result = run("report", "--out", out, "--archive", archive)
        assert (result.exit_code, result.stdout, result.stderr) == (0, f"The report is in {out}.\n", "")
    assert out.read_text(encoding="utf-8").startswith(begins)
    assert [path.name for path in out.parent.iterdir()] == [name]


def test_a_file_and_the_looks_on_stderr(run: Callable[..., Result], silent: Path, tmp_path: Path) -> None:
    result = run(
        "report", "-q", "--format", "markdown", "--out", tmp_path / "report.txt", "--archive", silent
    )
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"Look: {LOOK}\n")
    assert f"- {LOOK}" in (tmp_path / "report.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ("--site", "fjord"),
            "Error: 'fjord' is no publication in this archive: it has fjellposten, fjordposten.",
        ),
        (("--since", "2024-05-02", "--until", "2024-05-01"), "Usage:"),
        (("--format", "pdf"), "Usage:"),
        (("--json", "--format", "html"), "Usage:"),
        (("--out", "report.txt"), "Usage:"),
        (("--out", "."), "Usage:"),
    ],
)
def test_what_cannot_be_told_is_refused_in_one_sentence(
    run: Callable[..., Result], archive: Path, words: tuple[str, ...], sentence: str
) -> None:
    result = run("report", *words, "--archive", archive)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(sentence)


def test_the_archive_is_not_written_over(run: Callable[..., Result], archive: Path) -> None:
    before = archive.read_bytes()
    result = run("report", "--format", "html", "--out", archive, "--archive", archive)
    assert result.exit_code == 2
    assert "is the archive itself" in result.stderr
    assert archive.read_bytes() == before


def test_an_empty_archive_and_none(run: Callable[..., Result], empty_archive: Path, tmp_path: Path) -> None:
    result = run("report", "--archive", empty_archive)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "0 articles of 0 publications." in result.stdout
    for form in ("markdown", "html", "json"):
        assert run("report", "--format", form, "--archive", empty_archive).exit_code == 0
    result = run("report", "--archive", tmp_path / "none.db")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "there is no archive yet" in result.stderr
