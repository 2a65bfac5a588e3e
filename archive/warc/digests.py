"""Digests of payloads, as WARC files carry them: the algorithm's name, a colon, the value."""

from __future__ import annotations

import hashlib
from base64 import b32encode


def labelled(sha256: str) -> str:
    """A SHA-256 in hex as a record carries it, as in the files of Webrecorder's programs."""
    return f"sha256:{sha256}"


def digest_of(*pieces: bytes) -> str:
    """The labelled digest of bytes that may come in pieces."""
    sha256 = hashlib.sha256()
    for piece in pieces:
        sha256.update(piece)
    return labelled(sha256.hexdigest())


def is_digest_of(digest: str, body: bytes) -> bool:
    """Whether a record's digest is that of `body`, whatever its algorithm is and how it is written: others
    write SHA-1 in base 32."""
    name, _, value = digest.partition(":")
    try:
        found = hashlib.new(name.lower().replace("-", ""), body, usedforsecurity=False).digest()
    except ValueError:  # an algorithm that nobody here knows
        return False
    return value.lower() in (found.hex(), b32encode(found).decode().lower().rstrip("="))
