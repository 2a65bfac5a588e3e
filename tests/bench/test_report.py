"""The tables in the guides are replaced where they are marked, and nothing else is touched."""

from __future__ import annotations

import pytest

from bench.report import GUIDES, put

GUIDE = "# Speed\n\n<!-- bench: speed -->\nof last year\n<!-- end -->\n\nGoal: ten times.\n"


def test_a_marked_table_is_replaced() -> None:
    assert put(GUIDE, {"speed": "| a | b |", "quality": "| c |"}) == (
        "# Speed\n\n<!-- bench: speed -->\n| a | b |\n<!-- end -->\n\nGoal: ten times.\n"
    )


def test_replacing_twice_gives_the_second_table_alone() -> None:
    assert put(put(GUIDE, {"speed": "first"}), {"speed": "second"}) == put(GUIDE, {"speed": "second"})


@pytest.mark.parametrize("name", ["quality", "short", "halves", "speed", "growth"])
def test_every_table_has_its_place_in_a_guide(name: str) -> None:
    assert [guide.name for guide in GUIDES if f"<!-- bench: {name} -->\n" in guide.read_text("utf-8")] != []
