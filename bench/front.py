"""How long the pages of `nyhetsarkiv serve` take on a large archive, asked over HTTP one after the other.

    python -m bench.front ARCHIVE

The archive is one that `python -m bench.archive --in FOLDER` has left; it is read only.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode, urlsplit

from archive.opening import open_for_reading
from archive.stemming import words_of
from bench.machine import described
from bench.synthetic import STOP_WORDS
from bench.tables import markdown

TIMES = 60  # each kind of page


def addresses(archive: Path) -> dict[str, list[str]]:
    """Kind of page -> addresses of that kind, drawn from the archive."""
    draw = random.Random(5)
    with closing(open_for_reading(archive)) as db:
        (last,) = db.execute("SELECT max(id) FROM articles").fetchone()
        drawn = [draw.randrange(1, last + 1) for _ in range(TIMES)]
        titles = [
            db.execute("SELECT title FROM articles WHERE id = ?", (id_,)).fetchone()[0] for id_ in drawn
        ]
        sites = [name for (name,) in db.execute("SELECT name FROM sites")]
        authors = [name for (name,) in db.execute("SELECT name FROM authors ORDER BY id LIMIT ?", (TIMES,))]
        keywords = [
            name for (name,) in db.execute("SELECT keyword FROM keywords ORDER BY id LIMIT ?", (TIMES,))
        ]
    words = [[word for word in words_of(title) if word not in STOP_WORDS] for title in titles]
    return {
        "newest": _asked({}),
        "newest, page 50": _asked({"page": "50"}),
        "newest of a publication": _asked(*({"site": draw.choice(sites)} for _ in drawn)),
        "newest of a month": _asked(*_months(draw)),
        "by an author": _asked(*({"author": name} for name in authors)),
        "with a keyword": _asked(*({"keyword": name} for name in keywords)),
        "with a keyword, publication and month": _asked(
            *(
                {"keyword": name, "site": draw.choice(sites), **month}
                for name, month in zip(keywords, _months(draw), strict=False)
            )
        ),
        "one word": _asked(*({"q": text[0]} for text in words if text)),
        "one word, page 10": _asked(*({"q": text[0], "page": "10"} for text in words if text)),
        "two words": _asked(*({"q": " ".join(text[:2])} for text in words if text)),
        "beginning of a word": _asked(*({"q": f"{text[0][:3]}*"} for text in words if text)),
        "a word in a month": _asked(
            *({"q": text[0], **month} for text, month in zip(words, _months(draw), strict=True) if text)
        ),
        "over time": [f"/trend?{urlencode({'q': text[0]})}" for text in words if text],
        "two queries over time": [
            f"/trend?{urlencode({'q': '; '.join(text[:2]), 'by': 'year'})}" for text in words if text
        ],
        "article": [f"/article/{id_}" for id_ in drawn],
        "publications": ["/sites"],
        "publication": [f"/sites/{name}" for name in sites],
        "silent edits": ["/edits"],
        "all changes": ["/edits?kind=all", "/edits?kind=all&page=40"],
        "crawls": ["/crawls"],
    }


def _asked(*values: dict[str, str]) -> list[str]:
    return [f"/?{urlencode(one)}" for one in values]


def _months(draw: random.Random) -> list[dict[str, str]]:
    months = [f"{draw.randrange(2015, 2024)}-{draw.randrange(1, 13):02d}" for _ in range(TIMES)]
    return [{"since": f"{month}-01", "until": f"{month}-28"} for month in months]


@contextmanager
def serving(archive: Path) -> Iterator[HTTPConnection]:
    """A connection to a front of its own over the archive."""
    command = [
        sys.executable,
        "-m",
        "nyhetsarkiv",
        "serve",
        "--archive",
        str(archive),
        "--port",
        "0",
        "--json",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as front:
        assert front.stdout is not None
        told = "".join(iter(front.stdout.readline, "}\n")) + "}"
        connection = HTTPConnection(urlsplit(json.loads(told)["address"]).netloc)
        try:
            yield connection
        finally:
            connection.close()
            front.terminate()


def milliseconds(connection: HTTPConnection, asked: list[str]) -> list[float]:
    """How long each of `TIMES` answers took."""
    taken = []
    for at in range(-1, TIMES):
        start = time.perf_counter()
        connection.request("GET", asked[at % len(asked)])
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, (answer.status, asked[at % len(asked)])
        taken.append((time.perf_counter() - start) * 1000)
    return taken[1:]  # the first finds nothing open yet


def main() -> None:
    """Print the table, each kind of page as soon as it is measured."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("archive", type=Path)
    archive = parser.parse_args().archive
    rows = []
    with serving(archive) as connection:
        for kind, asked in addresses(archive).items():
            cuts = quantiles(milliseconds(connection, asked), n=20)
            rows.append((kind, f"{cuts[9]:.0f}", f"{cuts[18]:.0f}"))
            print(*rows[-1], sep="\t", file=sys.stderr)
    print(f"{described()}\n\n{markdown(('page', 'p50, ms', 'p95, ms'), rows)}")


if __name__ == "__main__":
    main()
