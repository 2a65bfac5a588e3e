"""`nyhetsarkiv archive check`: whether the archive is whole."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict

import click

from archive.check import SAMPLE, Scope, run_checks
from archive.errors import told_in_words
from archive.finding import Finding
from archive.opening import open_for_reading
from nyhetsarkiv.errors import needs_a_look
from nyhetsarkiv.options import Common, common_options
from nyhetsarkiv.output import print_json


@click.command("check")
@click.option(
    "--full",
    is_flag=True,
    help=f"Read every text and every raw copy; else {SAMPLE:,} texts, and where each raw copy begins.",
)
@common_options
def command(common: Common, full: bool) -> None:
    """Check that the archive is whole: file, references, search index, texts, raw copies.

    Reads only, also while a crawl runs. A line a check; exit code 1 if something needs a look.
    """
    findings: list[Finding] = []
    with told_in_words(common.archive), closing(open_for_reading(common.archive)) as connection:
        for finding in run_checks(Scope(connection, common.archive, full)):
            findings.append(finding)
            if not common.json and common.verbosity >= 0:
                click.echo(f"{finding.name}: {finding.summary}")
    faults = [fault for finding in findings for fault in finding.faults]
    if common.json:
        checks = [{"name": finding.name, **asdict(finding)} for finding in findings]
        print_json({"archive": str(common.archive), "sound": not faults, "checks": checks})
    if faults:
        needs_a_look(*faults)
