"""A whole city over the API: stored sealed, done once, told for a day, and gone with a client's reference."""

import json
from collections import Counter
from typing import Any

import httpx
from sqlalchemy import event
from sqlmodel import select

from api.matches.city.actions import City, match_city
from api.matches.city.schemas import CityClient
from api.matches.city_matches.jobs import erase_old, start_next
from api.matches.city_matches.tables import CityMatch, CityMatchClient
from api.matches.city_matches.vocabulary import CityMatchState
from api.matches.city_matches.working import work
from api.platform.audit.queries import stream_processing
from api.platform.recording.actions import HASHES_AT_A_TIME
from matching.vocabulary import Language
from tests.matching_tables.afternoon import COOKING, COOKING_OFFER, WOOD, WOOD_OR_COOKING
from tests.service import Actor, Service, an_offer, later

CLIENTS = [
    {"reference": "K-1", "client": WOOD},
    {"reference": "K-2", "client": COOKING | {"goals": ["meeting"]}},
    {"reference": "K-3", "client": WOOD_OR_COOKING},
    {"reference": "K-4", "client": {"interests": ["muziek"]}},
    {"reference": "K-5", "client": WOOD | {"loadCapacity": {"hoursPerWeek": 1}}},
]


async def send(actor: Actor, lines: list[Any], **headers: str) -> httpx.Response:
    content = b"\n".join(each if isinstance(each, bytes) else json.dumps(each).encode() for each in lines)
    named = {"Authorization": f"Bearer {actor.key}", "Content-Type": "application/x-ndjson"} | headers
    return await actor.client.post("/v1/city-matches", content=content, headers=named)


async def asked(actor: Actor, lines: list[Any] = CLIENTS) -> str:
    answer = await send(actor, lines)
    assert answer.status_code == 202, answer.text
    told = answer.json()
    assert answer.headers["location"] == f"/v1/city-matches/{told['id']}"
    assert (told["state"], told["clients"], told["figures"]) == ("waiting", len(lines), None)
    city_match_id: str = told["id"]
    return city_match_id


async def offer_two_places(service: Service) -> None:
    for offer in (an_offer(), an_offer(**COOKING_OFFER)):
        assert (await service.partner.post("/offers", offer | {"places": {"available": 1}})).status_code == 201


def rows_of(service: Service, city_match_id: str) -> list[CityMatchClient]:
    with service.database.read() as session:
        query = select(CityMatchClient).where(CityMatchClient.city_match_id == city_match_id)
        return sorted(session.exec(query), key=lambda each: each.number)


def operations_of(service: Service) -> list[str]:
    """What was done with data of people, a word for each act and each person."""
    with service.database.read() as session:
        return [each.operation for each in stream_processing(session, since=None)]


def state_of(service: Service, city_match_id: str) -> CityMatchState | None:
    with service.database.read() as session:
        found = session.get(CityMatch, city_match_id)
        return None if found is None else found.state


async def test_everyone_gets_what_the_command_gives(service: Service) -> None:
    await offer_two_places(service)
    city_match_id = await asked(service.coach)
    path = f"/city-matches/{city_match_id}"
    refused = await service.coach.get(f"{path}/placements")
    assert (refused.status_code, refused.json()["state"]) == (409, "waiting")
    sealed = rows_of(service, city_match_id)
    assert [each.client_reference for each in sealed] == [each["reference"] for each in CLIENTS]
    assert not [each for each in sealed if each.sealed_profile is None or "hout" in each.sealed_profile]

    start_next(service.node)
    assert (await service.coach.get(path)).json()["state"] == "running"
    work(service.node, city_match_id)

    told = (await service.coach.get(path)).json()
    assert (told["state"], told["ranked"], told["figures"]["status"]) == ("done", 5, "optimal")
    assert (told["figures"]["placed"], told["figures"]["tooFewPlaces"]) == (2, 1)
    answer = await service.coach.get(f"{path}/placements")
    assert answer.headers["content-type"] == "application/x-ndjson"
    city = City(service.database, service.node.settings, service.node.clock.today(), Language.DUTCH, 1)
    placements, _ = match_city(city, [CityClient.model_validate_json(json.dumps(each)) for each in CLIENTS], iter)
    assert answer.content == b"".join(each.model_dump_json().encode() + b"\n" for each in placements)
    assert [each.sealed_profile for each in rows_of(service, city_match_id)] == [None] * 5


async def test_all_lines_are_taken_or_none(service: Service) -> None:
    refused = await send(
        service.coach,
        [
            CLIENTS[0],
            {"reference": "K-2", "client": WOOD | {"age": 900}},
            b"{",
            CLIENTS[0],
            {"reference": "K-6", "client": {"interests": ["bel 06 12345678"]}},
        ],
    )
    assert refused.status_code == 400
    pointers = [each["pointer"] for each in refused.json()["errors"]]
    assert pointers == ["/1/client/age", "/2", "/3/reference", "/4/client/interests/0"]
    assert (await service.coach.get("/city-matches")).json()["items"] == []
    assert (await send(service.coach, [])).status_code == 400
    assert (await service.coach.post("/city-matches", CLIENTS[0])).status_code == 415


