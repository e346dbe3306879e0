"""What the facade serves can be taken in again, and comes out the same."""

import json
from typing import Any

from tests.hsds.catalogue import ODD, look, post_odd_offers, public_catalogue, read
from tests.hsds.specification import hold_to
from tests.imports.files import JSON, counts, send_file

# What the import cleans, what does not travel, and what is each catalogue's own.
OWN = {"id", "contact", "organizationId", "externalId", "description", "assuredOn", "createdAt", "updatedAt"}


def same(offer: dict[str, Any]) -> dict[str, Any]:
    told = {name: value for name, value in offer.items() if name not in OWN}
    told["location"] = {name: value for name, value in offer["location"].items() if name != "precision"}
    return told


async def test_what_is_served_is_taken_in_by_another_catalogue_and_served_the_same(database_url: str) -> None:
    async with public_catalogue(database_url) as service:
        offers = await post_odd_offers(service)
        served = await look(service, "/services", full="true")
        taken = await send_file(service.other_partner, served.content, JSON)
        assert counts(taken) == (len(ODD), 0, 0, 0, 0), taken.text
        theirs = f"/offers?organizationId={service.other_partner.organization_id}"
        copies = {each["externalId"]: each for each in (await service.coach.get(theirs)).json()["items"]}
        assert [same(copies[each["id"]]) for each in offers] == [same(each) for each in offers]
        again = await read(service, "/services", full="true", organization_id=service.other_partner.organization_id)
        for each in again["contents"]:
            hold_to("service", each)
        told = json.dumps(again["contents"])
        assert [value for value in ("contact", "fatima") if value in told] == []


async def test_taken_in_twice_it_changes_nothing(database_url: str) -> None:
    async with public_catalogue(database_url) as service:
        await post_odd_offers(service)
        served = (await look(service, "/services", full="true")).content
        assert counts(await send_file(service.other_partner, served, JSON))[0] == len(ODD)
        assert counts(await send_file(service.other_partner, served, JSON)) == (0, 0, len(ODD), 0, 0)
