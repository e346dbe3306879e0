from datetime import timedelta

import pytest

from api.platform.security.actions import create_key, revoke_key
from api.platform.security.dependencies import COST_OF_BAD_KEY
from api.platform.security.queries import list_keys
from api.platform.security.rate_limit import RateLimit
from api.platform.security.roles import Role
from api.platform.storage.database import Database
from tests.service import CLOCK, Actor, Service, one_long_minute


async def test_a_key_is_stored_only_as_a_hash(database: Database) -> None:
    with database.write() as session:
        key = create_key(session, name="n", role=Role.ADMIN, organization_id=None, now=CLOCK.now(), valid_days=1).key
    with database.read() as session:
        (stored,) = list_keys(session)
    assert key not in str(stored.model_dump())
    assert len(stored.key_hash) == 64


async def test_a_revoked_key_is_refused_by_the_very_next_request(service: Service) -> None:
    assert (await service.analyst.get("/organizations")).status_code == 200
    with service.database.write() as session:
        (mine,) = [key for key in list_keys(session) if key.role is Role.ANALYST]
        revoke_key(session, mine.id, now=CLOCK.now())
    assert (await service.analyst.get("/organizations")).status_code == 401


async def test_an_expired_key_is_refused(service: Service) -> None:
    long_ago = CLOCK.now() - timedelta(days=2)
    with service.database.write() as session:
        key = create_key(session, name="old", role=Role.ADMIN, organization_id=None, now=long_ago, valid_days=1).key
    refused = await Actor(service.client, key).get("/organizations")
    assert refused.status_code == 401
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer nope", "Basic dXNlcjpwYXNz", "Bearer vonk_nope"])
async def test_without_a_good_key_nothing_is_told(service: Service, header: str) -> None:
    headers = {"Authorization": header} if header else {}
    answer = await service.anonymous.get("/v1/organizations", headers=headers)
    assert answer.status_code == 401
    assert answer.json()["status"] == 401


async def test_who_guesses_keys_is_stopped_a_hundred_times_as_soon_and_nobody_else_is(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_long_minute(monkeypatch)
    service.node.put(RateLimit(3 * COST_OF_BAD_KEY))
    guesses = [await Actor(service.client, f"vonk_guess-{number}").get("/organizations") for number in range(5)]
    assert [guess.status_code for guess in guesses] == [401, 401, 401, 429, 429]
    assert int(guesses[-1].headers["Retry-After"]) > 0
    # Who has a good key is known by it, also behind the same address.
    assert (await service.coach.get("/organizations")).status_code == 200


async def test_a_key_in_the_query_is_not_a_key(service: Service) -> None:
    answer = await service.anonymous.get(f"/v1/organizations?access_token={service.admin.key}")
    assert answer.status_code == 401


@pytest.mark.parametrize("role", ["partner", "coach", "analyst"])
async def test_only_an_admin_adds_organizations(service: Service, role: str) -> None:
    actor: Actor = getattr(service, role)
    assert (await actor.post("/organizations", {"name": "Nee"})).status_code == 403


async def test_an_analyst_never_asks_for_matches(service: Service) -> None:
    assert (await service.analyst.post("/matches", {"client": {"interests": []}})).status_code == 403
