"""Links and redirects that lead where a crawl has no business: nothing is sent there."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.crawler.conftest import Crawl
from tests.crawler.publication import article, links, page, redirect

GOOD = "/en-hel-sak-om-en-ny-kai"


class Watched(ThreadingHTTPServer):
    """A server that nobody should ask, and that counts who does."""

    asked = 0


class Count(BaseHTTPRequestHandler):
    server: Watched

    def do_GET(self) -> None:
        self.server.asked += 1
        self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def elsewhere() -> Iterator[Watched]:
    with Watched(("127.0.0.1", 0), Count) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def expired(elsewhere: Watched, tmp_path: Path) -> str:
    """The host of a server whose certificate nobody vouches for, and whose time is over."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(expired_certificate(tmp_path / "server.pem"))
    elsewhere.socket = context.wrap_socket(elsewhere.socket, server_side=True)
    return f"127.0.0.1:{elsewhere.server_port}"


def expired_certificate(path: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "kaiposten.example")])
    yesterday = datetime.now(UTC) - timedelta(days=1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(yesterday - timedelta(days=90))
        .not_valid_after(yesterday)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path


def test_nothing_is_sent_to_another_host_whatever_leads_there(crawl: Crawl, elsewhere: Watched) -> None:
    host = f"127.0.0.1:{elsewhere.server_port}"
    led, there = "/sak-som-leder-bort-herfra", f"http://{host}/en-sak-paa-et-annet-sted"
    hidden = (
        f'<form action="{there}"><button>Vis flere</button></form><frame src="{there}"><iframe src="{there}">'
        f'</iframe><select><option value="{there}"></select><p onclick="location=\'{there}\'">Kai</p>'
        f'<div data-next-url="{there}"></div><map><area href="{there}"></map>'
    )
    odd = ("file:///etc/passwd", "ftp://127.0.0.1/en-sak", "javascript:alert(1)", "data:text/html,en-sak-her")
    found = crawl(
        {
            "/": page(links(there, *odd, led, GOOD) + hidden),
            led: redirect(there),
            GOOD: article("En ny kai", links=f'<link rel="canonical" href="http://{host}/overtatt">'),
        }
    )
    assert elsewhere.asked == 0
    assert found.articles() == [GOOD]
    assert found.problems() == {
        f"http://{host}/en-sak-paa-et-annet-sted": "The address is on another site; not followed."
    }


def test_a_certificate_that_is_not_valid_and_a_name_that_is_none(crawl: Crawl, expired: str) -> None:
    secure, nowhere = f"https://{expired}/en-sak-om-sikkerhet", "http://finnes-ikke.invalid/en-sak-om-navn"
    pages = {"/": page(links(secure, nowhere, GOOD)), GOOD: article("En ny kai")}
    found = crawl(pages, further=(expired, "finnes-ikke.invalid"))
    assert found.articles() == [GOOD]
    invalid, unknown = "The server's certificate is not valid", "The host's name was not found"
    assert found.problems() == {
        f"https://{expired}/robots.txt": f"{invalid}.",
        secure: f"robots.txt of {expired} cannot be read: {invalid}; not asked.",
        "http://finnes-ikke.invalid/robots.txt": f"{unknown}.",
        nowhere: f"robots.txt of finnes-ikke.invalid cannot be read: {unknown}; not asked.",
    }
    assert found.rows("SELECT reason FROM crawls") == [("finished",)]
