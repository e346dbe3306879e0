import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import RSAAlgorithm

from tests.service import Actor, Service, running_service

ISSUER = "https://aanmelden.example"
AUDIENCE = "vonk"
KEY_ID = "2026-11"
QUESTION = {"client": {"interests": ["hout"]}}
LONG_AGO = 3600


@dataclass(frozen=True, slots=True)
class Issuer:
    key: RSAPrivateKey
    jwks_url: str
    asked: list[str]

    @property
    def settings(self) -> dict[str, Any]:
        return {"oidc_issuer": ISSUER, "oidc_audience": AUDIENCE, "oidc_jwks_url": self.jwks_url}

    def sign(self, *, key_id: str = KEY_ID, **changes: Any) -> str:
        return jwt.encode(claims(**changes), self.key, algorithm="RS256", headers={"kid": key_id})

    @property
    def public_pem(self) -> bytes:
        return self.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def claims(**changes: Any) -> dict[str, Any]:
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
    # By hand, for the library refuses to make this forgery.
    parts = ({"alg": "HS256", "typ": "JWT", "kid": KEY_ID}, claims())
    signed = b".".join(_encode(json.dumps(part).encode()) for part in parts)
    signature = hmac.new(issuer.public_pem, signed, hashlib.sha256).digest()
    return b".".join((signed, _encode(signature))).decode()


@contextmanager
def serving_issuer(*, status: int = 200, told: bytes = b"") -> Iterator[Issuer]:
    key = generate_private_key(public_exponent=65537, key_size=2048)
    public = RSAAlgorithm.to_jwk(key.public_key(), as_dict=True) | {"kid": KEY_ID, "use": "sig", "alg": "RS256"}
    document = told or json.dumps({"keys": [public]}).encode()
    asked: list[str] = []

    class Keys(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(document)

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Keys) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield Issuer(key, f"http://127.0.0.1:{server.server_port}/jwks", asked)
        finally:
            server.shutdown()
            thread.join()


def _encode(part: bytes) -> bytes:
    return base64.urlsafe_b64encode(part).rstrip(b"=")


BAD_TOKENS: dict[str, Callable[[Issuer], str]] = {
    "for another audience": lambda issuer: issuer.sign(aud="een-andere-dienst"),
    "for no audience": lambda issuer: issuer.sign(aud=None),
    "expired": lambda issuer: issuer.sign(exp=int(time.time()) - LONG_AGO),
    "without an end": lambda issuer: issuer.sign(exp=None),
    "not yet valid": lambda issuer: issuer.sign(nbf=int(time.time()) + LONG_AGO),
    "of another issuer": lambda issuer: issuer.sign(iss="https://iemand-anders.example"),
    "of nobody in particular": lambda issuer: issuer.sign(sub=None),
    "with a role that is not there": lambda issuer: issuer.sign(vonk_role="wethouder"),
    "without a role": lambda issuer: issuer.sign(vonk_role=None),
    "with a list for a role": lambda issuer: issuer.sign(vonk_role=["coach"]),
    "without an organization": lambda issuer: issuer.sign(vonk_organization=None),
    "with a number for an organization": lambda issuer: issuer.sign(vonk_organization=7),
    "with a key id that the issuer does not know": lambda issuer: issuer.sign(key_id="2019-01"),
    "without a signature": lambda _: jwt.encode(claims(), "", algorithm="none", headers={"kid": KEY_ID}),
    "signed with the public key as a secret": sign_with_public_key,
    "signed by someone else": lambda _: jwt.encode(
        claims(),
        generate_private_key(public_exponent=65537, key_size=2048),
        algorithm="RS256",
        headers={"kid": KEY_ID},
    ),
    "with other claims than were signed": lambda issuer: ".".join(
        (issuer.sign().split(".")[0], issuer.sign(vonk_role="admin").split(".")[1], issuer.sign().split(".")[2])
    ),
}


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    with serving_issuer() as serving:
        yield serving


@pytest.fixture
async def trusting_service(database_url: str, issuer: Issuer) -> AsyncIterator[Service]:
    async with running_service(database_url, **issuer.settings) as running:
        yield running


async def test_a_coach_with_a_good_token_gets_matches(trusting_service: Service, issuer: Issuer) -> None:
    coach = Actor(trusting_service.client, issuer.sign())
    assert (await coach.post("/matches", QUESTION)).status_code == 200
    assert (await coach.post("/matches", QUESTION)).status_code == 200


async def test_a_token_gives_the_rights_of_its_role_and_no_more(trusting_service: Service, issuer: Issuer) -> None:
    coach = Actor(trusting_service.client, issuer.sign())
    admin = Actor(trusting_service.client, issuer.sign(sub="admin-1", vonk_role="admin", vonk_organization=None))
    assert (await coach.post("/organizations", {"name": "Nee"})).status_code == 403
    assert (await admin.post("/organizations", {"name": "Ja"})).status_code == 201


@pytest.mark.parametrize("make", BAD_TOKENS.values(), ids=BAD_TOKENS.keys())
async def test_a_bad_token_is_refused(trusting_service: Service, issuer: Issuer, make: Callable[[Issuer], str]) -> None:
    refused = await Actor(trusting_service.client, make(issuer)).post("/matches", QUESTION)
    assert refused.status_code == 401
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")


async def test_a_token_that_was_good_is_refused_once_it_has_ended(trusting_service: Service, issuer: Issuer) -> None:
    coach = Actor(trusting_service.client, issuer.sign())
    assert (await coach.post("/matches", QUESTION)).status_code == 200
    trusting_service.node.clock = type(trusting_service.node.clock)(offset_days=1)
    assert (await coach.post("/matches", QUESTION)).status_code == 401


async def test_strangers_with_made_up_keys_do_not_make_the_issuer_busy(database_url: str) -> None:
    with serving_issuer() as issuer:
        async with running_service(database_url, **issuer.settings) as service:
            for number in range(10):
                stranger = Actor(service.client, issuer.sign(key_id=f"made-up-{number}"))
                assert (await stranger.post("/matches", QUESTION)).status_code == 401
            assert (await Actor(service.client, issuer.sign()).post("/matches", QUESTION)).status_code == 200
        assert len(issuer.asked) == 1


@pytest.mark.parametrize(("status", "told"), [(500, b"{}"), (200, b"<html>"), (200, b"[]"), (200, b'{"keys": []}')])
async def test_an_issuer_in_trouble_is_left_alone_for_a_while(database_url: str, status: int, told: bytes) -> None:
    with serving_issuer(status=status, told=told) as issuer:
        async with running_service(database_url, **issuer.settings) as service:
            for number in range(5):
                caller = Actor(service.client, issuer.sign(sub=f"coach-{number}"))
                assert (await caller.post("/matches", QUESTION)).status_code == 401
        assert len(issuer.asked) == 1


async def test_without_a_configured_issuer_no_token_is_good(service: Service, issuer: Issuer) -> None:
    refused = await Actor(service.client, issuer.sign()).post("/matches", QUESTION)
    assert refused.status_code == 401


async def test_while_the_issuer_cannot_be_reached_keys_still_work(database_url: str, issuer: Issuer) -> None:
    settings = issuer.settings | {"oidc_jwks_url": "http://127.0.0.1:1/jwks"}
    async with running_service(database_url, **settings) as service:
        assert (await Actor(service.client, issuer.sign()).post("/matches", QUESTION)).status_code == 401
        assert (await service.coach.post("/matches", QUESTION)).status_code == 200
