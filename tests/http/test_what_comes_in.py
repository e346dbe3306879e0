"""What a request may look like: forms asked and sent, keys told twice, and text that nobody can see."""

import pytest

from api.platform.web.middleware import EITHER_FORM, accepts, form_of
from tests.house.operations import operations
from tests.service import Service, an_offer

JSON = "application/json"


@pytest.mark.parametrize(
    "accept",
    ["application/json;q=0", "text/csv", "text/*", "text/event-stream", "*/*;q=0.0", "application/json;q=0, */*"],
)
async def test_a_form_that_a_route_does_not_answer_in_is_406(service: Service, accept: str) -> None:
    answer = await service.coach.get("/organizations", Accept=accept)
    assert (answer.status_code, JSON in answer.json()["detail"]) == (406, True)


@pytest.mark.parametrize(
    ("accept", "form", "is_accepted"),
    [
        ("application/json", JSON, True),
        ("Application/JSON; charset=utf-8", JSON, True),
        ("text/html, application/*;q=0.1", JSON, True),
        ("text/html, application/xml;q=0.9, */*;q=0.8", JSON, True),
        ("application/*;q=0, */*", JSON, False),
        ("application/*;q=0, application/json", JSON, True),
        ("text/calendar", "text/calendar", True),
        ("text/*;q=0.5", "text/calendar", True),
        ("application/json", "text/calendar", False),
        ("text/event-stream", "text/event-stream", True),
        (", ,", JSON, True),
    ],
)
def test_what_names_a_form_best_decides(accept: str, form: str, is_accepted: bool) -> None:  # noqa: FBT001
    assert accepts(accept, form) is is_accepted


def test_every_operation_answers_in_the_form_that_its_path_tells() -> None:
    told = {
        operation.path: form
        for operation in operations()
        for status, answer in operation.told["responses"].items()
        for form in answer.get("content", ())
        if status.startswith("2")
    }
    # Of two forms the second one is told last.
    assert told == {path: EITHER_FORM.get(path, form_of(path)) for path in told}


@pytest.mark.parametrize("form", ["application/json; charset=iso-8859-1", 'application/json;charset="UTF-16"'])
async def test_a_body_in_other_letters_than_utf_8_is_415(service: Service, form: str) -> None:
    answer = await service.admin.post("/organizations", {"name": "Een"}, Content_Type=form)
    assert (answer.status_code, "utf-8" in answer.json()["detail"]) == (415, True)


@pytest.mark.parametrize("form", ["application/json; charset=UTF-8", 'APPLICATION/JSON;charset="utf-8"'])
async def test_a_body_in_utf_8_is_read_however_it_says_so(service: Service, form: str) -> None:
    assert (await service.admin.post("/organizations", {"name": "Een"}, Content_Type=form)).status_code == 201


@pytest.mark.parametrize("query", ["limit=1&limit=2", "q=hout&kind=course&q=hout"])
async def test_a_query_key_that_stands_there_twice_is_named(service: Service, query: str) -> None:
    answer = await service.coach.get(f"/offers?{query}")
    pointers = [error["pointer"] for error in answer.json()["errors"]]
    assert (answer.status_code, pointers) == (400, ["/" + query.partition("=")[0]])


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ('{"name": "Een", "name": "Twee"}', ["/name"]),
        ('{"name": "Een", "na\\u006de": "Twee", "name": "Drie"}', ["/name"]),
        ('{"name": "Een", "website": {"a": [{"b": 1, "b": 2}]}}', ["/website/a/0/b"]),
    ],
)
async def test_a_property_that_stands_there_twice_is_named(service: Service, body: str, pointers: list[str]) -> None:
    headers = {"Authorization": f"Bearer {service.admin.key}", "Content-Type": JSON}
    answer = await service.client.post("/v1/organizations", content=body, headers=headers)
    assert (answer.status_code, [error["pointer"] for error in answer.json()["errors"]]) == (400, pointers)
    assert (await service.admin.get("/organizations?limit=500")).text.count('"name":"Een"') == 0


