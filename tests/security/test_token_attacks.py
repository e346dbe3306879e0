"""Tokens that a stranger makes, or that the issuer signed for something else, against a real issuer on loopback."""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key as generate_curve_key
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import RSAAlgorithm

from api.platform.clock import Clock
from tests.security.issuer import KEY_ID, Issuer, claims, encode, serving_issuer
from tests.service import Actor, Service, running_service

STRANGERS_KEY = generate_private_key(public_exponent=65537, key_size=2048)
STRANGERS_JWK = RSAAlgorithm.to_jwk(STRANGERS_KEY.public_key(), as_dict=True)


@dataclass(frozen=True, slots=True)
class MinutesLater(Clock):
    """A clock that is some minutes ahead."""

    minutes: int = 0

    def now(self) -> datetime:
        return Clock.now(self) + timedelta(minutes=self.minutes)


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    with serving_issuer() as serving:
        yield serving


@pytest.fixture
async def trusting_service(database_url: str, issuer: Issuer) -> AsyncIterator[Service]:
    async with running_service(database_url, **issuer.settings) as running:
        yield running


def public_forms(issuer: Issuer) -> dict[str, bytes]:
    """The issuer's public key in every form in which somebody may take it for a shared secret."""
    public = issuer.key.public_key()
    return {
        "PEM": public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        "PEM on one line": public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).strip(),
        "DER": public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
        "PKCS1": public.public_bytes(Encoding.PEM, PublicFormat.PKCS1),
        "JWK": json.dumps(issuer.published[0]).encode(),
        "nothing": b"",
    }


def sign_with_secret(secret: bytes, told: dict[str, Any], algorithm: str = "HS256") -> str:
    """A token that the library would refuse to make."""
    parts = ({"alg": algorithm, "typ": "JWT", "kid": KEY_ID}, told)
    signed = b".".join(encode(json.dumps(part).encode()) for part in parts)
    digest = {"HS256": hashlib.sha256, "HS512": hashlib.sha512}[algorithm]
    return b".".join((signed, encode(hmac.new(secret, signed, digest).digest()))).decode()


def sign_as_stranger(header: dict[str, Any], told: dict[str, Any]) -> str:
    return jwt.encode(told, STRANGERS_KEY, algorithm="RS256", headers={"kid": KEY_ID} | header)


def unsigned(told: dict[str, Any], algorithm: str, signature: bytes = b"") -> str:
    parts = ({"alg": algorithm, "kid": KEY_ID}, told)
    return b".".join((*(encode(json.dumps(part).encode()) for part in parts), signature)).decode()


def sign_with_curve(told: dict[str, Any]) -> str:
    return jwt.encode(told, generate_curve_key(SECP256R1()), algorithm="ES256", headers={"kid": KEY_ID})


