from datetime import timedelta
from typing import Any

from tests.service import CLOCK, Actor, Service, an_offer

TODAY = CLOCK.today()
CHOIR = {
    "title": "Zangkoor De Vrolijke Noot voorjaar", "interests": ["zingen"],
    "description": "Samen liedjes van vroeger en nu zingen met een dirigent.",
}  # fmt: skip
AGAIN = {
    "title": "Zangkoor De Vrolijke Noot najaar", "interests": ["zingen"],
    "description": "We zingen liedjes van vroeger en nu met onze dirigent.",
}  # fmt: skip
BEFORE = {"startsOn": (TODAY - timedelta(days=200)).isoformat(), "endsOn": (TODAY - timedelta(days=20)).isoformat()}
NOW = {"startsOn": TODAY.isoformat()}


async def posted(partner: Actor, told: dict[str, Any], **changes: Any) -> str:
    made = await partner.post("/offers", an_offer(**told, **changes))
    assert made.status_code == 201
    return str(made.json()["id"])


async def lineage(partner: Actor, offer_id: str) -> dict[str, Any]:
    answer = await partner.get(f"/offers/{offer_id}/lineage")
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json()
    return told


async def test_a_new_season_is_proposed_confirmed_and_taken_back(service: Service) -> None:
    partner = service.partner
    old = await posted(partner, CHOIR, schedule=BEFORE, places={"total": 2, "available": 0})
    new = await posted(partner, AGAIN, schedule=NOW, places={"total": 2, "available": 0})
    told = await lineage(partner, new)
    assert (told["firstSeenOn"], told["timesFull"]) == (TODAY.isoformat(), 1)
    (guise,) = told["guises"]
    assert (guise["offerId"], guise["state"], guise["isEarlier"]) == (old, "proposed", True)
    assert (guise["since"], guise["until"]) == (BEFORE["startsOn"], BEFORE["endsOn"])
    codes = [each["code"] for each in guise["evidence"]]
    assert codes == ["same-title", "same-words", "same-subject", "same-place"]
    assert "‘liedjes’" in guise["evidence"][1]["text"]
    path = f"/offers/{new}/lineage/{old}"
    confirmed = (await partner.put(path, {"decision": "confirm"})).json()
    assert (confirmed["firstSeenOn"], confirmed["timesFull"]) == (BEFORE["startsOn"], 2)
    assert confirmed["guises"][0]["state"] == "confirmed"
    # From the other side it is the same decision, and what came later carries nothing back.
    (later,) = (await lineage(partner, old))["guises"]
    assert (later["offerId"], later["isEarlier"], later["state"]) == (new, False, "confirmed")
    assert (await lineage(partner, old))["timesFull"] == 1
    rejected = (await partner.put(f"/offers/{old}/lineage/{new}", {"decision": "reject"})).json()
    assert rejected["guises"][0]["state"] == "rejected"
    assert (await lineage(partner, new))["firstSeenOn"] == TODAY.isoformat()
    assert (await partner.delete(path)).json() == told
    assert (await partner.delete(path)).json() == told


async def test_what_carries_over_comes_step_by_step_and_also_from_what_was_withdrawn(service: Service) -> None:
    partner = service.partner
    spans = [(900, 700), (600, 400), (300, 100)]
    ids = [
        await posted(
            partner, CHOIR,
            schedule={
                "startsOn": (TODAY - timedelta(days=since)).isoformat(),
                "endsOn": (TODAY - timedelta(days=until)).isoformat(),
            },
        )
        for since, until in spans
    ]  # fmt: skip
    new = await posted(partner, AGAIN, schedule=NOW)
    await partner.delete(f"/offers/{ids[1]}")
    for later, earlier in ((new, ids[2]), (ids[2], ids[1]), (ids[1], ids[0])):
        assert (await partner.put(f"/offers/{later}/lineage/{earlier}", {"decision": "confirm"})).status_code == 200
    assert (await lineage(partner, new))["firstSeenOn"] == (TODAY - timedelta(days=900)).isoformat()
    # Where the line is cut, what lies before no longer carries over.
    await partner.put(f"/offers/{ids[2]}/lineage/{ids[1]}", {"decision": "reject"})
    assert (await lineage(partner, new))["firstSeenOn"] == (TODAY - timedelta(days=300)).isoformat()


async def test_two_partners_and_two_groups_side_by_side_are_not_proposed(service: Service) -> None:
    await posted(service.other_partner, CHOIR, schedule=BEFORE)
    await posted(service.partner, CHOIR)
    await posted(service.partner, CHOIR, schedule=BEFORE, status="draft")
    new = await posted(service.partner, AGAIN, schedule=NOW)
    assert (await lineage(service.partner, new))["guises"] == []


async def test_a_person_may_confirm_what_was_not_proposed_but_not_of_another_organization(service: Service) -> None:
    old = await posted(service.partner, {"title": "Iets heel anders"}, schedule=BEFORE)
    theirs = await posted(service.other_partner, CHOIR, schedule=BEFORE)
    new = await posted(service.partner, AGAIN, schedule=NOW)
    told = (await service.partner.put(f"/offers/{new}/lineage/{old}", {"decision": "confirm"})).json()
    assert [(each["state"], each["strength"], each["evidence"]) for each in told["guises"]] == [("confirmed", None, [])]
    assert (await service.partner.put(f"/offers/{new}/lineage/{theirs}", {"decision": "confirm"})).status_code == 404
    for other in (theirs, new):
        refused = await service.admin.put(f"/offers/{new}/lineage/{other}", {"decision": "confirm"})
        assert refused.status_code == 409
    assert (await service.other_partner.get(f"/offers/{new}/lineage")).status_code == 404
    assert (await service.partner.put(f"/offers/{new}/lineage/{old}", {"decision": "maybe"})).status_code == 400
    etag = (await service.partner.get(f"/offers/{new}/lineage")).headers["ETag"]
    await service.partner.delete(f"/offers/{new}/lineage/{old}")
    stale = await service.partner.put(f"/offers/{new}/lineage/{old}", {"decision": "confirm"}, If_Match=etag)
    assert stale.status_code == 412
