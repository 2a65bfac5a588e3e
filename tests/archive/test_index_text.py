"""The index's text is the same, whatever of its words is remembered from other texts."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive import index_text as module
from archive.index_text import Stems, index_text
from archive.stemming import algorithm_for, stem_list, words_of

LINES = st.lists(st.sampled_from(["Bedriftene på Ålesund", "Łódź", "fil_navn", "bedriftene – igjen", ""]))
LEAD = "Ny bedrift"


@given(
    st.lists(st.tuples(LINES.map("\n".join), LINES.map("\n".join), st.sampled_from(["nb", "en", None]))),
)
@example([("Bedriften bedriften", "bedriften", "nb"), ("Bedriftene", "Bedriften bedriftene", "nb")])
def test_a_memory_of_stems_changes_nothing_of_the_text(texts: list[tuple[str, str, str | None]]) -> None:
    familiar: dict[str, Stems] = {}
    met: dict[str, set[bytes]] = {}
    for title, body, language in texts:
        algorithm = algorithm_for(language)
        alone = index_text(title, None, body, language)
        found = index_text(title, None, body, language, familiar.setdefault(algorithm, {}))
        assert found[:4] == alone[:4]
        met.setdefault(algorithm, set()).update(found.words.split())
        assert met[algorithm].issuperset(alone.words.split())


@pytest.mark.parametrize(
    "body", [f"{LEAD}\nBedrifter", LEAD, f"{LEAD}er\nBedrifter", f"Bedrifter\n{LEAD}", "Bedrifter"]
)
def test_a_lead_stands_in_the_index_whether_the_body_begins_with_it_or_not(body: str) -> None:
    memories: tuple[Stems | None, ...] = (None, {})
    for familiar in memories:
        text = index_text("Tittel", LEAD, body, "nb", familiar)
        for part, found in ((LEAD, text.lead), (body, text.body), ("Tittel", text.title)):
            assert found == " ".join(stem_list(words_of(part)))


def test_no_more_words_become_familiar_than_are_quick_to_find(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FAMILIAR", 3)
    familiar: Stems = {}
    for body in ("laks sei", "sei torsk hyse", "uer", "laks uer"):
        text = index_text("", None, body, "nb", familiar)
    assert set(familiar) == {b"laks", b"sei", b"torsk", b"hyse"}
    assert text.words == b"uer"
