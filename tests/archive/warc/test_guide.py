"""What docs/raw-copies.md shows is what happens."""

from __future__ import annotations

import hashlib
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from archive.warc.folder import path_of
from archive.warc.reading import read_with_body
from archive.warc.records import Place

GUIDE = Path(__file__).parents[3] / "docs" / "raw-copies.md"


def test_five_lines_of_python_read_a_page(demo_archive: Path) -> None:
    with closing(sqlite3.connect(demo_archive)) as db:
        url, file, offset, length = db.execute(
            "SELECT url, warc_file, warc_offset, bytes FROM fetches WHERE article_id = 20"
        ).fetchone()
    (code,) = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    code = re.sub(r'"data/warc/[^"]+"', repr(str(demo_archive.parent / file)), code)
    code = code.replace("338", str(offset)).replace("[:200]", "")
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.startswith(f"{url} b'<!")
    assert len(told.stdout) >= length


def test_every_copy_of_a_crawl_is_sound_and_every_row_finds_its_own(demo_archive: Path) -> None:
    files = sorted((demo_archive.parent / "warc").iterdir())
    assert [path.name.partition("-")[0] for path in files] == [
        "byggposten",
        "emballasjenytt",
        "havbruksbladet",
    ]
    warcio = Path(sys.executable).with_name("warcio")
    checked = subprocess.run([warcio, "check", *files], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")
    with closing(sqlite3.connect(demo_archive)) as db:
        rows = db.execute(
            "SELECT url, fetched, sha256, warc_file, warc_offset FROM fetches WHERE status = 200 ORDER BY id"
        ).fetchall()
    assert len(rows) > 60
    for url, fetched, sha256, file, offset in rows:
        page = read_with_body(Place(path_of(file, demo_archive), offset))
        told = page.url, page.fetched.isoformat(), hashlib.sha256(page.body).hexdigest()
        assert told == (url, fetched, sha256)
