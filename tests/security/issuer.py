"""An OpenID Connect issuer of our own: it tells its keys over HTTP and signs what a test wants signed."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import RSAAlgorithm, get_default_algorithms
from jwt.api_jws import PyJWS

from tests.house.operations import SOME_ID
from tests.serving import serving

ISSUER = "https://aanmelden.example"
AUDIENCE = "vonk"
KEY_ID = "2026-11"


@dataclass(frozen=True, slots=True)
class Issuer:
    key: RSAPrivateKey
    jwks_url: str
    asked: list[str]
    published: list[dict[str, Any]]
    key_id: str = KEY_ID

    @property
    def settings(self) -> dict[str, Any]:
        return {"oidc_issuer": ISSUER, "oidc_audience": AUDIENCE, "oidc_jwks_url": self.jwks_url}

    def sign(self, *, key_id: str = "", **changes: Any) -> str:
        """A token with these claims besides, or instead of, the good ones; None leaves one out."""
        return jwt.encode(claims(**changes), self.key, algorithm="RS256", headers={"kid": key_id or self.key_id})

    def sign_bytes(self, payload: bytes) -> str:
        """A token of which the claims are these bytes, whatever they are."""
        return PyJWS().encode(payload, self.key, algorithm="RS256", headers={"kid": self.key_id})

    def sign_under(self, header: dict[str, Any], *, algorithm: str = "RS256", **changes: Any) -> str:
        """A token whose head says these things besides; truly signed, also where the library would refuse to."""
        parts = ({"alg": algorithm, "typ": "JWT", "kid": self.key_id} | header, claims(**changes))
        signed = b".".join(encode(json.dumps(part).encode()) for part in parts)
        signature = get_default_algorithms()[algorithm].sign(signed, self.key)
        return b".".join((signed, encode(signature))).decode()

    def replace_key(self, key_id: str) -> "Issuer":
        """The same issuer, with another key from now on; the old one is no longer published."""
        key = generate_private_key(public_exponent=65537, key_size=2048)
        self.published[:] = [_publish(key, key_id)]
        return replace(self, key=key, key_id=key_id)

    @property
    def public_pem(self) -> bytes:
        return self.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _publish(key: RSAPrivateKey, key_id: str) -> dict[str, Any]:
    told: dict[str, Any] = RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return told | {"kid": key_id, "use": "sig", "alg": "RS256"}


def claims(**changes: Any) -> dict[str, Any]:
    now = int(time.time())
    told = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": "coach-7",
        "iat": now,
        "exp": now + 300,
        "vonk_role": "coach",
        "vonk_organization": SOME_ID,
    }
    return {name: value for name, value in (told | changes).items() if value is not None}


def sign_with_public_key(issuer: Issuer) -> str:
    # By hand, for the library refuses to make this forgery.
    parts = ({"alg": "HS256", "typ": "JWT", "kid": KEY_ID}, claims())
    signed = b".".join(encode(json.dumps(part).encode()) for part in parts)
    signature = hmac.new(issuer.public_pem, signed, hashlib.sha256).digest()
    return b".".join((signed, encode(signature))).decode()


@contextmanager
def serving_issuer(*, status: int = 200, told: bytes = b"") -> Iterator[Issuer]:
    key = generate_private_key(public_exponent=65537, key_size=2048)
    published = [_publish(key, KEY_ID)]
    asked: list[str] = []

    class Keys(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(told or json.dumps({"keys": published}).encode())

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Keys)
    with serving(server):
        yield Issuer(key, f"http://127.0.0.1:{server.server_port}/jwks", asked, published)


def encode(part: bytes) -> bytes:
    """The bytes as they stand in a token."""
    return base64.urlsafe_b64encode(part).rstrip(b"=")
