import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Any

import pytest

from api.platform.security.queries import list_keys
from api.platform.security.roles import Role
from api.platform.security.tables import ApiKey
from api.platform.storage.database import Database
from api.platform.storage.outages import UNAVAILABLE
from tests.databases.nodes import two_nodes
from tests.house.operations import SOME_ID
from tests.security.issuer import Issuer, serving_issuer
from tests.service import Actor, Service, running_service

COACH_KEY = {"name": "Het volgsysteem", "role": "coach"}


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    with serving_issuer() as serving:
        yield serving


@pytest.fixture
async def trusting_service(database_url: str, issuer: Issuer) -> AsyncIterator[Service]:
    async with running_service(database_url, **issuer.settings) as running:
        yield running


def holding(service: Service, key: str) -> Actor:
    return Actor(service.client, key)


async def make(service: Service, **changes: Any) -> dict[str, Any]:
    wanted = COACH_KEY | {"organizationId": service.coach.organization_id} | changes
    made = await service.admin.post("/keys", wanted)
    assert made.status_code == 201, made.text
    told: dict[str, Any] = made.json()
    return told


async def id_of(actor: Actor, service: Service) -> str:
    (mine,) = [key["id"] for key in await listed(service) if actor.key.startswith(key["prefix"])]
    return str(mine)


async def listed(service: Service) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (await service.admin.get("/keys")).json()["items"]
    return items


def stored_key(database: Database, key_id: str) -> ApiKey:
    with database.read() as session:
        return session.get_one(ApiKey, key_id)


@pytest.mark.parametrize("role", ["admin", "coach", "host", "partner", "analyst"])
async def test_a_key_hears_whose_it_is(service: Service, role: str) -> None:
    actor: Actor = getattr(service, role)
    told = (await actor.get("/me")).json()
    names = {"coach": "Coaches", "host": "Huis van de Wijk", "partner": "Huis van de Wijk de Focus"}
    assert told | {"expiresAt": ""} == {
        "role": role,
        "keyName": "test",
        "organizationId": actor.organization_id,
        "organizationName": names.get(role),
        "expiresAt": "",
    }
    assert told["expiresAt"].endswith("Z")


@pytest.mark.parametrize("role", ["admin", "coach", "host", "partner", "analyst"])
async def test_a_token_hears_whose_it_is(trusting_service: Service, issuer: Issuer, role: str) -> None:
    coaches = trusting_service.coach.organization_id
    token = issuer.sign(sub="iemand", vonk_role=role, vonk_organization=coaches)
    told = (await holding(trusting_service, token).get("/me")).json()
    bound = role in {"coach", "host", "partner"}
    assert (told["role"], told["keyName"]) == (role, None)
    assert (told["organizationId"], told["organizationName"]) == ((coaches, "Coaches") if bound else (None, None))


async def test_a_key_that_an_admin_makes_works_and_is_shown_once(service: Service) -> None:
    made = await make(service, validDays=3)
    told = (await holding(service, made["key"]).get("/me")).json()
    assert (told["role"], told["keyName"]) == ("coach", "Het volgsysteem")
    read = await service.admin.get(f"/keys/{made['id']}")
    assert made["key"] not in read.text + str(await listed(service))
    assert made["key"].startswith(read.json()["prefix"])
    assert len(read.json()["prefix"]) < len(made["key"]) / 3
    assert stored_key(service.database, made["id"]).key_hash != made["key"]


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"organizationId": SOME_ID}, "/organizationId"),
        ({"organizationId": None}, "/organizationId"),
        ({"role": "analyst"}, "/organizationId"),
        ({"role": "wethouder"}, "/role"),
        ({"validDays": 0}, "/validDays"),
        ({"validDays": 731}, "/validDays"),
        ({"name": "x" * 101}, "/name"),
        ({"name": "111222333"}, "/name"),
    ],
)
async def test_a_key_that_cannot_be_is_named(service: Service, changes: dict[str, Any], pointer: str) -> None:
    wanted = COACH_KEY | {"organizationId": service.coach.organization_id} | changes
    refused = await service.admin.post("/keys", wanted)
    assert (refused.status_code, [each["pointer"] for each in refused.json()["errors"]]) == (400, [pointer])


async def test_how_long_a_key_may_work_is_a_setting(database_url: str) -> None:
    async with running_service(database_url, key_longest_days=20) as service:
        made = stored_key(service.database, (await make(service))["id"])
        assert made.expires_at - made.created_at == timedelta(days=20)
        refused = await service.admin.post("/keys", {"name": "Beheer", "role": "admin", "validDays": 21})
        assert refused.status_code == 400


async def test_the_answer_to_a_repeat_shows_the_same_key_which_stands_nowhere_in_clear(service: Service) -> None:
    wanted = {"name": "Beheer", "role": "admin"}
    first = await service.admin.post("/keys", wanted, Idempotency_Key="een")
    again = await service.admin.post("/keys", wanted, Idempotency_Key="een")
    assert (again.status_code, again.json()) == (201, first.json())
    key = first.json()["key"].encode()
    with service.database.read() as session:
        rows = session.connection().exec_driver_sql("SELECT body, about FROM kept_answers").all()
    assert [(key in bytes(body), about) for body, about in rows] == [(False, first.json()["id"])]
    await service.admin.delete(f"/keys/{first.json()['id']}")
    with service.database.read() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM kept_answers").scalar() == 0


