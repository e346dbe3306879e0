from typing import Any

import pytest

from api.catalogue.places.tables import Place
from tests.service import Service, an_offer

CLIENT: dict[str, Any] = {"interests": ["iets met hout"]}


async def ask(service: Service, /, **question: Any) -> dict[str, Any]:
    answer = await service.coach.post("/matches", {"client": CLIENT} | question)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def test_an_offer_is_matched_by_the_request_after_the_one_that_made_it(service: Service) -> None:
    assert (await ask(service))["considered"] == 0
    made = (await service.partner.post("/offers", an_offer())).json()
    told = await ask(service)
    assert [match["offer"] for match in told["matches"]] == [(await service.coach.get(f"/offers/{made['id']}")).json()]
    await service.partner.patch(f"/offers/{made['id']}", {"title": "Andere naam"})
    assert (await ask(service))["matches"][0]["offer"]["title"] == "Andere naam"
    await service.partner.delete(f"/offers/{made['id']}")
    assert (await ask(service))["considered"] == 0


async def test_a_match_explains_itself_in_dutch_and_in_english(service: Service) -> None:
    await service.partner.post("/offers", an_offer())
    (match,) = (await ask(service))["matches"]
    assert match["interests"][0]["asked"] == "iets met hout"
    assert "iets met hout" in match["reasons"][0]["text"]
    assert match["reasons"][0]["text"].startswith("Sluit aan bij")
    assert set(match["components"]) == {"interest", "load", "distance", "schedule", "growth"}
    english = await service.coach.post("/matches", {"client": CLIENT}, Accept_Language="en")
    assert english.headers["content-language"] == "en"
    assert english.json()["matches"][0]["reasons"][0]["code"] == match["reasons"][0]["code"]
    assert english.json()["matches"][0]["reasons"][0]["text"] != match["reasons"][0]["text"]


async def test_the_sums_add_up(service: Service) -> None:
    for change in (
        {},
        {"status": "paused"},
        {"status": "draft"},
        {"kind": "placement", "paidWorkCheck": {"vacancyOpen": True}},
        {"places": {"available": 0}},
        {"load": {"physical": 3}},
        {"schedule": {"endsOn": "2020-01-01"}},
        {"costEuros": 9},
    ):
        await service.partner.post("/offers", an_offer(**change))
    client = CLIENT | {"loadCapacity": {"physical": 1}, "maxCostEuros": 5}
    told = await ask(service, client=client)
    assert told["considered"] == 7
    assert told["excluded"] == {"status": 2, "ended": 1, "full": 1, "load-physical": 1, "cost": 1}
    assert told["considered"] == told["feasible"] + sum(told["excluded"].values())
    assert list(told["excluded"]) == ["status", "ended", "full", "load-physical", "cost"]


async def test_a_near_miss_says_what_would_help(service: Service) -> None:
    await service.partner.post("/offers", an_offer(costEuros=9))
    told = await ask(service, client=CLIENT | {"maxCostEuros": 5})
    (miss,) = told["nearMisses"]
    assert (miss["blockedBy"][0]["code"], miss["blockedBy"][0]["limit"], miss["blockedBy"][0]["actual"]) == (
        "cost",
        5,
        9,
    )
    assert "9" in miss["blockedBy"][0]["wouldHelp"]


async def test_a_postcode_places_the_client(service: Service) -> None:
    with service.database.write() as session:
        session.add(Place(code="3073", latitude=51.893, longitude=4.499))
    await service.partner.post("/offers", an_offer())
    client = CLIENT | {"location": {"postcode": "3073 xy"}, "travel": {"mode": "bike", "maxMinutes": 20}}
    (match,) = (await ask(service, client=client))["matches"]
    assert match["travel"]["precision"] == "pc4"
    assert match["travel"]["km"] == pytest.approx(1.0, abs=0.1)


async def test_an_unknown_postcode_excludes_nothing_and_is_no_error(service: Service) -> None:
    await service.partner.post("/offers", an_offer())
    client = CLIENT | {"location": {"postcode": "9999ZZ"}, "travel": {"mode": "walk", "maxMinutes": 5}}
    (match,) = (await ask(service, client=client))["matches"]
    assert match["travel"] is None
    assert match["cautions"]


