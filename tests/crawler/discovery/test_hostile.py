"""Finders and lists made to cost memory and time: small on the network, and large where they are read."""

from __future__ import annotations

import gzip
import subprocess
import sys

import pytest

MEGABYTES = 700  # of memory that a process may take over one of them, Python and its libraries included
SECONDS = 30  # of work; on a machine of today it is less than six
_READ = """
import gzip, resource, sys, time
from crawler.discovery.{module} import {function}
body = sys.stdin.buffer.read()
if {is_text}:
    body = gzip.decompress(body).decode()
{function}(body, "https://avisa.example/kart.xml")
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, time.process_time())
"""
SITEMAP = ("sitemaps", "read_sitemap", False)
FEED = ("feeds", "read_feed", False)
LIST = ("pages", "read_listing", True)


@pytest.mark.parametrize(
    ("reader", "unit", "begin"),
    [
        (SITEMAP, b"<a/>", b"<urlset>"),
        (SITEMAP, b"<url><loc>/a</loc></url>", b"<urlset>"),
        (SITEMAP, b"https://a/b\n", b""),
        (FEED, b"[],", b'{"items":['),
        (LIST, b"<a href=/x>y", b""),
        (LIST, b"<time datetime=2024-01-01><a href=/x>", b""),
        (LIST, b"<div>", b""),
    ],
)
def test_what_is_large_when_unpacked_costs_little(
    reader: tuple[str, str, bool], unit: bytes, begin: bytes
) -> None:
    module, function, is_text = reader
    size = 7_900_000 if is_text else 49_000_000
    packed = gzip.compress(begin + unit * (size // len(unit)), 1, mtime=0)
    code = _READ.format(module=module, function=function, is_text=is_text)
    result = subprocess.run([sys.executable, "-c", code], input=packed, capture_output=True, check=True)
    megabytes, seconds = map(float, result.stdout.split())
    assert megabytes < MEGABYTES
    assert seconds < SECONDS
