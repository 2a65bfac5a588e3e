"""The recorded pages once more with a kind of help taken away, as pages of small publications lack it.

    python -m bench.without

What a page says in JSON-LD or meta elements, readers see on it too; a rule that needs the one and cannot
read the other fails on the next publication. The figures with everything stand in the first rows.
"""

from __future__ import annotations

import gzip
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import reduce
from pathlib import Path

from bench.corpora import CORPORA, NAMES
from bench.machine import described, stay_on_one_core
from bench.measure import FIELDS, OURS, measure
from bench.tables import markdown

_JSON_LD = re.compile(rb"<script[^>]{0,300}ld\+json[^>]{0,300}>.*?</script>", re.S | re.I)
_META = re.compile(rb"<meta\b[^>]{0,200}?\b(?:property|name|itemprop)\s*=[^>]*>", re.I)
_CLASS = re.compile(rb"(\sclass=)\"([^\"]*)\"", re.I)


def _without_json_ld(page: bytes) -> bytes:
    return _JSON_LD.sub(b"", page)


def _without_meta(page: bytes) -> bytes:
    return _META.sub(b"", page)


def _without_names(page: bytes) -> bytes:
    """The page with classes that say nothing: each its own name turned round, in letters of no word."""
    return _CLASS.sub(lambda found: found[1] + b'"' + found[2].translate(_NO_WORDS) + b'"', page)


_NO_WORDS = bytes.maketrans(
    b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    b"qxzvwkjqxzvwkjqxzvwkjqxzvwQXZVWKJQXZVWKJQXZVWKJQXZVW",
)
TAKEN: dict[str, tuple[Callable[[bytes], bytes], ...]] = {
    "everything": (),
    "no JSON-LD": (_without_json_ld,),
    "no meta elements": (_without_meta,),
    "neither": (_without_json_ld, _without_meta),
    "no class names": (_without_names,),
}


@contextmanager
def _corpora() -> Iterator[list[Path]]:
    """Folders that look like corpora, one a corpus and kind of help, as long as the context lasts."""
    with tempfile.TemporaryDirectory() as folder:
        yield [_made(CORPORA / name, kind, Path(folder)) for name in NAMES for kind in TAKEN]


def _made(corpus: Path, kind: str, folder: Path) -> Path:
    made = folder / f"{corpus.name}, {kind}"
    (made / "pages").mkdir(parents=True)
    (made / "truth.jsonl").symlink_to(corpus / "truth.jsonl")
    for page in (corpus / "pages").iterdir():
        html = reduce(lambda html, take: take(html), TAKEN[kind], gzip.decompress(page.read_bytes()))
        (made / "pages" / page.name).write_bytes(gzip.compress(html, 1))
    return made


def without_table() -> str:
    """One row a corpus and kind of help that is taken away."""
    with _corpora() as folders:
        scores = measure(OURS, folders)
    rows = [
        [name, *(f"{one.fields[field]:.3f}" if field in one.fields else "" for field in FIELDS)]
        for name, one in scores.items()
    ]
    return markdown(["corpus, page with", *FIELDS], rows)


if __name__ == "__main__":
    stay_on_one_core()
    print(f"{described()}\n\n{without_table()}")
