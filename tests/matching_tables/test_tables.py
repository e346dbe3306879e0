from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from api.catalogue.places.tables import Place
from api.matching_tables.jobs import erase_due_tables
from api.matching_tables.tables import MatchingTable, TableDecision, TableEvent, TableOffer, TableSeat
from api.platform.storage.database import Database
from tests.matching_tables.afternoon import (
    COOKING,
    WOOD,
    WOOD_OR_COOKING,
    an_afternoon,
    make_table,
    today,
)
from tests.service import Service, an_offer, later

EVERYTHING = (MatchingTable, TableSeat, TableOffer, TableDecision, TableEvent)


def rows_of(database: Database) -> int:
    with database.read() as session:
        return sum(len(session.exec(select(kind)).all()) for kind in EVERYTHING)


async def test_a_table_is_made_read_listed_and_erased(service: Service) -> None:
    made = await make_table(service.host)
    read = await service.host.get(f"/tables/{made['id']}")
    assert read.json() == made
    assert (made["clients"], made["offerIds"], made["decisions"], made["on"]) == ([], [], [], today().isoformat())
    same = await service.host.get(f"/tables/{made['id']}", If_None_Match=read.headers["etag"])
    assert same.status_code == 304
    assert [each["id"] for each in (await service.host.get("/tables")).json()["items"]] == [made["id"]]
    assert (await service.host.delete(f"/tables/{made['id']}")).status_code == 204
    assert (await service.host.get(f"/tables/{made['id']}")).status_code == 404
    assert rows_of(service.database) == 0


async def test_a_list_of_tables_has_pages(service: Service) -> None:
    made = [(await make_table(service.host))["id"] for _ in range(3)]
    first = (await service.host.get("/tables?limit=2")).json()
    second = (await service.host.get(f"/tables?limit=2&cursor={first['nextCursor']}")).json()
    assert [each["id"] for page in (first, second) for each in page["items"]] == made


