from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version

import click
import pytest
from click.testing import Result

from nyhetsarkiv import errors
from nyhetsarkiv.cli import COMMANDS, cli


def python(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)


def every_command(of: click.Group = cli, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """All commands with their words, those of the families too."""
    context = click.Context(of)
    for name in of.list_commands(context):
        command = of.get_command(context, name)
        assert command is not None
        yield f"{before}{name}", command
        if isinstance(command, click.Group):
            yield from every_command(command, f"{name} ")


def test_help_lists_every_command_and_imports_none() -> None:
    code = (
        "import sys; from nyhetsarkiv.cli import cli\n"
        "try: cli(['--help'])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('scrapy', 'rich', 'bs4', 'sqlite_utils') if m in sys.modules], file=sys.stderr)"
    )
    answer = python("-c", code)
    assert answer.stderr == "[]\n"
    assert [line.split()[0] for line in answer.stdout.split("Commands:\n")[1].splitlines()] == list(COMMANDS)


@pytest.mark.parametrize("words", [("sites", "list"), ("sites", "show", "packnews"), ("archive", "--help")])
def test_a_command_loads_nothing_that_others_need(words: tuple[str, ...]) -> None:
    code = (
        "import sys; from nyhetsarkiv.cli import cli\n"
        f"try: cli({list(words)})\n"
        "except SystemExit: pass\n"
        "heavy = ('scrapy', 'aiohttp', 'bs4', 'dateparser', 'sqlite_utils', 'crawler.parsers')\n"
        "print([m for m in heavy if m in sys.modules], file=sys.stderr)"
    )
    assert python("-c", code).stderr == "[]\n"


def test_the_module_is_the_command() -> None:
    answer = python("-m", "nyhetsarkiv", "--version")
    assert (answer.returncode, answer.stdout) == (0, f"nyhetsarkiv {version('nyhetsarkiv')}\n")


@pytest.mark.parametrize(("words", "command"), list(every_command()), ids=lambda value: str(value))
def test_every_command_says_what_it_does_and_what_each_option_is_for(
    words: str, command: click.Command, run: Callable[..., Result]
) -> None:
    result = run(*words.split(), "--help")
    assert result.exit_code == 0
    assert command.help
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
    assert [option.name for option in options if not option.help] == []


def test_an_unknown_command_is_answered_with_the_nearest(run: Callable[..., Result]) -> None:
    near = (("statsu", "status"), ("sites", "lst", "list"), ("archive", "chek", "check"))
    for *family, wrong, right in near:
        result = run(*family, wrong)
        assert result.exit_code == errors.WRONG_USAGE
        assert f"No such command '{wrong}'. Did you mean '{right}'?" in result.stderr


def test_quiet_and_verbose_exclude_each_other(run: Callable[..., Result]) -> None:
    result = run("sites", "list", "-q", "-v")
    assert result.exit_code == errors.WRONG_USAGE
    assert "-q and -v exclude each other" in result.stderr


def test_a_fault_of_our_own_is_one_sentence_and_vv_shows_where(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nyhetsarkiv.commands.sites_list.site_names", lambda: 1 / 0)
    result = run("sites", "list")
    assert result.exit_code == errors.NEEDS_A_LOOK
    assert result.stderr == (
        "Error: ZeroDivisionError: division by zero. This is a fault in nyhetsarkiv; "
        "-vv shows where it happened, for a report.\n"
    )
    assert isinstance(run("sites", "list", "-vv").exception, ZeroDivisionError)
