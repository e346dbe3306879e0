"""The Dutch API design rules and RFC 9110, one by one."""

import re

import httpx
import pytest

from api.platform.security.rate_limit import RateLimit
from api.platform.tracing import read_traceparent
from api.platform.web.middleware import API_VERSION
from tests.service import Service, an_offer, one_long_minute

PROBLEM = "application/problem+json"


def is_problem(answer: httpx.Response) -> bool:
    told = answer.json()
    same_shape = {"type", "title", "status", "detail", "instance"} <= told.keys()
    return answer.headers["content-type"] == PROBLEM and same_shape and told["status"] == answer.status_code


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/offers/", 404),
        ("GET", "/v1/organizations/", 404),
        ("GET", "/v1/nothing-here", 404),
        ("GET", "/nothing-here", 404),
        ("DELETE", "/v1/organizations", 405),
        ("PUT", "/v1/matches", 405),
        ("GET", "/v1/offers?limit=0", 400),
        ("GET", "/v1/offers?cursor=%25", 400),
    ],
)
async def test_every_refusal_is_a_problem(service: Service, method: str, path: str, status: int) -> None:
    headers = {"Authorization": f"Bearer {service.admin.key}"}
    answer = await service.client.request(method, path, headers=headers)
    assert answer.status_code == status
    assert is_problem(answer)


@pytest.mark.parametrize("path", ["/v1/openapi.json", "/v1/offers", "/v1/nothing", "/nothing", "/healthz", "/docs"])
async def test_every_answer_carries_the_version_and_the_security_headers(service: Service, path: str) -> None:
    answer = await service.client.get(path)
    assert answer.headers["api-version"] == API_VERSION
    assert answer.headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert "max-age" in answer.headers["strict-transport-security"]


async def test_405_names_every_method_that_is_there(service: Service) -> None:
    answer = await service.coach.send("DELETE", "/offers")
    assert answer.headers["Allow"] == "GET, HEAD, POST"


async def test_head_answers_like_get_without_a_body(service: Service) -> None:
    head = await service.coach.send("HEAD", "/organizations")
    assert (head.status_code, head.content) == (200, b"")


async def test_a_body_in_another_form_is_415(service: Service) -> None:
    headers = {"Authorization": f"Bearer {service.admin.key}", "Content-Type": "text/plain"}
    answer = await service.client.post("/v1/organizations", content=b"hallo", headers=headers)
    assert answer.status_code == 415
    assert is_problem(answer)


async def test_a_patch_as_plain_json_is_415(service: Service) -> None:
    made = (await service.admin.post("/organizations", {"name": "Een"})).json()
    assert (await service.admin.send("PATCH", f"/organizations/{made['id']}", {"name": "Twee"})).status_code == 415


async def test_an_answer_as_xml_is_406(service: Service) -> None:
    answer = await service.coach.get("/organizations", Accept="application/xml")
    assert answer.status_code == 406
    assert is_problem(answer)


async def test_too_large_a_body_is_413(service: Service) -> None:
    answer = await service.admin.post("/organizations", {"name": "x" * 3_000_000})
    assert answer.status_code == 413
    assert is_problem(answer)


async def test_broken_json_is_400_without_an_echo(service: Service) -> None:
    headers = {"Authorization": f"Bearer {service.admin.key}", "Content-Type": "application/json"}
    answer = await service.client.post("/v1/organizations", content=b'{"name": "geheim', headers=headers)
    assert answer.status_code == 400
    assert is_problem(answer)
    assert "geheim" not in answer.text


async def test_every_error_is_told_at_once_with_its_pointer(service: Service) -> None:
    wrong = an_offer(kind="party", hoursPerWeek={"minimum": -1}, schedule={"dayParts": ["mon-night"]}, colour="red")
    answer = await service.partner.post("/offers", wrong)
    assert answer.status_code == 400
    pointers = {error["pointer"] for error in answer.json()["errors"]}
    assert pointers == {"/kind", "/hoursPerWeek/minimum", "/schedule/dayParts/0", "/colour"}
    assert "party" not in answer.text
    assert (await service.coach.get("/offers")).json()["items"] == []


async def test_problems_come_in_dutch_unless_english_is_asked(service: Service) -> None:
    dutch = await service.coach.get("/organizations/0193")
    english = await service.coach.get("/organizations/0193", Accept_Language="en-GB,en;q=0.9,nl;q=0.5")
    assert dutch.json()["detail"] == "Deze organisatie is er niet."
    assert english.json()["detail"] == "There is no such organization."


async def test_if_none_match_spares_the_body(service: Service) -> None:
    made = await service.admin.post("/organizations", {"name": "Een"})
    path = f"/organizations/{made.json()['id']}"
    again = await service.coach.get(path, If_None_Match=made.headers["ETag"])
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", made.headers["ETag"])


async def test_the_document_is_for_everyone_and_every_origin(service: Service) -> None:
    answer = await service.client.get("/v1/openapi.json", headers={"Origin": "https://elders.example"})
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"


async def test_a_crash_tells_nothing_of_the_inside(service: Service) -> None:
    async def crash() -> None:
        raise RuntimeError("secret inside")

    service.app.add_api_route("/crash", crash)
    answer = await service.client.get("/crash")
    service.app.router.routes.pop()
    assert answer.status_code == 500
    assert is_problem(answer)
    assert "secret" not in answer.text


async def test_more_requests_than_the_limit_are_asked_to_wait(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_long_minute(monkeypatch)
    assert (await service.coach.get("/organizations")).headers["ratelimit-policy"].startswith('"default";q=')
    service.node.put(RateLimit(2))
    statuses = [(await service.coach.get("/organizations")).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    refused = await service.coach.get("/organizations")
    assert int(refused.headers["Retry-After"]) > 0


async def test_an_answer_tells_its_trace_and_goes_on_with_the_one_that_came(service: Service) -> None:
    trace_id = "4bf92f3577b34da6a3ce929d0e0e4736"  # pragma: allowlist secret
    goes_on = await service.coach.get("/organizations", traceparent=f"00-{trace_id}-00f067aa0ba902b7-00")
    begun = [await service.client.get("/healthz") for _ in range(2)]
    assert re.fullmatch(rf"00-{trace_id}-(?!00f067aa0ba902b7)[0-9a-f]{{16}}-01", goes_on.headers["traceresponse"])
    assert len({each.headers["traceresponse"].split("-")[1] for each in begun}) == 2


@pytest.mark.parametrize(
    "header",
    [
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "4bf92f3577b34da6a3ce929d0e0e4736",  # pragma: allowlist secret
        "-" * 100_000,
        "",
    ],
)
def test_a_trace_that_is_not_well_told_is_begun_anew(header: str) -> None:
    assert read_traceparent(header).parent_span_id is None


def test_a_trace_of_a_later_version_is_gone_on_with() -> None:
    told = read_traceparent("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more")
    assert told.trace_id == "4bf92f3577b34da6a3ce929d0e0e4736"  # pragma: allowlist secret
    assert told.parent_span_id == "00f067aa0ba902b7"


async def test_the_pages_around_the_api_answer_without_a_key(service: Service) -> None:
    assert (await service.client.get("/healthz")).status_code == 200
    assert (await service.client.get("/readyz")).json()["status"] == "ready"
    assert "vonk_requests_total" in (await service.client.get("/metrics")).text
    page = await service.client.get("/docs")
    assert "http" not in page.text.replace("http-equiv", "")
    assert (await service.client.get("/docs-files/swagger-ui-bundle.js")).status_code == 200
