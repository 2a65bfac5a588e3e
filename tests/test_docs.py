"""The guides say what is so: commands exist, queries run, links lead somewhere."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import click
import pytest

from docs.stages import PICTURE, picture
from nyhetsarkiv.cli import COMMANDS, cli

PROJECT = Path(__file__).parents[1]
GUIDES = [PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *sorted(PROJECT.glob("docs/*.md"))]
SPEAKING_OF_COMMANDS = [*GUIDES, PROJECT / "CHANGELOG.md", *sorted(PROJECT.glob("deploy/*"))]
_CALL = re.compile(r"(?:bin/|`|\$ )nyhetsarkiv ((?!-)[^\n`#]+)")
_SQL = re.compile(r"^```sql\n(.*?)^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
_MAKE = re.compile(r"(?:`|\$ |sudo )make ([a-z-]+)")


def ids(path: Path) -> str:
    return str(path.relative_to(PROJECT)) if isinstance(path, Path) else ""


@pytest.mark.parametrize("guide", SPEAKING_OF_COMMANDS, ids=ids)
def test_every_command_and_option_named_exists(guide: Path) -> None:
    for call in _CALL.findall(guide.read_text(encoding="utf-8")):
        name, *words = call.split()
        assert name.partition("|")[0] in COMMANDS, call
        context = click.Context(cli)
        command: click.Command | None = cli.get_command(context, name)
        if isinstance(command, click.Group) and words:
            assert set(words[0].split("|")) <= set(command.list_commands(context)), call
            command = command.get_command(context, words[0].partition("|")[0])
        assert command is not None
        known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
        assert [word for word in words if word.startswith("-") and word not in known] == [], call


@pytest.mark.parametrize("guide", GUIDES, ids=ids)
def test_every_link_leads_to_a_file(guide: Path) -> None:
    links = _LINK.findall(guide.read_text(encoding="utf-8"))
    assert [link for link in links if not (guide.parent / link).exists()] == []


def test_every_room_of_extraction_named_exists() -> None:
    """Names of files in the guide and in its picture are those of `crawler/parsers/`."""
    told = [PROJECT / "docs" / name for name in ("extraction.md", "stages.svg")]
    rooms = re.findall(r"\b([a-z_]+\.(?:py|toml))\b", "".join(guide.read_text("utf-8") for guide in told))
    assert "running_text.py" in rooms
    assert [room for room in rooms if not (PROJECT / "crawler" / "parsers" / room).exists()] == []


def test_the_picture_of_the_stages_is_made_of_their_list() -> None:
    assert PICTURE.read_text(encoding="utf-8") == picture()


@pytest.mark.parametrize("guide", SPEAKING_OF_COMMANDS, ids=ids)
def test_every_make_target_named_exists(guide: Path) -> None:
    targets = set(
        re.findall(r"^([a-z-]+):", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert set(_MAKE.findall(guide.read_text(encoding="utf-8"))) <= targets


@pytest.mark.parametrize("guide", GUIDES, ids=ids)
def test_every_query_finds_something_in_the_demo(guide: Path, demo_archive: Path) -> None:
    with closing(sqlite3.connect(demo_archive)) as db:
        for query in _SQL.findall(guide.read_text(encoding="utf-8")):
            assert db.execute(query).fetchall(), query


def test_every_dependency_has_its_reason() -> None:
    project = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    reasons = (PROJECT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    names = re.findall(r'^    "([a-z0-9-]+)(?:\[[a-z]+\])?[>=]', project, re.MULTILINE)
    assert "scrapy" in names
    assert [name for name in names if f"| {name} |" not in reasons] == []
