"""Only this machine's own browser is answered, only by reading, and its pages may do nothing."""

from __future__ import annotations

import pytest

from tests.archive.front.served import Front

PATHS = [
    "/",
    "/article/1",
    "/article/1.json",
    "/articles.csv",
    "/sites.json",
    "/style.css",
    "/nowhere",
    "/?page=0",
]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_forbids_scripts_frames_and_strangers(front: Front, path: str) -> None:
    headers = front.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "style-src": "'self'",
        "img-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8001", 200),
        ("localhost:9", 200),
        ("LOCALHOST", 200),
        ("evil.example", 421),
        ("evil.example:8001", 421),
        ("127.0.0.1.evil.example", 421),
        ("localhost.evil.example:8001", 421),
        ("evil.example@127.0.0.1", 200),  # no browser writes that; the name is the one behind the @
        ("[::1", 421),
        ("", 421),
    ],
)
def test_a_host_name_that_only_leads_here_is_refused(front: Front, host: str, status: int) -> None:
    for path in ("/", "/articles.csv", "/nowhere"):
        answer = front.get(path, Host=host)
        assert answer.status == (404 if (status, path) == (200, "/nowhere") else status)
        if status == 421:
            assert answer.text == "This archive answers under http://127.0.0.1 and http://localhost alone.\n"


@pytest.mark.parametrize(
    ("site", "destination", "status"),
    [
        ("same-origin", "style", 200),
        ("none", "document", 200),
        ("cross-site", "document", 200),  # a link that was followed
        ("cross-site", "iframe", 403),
        ("cross-site", "image", 403),
        ("cross-site", "empty", 403),
        ("same-site", "empty", 403),  # another port of this machine
    ],
)
def test_pages_of_other_sites_can_ask_nothing_behind_a_readers_back(
    front: Front, site: str, destination: str, status: int
) -> None:
    headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Dest": destination}
    assert front.get("/?q=laks", **headers).status == status


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_but_reading_is_answered(front: Front, method: str) -> None:
    answer = front.get("/", method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET,HEAD")
    assert answer.sentence == "The archive is only read here: GET and HEAD are answered."


@pytest.mark.parametrize("path", PATHS)
def test_head_says_what_get_would(front: Front, path: str) -> None:
    whole, head = front.get(path), front.get(path, "HEAD")
    assert (head.status, head.text) == (whole.status, "")
    assert head.headers["content-type"] == whole.headers["content-type"]
