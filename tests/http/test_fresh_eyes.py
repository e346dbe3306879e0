"""What a stranger found by attacking the running service, each once broken."""

from typing import Any

import httpx
import pytest

from tests.processes.server import serving
from tests.service import Service, an_offer
from tests.waiting import ONLY_A_HANG_SECONDS

CLIENT: dict[str, Any] = {"interests": ["hout"]}


def test_a_head_leaves_the_connection_whole(database_url: str) -> None:
    with serving(database_url) as (address, _), httpx.Client(base_url=address, timeout=ONLY_A_HANG_SECONDS) as client:
        for _ in range(3):
            assert client.head("/healthz").content == b""
            assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.parametrize("on", ["9999-12-31", "0001-01-01"])
async def test_a_day_beyond_all_planning_is_named(service: Service, on: str) -> None:
    answer = await service.coach.post("/matches", {"client": CLIENT, "on": on})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/on")


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00%2B14:00"])
async def test_a_moment_beyond_all_planning_is_named(service: Service, moment: str) -> None:
    answer = await service.coach.get(f"/offers?updatedSince={moment}")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/updatedSince")


@pytest.mark.parametrize(
    ("patch", "pointer"),
    [
        ({"bogus": None}, "/bogus"),
        ({"load": {"bogus": None}}, "/load/bogus"),
        ({"hours_per_week": {}}, "/hours_per_week"),
    ],
)
async def test_a_patch_names_only_what_there_is(service: Service, patch: dict[str, Any], pointer: str) -> None:
    made = (await service.partner.post("/offers", an_offer())).json()
    answer = await service.partner.patch(f"/offers/{made['id']}", patch)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, pointer)


@pytest.mark.parametrize("between", ["\u00a0", "\u2009", "\u200b", "/", "_", ","])
async def test_a_bsn_is_seen_whatever_stands_between(service: Service, between: str) -> None:
    disguised = between.join(("111", "222", "333"))
    answer = await service.coach.post("/matches", {"client": {"interests": [f"nr,{disguised}"]}})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/client/interests/0")


async def test_405_on_the_document_names_its_method(service: Service) -> None:
    answer = await service.client.post("/v1/openapi.json")
    assert (answer.status_code, "GET" in answer.headers["Allow"]) == (405, True)


async def test_a_bare_plus_in_a_moment_is_told_how_to_write_it(service: Service) -> None:
    answer = await service.coach.get("/offers?updatedSince=2026-11-22T09:30:00+01:00")
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["pointer"]) == (400, "/updatedSince")
    assert "%2B" in error["detail"]