async def test_kinds_narrow_what_is_considered_and_the_limit_what_is_told(service: Service) -> None:
    for number in range(4):
        await service.partner.post("/offers", an_offer(title=f"Hout {number}"))
    await service.partner.post("/offers", an_offer(kind="course"))
    assert (await ask(service, kinds=["course"]))["considered"] == 1
    told = await ask(service, limit=2)
    assert (len(told["matches"]), told["feasible"]) == (2, 5)


async def test_what_nobody_understands_and_nobody_offers_is_said(service: Service) -> None:
    await service.partner.post("/offers", an_offer())
    told = await ask(service, client={"interests": ["qwxzkrt"]})
    assert told["unresolvedInterests"] == ["qwxzkrt"]
    assert told["nothingSuitable"] is True
    assert (await ask(service, client={"interests": []}))["nothingSuitable"] is False


async def test_the_same_question_gets_the_same_bytes(service: Service) -> None:
    for number in range(5):
        await service.partner.post("/offers", an_offer(title=f"Hout {number}"))
    first = await service.coach.post("/matches", {"client": CLIENT})
    assert (await service.coach.post("/matches", {"client": CLIENT})).content == first.content


async def test_no_match_shows_a_contact(service: Service) -> None:
    await service.partner.post("/offers", an_offer(contact={"email": "balie@focus.example"}))
    assert "balie@focus.example" not in str(await ask(service))


@pytest.mark.parametrize(
    ("client", "pointer"),
    [
        ({}, "/client/interests"),
        ({"interests": None}, "/client/interests"),
        ({"interests": [], "diagnosis": "reuma"}, "/client/diagnosis"),
        ({"interests": [], "name": "Jan"}, "/client/name"),
        ({"interests": [], "bsn": "111222333"}, "/client/bsn"),
        ({"interests": [], "benefit": True}, "/client/benefit"),
        ({"interests": ["ik ben 111222333"]}, "/client/interests/0"),
        ({"interests": ["ik ben 111.222.333"]}, "/client/interests/0"),
        ({"interests": [], "avoid": ["goed", "111 222 333"]}, "/client/avoid/1"),
        ({"interests": [], "dayParts": ["mon-night"]}, "/client/dayParts/0"),
        ({"interests": [], "travel": {"mode": "fly"}}, "/client/travel/mode"),
        ({"interests": [], "loadCapacity": {"physical": 4}}, "/client/loadCapacity/physical"),
        ({"interests": ["x"] * 21}, "/client/interests"),
        ({"interests": [], "location": {"latitude": 51.9}}, "/client/location"),
    ],
)
async def test_what_does_not_belong_in_a_nameless_profile_is_refused(
    service: Service, client: dict[str, Any], pointer: str
) -> None:
    answer = await service.coach.post("/matches", {"client": client})
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert "111222333" not in answer.text
    assert "reuma" not in answer.text


@pytest.mark.parametrize(
    ("field", "value"), [("limit", 0), ("limit", 51), ("nearMisses", 21), ("on", "morgen"), ("kinds", ["x"])]
)
async def test_a_bad_question_names_the_value(service: Service, field: str, value: Any) -> None:
    answer = await service.coach.post("/matches", {"client": CLIENT, field: value})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"].startswith(f"/{field}")


async def test_interests_are_found_while_typing(service: Service) -> None:
    told = (await service.coach.get("/interests?q=timm")).json()
    assert "houtbewerking" in {item["concept"] for item in told["items"]}
    assert all(item["label"] and item["words"] for item in told["items"])
    assert (await service.coach.get("/interests")).status_code == 400


async def test_the_answer_tells_how_each_wish_was_read(service: Service) -> None:
    phrases = ["iets met hout", "timmren", "weet ik niet", "x", "niet koken", "qwxzkrt", "Iets met hout"]
    told = await ask(service, client={"interests": phrases})
    wishes = {wish["asked"]: wish for wish in told["wishes"]}
    assert [wish["asked"] for wish in told["wishes"]] == phrases[:-1]
    assert [wish["state"] for wish in told["wishes"]] == [
        *("understood", "guessed", "open", "open", "understood", "not-understood"),
    ]
    assert wishes["iets met hout"]["concepts"] == [{"concept": "houtbewerking", "label": "houtbewerking"}]
    assert wishes["timmren"]["didYouMean"][0]["concept"] == "houtbewerking"
    assert wishes["niet koken"]["concepts"] == []
    assert wishes["niet koken"]["avoids"][0]["concept"] == "koken"
    assert told["unresolvedInterests"] == ["qwxzkrt"]
