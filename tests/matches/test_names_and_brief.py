from typing import Any

import pytest

from tests.databases.nodes import two_nodes
from tests.handovers.arranging import offered, requested, seen_by
from tests.service import Service, an_offer

QUESTION = {"client": {"interests": ["hout"], "loadCapacity": {"hoursPerWeek": 4}}}
RENAMED = "Het nieuwe huis"
NAMED = "Huis van de Wijk de Focus"


async def rename(service: Service) -> None:
    path = f"/organizations/{service.partner.organization_id}"
    assert (await service.admin.patch(path, {"name": RENAMED})).status_code == 200


async def asked(service: Service, path: str = "/matches", **more: Any) -> dict[str, Any]:
    answer = await service.coach.post(path, QUESTION | more)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def test_every_match_and_near_miss_names_the_organization(service: Service) -> None:
    await service.partner.post("/offers", an_offer())
    await service.other_partner.post("/offers", an_offer(title="Hout", hoursPerWeek={"minimum": 9, "maximum": 12}))
    told = await asked(service)
    assert [match["organizationName"] for match in told["matches"]] == [NAMED]
    assert [miss["organizationName"] for miss in told["nearMisses"]] == ["Stichting De Buren"]


async def test_another_name_is_told_by_the_very_next_answer_on_every_node(database_url: str) -> None:
    async with two_nodes(database_url) as (first, second):
        await first.partner.post("/offers", an_offer())
        for node in (first, second):
            assert (await asked(node))["matches"][0]["organizationName"] == NAMED
        await rename(first)
        for node in (first, second):
            assert (await asked(node))["matches"][0]["organizationName"] == RENAMED


async def test_an_organization_that_is_new_is_named_too(service: Service) -> None:
    await asked(service)
    made = (await service.admin.post("/organizations", {"name": "Pas begonnen"})).json()["id"]
    await service.admin.put(f"/organizations/{made}/offers/een", an_offer())
    assert [match["organizationName"] for match in (await asked(service))["matches"]] == ["Pas begonnen"]


async def test_the_brief_form_tells_the_same_in_fewer_words(service: Service) -> None:
    await service.partner.post("/offers", an_offer())
    await service.partner.post("/offers", an_offer(title="Hout", hoursPerWeek={"minimum": 9, "maximum": 12}))
    whole, brief = await asked(service), await asked(service, "/matches?fields=brief")
    (match,), (short,) = whole["matches"], brief["matches"]
    assert short == {
        "offerId": match["offer"]["id"],
        "title": match["offer"]["title"],
        "organizationName": match["organizationName"],
        "score": match["score"],
        "reason": match["reasons"][0],
        "travel": match["travel"],
        "cautions": [caution["code"] for caution in match["cautions"]],
    }
    (miss,), (short_miss,) = whole["nearMisses"], brief["nearMisses"]
    assert short_miss == {
        "offerId": miss["offer"]["id"],
        "title": miss["offer"]["title"],
        "organizationName": miss["organizationName"],
        "blockedBy": [each["code"] for each in miss["blockedBy"]],
        "wouldHelp": [each["wouldHelp"] for each in miss["blockedBy"]],
    }
    shared = ("excluded", "considered", "feasible", "unresolvedInterests", "nothingSuitable")
    assert brief == {"matches": [short], "nearMisses": [short_miss]} | {name: whole[name] for name in shared}


@pytest.mark.parametrize("query", ["fields=all", "fields=", "fields=brief&fields=brief", "field=brief"])
async def test_another_form_than_brief_is_named(service: Service, query: str) -> None:
    refused = await service.coach.post(f"/matches?{query}", QUESTION)
    pointers = [error["pointer"] for error in refused.json()["errors"]]
    assert (refused.status_code, pointers) == (400, ["/" + query.partition("=")[0]])


async def test_a_handover_names_offer_sender_and_receiver_also_in_a_list(service: Service) -> None:
    handover = (await requested(service, await offered(service)))["id"]
    names = {
        "offerTitle": "Timmeren in de buurtwerkplaats",
        "organizationName": NAMED,
        "senderOrganizationName": "Coaches",
        "receiverOrganizationName": NAMED,
    }
    for actor in (service.coach, service.partner):
        read = await seen_by(actor, handover)
        (shown,) = (await actor.get("/handovers")).json()["items"]
        assert {name: read[name] for name in names} == {name: shown[name] for name in names} == names
