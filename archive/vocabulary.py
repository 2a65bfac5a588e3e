"""The archive's vocabulary: the stems of a query's words, and the compounds that they are part of."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice, product
from math import isqrt

from archive.marking import Wanted
from archive.query import Term
from archive.stemming import stem_list

MOST_COMPOUNDS = 5_000  # of one word: a second or so; only parts as frequent as '-ring' are in more
_MOST_PHRASINGS = 8
_GROUPED_FROM = 30  # alternatives; fewer are quick as they are
_NOWHERE = '"\ue000"'  # a token that no text holds
_SHORTEST_PART = 3  # letters; as short as a trigram
_SURE_PART = 4  # letters; a shorter one counts only where a compound begins or ends


class Vocabulary:
    """Writes a query's terms in FTS5's language, in stems; asks the tables `words` and `words_fts`."""

    def __init__(self, connection: sqlite3.Connection, most_compounds: int | None = None) -> None:
        """Of each word's compounds, `most_compounds` are looked for (None: MOST_COMPOUNDS)."""
        self._db = connection
        self._most = MOST_COMPOUNDS if most_compounds is None else most_compounds
        self._compounds: dict[str, list[str]] = {}

    def whole_words(self, term: Term) -> str:
        """The term by its words alone."""
        *before, last = term.words
        choices = [[(stem, "") for stem in self.stems_of(word)] for word in before]
        choices.append([(stem, "") for stem in self.stems_of(last)])
        if term.beginning:  # 'bedrifte*': words that begin so, and the word whose stem is shorter than that
            choices[-1].append((last, "*"))
        phrasings = islice(product(*choices), _MOST_PHRASINGS)
        return _any_of(
            f'"{" ".join(stem for stem, _ in phrasing)}"{phrasing[-1][1]}' for phrasing in phrasings
        )

    def with_compounds(self, term: Term) -> str:
        """The term by its words, or by compounds of which it is a part; phrases by their words alone."""
        whole = self.whole_words(term)
        if len(term.words) > 1 or term.beginning:
            return whole
        return _any_of([whole, *_grouped([f'"{stem}"' for stem in self.compounds_of(term.words[0])])])

    def marked(self, terms: Iterable[Term], *, compounds: bool) -> Wanted:
        """What these terms mark in a text; with their compounds, if these were looked for."""
        stems: set[str] = set()
        beginnings: list[str] = []
        longer: set[str] = set()
        parts: set[str] = set()
        for term in terms:
            stems.update(stem for word in term.words for stem in self.stems_of(word))
            if term.beginning:
                beginnings.append(term.words[-1])
            elif compounds and len(term.words) == 1:
                longer.update(self.compounds_of(term.words[0]))
                parts.update(stem_list([*term.words]))
        return Wanted(frozenset(stems), tuple(beginnings), frozenset(longer), tuple(sorted(parts)))

    def stems_of(self, word: str) -> list[str]:
        """A word's stems: the Norwegian one, and those that it has in articles in other languages.

        A word that stands in no article is stemmed as an English one too: 'company' finds 'companies'.
        """
        stored = self._db.execute("SELECT stem FROM words WHERE word = ? ORDER BY stem", (word,)).fetchall()
        others = [stem for (stem,) in stored] or stem_list([word], "english")
        return list(dict.fromkeys([*stem_list([word]), *others]))

    def compounds_of(self, word: str) -> list[str]:
        """Stems of words that hold this word's stem: those first that came first into the archive.

        Most of the frequent ones are among these.
        """
        if word not in self._compounds:
            (part,) = stem_list([word])
            found = self._find_compounds(part) if len(part) >= _SHORTEST_PART else iter(())
            self._compounds[word] = list(islice(found, self._most))
        return self._compounds[word]

    def _find_compounds(self, part: str) -> Iterator[str]:
        rows = self._db.execute(
            "SELECT w.stem FROM words_fts f JOIN words w ON w.id = f.rowid "
            "WHERE words_fts MATCH ?1 AND instr(w.stem, ?2) AND w.stem != ?2 ORDER BY f.rowid",
            (f'"{part}"', part),
        )
        known: set[str] = set()
        for (stem,) in rows:
            if stem not in known and _is_compound(stem, part):
                known.add(stem)
                yield stem


def _is_compound(stem: str, part: str) -> bool:
    return len(part) >= _SURE_PART or stem.startswith(part) or stem.endswith(part)


def _any_of(expressions: Iterable[str]) -> str:
    found = list(dict.fromkeys(expressions))
    return found[0] if len(found) == 1 else f"({' OR '.join(found)})"


def _grouped(alternatives: list[str]) -> list[str]:
    """Many alternatives as a few groups of them, which FTS5 finds several times as fast.

    For every row, it looks at all alternatives of an OR. It makes one list of an OR within an OR, but
    not behind a NOT.
    """
    if len(alternatives) < _GROUPED_FROM:
        return alternatives
    size = isqrt(len(alternatives))
    groups = (alternatives[at : at + size] for at in range(0, len(alternatives), size))
    return [f"(({' OR '.join(group)}) NOT {_NOWHERE})" for group in groups]
