from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from api.matches.watches.jobs import erase_due_watches, look
from api.matches.watches.tables import Watch, WatchOffer
from api.platform.security.roles import Role
from tests.service import CLOCK, Service, an_offer, later, make_actor, running_service
from tests.watches.waiting import SAILING, WOOD, listen, look_around, told, told_to, watch


async def put_offer(service: Service, **changes: Any) -> str:
    made = await service.partner.post("/offers", an_offer(**changes))
    assert made.status_code == 201
    offer_id: str = made.json()["id"]
    return offer_id


async def test_a_new_offer_wakes_whom_it_fits_and_nobody_else(service: Service) -> None:
    await listen(service.coach)
    wood = await watch(service.coach)
    await watch(service.coach, "K-2", client=SAILING)
    await watch(service.coach, "K-3", client=WOOD | {"maxCostEuros": 5})
    assert look_around(service) == []
    offer_id = await put_offer(service, costEuros=8)
    assert look_around(service) == [(wood["id"], offer_id)]
    assert look_around(service) == []
    assert told_to(service) == {service.coach.organization_id}
    read = (await service.coach.get(f"/watches/{wood['id']}")).json()
    assert read["state"] == "told"
    assert read["matches"] == {"count": 1, "offerIds": [offer_id]}
    assert [(each["offerId"], each["fits"]) for each in read["told"]] == [(offer_id, True)]


async def test_what_fits_already_stands_in_the_answer_and_is_not_told(service: Service) -> None:
    await listen(service.coach)
    known = await put_offer(service)
    waiting = await watch(service.coach)
    assert waiting["matches"] == {"count": 1, "offerIds": [known]}
    assert (waiting["state"], waiting["told"], waiting["place"], waiting["offerId"]) == ("waiting", [], None, None)
    await service.partner.patch(f"/offers/{known}", {"title": "Timmeren in de schuur"})
    assert look_around(service) == []
    new = await put_offer(service)
    assert look_around(service) == [(waiting["id"], new)]


async def test_what_did_not_fit_for_a_while_is_told_anew_and_otherwise_once(service: Service) -> None:
    await listen(service.coach)
    waiting = await watch(service.coach)
    offer_id = await put_offer(service)
    assert look_around(service) == [(waiting["id"], offer_id)]
    await service.partner.patch(f"/offers/{offer_id}", {"costEuros": 1})
    assert look_around(service) == []
    await service.partner.patch(f"/offers/{offer_id}", {"places": {"total": 2, "available": 0}})
    assert look_around(service) == []
    assert (await service.coach.get(f"/watches/{waiting['id']}")).json()["matches"]["count"] == 0
    await service.partner.patch(f"/offers/{offer_id}", {"places": {"total": 2, "available": 1}})
    assert look_around(service) == [(waiting["id"], offer_id)]
    await service.partner.delete(f"/offers/{offer_id}")
    assert look_around(service) == []
    assert (await service.coach.get(f"/watches/{waiting['id']}")).json()["told"][0]["fits"] is False


