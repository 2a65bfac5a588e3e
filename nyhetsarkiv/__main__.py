"""`python -m nyhetsarkiv` and the console script `nyhetsarkiv`."""

from __future__ import annotations

from nyhetsarkiv.cli import cli


def main() -> None:
    """Run the command line and end the process with its exit code."""
    cli(prog_name="nyhetsarkiv")


if __name__ == "__main__":
    main()
