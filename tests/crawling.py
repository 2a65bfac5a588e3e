"""Crawls as a user does: by the command, in a process of its own (a reactor does not start twice)."""

from __future__ import annotations

import subprocess
import sys


def crawl(*words: object) -> subprocess.CompletedProcess[str]:
    """`nyhetsarkiv crawl` with these words; what it printed is text."""
    command = [sys.executable, "-m", "nyhetsarkiv", "crawl", *(str(word) for word in words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