@pytest.mark.parametrize("path", ["organizations", "offers", "matches"])
async def test_bytes_that_are_no_text_are_refused_by_name(service: Service, path: str) -> None:
    headers = {"Authorization": f"Bearer {service.admin.key}", "Content-Type": JSON}
    answer = await service.client.post(f"/v1/{path}", content=b'{"name": "\xff"}', headers=headers)
    assert (answer.status_code, [error["pointer"] for error in answer.json()["errors"]]) == (400, [""])


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ('{"client": {"interests": ["hout"], "age": 40, "age": 50}}', ["/client/age"]),
        ('{"client": {"interests": ["hout"], "age" : 40, "\\u0061ge" : 50}}', ["/client/age"]),
        ('{"client": {"interests": ["nu\\u003a"], "age": 40, "age": 50}}', ["/client/age"]),
        ('{"client": {"interests": ["nu\\u003A"]}, "limit": 3, "limit": 3}', ["/limit"]),
        ('{"client": {"interests": ["hout"]}, "client": {"interests": ["a:b:c"]}}', ["/client"]),
        ('{"client": {"interests": ["hout"]}, "\\ud800": 1, "\\ud800": 2}', ["/\\ud800"]),
    ],
)
async def test_a_property_that_stands_twice_in_a_question_is_named(
    service: Service, body: str, pointers: list[str]
) -> None:
    headers = {"Authorization": f"Bearer {service.coach.key}", "Content-Type": JSON}
    answer = await service.client.post("/v1/matches", content=body, headers=headers)
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == pointers


@pytest.mark.parametrize("word", ["tijd: 9:00", "nu\\u003a", "\\\\u003a", "caf\\u00e9"])
async def test_a_question_in_which_each_property_stands_once_is_answered_whatever_it_holds(
    service: Service, word: str
) -> None:
    headers = {"Authorization": f"Bearer {service.coach.key}", "Content-Type": JSON}
    body = f'{{ "client" : {{"interests":["{word}"], "location": {{"latitude": 51.9, "longitude": 4.5e0}}}} }}'
    answer = await service.client.post("/v1/matches", content=body, headers=headers)
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("path", ["/organizations", "/matches"])
async def test_a_body_nested_without_end_is_400(service: Service, path: str) -> None:
    headers = {"Authorization": f"Bearer {service.admin.key}", "Content-Type": JSON}
    for depth in (200, 300, 400, 900, 980, 1030, 100_000):
        body = '{"name":' + "[" * depth + "]" * depth + "}"
        answer = await service.client.post(f"/v1{path}", content=body, headers=headers)
        assert answer.status_code == 400, depth


@pytest.mark.parametrize(
    "title",
    ["\u200b", "\u200d\u200b", "\u00ad", " \u2060 ", "\u3164", "\u2800", "\ufe0f", "goed\u202edeog", "a\u2066b"],
)
async def test_a_title_that_nobody_can_read_is_refused(service: Service, title: str) -> None:
    answer = await service.partner.post("/offers", an_offer(title=title))
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/title")
    named = await service.admin.post("/organizations", {"name": title})
    assert (named.status_code, named.json()["errors"][0]["pointer"]) == (400, "/name")


@pytest.mark.parametrize(
    "title", ["Café ‘de Brug’", "🎨", "C++ & co", "\u06cc\u200c\u062e", "\u0646\u0627 \u200f\u0627", "👩\u200d👧"]
)
async def test_a_title_in_any_writing_is_kept(service: Service, title: str) -> None:
    made = await service.partner.post("/offers", an_offer(title=title))
    assert (made.status_code, made.json()["title"]) == (201, title)


@pytest.mark.parametrize("contact", [{"email": "a@b\u202e.nl"}, {"name": "\u200b"}])
async def test_a_contact_that_nobody_can_read_is_refused(service: Service, contact: dict[str, str]) -> None:
    assert (await service.partner.post("/offers", an_offer(contact=contact))).status_code == 400


async def test_a_wish_that_nobody_can_read_is_named(service: Service) -> None:
    answer = await service.coach.post("/matches", {"client": {"interests": ["hout", "\u200b"]}})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/client/interests/1")


@pytest.mark.parametrize("word", ["", "%20", "%20%20", "%E2%80%8B"])
async def test_interests_of_no_word_are_400(service: Service, word: str) -> None:
    answer = await service.coach.get(f"/interests?q={word}")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/q")


async def test_two_slashes_do_not_make_a_problem_point_at_another_host(service: Service) -> None:
    answer = await service.client.get("http://vonk.test//v1/offers")
    assert (answer.status_code, answer.json()["instance"]) == (404, "/v1/offers")
