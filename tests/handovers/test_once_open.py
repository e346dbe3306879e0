"""One client has one open handover at an offer, whoever asks at once and from wherever."""

import asyncio

import pytest

from tests.handovers.arranging import a_request, brought_to, done, happen, offered, requested
from tests.matching_tables.afternoon import an_afternoon
from tests.matching_tables.test_handing_over import a_handover
from tests.service import Service


async def test_a_second_request_is_refused_with_the_id_of_the_first(service: Service) -> None:
    offer_id = await offered(service, places={"total": 2, "available": 2})
    first = await requested(service, offer_id)
    again = await service.coach.post("/handovers", a_request(offer_id))
    assert (again.status_code, again.json()["handoverId"]) == (409, first["id"])
    await done(service.partner, first["id"], "accept")
    assert (await service.coach.post("/handovers", a_request(offer_id))).json()["handoverId"] == first["id"]
    await done(service.partner, first["id"], "pause")
    assert (await service.coach.post("/handovers", a_request(offer_id))).status_code == 409


async def test_others_and_other_offers_and_what_has_ended_are_no_hindrance(service: Service) -> None:
    offer_id = await offered(service)
    first = await requested(service, offer_id)
    await requested(service, offer_id, clientReference="K-2832")
    await requested(service, await offered(service, title="Zingen"))
    assert (await service.host.post("/handovers", a_request(offer_id))).status_code == 201
    await done(service.partner, first["id"], "decline")
    await requested(service, offer_id)


async def test_of_many_who_ask_at_once_one_is_taken(service: Service) -> None:
    offer_id = await offered(service)
    answers = await asyncio.gather(*(service.coach.post("/handovers", a_request(offer_id)) for _ in range(12)))
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 11
    (made,) = [answer.json()["id"] for answer in answers if answer.status_code == 201]
    assert {answer.json()["handoverId"] for answer in answers if answer.status_code == 409} == {made}


async def test_it_holds_from_a_table_and_between_its_seats(service: Service) -> None:
    table = await an_afternoon(service)
    await service.partner.patch(f"/offers/{table.wood}", {"places": {"total": 5, "available": 5}})
    for seat in ("K1", "K2"):
        await table.decide(seat, "agree", table.wood)
    both = {"handovers": [a_handover("K1", clientReference="K-1"), a_handover("K2", clientReference="K-1")]}
    told = await service.host.post(f"{table.path}/handovers", both)
    assert (told.status_code, [each["pointer"] for each in told.json()["errors"]]) == (409, ["/handovers/1"])
    assert "handoverId" not in told.json()
    made = await service.host.post("/handovers", a_request(table.wood, clientReference="K-1"))
    one = {"handovers": [a_handover("K1", clientReference="K-1")]}
    told = await service.host.post(f"{table.path}/handovers", one)
    assert (told.status_code, told.json()["handoverId"]) == (409, made.json()["id"])
    assert [each["pointer"] for each in told.json()["errors"]] == ["/handovers/0"]


@pytest.mark.parametrize("state", ["requested", "started"])
async def test_an_erased_client_can_be_asked_for_again(service: Service, state: str) -> None:
    handover_id = await brought_to(service, state)
    offer_id = (await service.coach.get(f"/handovers/{handover_id}")).json()["offerId"]
    await service.coach.post("/handovers/erasures", {"clientReference": "K-2831"})
    await requested(service, offer_id)
    assert (await happen(service.partner, handover_id, "accept")).status_code == 404