async def test_the_same_idempotency_key_makes_one_table(service: Service) -> None:
    wanted = {"name": "Tafel", "on": today().isoformat()}
    answers = [await service.host.post("/tables", wanted, Idempotency_Key="once") for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert len((await service.host.get("/tables")).json()["items"]) == 1


async def test_another_host_finds_nothing(service: Service) -> None:
    table = await an_afternoon(service)
    decision = {"type": "pin", "offerId": table.wood}
    tries = [
        await service.other_host.get(table.path),
        await service.other_host.delete(table.path),
        await service.other_host.put(f"{table.path}/clients/K1", WOOD),
        await service.other_host.delete(f"{table.path}/clients/K1"),
        await service.other_host.put(f"{table.path}/offers", {"offerIds": []}),
        await service.other_host.post(f"{table.path}/proposals", None),
        await service.other_host.put(f"{table.path}/decisions/K1", decision),
        await service.other_host.delete(f"{table.path}/decisions/K1"),
        await service.other_host.post(f"{table.path}/board-links", None),
        await service.other_host.get(f"{table.path}/stream"),
    ]
    assert [each.status_code for each in tries] == [404] * len(tries)
    assert (await service.other_host.get("/tables")).json()["items"] == []


@pytest.mark.parametrize("role", ["admin", "coach", "partner", "analyst"])
async def test_tables_are_for_hosts(service: Service, role: str) -> None:
    assert (await getattr(service, role).get("/tables")).status_code == 403


async def test_a_proposal_is_optimal_and_says_so(service: Service) -> None:
    table = await an_afternoon(service, seats=False)
    await table.seat("K1", WOOD)
    await table.seat("K2", COOKING)
    told = await table.propose()
    assert (told["status"], told["objective"]) == ("optimal", told["upperBound"])
    assert told["objective"]["matched"] == 2
    assert {each["offerId"] for each in told["clients"]} == {table.wood, table.cooking}
    assert {each["left"] for each in told["offers"]} == {0}
    assert all(each["reasons"] and each["whyNotFirstChoice"] is None for each in told["clients"])
    assert told["objective"]["totalScore"] == pytest.approx(sum(each["score"] for each in told["clients"]))


async def test_whoever_has_one_possibility_comes_first_and_the_other_hears_why(service: Service) -> None:
    table = await an_afternoon(service, seats=False)
    await table.seat("K1", WOOD_OR_COOKING | {"goals": ["skills"]})
    await table.seat("K2", COOKING)
    await service.partner.patch(f"/offers/{table.wood}", {"requirements": {"minimumAge": 50}, "goals": ["meeting"]})
    await service.partner.patch(f"/offers/{table.cooking}", {"goals": ["skills"]})
    await table.seat("K1", WOOD_OR_COOKING | {"goals": ["skills"], "age": 60})
    await table.seat("K2", COOKING | {"age": 30})
    told = {each["seat"]: each for each in (await table.propose())["clients"]}
    assert (told["K1"]["offerId"], told["K2"]["offerId"]) == (table.wood, table.cooking)
    why = told["K1"]["whyNotFirstChoice"]
    assert why == {
        "code": "only-option",
        "text": "De laatste plek ging naar iemand met maar één mogelijkheid.",
    }
    assert told["K1"]["firstChoiceOfferId"] == table.cooking
    assert told["K1"]["alternatives"][0]["matchedLost"] == 1
    english = await service.host.post(f"{table.path}/proposals", None, Accept_Language="en")
    assert english.json()["clients"][0]["whyNotFirstChoice"]["text"].startswith("The last place went to someone")


async def test_an_offer_that_has_nothing_to_do_with_the_wish_is_for_people_to_choose(service: Service) -> None:
    table = await an_afternoon(service, seats=False)
    seated = await table.seat("K1", {"interests": ["muziek"]})
    assert seated.json()["suitableOffers"] == 0
    told = await table.propose()
    (client,) = told["clients"]
    assert (client["offerId"], told["objective"]["matched"], told["status"]) == (None, 0, "optimal")
    assert (client["whyNotFirstChoice"]["code"], client["firstChoiceOfferId"]) == ("nothing-suitable", None)
    assert {each["reason"]["code"] for each in client["alternatives"]} == {"unrelated"}
    await table.decide("K1", "pin", table.wood)
    (client,) = (await table.propose())["clients"]
    assert (client["offerId"], client["impossiblePin"]) == (table.wood, None)
    codes = [each["code"] for each in client["cautions"]]
    assert codes[0] == "unrelated"
    assert "something-else" not in codes


@pytest.mark.parametrize("interests", [[], ["weet ik niet"]])
async def test_who_leaves_it_open_is_suited_by_any_offer(service: Service, interests: list[str]) -> None:
    table = await an_afternoon(service, seats=False)
    assert (await table.seat("K1", {"interests": interests})).json()["suitableOffers"] == 2
    assert (await table.pairs())["K1"] is not None


async def test_decisions_are_honoured_and_undone(service: Service) -> None:
    table = await an_afternoon(service)
    before = await table.pairs()
    other = {table.wood: table.cooking, table.cooking: table.wood}[before["K1"] or ""]
    pinned = await table.decide("K1", "pin", other)
    assert [each["type"] for each in pinned.json()["items"]] == ["pin"]
    assert (await table.pairs())["K1"] == other
    agreed = await table.decide("K1", "agree", other)
    assert [each["type"] for each in agreed.json()["items"]] == ["agree"]
    for offer in (table.wood, table.cooking):
        vetoed = await table.decide("K1", "veto", offer)
    assert [each["type"] for each in vetoed.json()["items"]] == ["veto", "veto"]
    assert (await table.pairs())["K1"] is None
    assert (await table.host.delete(f"{table.path}/decisions/K1?offerId={table.wood}")).status_code == 204
    assert (await table.pairs())["K1"] == table.wood
    assert (await table.host.delete(f"{table.path}/decisions/K1")).status_code == 204
    assert (await table.host.delete(f"{table.path}/decisions/K1")).status_code == 404
    assert await table.pairs() == before


async def test_a_pin_that_cannot_be_honoured_says_why(service: Service) -> None:
    table = await an_afternoon(service)
    await table.decide("K1", "pin", table.wood)
    await table.decide("K2", "pin", table.wood)
    told = {each["seat"]: each for each in (await table.propose())["clients"]}
    assert (told["K1"]["offerId"], told["K1"]["impossiblePin"]) == (table.wood, None)
    assert (told["K2"]["offerId"], told["K2"]["impossiblePin"]["code"]) == (table.cooking, "pin-no-place")


async def test_a_place_taken_elsewhere_is_seen_by_the_next_proposal(service: Service) -> None:
    table = await an_afternoon(service)
    await service.partner.patch(f"/offers/{table.wood}", {"places": {"available": 0}})
    assert sorted(map(str, (await table.pairs()).values())) == sorted([table.cooking, "None"])


async def test_a_client_is_replaced_and_erased(service: Service) -> None:
    table = await an_afternoon(service)
    await table.decide("K1", "pin", table.wood)
    again = await table.seat("K1", COOKING)
    assert (again.status_code, again.json()["seat"], again.json()["suitableOffers"]) == (200, "K1", 1)
    assert (await table.host.delete(f"{table.path}/clients/K1")).status_code == 204
    assert (await table.host.delete(f"{table.path}/clients/K1")).status_code == 404
    told = await table.read()
    assert (told["clients"], told["decisions"]) == (["K2"], [])


@pytest.mark.parametrize(("label", "codes"), [("K1", []), ("Jan de Vries", ["label-like-name"])])
async def test_a_label_that_looks_like_a_name_stands_with_a_warning(
    service: Service, label: str, codes: list[str]
) -> None:
    table = await make_table(service.host)
    for _ in range(2):
        answer = await service.host.put(f"/tables/{table['id']}/clients/{label}", WOOD)
        assert [each["code"] for each in answer.json()["warnings"]] == codes


async def test_profiles_are_sealed_where_they_are_stored(service: Service) -> None:
    await an_afternoon(service)
    with service.database.read() as session:
        stored = session.exec(select(TableSeat.sealed_profile)).all()
    assert len(stored) == 2
    assert not any("hout" in each for each in stored)


async def test_offers_are_chosen_around_a_postcode(service: Service) -> None:
    table = await an_afternoon(service)
    far = an_offer(location={"latitude": 52.5, "longitude": 4.5})
    await service.partner.post("/offers", far)
    with service.database.write() as session:
        session.add(Place(code="3073", latitude=51.893, longitude=4.499))
    told = await service.host.put(f"{table.path}/offers", {"postcode": "3073XY", "radiusKm": 5})
    assert told.status_code == 200
    assert set(told.json()["offerIds"]) == {table.wood, table.cooking}


@pytest.mark.parametrize(
    ("path", "body", "pointer"),
    [
        ("/offers", {}, ""),
        ("/offers", {"offerIds": [], "postcode": "3073XY", "radiusKm": 5}, ""),
        ("/offers", {"postcode": "3073XY"}, ""),
        ("/offers", {"postcode": "3073XY", "radiusKm": 0}, "/radiusKm"),
        ("/clients/K1", {"interests": [], "diagnosis": "reuma"}, "/diagnosis"),
        ("/clients/K1", {"interests": ["ik ben 111222333"]}, "/interests/0"),
        ("/clients/K1", {"interests": ["koken", "hout, bel 06-12345678"]}, "/interests/1"),
        ("/clients/K1", {"interests": [], "avoid": ["mail van jan@example.nl"]}, "/avoid/0"),
        ("/clients/111222333", {"interests": []}, "/seat"),
        ("/clients/a@b", {"interests": []}, "/seat"),
        ("/decisions/K1", {"type": "order", "offerId": "0"}, "/type"),
        ("/decisions/K1", {"type": "pin"}, "/offerId"),
    ],
)
async def test_bad_input_names_the_value(service: Service, path: str, body: dict[str, Any], pointer: str) -> None:
    table = await an_afternoon(service)
    answer = await service.host.put(f"{table.path}{path}", body)
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert "reuma" not in answer.text


async def test_a_day_that_is_over_is_refused(service: Service) -> None:
    answer = await service.host.post("/tables", {"name": "Tafel", "on": (today() - timedelta(days=1)).isoformat()})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/on")


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/offers", {"offerIds": ["019ab2c4-5d6e-7f80-9a1b-2c3d4e5f6071"]}, 404),
        ("/offers", {"postcode": "9999XX", "radiusKm": 5}, 404),
        ("/decisions/K9", {"type": "pin", "offerId": "0"}, 404),
        ("/decisions/K1", {"type": "pin", "offerId": "0"}, 409),
    ],
)
async def test_what_is_not_there_cannot_be_chosen(
    service: Service, path: str, body: dict[str, Any], status: int
) -> None:
    table = await an_afternoon(service)
    before = await table.read()
    assert (await service.host.put(f"{table.path}{path}", body)).status_code == status
    assert await table.read() == before


