"""What the facade lists, to whom, and how it is narrowed and paged."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.house.test_queries import counted_queries
from tests.hsds.catalogue import WHOLE, look, post, post_odd_offers, public_catalogue, read
from tests.service import Service, an_offer


async def ids(service: Service, path: str = "/services", **query: Any) -> list[str]:
    return [each["id"] for each in (await read(service, path, **query))["contents"]]


async def term(service: Service, taxonomy: str, code: str) -> str:
    taxonomies = (await read(service, "/taxonomies"))["contents"]
    [found] = [each["id"] for each in taxonomies if each["name"] == taxonomy]
    terms = (await read(service, "/taxonomy_terms", taxonomy_id=found, per_page=500))["contents"]
    return next(str(each["id"]) for each in terms if each["code"] == code)


async def test_without_a_public_catalogue_it_takes_a_key(service: Service) -> None:
    for path in ("/", "/services", "/taxonomies", "/organizations?wrong=1"):
        refused = await look(service, path)
        assert refused.status_code == 401
        assert refused.headers["content-type"] == "application/problem+json"
        assert refused.headers["www-authenticate"] == "Bearer"
    for actor in (service.coach, service.partner, service.analyst):
        key = {"Authorization": f"Bearer {actor.key}"}
        assert (await service.client.get("/hsds/services", headers=key)).status_code == 200
    assert (await look(service, "/openapi.json")).status_code == 200


async def test_it_says_which_specification_it_speaks(database_url: str) -> None:
    async with public_catalogue(database_url) as service:
        told = await read(service, "/")
        assert told["version"] == "HSDS-UK-3.0"
        document = await service.anonymous.get(told["openapi_url"])
        assert document.json()["servers"][0]["url"].endswith("/hsds")
        short = await service.anonymous.get("/hsds")
        assert (short.status_code, short.headers["location"]) == (307, "/hsds/")


async def test_its_manners_are_those_of_v1(database_url: str) -> None:
    async with public_catalogue(database_url) as service:
        offer = await post(service, WHOLE)
        path = f"/hsds/services/{offer['id']}"
        answer = await service.anonymous.get(path, headers={"Origin": "https://elders.example"})
        assert answer.headers["access-control-allow-origin"] == "*"
        assert {"api-version", "ratelimit", "etag"} <= set(answer.headers)
        again = await service.anonymous.get(path, headers={"If-None-Match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        head = await service.anonymous.head(path)
        assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", answer.headers["etag"])
        other = await service.anonymous.post("/hsds/services", json={})
        assert (other.status_code, other.headers["allow"]) == (405, "GET, HEAD")
        html = await service.anonymous.get(path, headers={"Accept": "text/html"})
        assert html.status_code == 406


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({"q": "hout"}, "/q"),
        ({"start_time": "10:00"}, "/start_time"),
        ({"page": 0}, "/page"),
        ({"per_page": 501}, "/per_page"),
        ({"modified_after": "gisteren"}, "/modified_after"),
        ({"day": "mon"}, "/day"),
        ({"page": 10**12}, "/page"),
    ],
)
async def test_what_it_does_not_read_is_bad_input(database_url: str, query: dict[str, Any], pointer: str) -> None:
    async with public_catalogue(database_url) as service:
        answer = await look(service, "/services", **query)
        assert answer.status_code == 400
        assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


async def test_what_is_not_there_is_not_there(database_url: str) -> None:
    async with public_catalogue(database_url) as service:
        nobody = "01930000-0000-7000-8000-000000000000"
        for path in ("services", "service_at_locations", "organizations", "taxonomies", "taxonomy_terms"):
            assert (await look(service, f"/{path}/{nobody}")).status_code == 404
        for key in ("taxonomy_id", "taxonomy_term_id"):
            assert (await look(service, "/services", **{key: nobody})).status_code == 404
        assert (await look(service, "/locations")).status_code == 404
        # A coach's organization provides nothing.
        assert (await look(service, f"/organizations/{service.coach.organization_id}")).status_code == 404


async def test_only_what_is_published_and_not_ended_is_there(database_url: str) -> None:
    async with public_catalogue(database_url) as service:
        shown = [each["id"] for each in await post_odd_offers(service)]
        assert await ids(service) == shown
        assert await ids(service, "/service_at_locations") == shown
        mine = (await service.partner.get("/offers?limit=500")).json()["items"]
        assert [each["id"] for each in mine] == shown
        paused = await service.partner.patch(f"/offers/{shown[0]}", {"status": "paused"})
        assert paused.status_code == 200
        assert (await look(service, f"/services/{shown[0]}")).status_code == 404
        assert (await look(service, f"/service_at_locations/{shown[0]}")).status_code == 404


async def test_pages_are_numbered(database_url: str) -> None:
    async with public_catalogue(database_url) as service:
        empty = await read(service, "/services")
        assert empty == {
            "total_items": 0,
            "total_pages": 0,
            "page_number": 1,
            "size": 0,
            "first_page": True,
            "last_page": True,
            "empty": True,
            "contents": [],
        }
        made = [(await post(service, an_offer(title=f"Nummer {number}")))["id"] for number in range(5)]
        answer = await look(service, "/services", per_page=2, search="nummer")
        pages = [answer.json()]
        while link := answer.links.get("next"):
            answer = await service.anonymous.get(link["url"])
            pages.append(answer.json())
        assert [each["id"] for page in pages for each in page["contents"]] == made
        assert [page["size"] for page in pages] == [2, 2, 1]
        assert [page["first_page"] for page in pages] == [True, False, False]
        assert [page["last_page"] for page in pages] == [False, False, True]
        assert {page["total_pages"] for page in pages} == {3}
        beyond = await read(service, "/services", page=9)
        assert (beyond["empty"], beyond["last_page"], beyond["total_items"]) == (True, True, 5)


async def test_what_changed_since_is_what_v1_says_was_updated(database_url: str) -> None:
    async with public_catalogue(database_url) as service:
        offers = [await post(service, an_offer(title=f"Nummer {number}")) for number in range(3)]
        changed = (await service.partner.patch(f"/offers/{offers[0]['id']}", {"title": "Anders"})).json()
        told = await read(service, f"/services/{offers[0]['id']}")
        assert told["last_modified"] == changed["updatedAt"]
        assert await ids(service, modified_after=changed["updatedAt"]) == [offers[0]["id"]]
        tomorrow = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()
        assert await ids(service, modified_after=tomorrow) == []
        assert len(await ids(service, modified_after="2020-01-01")) == 3
        assert len(await ids(service, modified_after="2020-01-01T00:00:00")) == 3
        # Said again, it is an assurance: nothing of the service changed.
        again = await service.partner.patch(f"/offers/{offers[0]['id']}", {"title": "Anders"})
        assert await ids(service, modified_after=again.json()["updatedAt"]) == [offers[0]["id"]]


async def test_services_are_found_by_words_terms_ages_and_days(database_url: str) -> None:
    async with public_catalogue(database_url) as service:
        whole = (await post(service, WHOLE))["id"]
        wood = (await post(service, an_offer(interests=["Timmeren"], goals=["creativity"])))["id"]
        assert await ids(service, search="balie nederlands") == [whole]
        assert await ids(service, organization_id=service.coach.organization_id) == []
        for taxonomy, code, found in (
            ("Soort aanbod", "course", [whole]),
            ("Waar het goed voor is", "creativity", [wood]),
            ("Waar het goed voor is", "health", []),
            ("Dagdelen", "thu-evening", [whole]),
            ("Lichamelijk zwaar", "0", [whole]),
            ("Lichamelijk zwaar", "1", []),
            ("Niveau van het Nederlands", "A2", [whole]),
            ("Voor wie het vooral is", "women", [whole]),
            ("Voor wie het vooral is", "men", []),
            ("Trede van de participatieladder", "4", [whole]),
            ("Hoe je meedoet", "on-site", [whole, wood]),
            ("Wat mensen graag doen", "houtbewerking", [wood]),
        ):
            asked = await term(service, taxonomy, code)
            assert await ids(service, taxonomy_term_id=asked) == found, (taxonomy, code)
            assert await ids(service, "/service_at_locations", taxonomy_term_id=asked) == found
        names = {each["name"]: each["id"] for each in (await read(service, "/taxonomies"))["contents"]}
        assert await ids(service, taxonomy_id=names["Voor wie het vooral is"]) == [whole]
        assert await ids(service, taxonomy_id=names["Wat mensen graag doen"]) == [whole, wood]
        assert await ids(service, minimum_age=18) == [whole]
        assert await ids(service, minimum_age=19) == []
        assert await ids(service, maximum_age=67) == [whole]
        assert await ids(service, day="SU") == [whole]
        assert await ids(service, day="TU") == []
        # All that is asked has to hold.
        assert await ids(service, day="SU", search="timmeren") == []


async def test_places_are_found_around_a_postcode(database_url: str) -> None:
    async with public_catalogue(database_url) as service:
        near = await post(service, WHOLE)
        far = await post(service, an_offer(location={"latitude": 52.37, "longitude": 4.89}))
        unknown = await look(service, "/service_at_locations", postcode="9999ZZ")
        assert unknown.status_code == 404
        alone = await look(service, "/service_at_locations", proximity=100)
        assert alone.status_code == 400
        assert await ids(service, "/service_at_locations") == [near["id"], far["id"]]


async def test_organizations_are_found_by_words(database_url: str) -> None:
    async with public_catalogue(database_url) as service:
        await post(service, WHOLE)
        own = service.partner.organization_id
        assert await ids(service, "/organizations") == [own]
        assert await ids(service, "/organizations", search="focus huis") == [own]
        assert await ids(service, "/organizations", search="buren") == []


async def test_a_hundred_services_take_as_many_queries_as_one(database_url: str) -> None:
    async with public_catalogue(database_url) as service:
        counts: dict[str, set[int]] = {}
        for more in (1, 12):
            for number in range(more):
                await post(service, WHOLE | {"externalId": f"nummer-{more}-{number}"})
            for path in ("/services", "/service_at_locations", "/organizations"):
                with counted_queries(service.database) as seen:
                    told = await read(service, path, full="true")
                assert not told["empty"]
                counts.setdefault(path, set()).add(len(seen))
        assert {path: len(each) for path, each in counts.items()} == dict.fromkeys(counts, 1)
        assert max(max(each) for each in counts.values()) <= 4


async def test_the_same_place_has_one_id_and_parts_keep_theirs(database_url: str) -> None:
    async with public_catalogue(database_url) as service:
        first = await post(service, WHOLE)
        second = await post(service, WHOLE | {"externalId": "balie-2", "title": "Nog iets"})
        places = [
            (await read(service, f"/services/{each['id']}"))["service_at_locations"][0]["location_id"]
            for each in (first, second)
        ]
        assert places[0] == places[1]
        before = await read(service, f"/services/{first['id']}")
        await service.partner.patch(f"/offers/{first['id']}", {"title": "Anders"})
        after = await read(service, f"/services/{first['id']}")
        assert after["attributes"] == before["attributes"]
        assert after["schedules"] == before["schedules"]
