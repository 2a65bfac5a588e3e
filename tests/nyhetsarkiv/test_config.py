"""The settings in force are shown from where they are defined, and none that a guide names is missing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import Result
from rich.console import Console

from crawler import settings as crawl_settings
from nyhetsarkiv.cli import cli
from nyhetsarkiv.commands import config as command
from tests.archive.permissions import ordinary_user

PROJECT = Path(__file__).parents[2]
CONTACT = ("--contact", "kari@example.org")


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NYHETSARKIV_ARCHIVE", "NYHETSARKIV_CONTACT"):
        monkeypatch.delenv(name, raising=False)


def settings(result: Result) -> dict[str, dict[str, Any]]:
    groups = json.loads(result.stdout)["groups"]
    return {setting["name"]: setting for group in groups for setting in group["settings"]}


@pytest.fixture
def shown(run: Callable[..., Result], tmp_path: Path) -> dict[str, dict[str, Any]]:
    return settings(run("config", "--json", *CONTACT, "--archive", tmp_path / "archive.db"))


def commands(group: click.Group) -> Iterator[click.Command]:
    """Every command there is, those of families too."""
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        assert found is not None
        yield from commands(found) if isinstance(found, click.Group) else (found,)


def test_every_setting_that_the_operators_guide_names_is_shown(shown: dict[str, dict[str, Any]]) -> None:
    guide = (PROJECT / "docs" / "operator.md").read_text(encoding="utf-8")
    _, _, section = guide.partition("## Settings\n")
    named = set(re.findall(r"`([A-Z][A-Z_]+)`", guide))
    named |= set(re.findall(r"`([a-z_]+)`", section.partition("\n## ")[0].partition("| ---")[2])) - {"warc"}
    assert {"REVISITS", "GONE_AFTER", "NYHETSARKIV_ARCHIVE", "obey_tdm"} <= named
    told = {*shown, *re.findall(r"[A-Z_]{5,}", " ".join(setting["change"] for setting in shown.values()))}
    assert named - told == set()


def test_every_variable_that_an_option_reads_is_shown(shown: dict[str, dict[str, Any]]) -> None:
    read = {str(one.envvar) for command in commands(cli) for one in command.params if one.envvar}
    assert "NYHETSARKIV_ARCHIVE" in read
    assert {name for name in read if not any(name in one["change"] for one in shown.values())} == set()


def test_every_plain_setting_of_a_crawl_has_a_reason_and_is_shown(shown: dict[str, dict[str, Any]]) -> None:
    numbers = {
        name
        for name, value in vars(crawl_settings).items()
        if name.isupper() and isinstance(value, int | float) and value and not isinstance(value, bool)
    }
    assert numbers - set(shown) == set()
    assert shown["DOWNLOAD_TIMEOUT"]["value"] == crawl_settings.DOWNLOAD_TIMEOUT
    assert shown["GONE_AFTER"]["about"].startswith("seconds between two times that a page is missing")
    assert not any("scrapy." in str(setting["value"]) for setting in shown.values())


def test_it_is_said_where_a_value_comes_from(
    run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert settings(run("config", "--json"))["archive"]["source"] == "default"
    monkeypatch.setenv("NYHETSARKIV_ARCHIVE", str(tmp_path / "a.db"))
    monkeypatch.setenv("NYHETSARKIV_CONTACT", "kari@example.org")
    found = settings(run("config", "--json"))
    assert (found["archive"]["source"], found["archive"]["value"]) == (
        "NYHETSARKIV_ARCHIVE",
        str(tmp_path / "a.db"),
    )
    assert found["user agent"]["value"] == "Nyhetsarkiv/0.1 (+kari@example.org)"
    assert found["raw copies"]["value"] == str(tmp_path / "warc")
    found = settings(run("config", "--json", "--contact", "ola@example.org"))
    assert (found["contact"]["source"], found["contact"]["value"]) == ("--contact", "ola@example.org")


def test_a_folder_of_its_own_for_raw_copies(
    run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crawl_settings, "WARC_FOLDER", "/srv/warc")
    found = settings(run("config", "--json", "--archive", tmp_path / "archive.db"))
    assert (found["raw copies"]["value"], found["raw copies"]["change"]) == ("/srv/warc", "WARC_FOLDER")


def test_all_well(run: Callable[..., Result], empty_archive: Path, tmp_path: Path) -> None:
    for archive in (empty_archive, tmp_path / "to" / "come.db"):
        result = run("config", *CONTACT, "--archive", archive)
        assert (result.exit_code, result.stderr) == (0, "")
        lines = [line.split("\t") for line in result.stdout.splitlines()]
        assert lines[0] == ["name", "value", "from", "change", "about"]
        assert ["contact", "kari@example.org", "--contact"] in [line[:3] for line in lines]
        assert ["obey_noindex", "true", "default"] in [line[:3] for line in lines]
    assert not (tmp_path / "to").exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "Look: A crawl of packnews needs a contact address that the publisher sees."),
        (("--contact", "kari"), "Look: The contact 'kari' is neither an e-mail address nor a web page."),
    ],
)
def test_without_a_usable_contact_address(
    run: Callable[..., Result], tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    result = run("config", "-q", *words, "--archive", tmp_path / "archive.db")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(sentence)
    assert json.loads(run("config", "--json", *words).stdout)["usable"] is False


def test_an_archive_that_is_none(run: Callable[..., Result], tmp_path: Path) -> None:
    diary = tmp_path / "diary.txt"
    diary.write_text("Kjære dagbok", encoding="utf-8")
    result = run("config", "-q", *CONTACT, "--archive", diary)
    assert result.exit_code == 1
    assert "this file is not a Nyhetsarkiv archive" in result.stderr
    assert diary.read_text(encoding="utf-8") == "Kjære dagbok"


def test_a_folder_that_may_not_be_written(run: Callable[..., Result], folder: Path) -> None:
    folder.chmod(0o555)
    with ordinary_user():
        result = run("config", "-q", *CONTACT, "--archive", folder / "new" / "archive.db")
    assert result.exit_code == 1
    assert result.stderr == (
        f"Look: {folder}/new/archive.db: you may not write to the folder {folder}. "
        "Give another path with --archive.\n"
    )


def test_a_variable_that_nothing_reads_is_pointed_out(
    run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NYHETSARKIV_KONTAKT", "kari@example.org")
    result = run("config", "-q", *CONTACT, "--archive", tmp_path / "archive.db")
    assert result.exit_code == 1
    assert "Did you mean NYHETSARKIV_CONTACT?" in result.stderr


@pytest.mark.parametrize("width", [80, 120])
def test_tables_on_a_terminal(
    run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        command, "console", lambda: Console(force_terminal=True, width=width, color_system=None)
    )
    lines = run("config", *CONTACT).stdout.splitlines()
    assert max(map(len, lines)) <= width
    assert any(line.split()[:2] == ["SCRAPER_SLOT_MAX_ACTIVE_SIZE", "20000000"] for line in lines)
    assert "Write NAME = VALUE under [crawl] in the publication's profile." in lines


def test_extras_that_are_there_and_not(
    run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "nyhetsarkiv.versions.version_of", lambda library: None if library == "pyarrow" else "1"
    )
    found = settings(run("config", "--json", "--archive", tmp_path / "archive.db"))
    assert (found["extra parquet"]["value"], found["extra parquet"]["change"]) == (
        "without pyarrow",
        "pip install 'nyhetsarkiv[parquet]'",
    )
    assert found["extra browser"]["value"] == "there"
    assert (found["scrapy"]["value"], found["nyhetsarkiv"]["value"]) == ("1", "0.1.0")
