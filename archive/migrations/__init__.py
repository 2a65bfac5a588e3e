"""The schema, as an ordered list of changes. Each is applied once and noted in the same transaction.

A released migration is never edited: a change to the schema is a new function, in a new file
`mNN_WHAT.py` that is named below, in the order in which the changes are applied.
`data/README.md` says what each column means.
"""

from archive.migrations import m01_first, m02_search, m03_history, m04_rights, m06_flat, m07_keywords_in_order
from archive.migrations.step import migrations

STEPS = (m01_first, m02_search, m03_history, m04_rights, m06_flat, m07_keywords_in_order)
__all__ = ["STEPS", "migrations"]
