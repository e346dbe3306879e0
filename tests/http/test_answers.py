import httpx
import orjson
import pytest

from tests.answers import UnlikeTheDocumentError, check
from tests.service import Service, an_offer

PROBLEM = {"type": "https://vonk.example/x", "title": "x", "status": 404, "detail": "x", "instance": "/v1/x"}


def answered(
    body: object, *, status: int = 200, path: str = "/v1/vocabulary", kind: str = "application/json"
) -> httpx.Response:
    request = httpx.Request("GET", f"http://vonk.test{path}")
    return httpx.Response(status, content=orjson.dumps(body), headers={"content-type": kind}, request=request)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_an_answer_with_one_key_more_one_less_or_another_value_fails(service: Service) -> None:
    created = await service.partner.post("/offers", an_offer())
    path = f"/v1/offers/{created.json()['id']}"
    whole = created.json()
    check(answered(whole, path=path))
    less = {key: value for key, value in whole.items() if key != "title"}
    for changed in ({**whole, "colour": "red"}, less, {**whole, "kind": "job"}, {**whole, "createdAt": "yesterday"}):
        with pytest.raises(UnlikeTheDocumentError):
            check(answered(changed, path=path))
    located = {**whole, "location": {**whole["location"], "colour": "red"}}
    with pytest.raises(UnlikeTheDocumentError, match="colour"):
        check(answered(located, path=path))


def test_an_answer_that_nobody_promised_fails() -> None:
    problem = "application/problem+json"
    check(answered(PROBLEM, status=404, path="/v1/nothing", kind=problem))
    check(answered(PROBLEM, status=503, path="/v1/offers", kind=problem))
    for status, path, kind in ((200, "/v1/nothing", "application/json"), (418, "/v1/offers", problem)):
        with pytest.raises(UnlikeTheDocumentError, match="no such answer"):
            check(answered(PROBLEM, status=status, path=path, kind=kind))
    with pytest.raises(UnlikeTheDocumentError, match="colour"):
        check(answered({**PROBLEM, "colour": "red"}, status=404, path="/v1/nothing", kind=problem))
