import json
import time
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

from api.platform.security.roles import Role
from tests.handovers.arranging import a_consent, a_request, offered
from tests.house.operations import SOME_ID
from tests.security.issuer import KEY_ID, Issuer, claims, encode, serving_issuer, sign_with_public_key
from tests.service import Actor, Service, make_actor, running_service

QUESTION = {"client": {"interests": ["hout"]}}
LONG_AGO = 3600


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


# Signed by the issuer, and still not to be used.
MALFORMED: dict[str, Callable[[dict[str, Any]], Any]] = {
    "an end in milliseconds": lambda told: told | {"exp": told["exp"] * 1000},
    "an end as text": lambda told: told | {"exp": "2099-01-01T00:00:00Z"},
    "an end as digits in text": lambda told: told | {"exp": str(told["exp"])},
    "an end without end": lambda told: told | {"exp": float("inf")},
    "an end that is no number": lambda told: told | {"exp": float("nan")},
    "an end of four hundred digits": lambda told: told | {"exp": 10**400},
    "an end that is a list": lambda told: told | {"exp": [told["exp"]]},
    "an end that is true": lambda told: told | {"exp": True},
    "a beginning without end": lambda told: told | {"nbf": float("-inf")},
    "made at no number": lambda told: told | {"iat": {}},
    "a subject of 10 kB": lambda told: told | {"sub": "s" * 10_000},
    "a subject with a null sign": lambda told: told | {"sub": "coach\x00"},
    "a subject with half a character": lambda told: told | {"sub": "\ud800"},
    "a subject of two lines": lambda told: told | {"sub": "coach\nadmin"},
    "an empty subject": lambda told: told | {"sub": ""},
    "a number for a subject": lambda told: told | {"sub": 7},
    "an object for a role": lambda told: told | {"vonk_role": {"coach": True}},
    "an organization with a null sign": lambda told: told | {"vonk_organization": "\x00"},
    "an organization with half a character": lambda told: told | {"vonk_organization": "\ud800"},
    "an organization of 10 kB": lambda told: told | {"vonk_organization": "0" * 10_000},
    "an audience of another kind": lambda told: told | {"aud": {"vonk": 1}},
    "an audience with others in it": lambda told: told | {"aud": [None, {}]},
    "an issuer that is a list": lambda told: told | {"iss": [told["iss"]]},
    "a list for claims": lambda told: [told],
    "a number for claims": lambda _: 7,
}


def a_coach(service: Service, issuer: Issuer, **changes: Any) -> Actor:
    """Somebody with a token, of an organization that is there."""
    return Actor(service.client, issuer.sign(**{"vonk_organization": service.coach.organization_id} | changes))


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    with serving_issuer() as serving:
        yield serving


@pytest.fixture
async def trusting_service(database_url: str, issuer: Issuer) -> AsyncIterator[Service]:
    async with running_service(database_url, **issuer.settings) as running:
        yield running


async def test_a_coach_with_a_good_token_gets_matches(trusting_service: Service, issuer: Issuer) -> None:
    coach = a_coach(trusting_service, issuer)
    assert (await coach.post("/matches", QUESTION)).status_code == 200
    assert (await coach.post("/matches", QUESTION)).status_code == 200


async def test_a_token_gives_the_rights_of_its_role_and_no_more(trusting_service: Service, issuer: Issuer) -> None:
    coach = a_coach(trusting_service, issuer)
    admin = Actor(trusting_service.client, issuer.sign(sub="admin-1", vonk_role="admin", vonk_organization=None))
    assert (await coach.post("/organizations", {"name": "Nee"})).status_code == 403
    assert (await admin.post("/organizations", {"name": "Ja"})).status_code == 201


@pytest.mark.parametrize("make", BAD_TOKENS.values(), ids=BAD_TOKENS.keys())
async def test_a_bad_token_is_refused(trusting_service: Service, issuer: Issuer, make: Callable[[Issuer], str]) -> None:
    refused = await Actor(trusting_service.client, make(issuer)).post("/matches", QUESTION)
    assert refused.status_code == 401
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("change", MALFORMED.values(), ids=MALFORMED.keys())
async def test_a_malformed_token_is_refused_in_one_sentence(
    trusting_service: Service, issuer: Issuer, change: Callable[[dict[str, Any]], Any]
) -> None:
    told = claims(vonk_organization=trusting_service.coach.organization_id)
    refused = await Actor(trusting_service.client, issuer.sign_bytes(json.dumps(change(told)).encode())).get("/offers")
    assert (refused.status_code, refused.json()["detail"].count(". ")) == (401, 0)


@pytest.mark.parametrize("payload", [b"", b"{", b"\xff", b"[" * 20_000, b'{"exp":' + b"9" * 5_000 + b"}"], ids=repr)
async def test_a_token_of_no_claims_at_all_is_refused(
    trusting_service: Service, issuer: Issuer, payload: bytes
) -> None:
    assert (await Actor(trusting_service.client, issuer.sign_bytes(payload)).get("/offers")).status_code == 401


