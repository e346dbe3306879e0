from typing import Any

import pytest

from tests.house.operations import SOME_ID
from tests.service import Service, an_offer

CLIENT: dict[str, Any] = {"interests": ["iets met hout"], "ladderStep": 2, "ladderGoal": 4}


async def add(service: Service, **changes: Any) -> str:
    answer = await service.partner.post("/offers", an_offer(**changes))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def find_path(service: Service, **question: Any) -> dict[str, Any]:
    answer = await service.coach.post("/paths", {"client": CLIENT} | question)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def test_a_path_shows_each_rung_over_open_offers_and_names_the_missing_one(service: Service) -> None:
    await add(service, ladderStep=2)
    up = await add(service, ladderStep=4)
    told = await find_path(service)
    assert (told["ladderStep"], told["ladderGoal"], told["staying"][0]["code"]) == (2, 4, "stay")
    assert [(rung["ladderStep"], rung["missing"]) for rung in told["rungs"]] == [(2, False), (3, True), (4, False)]
    assert told["rungs"][1]["sentence"]["code"] == "missing"
    (option,) = told["rungs"][2]["matches"]
    assert option["offer"] == (await service.coach.get(f"/offers/{up}")).json()
    assert {"score", "reasons", "startPlan", "message"} <= option.keys()


async def test_next_steps_stay_at_the_place_first_and_then_go_one_rung_up(service: Service) -> None:
    here = await add(service, ladderStep=2)
    also = await add(service, ladderStep=2, title="Meubels opknappen")
    up = await add(service, ladderStep=3)
    answer = await service.coach.post(f"/offers/{here}/next-steps", {"client": CLIENT}, Accept_Language="en")
    assert answer.headers["content-language"] == "en"
    told = answer.json()
    assert told["offer"]["id"] == here
    assert [[match["offer"]["id"] for match in rung["matches"]] for rung in told["rungs"]] == [[also], [up]]
    assert [match["samePlace"] for rung in told["rungs"] for match in rung["matches"]] == [True, True]
    assert told["staying"][0]["text"] == "Staying where you feel at home is fine too."


async def test_a_path_is_never_older_than_the_question(service: Service) -> None:
    made = await add(service, ladderStep=3)
    assert (await find_path(service))["rungs"][1]["missing"] is False
    await service.partner.patch(f"/offers/{made}", {"places": {"available": 0}})
    assert (await find_path(service))["rungs"][1]["missing"] is True
    assert (await service.coach.post(f"/offers/{made}/next-steps", {"client": CLIENT})).status_code == 200


async def test_there_are_no_next_steps_from_what_is_not_there(service: Service) -> None:
    draft, withdrawn = await add(service, status="draft"), await add(service)
    in_review = await add(service, kind="placement", paidWorkCheck={"vacancyOpen": True})
    await service.partner.delete(f"/offers/{withdrawn}")
    for offer_id in (SOME_ID, draft, withdrawn, in_review):
        answer = await service.coach.post(f"/offers/{offer_id}/next-steps", {"client": CLIENT})
        assert answer.status_code == 404


async def test_paths_are_for_who_may_ask_matches(service: Service) -> None:
    here = await add(service)
    for path in ("/paths", f"/offers/{here}/next-steps"):
        assert (await service.analyst.post(path, {"client": CLIENT})).status_code == 403
        assert (await service.partner.post(path, {"client": CLIENT})).status_code == 200


@pytest.mark.parametrize(
    ("question", "pointer"),
    [
        ({"client": {"interests": [], "diagnosis": "reuma"}}, "/client/diagnosis"),
        ({"client": CLIENT, "nearMisses": 3}, "/nearMisses"),
        ({"client": CLIENT, "limit": 11}, "/limit"),
        ({"client": {"interests": [], "ladderGoal": 7}}, "/client/ladderGoal"),
    ],
)
async def test_what_nobody_reads_is_refused(service: Service, question: dict[str, Any], pointer: str) -> None:
    answer = await service.coach.post("/paths", question)
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


async def test_a_match_brings_a_dated_start_plan_and_a_text_to_send(service: Service) -> None:
    await add(service, location={"name": "De Focus"}, schedule={"dayParts": ["mon-morning"]})
    capacity = {"hoursPerWeek": 4, "startHoursPerWeek": 1}
    question = {"client": {"interests": ["kleindochter"], "loadCapacity": capacity}, "on": "2026-11-22"}
    (match,) = (await service.coach.post("/matches", question)).json()["matches"]
    assert match["startPlan"] == [
        {"fromWeek": 1, "fromDate": "2026-11-22", "hoursPerWeek": 2},
        {"fromWeek": 5, "fromDate": "2026-12-20", "hoursPerWeek": 3},
        {"fromWeek": 9, "fromDate": "2027-01-17", "hoursPerWeek": 4},
    ]
    assert "‘Timmeren in de buurtwerkplaats’ bij De Focus, op maandagochtend." in match["message"]
    assert "kleindochter" not in match["message"]


async def test_weights_hold_for_one_question_only(service: Service) -> None:
    wood = await add(service, location={"latitude": 51.92, "longitude": 4.53})
    near = await add(service, title="Schaken", description="", interests=["schaken"])
    client = CLIENT | {"location": {"latitude": 51.897, "longitude": 4.512}}

    async def scores(**weights: float) -> dict[str, float]:
        answer = await service.coach.post("/matches", {"client": client} | ({"weights": weights} if weights else {}))
        return {match["offer"]["id"]: match["score"] for match in answer.json()["matches"]}

    usual = await scores()
    assert usual[wood] > usual[near]
    closest_first = await scores(interest=0, distance=3)
    # What has nothing of any wish stays last, whatever weighs; but it comes nearer.
    assert closest_first[wood] - closest_first[near] < usual[wood] - usual[near]
    assert list(closest_first) == [wood, near]
    assert await scores() == usual
    assert await scores(interest=1, load=1, distance=1, schedule=1, growth=1) == usual


@pytest.mark.parametrize(
    ("weights", "pointer"),
    [
        ({"interest": 3.1}, "/weights/interest"),
        ({"load": -1}, "/weights/load"),
        ({"age": 1}, "/weights/age"),
        (dict.fromkeys(("interest", "load", "distance", "schedule", "growth"), 0), "/weights"),
    ],
)
async def test_weights_have_bounds(service: Service, weights: dict[str, float], pointer: str) -> None:
    answer = await service.coach.post("/matches", {"client": CLIENT, "weights": weights})
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
