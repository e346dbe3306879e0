"""What goes out goes by the proxy of the organization: webhooks, and the keys of an issuer."""

import json
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

from api.platform.security.tokens import IssuerKeys
from api.platform.webhooks import sending
from api.platform.webhooks.sending import Attempt, send
from api.platform.webhooks.vocabulary import Failure
from tests.serving import serving
from tests.webhooks.certificates import HOST
from tests.webhooks.proxy import Proxy, proxying
from tests.webhooks.receiver import receiving


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[Proxy]:
    with proxying() as running:
        for name in ("http_proxy", "HTTP_PROXY", "no_proxy", "NO_PROXY", "https_proxy"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("HTTPS_PROXY", f"http://vonk:ge%20heim@{running.address}")  # pragma: allowlist secret
        yield running


def try_to_send(url: str) -> Attempt:
    return send(url, b"{}", {"webhook-id": "1"}, timeout_seconds=60, allow_private=False)


def test_a_webhook_goes_by_the_proxy_and_is_read_by_its_receiver_alone(
    proxy: Proxy, certificate: Path, secure: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "_tls", lambda: ssl.create_default_context(cafile=certificate))
    with receiving(secure) as receiver:
        proxy.ports[f"{HOST}:443"] = int(receiver.url.split(":")[2].partition("/")[0])
        assert try_to_send(f"https://{HOST}/vonk") == Attempt(204)
        assert [each.body for each in receiver.received] == [b"{}"]
    assert proxy.asked == [f"{HOST}:443"]
    assert proxy.credentials == ["Proxy-Authorization: Basic dm9uazpnZSBoZWlt"]


def test_who_stands_in_no_proxy_is_reached_without(proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", HOST)
    assert try_to_send(f"https://{HOST}/vonk") == Attempt(failure=Failure.ADDRESS_UNKNOWN)
    assert proxy.asked == []


def test_a_proxy_that_opens_no_way_is_a_connection_that_failed(proxy: Proxy) -> None:
    assert try_to_send(f"https://{HOST}/vonk") == Attempt(failure=Failure.CONNECTION)
    assert proxy.asked == [f"{HOST}:443"]


@pytest.mark.parametrize("host", ["127.0.0.1", "10.1.2.3", "[::1]", "localhost", "kantoor.internal"])
def test_the_proxy_is_not_asked_for_what_lies_inside(proxy: Proxy, host: str) -> None:
    assert try_to_send(f"https://{host}/vonk") == Attempt(failure=Failure.ADDRESS_REFUSED)
    assert proxy.asked == []


class Keys(BaseHTTPRequestHandler):
    """Tells the keys of an issuer."""

    def do_GET(self) -> None:
        """Answer."""
        key = ec.generate_private_key(ec.SECP256R1()).public_key()
        body = json.dumps({"keys": [ECAlgorithm.to_jwk(key, as_dict=True)]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_details: object) -> None:
        """Say nothing."""


@contextmanager
def issuing(secure: ssl.SSLContext) -> Iterator[int]:
    server = HTTPServer(("127.0.0.1", 0), Keys)
    server.socket = secure.wrap_socket(server.socket, server_side=True)
    with serving(server):
        yield server.server_port


def test_the_keys_of_an_issuer_come_by_the_proxy(
    proxy: Proxy, certificate: Path, secure: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with issuing(secure) as port:
        proxy.ports[f"{HOST}:443"] = port
        assert len(IssuerKeys(f"https://{HOST}/jwks").get_jwk_set().keys) == 1
    assert proxy.asked == [f"{HOST}:443"]