async def test_a_revoked_key_opens_nothing_and_stays_in_the_list(service: Service) -> None:
    made = await make(service)
    assert (await service.admin.delete(f"/keys/{made['id']}")).status_code == 204
    assert (await holding(service, made["key"]).get("/me")).status_code == 401
    (key,) = [each for each in await listed(service) if each["id"] == made["id"]]
    assert key["state"] == "revoked"
    assert (await service.admin.delete(f"/keys/{made['id']}")).status_code == 204
    assert (await service.admin.get(f"/keys/{made['id']}")).json()["revokedAt"] == key["revokedAt"]


async def test_the_last_key_of_an_admin_is_not_revoked_without_a_word(service: Service) -> None:
    mine = await id_of(service.admin, service)
    refused = await service.admin.delete(f"/keys/{mine}")
    assert (refused.status_code, "laatste" in refused.json()["detail"]) == (409, True)
    other = (await service.admin.post("/keys", {"name": "Beheer", "role": "admin"})).json()
    assert (await service.admin.delete(f"/keys/{mine}")).status_code == 204
    assert (await service.admin.get("/me")).status_code == 401
    assert (await holding(service, other["key"]).delete(f"/keys/{other['id']}")).status_code == 409


async def test_of_the_last_two_admins_who_end_each_other_at_once_one_stays(database_url: str) -> None:
    async with two_nodes(database_url) as (one, other):
        with one.database.write() as session:
            for key in list_keys(session):
                if key.role is Role.ADMIN and not one.admin.key.startswith(str(key.prefix)):
                    session.delete(key)
        mine = await id_of(one.admin, one)
        second = (await one.admin.post("/keys", {"name": "Tweede", "role": "admin"})).json()
        rival = Actor(other.client, second["key"])
        answers = await asyncio.gather(one.admin.delete(f"/keys/{second['id']}"), rival.delete(f"/keys/{mine}"))
        assert sorted(answer.status_code for answer in answers) in ([204, 401], [204, 409])
        left = [(await each.get("/me")).status_code for each in (one.admin, rival)]
        assert sorted(left) == [200, 401]


async def test_a_key_is_replaced_and_the_old_one_works_on_for_a_while(service: Service) -> None:
    old = await make(service)
    new = (await service.admin.post(f"/keys/{old['id']}/rotations", {"overlapHours": 1})).json()
    shared = ("name", "role", "organizationId")
    assert [new[name] for name in shared] == [old[name] for name in shared]
    assert new["replacesKeyId"] == old["id"]
    assert [(await holding(service, each["key"]).get("/me")).status_code for each in (old, new)] == [200, 200]
    service.node.clock = type(service.node.clock)(offset_days=1)
    # A day later the keys of this service's other actors have ended too; only the new one works.
    assert [(await holding(service, each["key"]).get("/me")).status_code for each in (old, new)] == [401, 200]


@pytest.mark.parametrize(("asked", "hours"), [({}, 168), ({"overlapHours": 0}, 0), ({"overlapHours": 8760}, 365 * 24)])
async def test_the_overlap_is_a_week_unless_said_and_makes_no_key_last_longer(
    service: Service, asked: dict[str, int], hours: int
) -> None:
    old = await make(service)
    until = stored_key(service.database, old["id"]).expires_at
    new = (await service.admin.post(f"/keys/{old['id']}/rotations", asked)).json()
    made_at = stored_key(service.database, new["id"]).created_at
    assert stored_key(service.database, old["id"]).expires_at == min(until, made_at + timedelta(hours=hours))
    works = (await holding(service, old["key"]).get("/me")).status_code
    assert works == (200 if hours else 401)


async def test_a_key_that_ended_is_not_replaced(service: Service) -> None:
    made = await make(service)
    await service.admin.delete(f"/keys/{made['id']}")
    assert (await service.admin.post(f"/keys/{made['id']}/rotations", {})).status_code == 409


async def test_the_day_of_the_last_use_is_kept_with_one_write_a_day(service: Service) -> None:
    made = await make(service)
    assert stored_key(service.database, made["id"]).last_used_on is None
    program = holding(service, made["key"])
    await program.get("/me")
    today = service.node.clock.today()
    assert stored_key(service.database, made["id"]).last_used_on == today
    with service.database.write() as session:
        session.connection().exec_driver_sql("UPDATE api_keys SET last_used_on = NULL")
    await program.get("/me")
    assert stored_key(service.database, made["id"]).last_used_on is None
    service.node.clock = type(service.node.clock)(offset_days=1)
    await program.get("/me")
    assert stored_key(service.database, made["id"]).last_used_on == today + timedelta(days=1)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_nobody_waits_for_the_day_of_the_last_use(service: Service) -> None:
    made = await make(service)
    program = holding(service, made["key"])
    with service.database.write() as writing:
        writing.connection()
        with pytest.raises(UNAVAILABLE), service.database.write(waits=False) as impatient:
            impatient.connection()
        async with asyncio.timeout(4):  # Less than a writer waits for another.
            assert (await program.get("/me")).status_code == 200
    assert stored_key(service.database, made["id"]).last_used_on is None
    await program.get("/me")
    assert stored_key(service.database, made["id"]).last_used_on is not None


async def test_keys_come_in_pages(service: Service) -> None:
    every = [key["id"] for key in await listed(service)]
    first = (await service.admin.get("/keys?limit=4")).json()
    rest = (await service.admin.get(f"/keys?limit=100&cursor={first['nextCursor']}")).json()
    assert [key["id"] for key in first["items"] + rest["items"]] == every == sorted(every)
