"""Lines that say who wrote, and nothing else."""

from __future__ import annotations

from crawler.parsers.byline_text import is_person, name_and_role, opens_byline, parts_of, read_byline, role_in
from crawler.parsers.byline_words import AGENCIES, BEGINNINGS, KEPT_CAPITALS

_ENDS_SENTENCE = frozenset(".!?:;»”…")
_AROUND_AGENCY = " ()[]©/–-.:"
_LONGEST_BYLINE = 80  # characters of a line that is nothing but a byline
_LONGEST_SIGN = 16  # characters of an agency's sign


def is_byline(text: str) -> bool:
    """Whether a line says who wrote, and nothing else: a name behind a label, or an agency's sign."""
    if len(text) > _LONGEST_BYLINE:
        return False
    if text[:2].lower() in BEGINNINGS and opens_byline(text):
        named = read_byline(text)
        return bool(named) and is_person(named[0].name)
    return len(text) <= _LONGEST_SIGN and is_agencys_sign(text)


def is_signed(text: str) -> bool:
    """Whether a line is nothing but names of persons, with their roles, addresses, places and dates."""
    if len(text) > _LONGEST_BYLINE or text[-1] in _ENDS_SENTENCE or not text[:1].isalnum():
        return False
    named = False
    for part in parts_of(text):
        if is_person(part) and not KEPT_CAPITALS.intersection(part.split()) and not role_in(part):
            named = True
        elif role_in(part):
            named |= name_and_role(part)[0] is not None
        elif not (named and part.isalpha() and part[0].isupper()):  # a place
            return False
    return named


def is_agencys_sign(text: str) -> bool:
    """Whether a line is an agency alone, as '(NTB)' or '©NPK-NTB'."""
    return AGENCIES.issuperset(text.strip(_AROUND_AGENCY).lower().split("-", 3))