async def test_the_name_of_a_table_holds_no_way_to_reach_someone(service: Service) -> None:
    answer = await service.host.post("/tables", {"name": "Tafel van 06-12345678", "on": today().isoformat()})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/name")


async def test_a_changed_table_is_not_overwritten(service: Service) -> None:
    table = await an_afternoon(service)
    etag = (await service.host.get(table.path)).headers["etag"]
    await table.decide("K1", "pin", table.wood)
    stale = await service.host.put(f"{table.path}/offers", {"offerIds": []}, If_Match=etag)
    assert stale.status_code == 412
    assert (await service.host.delete(table.path, If_Match=etag)).status_code == 412
    fresh = (await service.host.get(table.path)).headers["etag"]
    assert (await service.host.delete(table.path, If_Match=fresh)).status_code == 204


async def test_everything_is_gone_a_day_after_the_date(service: Service) -> None:
    table = await an_afternoon(service)
    await table.decide("K1", "agree", table.wood)
    await make_table(service.host, days=30)
    erase_due_tables(later(service, days=0))
    with service.database.read() as session:
        assert session.get(MatchingTable, table.id) is not None
    erase_due_tables(later(service, days=2))
    assert (await service.host.get(table.path)).status_code == 404
    with service.database.read() as session:
        assert _personal_rows(session) == 0


def _personal_rows(session: Session) -> int:
    return sum(len(session.exec(select(kind)).all()) for kind in (TableSeat, TableDecision, TableEvent))