async def test_one_run_of_an_organization_goes_on_at_a_time_and_nobody_else_sees_it(service: Service) -> None:
    city_match_id = await asked(service.coach)
    assert (await send(service.coach, CLIENTS)).status_code == 409
    await asked(service.host)
    for method, ending in (("GET", ""), ("GET", "/placements"), ("DELETE", "")):
        answer = await service.host.send(method, f"/city-matches/{city_match_id}{ending}")
        assert answer.status_code == 404
    assert len((await service.host.get("/city-matches")).json()["items"]) == 1


async def test_as_many_cities_go_on_at_once_as_was_chosen_in_the_order_they_came(service: Service) -> None:
    first, second = await asked(service.coach), await asked(service.host)
    start_next(service.node)
    start_next(service.node)
    assert (state_of(service, first), state_of(service, second)) == (CityMatchState.RUNNING, CityMatchState.WAITING)
    work(service.node, first)
    start_next(service.node)
    assert (state_of(service, first), state_of(service, second)) == (CityMatchState.DONE, CityMatchState.RUNNING)


async def test_the_same_request_under_the_same_key_is_one_run(service: Service) -> None:
    key = {"Idempotency-Key": "een-keer"}
    first, again = await send(service.coach, CLIENTS, **key), await send(service.coach, CLIENTS, **key)
    assert (first.status_code, again.status_code) == (202, 202)
    assert first.content == again.content


async def test_a_client_is_shown_and_erased_by_reference_also_while_the_work_goes_on(service: Service) -> None:
    await offer_two_places(service)
    city_match_id = await asked(service.coach)
    wanted = {"clientReference": "K-1"}
    told = await service.coach.post("/handovers/exports", wanted)
    assert told.status_code == 200, told.text
    held = told.json()["cityMatchClients"]
    assert [(each["cityMatchId"], each["profile"]["interests"], each["placement"]) for each in held] == [
        (city_match_id, WOOD["interests"], None)
    ]
    start_next(service.node)
    erased = await service.coach.post("/handovers/erasures", wanted)
    assert (erased.status_code, erased.json()["cityMatchClients"]) == (200, 1)
    work(service.node, city_match_id)
    lines = (await service.coach.get(f"/city-matches/{city_match_id}/placements")).content.splitlines()
    assert [json.loads(line)["reference"] for line in lines] == ["K-2", "K-3", "K-4", "K-5"]


async def test_each_act_is_logged_about_everyone_once_also_what_the_clock_does(service: Service) -> None:
    await offer_two_places(service)
    city_match_id = await asked(service.coach)
    assert (await service.coach.post("/handovers/erasures", {"clientReference": "K-5"})).status_code == 200
    start_next(service.node)
    work(service.node, city_match_id)
    assert (await service.coach.get(f"/city-matches/{city_match_id}/placements")).status_code == 200
    assert (await service.coach.get(f"/city-matches/{city_match_id}")).status_code == 200
    erase_old(later(service, days=1))
    told = Counter(operations_of(service))
    assert told == {
        "createCityMatch": 5,
        "eraseClient": 1,
        "city-matches.match": 4,
        "readPlacements": 4,
        "city-matches.forget": 4,
    }
    for reference in ("K-1", "K-4"):
        held = (await service.coach.post("/handovers/exports", {"clientReference": reference})).json()["processing"]
        assert {each["activity"] for each in held} == {"city-matching"}
        assert [each["operation"] for each in held] == [
            "createCityMatch",
            "city-matches.match",
            "readPlacements",
            "city-matches.forget",
        ]
    deleted = await asked(service.coach)
    assert (await service.coach.delete(f"/city-matches/{deleted}")).status_code == 204
    assert Counter(operations_of(service))["deleteCityMatch"] == 5


async def test_a_city_is_logged_in_as_many_statements_as_a_few(service: Service) -> None:
    statements = list[str]()
    listening = event.listens_for(service.database.engine, "before_cursor_execute")
    listening(lambda _connection, _cursor, statement, *_: statements.append(statement))
    taken = []
    for organization, many in ((service.coach, 2), (service.host, HASHES_AT_A_TIME)):
        statements.clear()
        await asked(organization, [{"reference": f"K-{number}", "client": WOOD} for number in range(many)])
        taken.append(len(statements))
    assert taken[0] == taken[1]
    assert len(operations_of(service)) == 2 + HASHES_AT_A_TIME


async def test_a_run_that_is_erased_is_gone_whole_and_its_work_ends(service: Service) -> None:
    city_match_id = await asked(service.coach)
    start_next(service.node)
    assert (await service.coach.delete(f"/city-matches/{city_match_id}")).status_code == 204
    work(service.node, city_match_id)
    assert (state_of(service, city_match_id), rows_of(service, city_match_id)) == (None, [])
    await asked(service.coach)


async def test_what_a_city_came_to_is_erased_after_a_day_and_what_never_ended_after_two(service: Service) -> None:
    done, stuck = await asked(service.coach), await asked(service.host)
    start_next(service.node)
    work(service.node, done)
    for days, kept in ((0, {done, stuck}), (1, {stuck}), (2, set[str]())):
        erase_old(later(service, days=days))
        assert {each for each in (done, stuck) if state_of(service, each) is not None} == kept
        assert {each for each in (done, stuck) if rows_of(service, each)} == kept
