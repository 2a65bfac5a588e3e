"""What a search asks for: words, "phrases", beginnings*, AND, OR, NOT and parentheses, read into a tree."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from archive.errors import ArchiveError
from archive.stemming import words_of

SHORTEST_BEGINNING = 2
MOST_TOKENS = 100  # FTS5 refuses expressions nested 256 deep
_OPERATORS = {"AND": "AND", "OG": "AND", "OR": "OR", "ELLER": "OR", "NOT": "NOT", "IKKE": "NOT"}
_TOKEN = re.compile(r'"[^"]*"\*?|"|[()]|[^\s()"]+')
_OPTIONS = {  # what other search engines write into the query, and the option for it
    **{field: f"--field {field}" for field in ("title", "lead", "body")},
    **{name: f"--{name}" for name in ("author", "keyword", "site", "since", "until")},
}
_QUOTES = str.maketrans(dict.fromkeys("«»“”„‟", '"'))


class QueryError(ArchiveError):
    """A query cannot be understood; the message says where and how to write it."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand one after the other; `beginning` if the last is only how a word begins."""

    words: tuple[str, ...]
    beginning: bool = False


@dataclass(frozen=True, slots=True)
class And:
    """All of `of`, and none of `without`."""

    of: tuple[Node, ...]
    without: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of `of`."""

    of: tuple[Node, ...]


Node = Term | And | Or


def parse_query(text: str) -> Node:
    """Read a query. Operators are in capitals: AND, OR, NOT, or OG, ELLER, IKKE. Raises QueryError."""
    parser = _Parser(_TOKEN.findall(text.translate(_QUOTES)))
    if len(parser.tokens) > MOST_TOKENS:
        raise QueryError(f"The query has more than {MOST_TOKENS} words and signs. Divide it into several.")
    if not parser.tokens:
        raise QueryError('The query is empty. Write a word, or several: nyhetsarkiv search "laks oppdrett".')
    node = parser.alternatives()
    if parser.tokens:  # alternatives() stops at nothing but a parenthesis that closes none
        raise QueryError("There is a ')' too many in the query. Write '(' before what it closes, or drop it.")
    return node


def to_fts5(node: Node, wanted: Callable[[Term], str], unwanted: Callable[[Term], str]) -> str:
    """The tree in FTS5's language; `wanted` says how a term is written, `unwanted` how one behind NOT is."""
    match node:
        case Term():
            return wanted(node)
        case Or():
            return f"({' OR '.join(to_fts5(one, wanted, unwanted) for one in node.of)})"
        case And():
            joined = " AND ".join(to_fts5(one, wanted, unwanted) for one in node.of)
            without = " OR ".join(to_fts5(one, unwanted, unwanted) for one in node.without)
            return f"(({joined}) NOT ({without}))" if without else f"({joined})"


def terms_of(node: Node) -> list[Term]:
    """The terms that are looked for, in order; those behind NOT are not among them."""
    if isinstance(node, Term):
        return [node]
    return [term for one in node.of for term in terms_of(one)]


class _Parser:
    """Reads tokens from the left; one method a rule."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens

    def alternatives(self) -> Node:
        found = [self.together()]
        while self._next() == "OR":
            self.tokens.pop(0)
            found.append(self.together())
        return found[0] if len(found) == 1 else Or(tuple(found))

    def together(self) -> Node:
        wanted: list[Node] = []
        unwanted: list[Node] = []
        while True:
            joined = self._take("AND")
            into = unwanted if self._take("NOT") else wanted
            if joined and not (wanted or unwanted):
                raise QueryError("AND stands before the first word. It joins two: laks AND oppdrett.")
            if self._next() in (None, ")", "OR", "AND", "NOT"):
                if into is unwanted or joined or not (wanted or unwanted):
                    raise QueryError(self._missing())
                break
            into.append(self.single())
            if self._next() in (None, ")", "OR"):
                break
        if not wanted:
            raise QueryError(
                "NOT alone would find nearly everything. Say also what to find: laks NOT oppdrett."
            )
        return wanted[0] if len(wanted) == 1 and not unwanted else And(tuple(wanted), tuple(unwanted))

    def single(self) -> Node:
        token = self.tokens.pop(0)
        if token == "(":
            node = self.alternatives()
            if not self.tokens:
                raise QueryError("A '(' in the query is not closed. Write ')' where what it opens ends.")
            self.tokens.pop(0)
            return node
        if token == '"':
            raise QueryError('A quotation mark in the query is not closed. Write ", around whole phrases.')
        return _term(token)

    def _next(self) -> str | None:
        """What comes next: an operator by its English name, or the token as it is written."""
        return _OPERATORS.get(self.tokens[0], self.tokens[0]) if self.tokens else None

    def _take(self, operator: str) -> bool:
        if self._next() != operator:
            return False
        self.tokens.pop(0)
        return True

    def _missing(self) -> str:
        before = f"before {self.tokens[0]!r}" if self.tokens else "at its end"
        return (
            f"The query lacks a word {before}. AND, OR and NOT join words; "
            'to find such a word itself, write it in small letters or in "quotation marks".'
        )


def _refuse_other_languages(token: str) -> None:
    """Raise QueryError for what would find something else than elsewhere: 'title:laks', '-laks'."""
    name, colon, _ = token.partition(":")
    if colon and name.lower() in _OPTIONS:
        raise QueryError(
            f"{token!r} chooses nothing within a query; `search` does so by {_OPTIONS[name.lower()]}. "
            'Words with a colon between them are found in "quotation marks".'
        )
    if token[0] == "-" and token[1:2].isalpha():
        raise QueryError(f"{token!r} leaves no word out. Write NOT before it: NOT {token[1:]}.")


def _term(token: str) -> Term:
    _refuse_other_languages(token)
    beginning = token.endswith("*")
    text = token.removesuffix("*")
    words = tuple(words_of(text))
    if "*" in text:
        raise QueryError(f"In {token!r} the * does not stand at the end. It means any ending: bedrift*.")
    if not words:
        raise QueryError(f"{token!r} holds no letter and no digit. Write a word.")
    if beginning and len(words[-1]) < SHORTEST_BEGINNING:
        raise QueryError(f"{token!r} would find nearly everything. Write two letters or more before the *.")
    return Term(words, beginning)
