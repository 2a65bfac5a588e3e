from __future__ import annotations

import base64
import hashlib

import pytest

from archive.warc.digests import digest_of, is_digest_of, labelled

PAGE = b"<p>Laksen er dyr.</p>"
SHA1 = hashlib.sha1(PAGE).digest()


def test_ours_is_the_hash_that_stands_in_fetches() -> None:
    assert digest_of(PAGE[:5], PAGE[5:]) == labelled(hashlib.sha256(PAGE).hexdigest())


@pytest.mark.parametrize(
    "digest",
    [
        digest_of(PAGE),
        f"sha1:{base64.b32encode(SHA1).decode()}",
        f"SHA-1:{base64.b32encode(SHA1).decode().lower()}",
        f"sha1:{SHA1.hex()}",
        f"md5:{hashlib.md5(PAGE).hexdigest()}",
    ],
)
def test_other_programs_digests_are_understood(digest: str) -> None:
    assert is_digest_of(digest, PAGE)
    assert not is_digest_of(digest, PAGE + b" ")


@pytest.mark.parametrize("digest", ["", "sha1:", "sha1:X", "hemmelig:abc", "uten kolon"])
def test_what_is_none_is_nobodys(digest: str) -> None:
    assert not is_digest_of(digest, PAGE)
