from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from crawler.sites.registry import site_names

PROFILE = 'title = "Fjordposten"\nhome = "https://fjordposten.example/"\ndomains = ["fjordposten.example"]\n'


def test_list_names_every_publication_in_plain_lines(run: Callable[..., Result]) -> None:
    header, *lines = run("sites", "list").stdout.splitlines()
    assert header.split("\t") == ["name", "title", "sector", "publisher", "home"]
    assert [line.split("\t")[0] for line in lines] == site_names()


def test_list_for_machines(run: Callable[..., Result]) -> None:
    sites = {site["name"]: site for site in json.loads(run("sites", "list", "--json").stdout)}
    assert sorted(sites) == site_names()
    assert sites["packnews"]["home"] == "https://www.packnews.no/"


def test_show_fills_in_the_defaults(run: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "fjordposten.toml"
    path.write_text(PROFILE, encoding="utf-8")
    lines = run("sites", "show", path).stdout.splitlines()
    assert "domains\tfjordposten.example" in lines
    assert "crawl.delay\t2.0" in lines
    assert json.loads(run("sites", "show", path, "--json").stdout)["crawl"]["delay"] == 2.0


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "paknews",
            "Error: There is no publication 'paknews'. Did you mean packnews? "
            "A profile of your own is given by its path, as in ./mine.toml.\n",
        ),
        ("./mine.toml", "Error: mine.toml: no such profile file. Check the path.\n"),
    ],
)
def test_an_unknown_publication_is_wrong_usage(name: str, sentence: str, run: Callable[..., Result]) -> None:
    result = run("sites", "show", name)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", sentence)


def test_a_wrong_key_is_named_with_its_file_and_the_allowed_ones(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    path = tmp_path / "fjordposten.toml"
    path.write_text(PROFILE + "[crawl]\nspeed = 3\n", encoding="utf-8")
    result = run("sites", "show", path)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"Error: {path}: [crawl] unknown key 'speed'. Allowed here: delay, ")
