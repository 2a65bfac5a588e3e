from __future__ import annotations

import io

import pytest
from rich.console import Console

from nyhetsarkiv.output import bar, counted, print_table, shortened

COLUMNS = ("site", "articles", "for example")
ROWS = [("byggposten", 12, "https://byggposten.example/" + "lang-adresse/" * 6), ("fjellposten", 3, None)]


def test_piped_a_table_is_lines_with_tabs(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(COLUMNS, ROWS, to=Console(file=io.StringIO()), title="Found")
    assert capsys.readouterr().out.splitlines() == [
        "site\tarticles\tfor example",
        f"byggposten\t12\t{ROWS[0][2]}",
        "fjellposten\t3\t",
    ]


def test_on_a_terminal_no_name_or_number_is_broken_and_long_cells_fold() -> None:
    terminal = io.StringIO()
    to = Console(file=terminal, force_terminal=True, width=60, color_system=None)
    print_table(COLUMNS, ROWS, to=to, title="Found")
    lines = terminal.getvalue().splitlines()
    assert lines[0].strip() == "Found"
    assert max(len(line) for line in lines) <= 60
    assert [line.split()[:2] for line in lines if "posten " in line] == [
        ["byggposten", "12"],
        ["fjellposten", "3"],
    ]
    assert "".join(line[24:].strip() for line in lines[3:-1]).endswith("lang-adresse/")


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0 articles"), (1, "1 article"), (12345, "12,345 articles")]
)
def test_counted(number: int, text: str) -> None:
    assert counted(number, "article") == text


def test_counted_with_a_plural_of_its_own() -> None:
    assert counted(2, "fetch", "fetches") == "2 fetches"


@pytest.mark.parametrize(
    ("part", "text"), [(0.0, ""), (1.0, "████"), (0.5, "██"), (0.35, "█▍"), (0.0001, "▏")]
)
def test_a_bar_in_eighths_of_a_character(part: float, text: str) -> None:
    assert bar(part, 4) == text


def test_a_text_is_shortened_where_it_is_too_long() -> None:
    assert (shortened("laks", 4), shortened("torsk", 4)) == ("laks", "tor…")


def test_a_column_of_numbers_stands_to_the_right_where_one_is_missing() -> None:
    terminal = io.StringIO()
    print_table(("n",), [(100,), (None,), (7,)], to=Console(file=terminal, force_terminal=True, width=60))
    assert terminal.getvalue().splitlines()[-1].rstrip() == "  7"


def test_words_in_brackets_stand_as_they_are() -> None:
    terminal = io.StringIO()
    to = Console(file=terminal, force_terminal=True, width=60, color_system=None)
    print_table(("[a]",), [("[bold]Laks[/] [/feil]",)], to=to, title="[red]")
    assert [line.strip() for line in terminal.getvalue().splitlines() if "─" not in line] == [
        "[red]",
        "[a]",
        "[bold]Laks[/] [/feil]",
    ]


def test_of_a_table_that_is_too_wide_nothing_is_cut_off() -> None:
    terminal = io.StringIO()
    to = Console(file=terminal, force_terminal=True, width=40, color_system=None)
    row = ("emballasjenytt", 12, "2026-11-28 00:13", "finished", 34)
    print_table(("site", "crawls", "last", "ended", "pages"), [row], to=to)
    lines = terminal.getvalue().splitlines()
    assert max(map(len, lines)) <= 40
    cells = "".join(lines).replace(" ", "")
    assert sorted(cells.replace("─", "")) == sorted(
        "sitecrawlslastendedpages" + "".join(map(str, row)).replace(" ", "")
    )
