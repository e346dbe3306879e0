"""A new offer in five answers: shown as it was read, placed once."""

import pytest

from tests.imports.files import send_file
from tests.partner_pages.visiting import NEW, read, visiting, words_of
from tests.service import Service


async def offers_of(service: Service) -> list[dict[str, object]]:
    items: list[dict[str, object]] = (await service.partner.get("/offers")).json()["items"]
    return items


async def test_it_is_shown_as_it_is_read_and_placed_after_a_yes(service: Service) -> None:
    partner = await visiting(service)
    shown = await partner.post("/new", NEW | {"do": "look"})
    assert shown.status_code == 200
    told = words_of(shown)
    for words in ("Er staat nog niets op", "dinsdagochtend en donderdagochtend", "3073 XY", "Wanneer: dinsdag"):
        assert words in told
    assert await offers_of(service) == []
    back = await partner.post("/new", NEW | {"do": "change"})
    assert 'value="Samen soep maken"' in back.text
    for _ in range(2):
        placed = await partner.post("/new", NEW | {"do": "place"})
        assert placed.status_code == 303
    (offer,) = await offers_of(service)
    assert (offer["title"], offer["kind"]) == ("Samen soep maken", "activity")
    own = await read(service, str(offer["id"]))
    assert own["schedule"]["dayParts"] == ["tue-morning", "thu-morning"]
    assert (own["location"]["postcode"], own["location"]["address"]) == ("3073XY", "Lindestraat 1, 3073 XY Rotterdam")
    assert "‘Samen soep maken’ staat erop." in words_of(await service.client.get(placed.headers["location"]))


@pytest.mark.parametrize(
    ("where", "location"),
    [
        ("3073xy", {"postcode": "3073XY", "attendance": "on-site"}),
        ("Buurthuis de Linde", {"name": "Buurthuis de Linde", "attendance": "on-site"}),
        ("online", {"attendance": "online", "name": None}),
        ("Lindestraat 12 in de kelder", {"address": "Lindestraat 12 in de kelder", "postcode": None}),
    ],
)
async def test_where_it_is_may_be_written_in_many_ways(
    service: Service, where: str, location: dict[str, str | None]
) -> None:
    partner = await visiting(service)
    assert (await partner.post("/new", NEW | {"where": where, "do": "place"})).status_code == 303
    (offer,) = await offers_of(service)
    found = (await read(service, str(offer["id"])))["location"]
    assert {name: found[name] for name in location} == location


async def test_what_cannot_be_read_is_told_and_stays_readable(service: Service) -> None:
    partner = await visiting(service)
    shown = await partner.post("/new", NEW | {"when": "in overleg", "where": "De Linde", "kind": "placement"})
    told = words_of(shown)
    for words in ("geen dagen in lezen", "Wanneer: in overleg", "geen bekende postcode", "hier dit jaar voor betaald"):
        assert words in told


async def test_what_is_missing_or_not_right_is_told_beside_its_field(service: Service) -> None:
    partner = await visiting(service)
    wrong = await partner.post("/new", {"title": "", "where": " ", "description": "Bel maar.", "do": "place"})
    assert wrong.status_code == 400
    assert 'href="#title"' in wrong.text
    assert 'href="#where"' in wrong.text
    wrong = await partner.post("/new", NEW | {"description": "Nummer 111222333", "do": "place"})
    assert (wrong.status_code, 'id="description-error"' in wrong.text) == (400, True)
    wrong = await partner.post("/new", NEW | {"kind": "feest", "do": "place"})
    assert (wrong.status_code, 'id="kind-error"' in wrong.text) == (400, True)
    assert await offers_of(service) == []


async def test_another_one_with_its_title_at_its_place_is_asked_about_and_a_list_finds_it(service: Service) -> None:
    partner = await visiting(service)
    assert (await partner.post("/new", NEW | {"do": "place"})).status_code == 303
    other = await partner.post("/new", NEW | {"when": "vrijdagavond", "do": "place"})
    assert other.status_code == 400
    assert "Je hebt al aanbod met deze titel op deze plek" in words_of(other)
    listed = 'naam;adres;dagen\nSamen soep maken;"Lindestraat 1, 3073 XY Rotterdam";vrijdagavond\n'
    report = (await send_file(service.partner, listed.encode())).json()
    assert (report["created"], report["updated"]) == (0, 1)


async def test_one_that_was_taken_away_comes_back(service: Service) -> None:
    partner = await visiting(service)
    await partner.post("/new", NEW | {"do": "place"})
    (offer,) = await offers_of(service)
    await partner.take(str(offer["id"]), "withdraw")
    assert (await partner.post("/new", NEW | {"do": "place"})).status_code == 303
    (again,) = await offers_of(service)
    assert again["id"] == offer["id"]
