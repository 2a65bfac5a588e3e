from __future__ import annotations

import pytest

from crawler.discovery.sessions import ENOUGH, SESSION, Sessions

HOST = "https://fagbladet.example"
FIRST, SECOND = "s-8f3a9c21", "s-77be01fa"


def read(sessions: Sessions, folder: str, texts: range, said: str = "Sak {}") -> list[str]:
    """Read an article for each number behind a folder; the addresses under which they were met first."""
    return [sessions.first_address(f"{HOST}/{folder}/sak/{n}", said.format(n)) for n in texts]


def test_a_number_that_changes_while_pages_stay_is_a_session() -> None:
    sessions = Sessions()
    read(sessions, FIRST, range(10))
    assert sessions.bare(f"{HOST}/{SECOND}/sak/1") == f"{HOST}/{SECOND}/sak/1"
    assert read(sessions, SECOND, range(ENOUGH)) == [f"{HOST}/{FIRST}/sak/{n}" for n in range(ENOUGH)]
    assert sessions.bare(f"{HOST}/s-abcdefa1/bygg?side=2") == f"{HOST}/bygg?side=2"
    assert sessions.refuse(f"{HOST}/{SECOND}/sak/9") == SESSION
    assert sessions.refuse(f"{HOST}/{SECOND}/sak/10") is None
    assert (f"{HOST}/sak/9", f"{HOST}/{FIRST}/sak/9") in sessions.found()
    assert sessions.found() == []
    again = Sessions()
    again.load(sessions.dump())
    assert again.bare(f"{HOST}/{SECOND}/sak/1") == f"{HOST}/sak/1"


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        pytest.param("utgave2024", "utgave2025", "Sak {}", id="no number of a session"),
        pytest.param("nyheter", "sporten", "Sak {}", id="words"),
        pytest.param("20240531", "20240601", "Sak {}", id="days"),
        pytest.param(
            "n8a20b4c", "n8a20b5d", "Sak {} i et annet hefte", id="what follows says something else"
        ),
    ],
)
def test_other_folders_are_none(first: str, second: str, said: str) -> None:
    sessions = Sessions()
    read(sessions, first, range(10))
    assert read(sessions, second, range(10), said) == [f"{HOST}/{second}/sak/{n}" for n in range(10)]
    assert sessions.bare(f"{HOST}/{second}/sak/1") == f"{HOST}/{second}/sak/1"


def test_copies_of_a_text_under_numbers_of_their_own_stay_two() -> None:
    sessions = Sessions()
    for n in range(10):
        for number in (f"a{n}b2c3d{n}", f"d{n}c2b1a{n}"):
            address = f"{HOST}/i/{number}/kopi-av-sak-{n}"
            assert sessions.first_address(address, f"Sak {n}") == address
