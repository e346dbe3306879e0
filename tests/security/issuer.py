"""An OpenID Connect issuer on this machine: real keys, and a real server that tells the public ones."""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import RSAAlgorithm

ISSUER = "https://aanmelden.example"
AUDIENCE = "vonk"
KEY_ID = "2026-11"


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who signs tokens, and where its public keys are."""

    key: RSAPrivateKey
    jwks_url: str

    @property
    def settings(self) -> dict[str, str]:
        """What a node is told to trust this issuer."""
        return {"oidc_issuer": ISSUER, "oidc_audience": AUDIENCE, "oidc_jwks_url": self.jwks_url}

    def sign(self, *, key_id: str = KEY_ID, **changes: Any) -> str:
        """A token as this issuer gives it, with these claims changed or, as None, left out."""
        return jwt.encode(claims(**changes), self.key, algorithm="RS256", headers={"kid": key_id})

    @property
    def public_pem(self) -> bytes:
        """The public key, as anyone can have it."""
        return self.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def claims(**changes: Any) -> dict[str, Any]:
    """The claims of a coach, with these changed or, as None, left out."""
    now = int(time.time())
    told = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": "coach-7",
        "iat": now,
        "exp": now + 300,
        "vonk_role": "coach",
        "vonk_organization": "01930000-0000-7000-8000-000000000000",
    }
    return {name: value for name, value in (told | changes).items() if value is not None}


def sign_with_public_key(issuer: Issuer) -> str:
    """A forgery: the public key used as the secret of HS256; by hand, for the library refuses to make one."""
    parts = ({"alg": "HS256", "typ": "JWT", "kid": KEY_ID}, claims())
    signed = b".".join(_encode(json.dumps(part).encode()) for part in parts)
    signature = hmac.new(issuer.public_pem, signed, hashlib.sha256).digest()
    return b".".join((signed, _encode(signature))).decode()


@contextmanager
def serving_issuer() -> Iterator[Issuer]:
    """An issuer whose keys can be fetched while this lasts."""
    key = generate_private_key(public_exponent=65537, key_size=2048)
    public = RSAAlgorithm.to_jwk(key.public_key(), as_dict=True) | {"kid": KEY_ID, "use": "sig", "alg": "RS256"}
    document = json.dumps({"keys": [public]}).encode()

    class Keys(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(document)

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Keys) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield Issuer(key, f"http://127.0.0.1:{server.server_port}/jwks")
        server.shutdown()
        thread.join()


def _encode(part: bytes) -> bytes:
    return base64.urlsafe_b64encode(part).rstrip(b"=")