@pytest.mark.parametrize(
    "token", ["", ".", "..", "a.b.c", "x" * 60_000, "[" * 20_000, "e30.e30.", "bnVsbA.bnVsbA.bnVsbA"]
)
async def test_what_is_no_token_is_refused(trusting_service: Service, token: str) -> None:
    assert (await Actor(trusting_service.client, token).get("/offers")).status_code == 401


@pytest.mark.parametrize(
    "header", [{"kid": 7}, {"kid": None}, {"kid": ["2026-11"]}, {"crit": ["x"]}, {"alg": 7}, {"b64": 0}]
)
async def test_a_token_with_an_odd_header_is_refused(trusting_service: Service, header: dict[str, Any]) -> None:
    parts = ({"alg": "RS256", "typ": "JWT", "kid": KEY_ID} | header, claims())
    token = b".".join((*(encode(json.dumps(part).encode()) for part in parts), encode(b"signature"))).decode()
    assert (await Actor(trusting_service.client, token).get("/offers")).status_code == 401


@pytest.mark.parametrize("role", ["coach", "host", "partner"])
async def test_a_token_of_an_organization_that_is_not_there_is_refused_in_one_sentence(
    trusting_service: Service, issuer: Issuer, role: str
) -> None:
    stranger = a_coach(trusting_service, issuer, vonk_role=role, vonk_organization=SOME_ID)
    for method, path in (("GET", "/offers"), ("POST", "/tables"), ("POST", "/handovers"), ("POST", "/matches")):
        refused = await stranger.send(method, path, {})
        assert (refused.status_code, "organisatie" in refused.json()["detail"]) == (403, True)


async def test_a_token_that_was_good_is_refused_once_it_has_ended(trusting_service: Service, issuer: Issuer) -> None:
    coach = a_coach(trusting_service, issuer)
    assert (await coach.post("/matches", QUESTION)).status_code == 200
    trusting_service.node.clock = type(trusting_service.node.clock)(offset_days=1)
    assert (await coach.post("/matches", QUESTION)).status_code == 401


async def test_strangers_with_made_up_keys_do_not_make_the_issuer_busy(database_url: str) -> None:
    with serving_issuer() as issuer:
        async with running_service(database_url, **issuer.settings) as service:
            for number in range(10):
                stranger = Actor(service.client, issuer.sign(key_id=f"made-up-{number}"))
                assert (await stranger.post("/matches", QUESTION)).status_code == 401
            assert (await a_coach(service, issuer).post("/matches", QUESTION)).status_code == 200
        assert len(issuer.asked) == 1


@pytest.mark.parametrize(("status", "told"), [(500, b"{}"), (200, b"<html>"), (200, b"[]"), (200, b'{"keys": []}')])
async def test_an_issuer_in_trouble_is_left_alone_for_a_while(database_url: str, status: int, told: bytes) -> None:
    with serving_issuer(status=status, told=told) as issuer:
        async with running_service(database_url, **issuer.settings) as service:
            for number in range(5):
                caller = a_coach(service, issuer, sub=f"coach-{number}")
                assert (await caller.post("/matches", QUESTION)).status_code == 401
        assert len(issuer.asked) == 1


async def test_without_a_configured_issuer_no_token_is_good(service: Service, issuer: Issuer) -> None:
    refused = await a_coach(service, issuer).post("/matches", QUESTION)
    assert refused.status_code == 401


async def test_while_the_issuer_cannot_be_reached_keys_still_work(database_url: str, issuer: Issuer) -> None:
    settings = issuer.settings | {"oidc_jwks_url": "http://127.0.0.1:1/jwks"}
    async with running_service(database_url, **settings) as service:
        assert (await a_coach(service, issuer).post("/matches", QUESTION)).status_code == 401
        assert (await service.coach.post("/matches", QUESTION)).status_code == 200


async def test_one_subject_of_two_organizations_repeats_nothing_of_the_other(
    trusting_service: Service, issuer: Issuer
) -> None:
    offer_id = await offered(trusting_service)
    other = make_actor(trusting_service.client, trusting_service.database, Role.COACH, "Een andere stad")
    wanted = a_request(offer_id, consent=a_consent(shares=["firstName"]), introduction={"firstName": "Bertus"})
    made = [
        await a_coach(trusting_service, issuer, vonk_organization=organization_id).post(
            "/handovers", wanted, Idempotency_Key="een"
        )
        for organization_id in (trusting_service.coach.organization_id, other.organization_id)
    ]
    assert [each.status_code for each in made] == [201, 201]
    assert made[0].json()["id"] != made[1].json()["id"]
    assert made[1].json()["senderOrganizationId"] == other.organization_id
