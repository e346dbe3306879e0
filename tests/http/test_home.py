import re

import pytest

from api.trying.settings import TryingSettings
from tests.service import Service


@pytest.mark.parametrize(("language", "word"), [("nl", "Bouw je een programma?"), ("en", "Do you build a program?")])
async def test_a_person_is_led_to_what_is_there(service: Service, language: str, word: str) -> None:
    page = await service.client.get("/", headers={"Accept": "text/html,*/*;q=0.8", "Accept-Language": language})
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert word in page.text
    links = re.findall(r'href="(/[^"]*)"', page.text)
    assert "/docs" in links
    assert {(await service.client.get(link)).status_code for link in links} == {200}


async def test_where_it_can_be_tried_the_first_page_leads_there(service: Service) -> None:
    accept = {"Accept": "text/html"}
    assert "/try" not in (await service.client.get("/", headers=accept)).text
    service.node.settings = service.node.settings.choose(TryingSettings, try_key=service.coach.key)
    assert 'href="/try"' in (await service.client.get("/", headers=accept)).text


async def test_a_person_who_comes_to_nothing_gets_a_page_and_a_program_a_problem(service: Service) -> None:
    page = await service.client.get("/nowhere", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "Deze pagina is er niet" in page.text
    refused = await service.client.post("/", headers={"Accept": "text/html"})
    assert (refused.status_code, "Dat lukte niet" in refused.text) == (405, True)
    assert "GET" in refused.headers["allow"]
    for path in ("/nowhere", "/v1/nowhere"):
        told = await service.client.get(path)
        assert (told.status_code, told.headers["content-type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("accept", ["*/*", "application/json", ""])
async def test_a_program_gets_links_and_each_leads_somewhere(service: Service, accept: str) -> None:
    answer = await service.client.get("/", headers={"Accept": accept})
    links = answer.json()["links"]
    assert links["document"] == "/v1/openapi.json"
    # Open Referral is for everyone only when the catalogue is.
    headers = {"Authorization": f"Bearer {service.coach.key}"}
    assert {(await service.client.get(link, headers=headers)).status_code for link in links.values()} == {200}


async def test_what_is_no_json_is_told_with_its_line_and_character(service: Service) -> None:
    broken = {b'{"a": 1,\n  "b": x}': (2, 8), b"{": (1, 2), b'{\n\n  "\xc3\xa9": tru}': (3, 8), b"[1,]": (1, 4)}
    key = {"Content-Type": "application/json", "Accept-Language": "en"}
    for body, (line, column) in broken.items():
        for actor, path in ((service.coach, "/matches"), (service.admin, "/organizations")):
            headers = key | {"Authorization": f"Bearer {actor.key}"}
            answer = await service.client.post(f"/v1{path}", content=body, headers=headers)
            told = answer.json()["errors"]
            assert (answer.status_code, len(told), told[0]["pointer"]) == (400, 1, "")
            place = re.search(r"line (\d+), column (\d+)", told[0]["detail"])
            assert place, told
            # The two readers of JSON differ by a character in where they give up.
            assert int(place[1]) == line
            assert abs(int(place[2]) - column) <= 1
