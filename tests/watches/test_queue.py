from typing import Any

from tests.service import Service, an_offer, later, running_service
from tests.watches.waiting import listen, look_around, watch


async def a_full_offer(service: Service) -> str:
    made = await service.partner.post("/offers", an_offer(places={"total": 3, "available": 0}))
    offer_id: str = made.json()["id"]
    return offer_id


async def free(service: Service, offer_id: str, places: int) -> None:
    answer = await service.partner.patch(f"/offers/{offer_id}", {"places": {"total": 3, "available": places}})
    assert answer.status_code == 200


async def place_of(service: Service, watch_id: str) -> dict[str, Any]:
    read: dict[str, Any] = (await service.coach.get(f"/watches/{watch_id}")).json()
    return read


async def waiting_for(service: Service, offer_id: str, count: int) -> list[str]:
    made = [await watch(service.coach, f"K-{number}", offerId=offer_id) for number in range(count)]
    assert [each["place"] for each in made] == [{"position": n + 1, "answerBy": None} for n in range(count)]
    assert {each["state"] for each in made} == {"waiting"}
    return [each["id"] for each in made]


async def test_a_free_place_is_told_in_the_order_of_waiting_each_with_time_to_answer(service: Service) -> None:
    await listen(service.coach)
    offer_id = await a_full_offer(service)
    first, second, third = await waiting_for(service, offer_id, 3)
    assert look_around(service) == []
    await free(service, offer_id, 1)
    assert look_around(service) == [(first, offer_id)]
    assert look_around(service) == []
    read = await place_of(service, first)
    assert read["state"] == "told"
    assert read["place"]["answerBy"] > read["told"][0]["toldAt"]
    assert look_around(service, later(service, days=1)) == []
    assert look_around(service, later(service, days=3)) == [(second, offer_id)]
    assert (await place_of(service, first))["place"] == {"position": 3, "answerBy": None}
    assert (await place_of(service, first))["state"] == "waiting"
    assert look_around(service, later(service, days=6)) == [(third, offer_id)]
    assert look_around(service, later(service, days=9)) == []


async def test_as_many_are_asked_as_there_are_places(service: Service) -> None:
    await listen(service.coach)
    offer_id = await a_full_offer(service)
    first, second, third = await waiting_for(service, offer_id, 3)
    await free(service, offer_id, 2)
    # Two events of one millisecond have ids in any order.
    assert sorted(look_around(service)) == sorted([(first, offer_id), (second, offer_id)])
    await free(service, offer_id, 3)
    assert look_around(service) == [(third, offer_id)]


async def test_when_the_place_is_taken_meanwhile_nobody_hears_and_the_first_stays_first(service: Service) -> None:
    await listen(service.coach)
    offer_id = await a_full_offer(service)
    first, second = await waiting_for(service, offer_id, 2)
    await free(service, offer_id, 1)
    assert look_around(service) == [(first, offer_id)]
    await free(service, offer_id, 0)
    assert look_around(service) == []
    assert (await place_of(service, first))["state"] == "waiting"
    assert look_around(service, later(service, days=5)) == []
    await free(service, offer_id, 1)
    assert look_around(service) == [(first, offer_id)]
    assert (await place_of(service, second))["place"]["position"] == 2


async def test_who_leaves_lets_the_next_one_hear_at_once(service: Service) -> None:
    await listen(service.coach)
    offer_id = await a_full_offer(service)
    first, second = await waiting_for(service, offer_id, 2)
    await free(service, offer_id, 1)
    look_around(service)
    await service.coach.delete(f"/watches/{first}")
    assert look_around(service) == [(second, offer_id)]


async def test_who_let_a_place_pass_is_asked_again_when_another_one_is_free(service: Service) -> None:
    await listen(service.coach)
    offer_id = await a_full_offer(service)
    (only,) = await waiting_for(service, offer_id, 1)
    await free(service, offer_id, 1)
    assert look_around(service) == [(only, offer_id)]
    assert look_around(service, later(service, days=3)) == []
    await free(service, offer_id, 0)
    look_around(service)
    await free(service, offer_id, 1)
    assert look_around(service) == [(only, offer_id)]


async def test_what_is_paused_or_over_calls_nobody_up(service: Service) -> None:
    await listen(service.coach)
    offer_id = await a_full_offer(service)
    (only,) = await waiting_for(service, offer_id, 1)
    await service.partner.patch(f"/offers/{offer_id}", {"status": "paused"})
    await free(service, offer_id, 1)
    assert look_around(service) == []
    ended = {"status": "published", "schedule": {"dayParts": [], "startsOn": None, "endsOn": "2026-01-01"}}
    await service.partner.patch(f"/offers/{offer_id}", ended)
    assert look_around(service) == []
    await service.partner.patch(f"/offers/{offer_id}", {"schedule": None})
    assert look_around(service) == [(only, offer_id)]


async def test_where_places_are_not_counted_everybody_hears_at_once(service: Service) -> None:
    await listen(service.coach)
    offer_id = (await service.partner.post("/offers", an_offer())).json()["id"]
    first, second = await waiting_for(service, offer_id, 2)
    # Two events of one millisecond have ids in any order.
    assert sorted(look_around(service)) == sorted([(first, offer_id), (second, offer_id)])


async def test_nobody_waits_twice_for_one_offer_or_for_what_is_not_there(service: Service) -> None:
    offer_id = await a_full_offer(service)
    (first,) = await waiting_for(service, offer_id, 1)
    again = await service.coach.post("/watches", {"clientReference": "K-0", "offerId": offer_id})
    assert (again.status_code, again.json()["watchId"]) == (409, first)
    draft = (await service.partner.post("/offers", an_offer(status="draft"))).json()["id"]
    for unknown in (draft, "019ab2c4-5d6e-7f80-9a1b-2c3d4e5f6071"):
        answer = await service.coach.post("/watches", {"clientReference": "K-9", "offerId": unknown})
        assert answer.status_code == 404


async def test_the_time_to_answer_is_a_setting(database_url: str) -> None:
    async with running_service(database_url, watch_answer_hours=24 * 7.0) as service:
        await listen(service.coach)
        offer_id = await a_full_offer(service)
        first, second = await waiting_for(service, offer_id, 2)
        await free(service, offer_id, 1)
        assert look_around(service) == [(first, offer_id)]
        assert look_around(service, later(service, days=6)) == []
        assert look_around(service, later(service, days=8)) == [(second, offer_id)]
