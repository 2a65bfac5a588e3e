from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from crawler.sites.registry import find_site

TABLE = r'''name,title,domain,sector,feeds,article_pattern,notes
fjordposten,Fjordposten,www.fjordposten.example,fisk,https://www.fjordposten.example/feed/ /rss,/sak/\d+,lest
bygdebladet,"Bygdebladet ""Øst""",bygdebladet.example,,,,
'''


def test_import_writes_a_profile_for_each_line(run: Callable[..., Result], tmp_path: Path) -> None:
    table, folder = tmp_path / "blader.csv", tmp_path / "profiler"
    table.write_text(TABLE, encoding="utf-8-sig")
    result = run("sites", "import", table, "--to", folder)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"2 profiles written to {folder}, 0 there already.\n"
    one, other = find_site(str(folder / "fjordposten.toml")), find_site(str(folder / "bygdebladet.toml"))
    assert one.domains == ("www.fjordposten.example", "fjordposten.example")
    assert (one.sector, one.discover.article) == ("fisk", r"/sak/\d+")
    assert one.discover.feeds == ("https://www.fjordposten.example/feed/", "/rss")
    assert (other.title, other.home) == ('Bygdebladet "Øst"', "https://bygdebladet.example/")
    (folder / "bygdebladet.toml").write_text("# min egen", encoding="utf-8")
    assert run("sites", "import", table, "--to", folder).stdout.endswith(", 2 there already.\n")
    assert (folder / "bygdebladet.toml").read_text(encoding="utf-8") == "# min egen"


@pytest.mark.parametrize(
    ("text", "exit_code", "sentence"),
    [
        ("navn;tittel\n", 2, "has no column name and no column title and no column domain."),
        ("name,title,domain\nÆ,Blad,blad.example\n", 1, "line 2: the profile's name 'Æ' may hold only a-z"),
        ("name,title,domain\n../x,Blad,blad.example\n", 1, "line 2: the profile's name '../x' may"),
        ("name,title,domain\nblad,Blad,\n", 1, "line 2: the key 'domains' is missing."),
        ("name,title,domain,article_pattern\nblad,Blad,b.example,(\n", 1, "not a valid regular expression"),
    ],
)
def test_a_line_that_is_wrong_is_named(
    text: str, exit_code: int, sentence: str, run: Callable[..., Result], tmp_path: Path
) -> None:
    table = tmp_path / "blader.csv"
    table.write_text(text, encoding="utf-8")
    result = run("sites", "import", table, "--to", tmp_path / "profiler")
    assert result.exit_code == exit_code
    assert sentence in result.stderr
    assert list(tmp_path.rglob("*.toml")) == []


def test_a_table_that_is_not_there_is_wrong_usage(run: Callable[..., Result], tmp_path: Path) -> None:
    result = run("sites", "import", tmp_path / "nei.csv", "--to", tmp_path / "profiler")
    assert result.exit_code == 2
    assert "cannot be read (" in result.stderr