ATTACKS: dict[str, Callable[[Issuer, dict[str, Any]], str]] = {
    "a key in its own head": lambda _, told: sign_as_stranger({"jwk": STRANGERS_JWK}, told),
    "a certificate in its own head": lambda _, told: sign_as_stranger({"x5c": ["MIIB"]}, told),
    "a key id that is a path": lambda _, told: sign_as_stranger({"kid": "../../../../dev/null"}, told),
    "a key id that is a statement": lambda _, told: sign_as_stranger({"kid": "x' OR '1'='1"}, told),
    "another kind of key under the same id": lambda _, told: sign_with_curve(told),
    "the algorithm none": lambda _, told: unsigned(told, "none"),
    "the algorithm None": lambda _, told: unsigned(told, "None"),
    "the algorithm NONE with something for a signature": lambda _, told: unsigned(told, "NONE", b"AAAA"),
    "no algorithm": lambda _, told: unsigned(told, ""),
    "an algorithm that is not taken": lambda issuer, told: issuer.sign_under({}, algorithm="RS512", **told),
    "the head of another algorithm": lambda issuer, told: issuer.sign_under({"alg": "PS256"}, **told),
    "what has to be understood": lambda issuer, told: issuer.sign_under({"crit": ["exp"], "exp": 1}, **told),
    "what is understood and may not be asked": lambda issuer, told: issuer.sign_under(
        {"crit": ["b64"], "b64": False}, **told
    ),
    "the type of a logout": lambda issuer, told: issuer.sign_under({"typ": "logout+jwt"}, **told),
    "the type of a proof of possession": lambda issuer, told: issuer.sign_under({"typ": "dpop+jwt"}, **told),
    "a number for a type": lambda issuer, told: issuer.sign_under({"typ": 7}, **told),
    "its signature cut short": lambda issuer, told: issuer.sign(**told)[:-8],
    "its signature told twice": lambda issuer, told: issuer.sign(**told) + "." + issuer.sign(**told).split(".")[2],
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
async def test_a_token_is_refused_that_carries(
    trusting_service: Service, issuer: Issuer, attack: Callable[[Issuer, dict[str, Any]], str]
) -> None:
    told = claims(vonk_organization=trusting_service.coach.organization_id)
    refused = await Actor(trusting_service.client, attack(issuer, told)).get("/me")
    assert (refused.status_code, refused.headers["WWW-Authenticate"]) == (401, 'Bearer error="invalid_token"')


@pytest.mark.parametrize("form", ["PEM", "PEM on one line", "DER", "PKCS1", "JWK", "nothing"])
@pytest.mark.parametrize("algorithm", ["HS256", "HS512"])
async def test_what_everybody_knows_is_no_secret(
    trusting_service: Service, issuer: Issuer, form: str, algorithm: str
) -> None:
    told = claims(vonk_organization=trusting_service.coach.organization_id)
    token = sign_with_secret(public_forms(issuer)[form], told, algorithm)
    assert (await Actor(trusting_service.client, token).get("/me")).status_code == 401


@pytest.mark.parametrize("name", ["jku", "x5u"])
async def test_an_address_in_the_head_of_a_token_is_never_asked(
    trusting_service: Service, issuer: Issuer, name: str
) -> None:
    told = claims(vonk_organization=trusting_service.coach.organization_id)
    with serving_issuer(told=json.dumps({"keys": [STRANGERS_JWK | {"kid": KEY_ID}]}).encode()) as stranger:
        token = sign_as_stranger({name: stranger.jwks_url}, told)
        assert (await Actor(trusting_service.client, token).get("/me")).status_code == 401
        assert stranger.asked == []
    assert issuer.asked != []


@pytest.mark.parametrize("told_type", ["JWT", "jwt", "at+jwt", "application/at+jwt"])
@pytest.mark.parametrize("algorithm", ["RS256", "PS256"])
async def test_what_the_profile_asks_of_an_issuer_is_taken(
    trusting_service: Service, issuer: Issuer, told_type: str, algorithm: str
) -> None:
    of = trusting_service.coach.organization_id
    token = issuer.sign_under({"typ": told_type}, algorithm=algorithm, vonk_organization=of, sub=f"{told_type}")
    assert (await Actor(trusting_service.client, token).get("/me")).status_code == 200


async def test_a_new_key_of_the_issuer_is_found_and_the_old_one_is_soon_worth_nothing(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The pause between two looks at the issuer is for strangers; here it would be half a minute of waiting.
    monkeypatch.setattr("api.platform.security.tokens.PAUSE_SECONDS", 0)
    with serving_issuer() as old:
        async with running_service(database_url, **old.settings) as service:
            told = {"vonk_organization": service.coach.organization_id, "exp": claims()["exp"] + 3600}
            before = Actor(service.client, old.sign(**told))
            assert (await before.get("/me")).status_code == 200
            new = old.replace_key("2026-12")
            after = Actor(service.client, new.sign(**told))
            assert (await after.get("/me")).status_code == 200
            service.node.clock = MinutesLater(minutes=6)
            assert [(await each.get("/me")).status_code for each in (before, after)] == [401, 200]
