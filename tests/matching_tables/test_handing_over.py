from datetime import timedelta
from typing import Any

from tests.matching_tables.afternoon import WOOD, an_afternoon, today
from tests.service import Service


def a_handover(seat: str, **changes: Any) -> dict[str, Any]:
    return {
        "seat": seat,
        "clientReference": f"K-{seat}",
        "consent": {
            "givenOn": today().isoformat(),
            "expiresOn": (today() + timedelta(days=90)).isoformat(),
            "shares": ["firstName"],
        },
        "introduction": {"firstName": "Bertus"},
        "appointment": {
            "at": f"{today() + timedelta(days=3)}T09:30:00Z",
            "place": "De Focus, aan de balie",
            "with": "de beheerder",
        },
    } | changes


async def test_an_agreement_becomes_a_handover_that_takes_its_place(service: Service) -> None:
    table = await an_afternoon(service)
    await table.decide("K1", "agree", table.wood)
    made = await service.host.post(f"{table.path}/handovers", {"handovers": [a_handover("K1")]})
    assert made.status_code == 201, made.text
    (decision,) = made.json()["items"]
    handover = (await service.host.get(f"/handovers/{decision['handoverId']}")).json()
    assert (handover["state"], handover["onTheSpot"], handover["offerId"]) == ("introduced", True, table.wood)
    assert (await service.host.get(f"/offers/{table.wood}")).json()["places"]["available"] == 0
    assert await table.pairs() == {"K2": table.cooking}
    assert (await table.read())["decisions"] == [decision]
    for refused in (
        await service.host.post(f"{table.path}/handovers", {"handovers": [a_handover("K1")]}),
        await table.decide("K1", "veto", table.wood),
        await table.host.delete(f"{table.path}/decisions/K1"),
    ):
        assert refused.status_code == 409
    await service.host.delete(table.path)
    assert (await service.host.get(f"/handovers/{decision['handoverId']}")).status_code == 200


async def test_handovers_of_a_table_are_made_all_or_none_and_once(service: Service) -> None:
    table = await an_afternoon(service)
    await table.decide("K1", "agree", table.wood)
    await table.decide("K2", "pin", table.cooking)
    both = {"handovers": [a_handover("K1"), a_handover("K2")]}
    assert (await service.host.post(f"{table.path}/handovers", both)).status_code == 409
    assert (await service.host.get("/handovers")).json()["items"] == []
    await table.decide("K2", "agree", table.cooking)
    answers = [await service.host.post(f"{table.path}/handovers", both, Idempotency_Key="once") for _ in range(2)]
    assert [each.status_code for each in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert len((await service.host.get("/handovers")).json()["items"]) == 2


async def test_a_seat_is_handed_over_once_in_one_request(service: Service) -> None:
    table = await an_afternoon(service)
    await table.decide("K1", "agree", table.wood)
    twice = {"handovers": [a_handover("K1"), a_handover("K1", introduction={"firstName": "Rachid"})]}
    refused = await service.host.post(f"{table.path}/handovers", twice)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (400, "/handovers")
    assert (await service.host.get("/handovers")).json()["items"] == []


async def test_another_host_hands_nothing_over(service: Service) -> None:
    table = await an_afternoon(service)
    await table.decide("K1", "agree", table.wood)
    refused = await service.other_host.post(f"{table.path}/handovers", {"handovers": [a_handover("K1")]})
    assert refused.status_code == 404


async def test_two_seats_that_agree_on_the_last_place_hear_which_of_them_it_is(service: Service) -> None:
    table = await an_afternoon(service)
    for seat in ("K1", "K2"):
        await table.decide(seat, "agree", table.wood)
    both = {"handovers": [a_handover("K1"), a_handover("K2")]}
    told = await service.host.post(f"{table.path}/handovers", both, Accept_Language="en")
    assert told.status_code == 409
    assert told.json()["errors"] == [{"pointer": "/handovers/1", "detail": "Seat K2: This offer is full now."}]
    assert (await service.host.get("/handovers")).json()["items"] == []
    assert (await service.host.get(f"/offers/{table.wood}")).json()["places"]["available"] == 1


async def test_every_seat_that_cannot_be_handed_over_is_named_and_those_that_can_are_not(service: Service) -> None:
    table = await an_afternoon(service)
    await table.seat("K3", WOOD)
    await table.decide("K1", "agree", table.wood)
    await table.decide("K2", "pin", table.cooking)
    three = {"handovers": [a_handover("K2"), a_handover("K1"), a_handover("K3")]}
    told = (await service.host.post(f"{table.path}/handovers", three)).json()
    assert [error["pointer"] for error in told["errors"]] == ["/handovers/0", "/handovers/2"]
    assert all(seat in error["detail"] for seat, error in zip(("K2", "K3"), told["errors"], strict=True))


async def test_what_is_wrong_with_the_handover_of_a_seat_is_told_under_that_seat(service: Service) -> None:
    table = await an_afternoon(service)
    await table.decide("K1", "agree", table.wood)
    await table.decide("K2", "agree", table.cooking)
    unshared = a_handover("K2", introduction={"firstName": "Bertus", "phone": "06 12345678"})
    answer = await service.host.post(f"{table.path}/handovers", {"handovers": [a_handover("K1"), unshared]})
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/handovers/1/introduction/phone"]
    assert (await service.host.get("/handovers")).json()["items"] == []


async def test_an_offer_that_was_withdrawn_meanwhile_is_told_under_its_seat(service: Service) -> None:
    table = await an_afternoon(service)
    await table.decide("K1", "agree", table.wood)
    await table.decide("K2", "agree", table.cooking)
    await service.partner.delete(f"/offers/{table.cooking}")
    both = {"handovers": [a_handover("K1"), a_handover("K2")]}
    answer = await service.host.post(f"{table.path}/handovers", both)
    assert (answer.status_code, [each["pointer"] for each in answer.json()["errors"]]) == (409, ["/handovers/1"])