async def test_hundreds_of_changes_are_told_in_portions_and_each_once(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.matches.watches.jobs.OFFERS_AT_A_TIME", 2)
    monkeypatch.setattr("api.matches.watches.jobs.TOLD_AT_A_TIME", 3)
    await listen(service.coach)
    waiting = [await watch(service.coach, f"K-{number}") for number in range(2)]
    offers = [await put_offer(service) for _ in range(5)]
    await service.partner.patch(f"/offers/{offers[0]}", {"costEuros": 1})
    found = look_around(service)
    assert sorted(found) == sorted((each["id"], offer_id) for each in waiting for offer_id in offers)


async def test_nobody_of_another_organization_or_role_knows_of_a_watch(service: Service) -> None:
    other = make_actor(service.client, service.database, Role.COACH, "Andere coaches")
    mine = await watch(service.coach)
    for method in ("GET", "DELETE"):
        assert (await other.send(method, f"/watches/{mine['id']}")).status_code == 404
        for nobody in (service.admin, service.partner, service.host, service.analyst):
            assert (await nobody.send(method, f"/watches/{mine['id']}")).status_code == 403
    assert (await other.get("/watches")).json()["items"] == []
    listed = (await service.coach.get("/watches")).json()["items"]
    assert listed == [(await service.coach.get(f"/watches/{mine['id']}")).json()] == [mine]


async def test_a_deleted_watch_leaves_nothing_and_hears_nothing(service: Service) -> None:
    await listen(service.coach)
    await put_offer(service)
    mine = await watch(service.coach)
    look(service.node)
    gone = await service.coach.delete(f"/watches/{mine['id']}")
    assert gone.status_code == 204
    assert (await service.coach.get(f"/watches/{mine['id']}")).status_code == 404
    await put_offer(service)
    assert look_around(service) == []
    with service.database.read() as session:
        assert session.exec(select(Watch)).all() == []
        assert session.exec(select(WatchOffer)).all() == []


async def test_the_profile_is_sealed_and_goes_with_the_reference(service: Service) -> None:
    await listen(service.coach)
    mine = await watch(service.coach, "K-77", client=WOOD | {"age": 57})
    await watch(service.coach, "K-78")
    offer_id = await put_offer(service)
    assert len(look_around(service)) == 2
    with service.database.read() as session:
        stored = session.get_one(Watch, mine["id"])
        assert stored.sealed_profile is not None
        assert "hout" not in stored.sealed_profile
    wanted = {"clientReference": "K-77"}
    held = (await service.coach.post("/handovers/exports", wanted)).json()["watches"]
    assert [each["profile"]["age"] for each in held] == [57]
    assert held[0]["watch"]["told"][0]["offerId"] == offer_id
    erased = (await service.coach.post("/handovers/erasures", wanted)).json()
    assert erased["watches"] == 1
    assert mine["id"] not in dict(told(service))
    assert [each["clientReference"] for each in (await service.coach.get("/watches")).json()["items"]] == ["K-78"]
    assert (await service.coach.post("/handovers/exports", wanted)).json()["watches"] == []


async def test_a_watch_ends_says_so_for_a_day_and_is_erased(service: Service) -> None:
    await listen(service.coach)
    today = CLOCK.today()
    mine = await watch(service.coach, expiresOn=(today + timedelta(days=3)).isoformat())
    usual = await watch(service.coach, "K-2")
    assert usual["expiresOn"] == (today + timedelta(days=90)).isoformat()
    await put_offer(service)
    assert {watch_id for watch_id, _ in look_around(service, later(service, days=4))} == {usual["id"]}
    erase_due_watches(later(service, days=4))
    assert (await service.coach.get(f"/watches/{mine['id']}")).status_code == 200
    erase_due_watches(later(service, days=5))
    assert (await service.coach.get(f"/watches/{mine['id']}")).status_code == 404
    assert (await service.coach.get(f"/watches/{usual['id']}")).status_code == 200


async def test_a_watch_that_is_over_says_so(service: Service) -> None:
    mine = await watch(service.coach)
    with service.database.write() as session:
        session.get_one(Watch, mine["id"]).expires_on = CLOCK.today() - timedelta(days=1)
    assert (await service.coach.get(f"/watches/{mine['id']}")).json()["state"] == "expired"


@pytest.mark.parametrize(
    ("wanted", "pointer"),
    [
        ({"expiresOn": "2020-01-01"}, "/expiresOn"),
        ({"expiresOn": "2199-01-01"}, "/expiresOn"),
        ({"client": None}, ""),
        ({"client": WOOD | {"bsn": "111222333"}}, "/client/bsn"),
        ({"client": WOOD | {"location": {"latitude": 1.0, "longitude": 1.0}}}, "/client/location/latitude"),
        ({"clientReference": "jan@example.nl"}, "/clientReference"),
        ({"kinds": []}, "/kinds"),
    ],
)
async def test_bad_input_is_told_by_its_place(service: Service, wanted: dict[str, Any], pointer: str) -> None:
    answer = await service.coach.post("/watches", {"clientReference": "K-1", "client": WOOD} | wanted)
    assert answer.status_code == 400
    assert [each["pointer"] for each in answer.json()["errors"]].count(pointer) == 1


async def test_an_organization_has_a_bounded_number_of_watches(database_url: str) -> None:
    async with running_service(database_url, watch_most=1) as service:
        await watch(service.coach)
        assert (await service.coach.post("/watches", {"clientReference": "K", "client": WOOD})).status_code == 409


async def test_the_same_key_makes_one_watch(service: Service) -> None:
    body = {"clientReference": "K-1", "client": WOOD}
    first, again = [await service.coach.post("/watches", body, Idempotency_Key="een") for _ in range(2)]
    assert first.json() == again.json()
    assert len((await service.coach.get("/watches")).json()["items"]) == 1
