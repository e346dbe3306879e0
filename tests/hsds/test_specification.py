"""Every answer of the facade is valid by HSDS 3.1 and by Open Referral UK 3.0, whatever partners leave out or write."""

import json
from typing import Any

import jsonschema_rs
import pytest

from api.catalogue.hsds.feature import create_facade
from api.platform.settings import Settings
from tests.answers import strictly
from tests.hsds.catalogue import ODD, WHOLE, look, post_odd_offers, public_catalogue, read
from tests.hsds.specification import PAGE, hold_to


def hold_page(name: str, page: Any) -> list[Any]:
    assert page.keys() == PAGE
    for each in page["contents"]:
        hold_to(name, each)
    contents: list[Any] = page["contents"]
    return contents


async def test_every_service_is_valid_in_lists_and_by_itself(database_url: str) -> None:
    async with public_catalogue(database_url) as service:
        offers = await post_odd_offers(service)
        assert [each["id"] for each in offers] == [
            each["id"] for each in hold_page("service_list", await read(service, "/services"))
        ]
        whole = hold_page("service", await read(service, "/services", full="true"))
        assert len(whole) == len(ODD)
        for each in whole:
            by_itself = await read(service, f"/services/{each['id']}")
            hold_to("service", by_itself)
            assert by_itself == each


async def test_every_service_is_valid_where_it_is_given(database_url: str) -> None:
    async with public_catalogue(database_url) as service:
        await post_odd_offers(service)
        page = await read(service, "/service_at_locations")
        for each in hold_page("service_at_location", page):
            hold_to("service_list", each["service"])
            by_itself = await read(service, f"/service_at_locations/{each['id']}")
            hold_to("service_at_location", by_itself)
            assert by_itself["location"] == each["location"]
            assert by_itself["service"] == await read(service, f"/services/{each['id']}")


@pytest.mark.parametrize("website", ["https://café.example/één?q=wéb#de plek", "http://xn--caf-dma.example", None])
async def test_every_organization_is_valid(database_url: str, website: str | None) -> None:
    async with public_catalogue(database_url) as service:
        address = f"/organizations/{service.partner.organization_id}"
        changed = await service.admin.patch(address, {"website": website and website.replace(" ", "%20")})
        assert changed.status_code == 200
        offers = await post_odd_offers(service)
        [listed] = hold_page("organization_list", await read(service, "/organizations"))
        assert ("website" in listed) == (website is not None)
        [full] = hold_page("organization", await read(service, "/organizations", full="true"))
        assert [each["id"] for each in full["services"]] == [each["id"] for each in offers]
        by_itself = await read(service, address, full_service="true")
        hold_to("organization", by_itself)
        for each in by_itself["services"]:
            hold_to("service", each)
        assert len(by_itself["services"][1]["attributes"]) > 20


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_every_taxonomy_and_every_term_is_valid(database_url: str, language: str) -> None:
    async with public_catalogue(database_url) as service:
        service.anonymous.headers["Accept-Language"] = language
        taxonomies = hold_page("taxonomy", await read(service, "/taxonomies"))
        assert len({each["name"] for each in taxonomies}) == len(taxonomies) == 15
        for each in taxonomies:
            assert await read(service, f"/taxonomies/{each['id']}") == each
            terms = hold_page(
                "taxonomy_term", await read(service, "/taxonomy_terms", taxonomy_id=each["id"], per_page=500)
            )
            assert terms
            by_itself = await read(service, f"/taxonomy_terms/{terms[0]['id']}")
            hold_to("taxonomy_term", by_itself)
            assert by_itself == terms[0] | {"taxonomy_detail": each}


async def test_every_answer_is_as_its_own_document_says(database_url: str) -> None:
    async with public_catalogue(database_url) as service:
        await post_odd_offers(service)
        document = (await look(service, "/openapi.json")).json()
        assert document == create_facade(Settings()).openapi()
        some = {
            "services": "/services",
            "service_at_locations": "/service_at_locations",
            "organizations": "/organizations",
            "taxonomies": "/taxonomies",
            "taxonomy_terms": "/taxonomy_terms",
        }
        for path, item in document["paths"].items():
            told = await read(service, path.replace("{id}", await _some_id(service, some, path)))
            schema = item["get"]["responses"]["200"]["content"]["application/json"]["schema"]
            whole = {**strictly(schema), "components": strictly(document["components"])}
            jsonschema_rs.validate(whole, told)


async def _some_id(service: Any, lists: dict[str, str], path: str) -> str:
    if "{id}" not in path:
        return ""
    found: str = (await read(service, lists[path.split("/")[1]]))["contents"][0]["id"]
    return found


async def test_no_contact_travels_and_no_own_number_of_the_partner(database_url: str) -> None:
    async with public_catalogue(database_url) as service:
        await post_odd_offers(service)
        for path in ("/services", "/service_at_locations", "/organizations"):
            told = json.dumps(await read(service, path, full="true"))
            assert "Nederlands oefenen" in told
            for secret in (*WHOLE["contact"].values(), "contact", "phone", "email"):
                assert secret not in told
