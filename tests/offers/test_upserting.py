"""An upsert, which goes a way of its own where it is well formed."""

from typing import Any

import pytest

from tests.service import Service, an_offer


@pytest.mark.parametrize(
    ("sent", "own_id", "pointers"),
    [
        (an_offer(), "9" * 101, {"/externalId"}),
        (an_offer(title=""), "eigen-1", {"/title"}),
        (an_offer(title=""), "9" * 101, {"/externalId", "/title"}),
    ],
)
async def test_an_upsert_that_is_not_well_formed_hears_all_that_is_wrong_and_is_counted_once(
    service: Service, sent: dict[str, Any], own_id: str, pointers: set[str]
) -> None:
    place = f"/organizations/{service.partner.organization_id}/offers"
    before = await service.partner.put(f"{place}/goed", sent | {"title": "Goed"})
    wrong = await service.partner.put(f"{place}/{own_id}", sent)
    assert wrong.status_code == 400
    assert {error["pointer"] for error in wrong.json()["errors"]} == pointers
    left = [int(answer.headers["RateLimit"].split("r=")[1].split(";")[0]) for answer in (before, wrong)]
    assert left[0] - left[1] == 1


async def test_an_upsert_that_is_refused_leaves_nothing_and_the_next_one_finds_its_turn(service: Service) -> None:
    place = f"/organizations/{service.partner.organization_id}/offers"
    for _ in range(3):
        unseen = await service.partner.put(f"{place}/nieuw", an_offer(), If_Match='"unseen"')
        assert unseen.status_code == 412
    elsewhere = await service.partner.put(f"/organizations/{'0' * 36}/offers/nieuw", an_offer())
    assert elsewhere.status_code == 404
    assert (await service.partner.put(f"{place}/nieuw", an_offer())).status_code == 201
