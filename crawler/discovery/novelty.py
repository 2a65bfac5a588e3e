"""Whether a text says anything that those before it did not: pages that are made up of the same words do not.

A page that is made up for its address takes its words from somewhere: from one text with a few places that
change, from sentences in another order, from a table of which word follows which. Sooner or later next to
every three words in a row were there before. Of what somebody wrote, most are new, after any number of
articles; and where a short message, a result, a price stands in a form, its own line is.
"""

from __future__ import annotations

from mmap import mmap

LEAST_NEW = 0.1  # of a text's runs of three words
LEAST_OF_LINE = 0.5  # of one line's; a live ticker says one new thing below all that it said before
FEWEST_WORDS = 80  # a shorter text is a notice: those of one form repeat each other
_SHORTEST_LINE = 3  # runs
_BITS = 1 << 26  # eight megabytes, of which the system gives what is used
_MOST_MET = _BITS // 8  # runs; with more, too many would be taken for known


class Novelty:
    """Remembers the runs of three words of texts, as bits, for one process."""

    def __init__(self) -> None:
        self._met = mmap(-1, _BITS // 8)
        self._number = 0

    def says_new(self, text: str) -> bool:
        """Whether a text says something new, or is too short to tell; from now on it was there before."""
        has_new_line, runs, new = False, 0, 0
        for line in text.split("\n"):
            words = line.split()
            of_line = max(0, len(words) - 2)
            new_of_line = sum(map(self._is_new, zip(words, words[1:], words[2:], strict=False)))
            has_new_line |= of_line >= _SHORTEST_LINE and new_of_line >= LEAST_OF_LINE * of_line
            runs, new = runs + of_line, new + new_of_line
        return has_new_line or new >= LEAST_NEW * runs or len(text.split()) < FEWEST_WORDS

    def _is_new(self, run: tuple[str, ...]) -> bool:
        at = hash(run) % _BITS
        place, bit = at >> 3, 1 << (at & 7)
        if self._met[place] & bit:
            return False
        self._number += 1
        if self._number > _MOST_MET:
            self._met, self._number = mmap(-1, _BITS // 8), 1
        self._met[place] |= bit
        return True
