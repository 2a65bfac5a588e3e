"""Makes docs/demo.svg, the README's picture, of a real run: `make picture`.

The commands run on a terminal of their own; what they print is kept as it is, with its colours.
"""

from __future__ import annotations

import os
import pty
import re
import shlex
import subprocess
import sys
from io import StringIO
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.text import Text

WIDTH = 116
COMMANDS = ("nyhetsarkiv demo", "nyhetsarkiv status --archive data/demo.db")
PICTURE = Path(__file__).with_name("demo.svg")
# Rich's form without its fonts from the web: the reader's own monospace font does.
_FORMAT = re.sub(r"@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)


def run_on_terminal(command: str) -> str:
    """What `command` prints on a terminal's stdout, escape sequences included."""
    ours, theirs = pty.openpty()
    environment = os.environ | {"COLUMNS": str(WIDTH), "TERM": "xterm-256color"}
    words = [sys.executable, "-m", *shlex.split(command)]
    with subprocess.Popen(words, stdout=theirs, stderr=subprocess.PIPE, env=environment) as process:
        os.close(theirs)
        printed = bytearray()
        while chunk := _read(ours):
            printed += chunk
        complaint = process.stderr.read().decode() if process.stderr else ""
    os.close(ours)
    if process.returncode:
        sys.exit(f"{command}: ended with {process.returncode}.\n{complaint}")
    return printed.decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux's way to say that the other side has closed
        return b""


def main() -> None:
    """Run the commands and write the picture."""
    console = Console(record=True, width=WIDTH, file=StringIO(), force_terminal=True)
    for command in COMMANDS:
        console.print(Text(f"$ {command}", style="bold green"))
        console.print(Text.from_ansi(run_on_terminal(command)))
    console.save_svg(str(PICTURE), title="nyhetsarkiv", code_format=_FORMAT, unique_id="demo")


if __name__ == "__main__":
    main()
