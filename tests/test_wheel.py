"""An installed copy has everything that the source has: templates, word lists, profiles."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

PROJECT = Path(__file__).parents[1]
PACKAGES = ("archive", "crawler", "nyhetsarkiv", "pipelines")
_RENDER = """
from pathlib import Path
from archive.front.shown import ICON, STYLE, Shown, render
html = render(Shown("problem.html", {"status": 404, "sentence": "Not here."}), Path("archive.db"))
print("Not here." in html, STYLE.exists(), ICON.exists())
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of the project, unpacked. It is made of a copy: building leaves files behind."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    for name in PACKAGES:
        shutil.copytree(PROJECT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(PROJECT / name, source)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--no-deps", "--quiet"]
    built = subprocess.run(
        [*pip, "--wheel-dir", str(folder), str(source)], capture_output=True, text=True, check=False
    )
    if built.returncode and "setuptools" in built.stderr:
        pytest.skip("building a wheel takes a setuptools from a package index")
    assert built.returncode == 0, built.stderr
    [wheel] = folder.glob("*.whl")
    ZipFile(wheel).extractall(folder / "unpacked")
    return folder / "unpacked"


def test_every_file_of_the_source_is_in_the_wheel(installed: Path) -> None:
    files = [file for name in PACKAGES for file in (PROJECT / name).rglob("*") if file.is_file()]
    names = [str(file.relative_to(PROJECT)) for file in files if "__pycache__" not in file.parts]
    assert "archive/front/templates/base.html" in names
    assert [name for name in names if not (installed / name).is_file()] == []


def test_pages_are_made_of_an_installed_copy(installed: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", _RENDER], cwd=installed, capture_output=True, text=True, check=True
    )
    assert told.stdout == "True True True\n"
