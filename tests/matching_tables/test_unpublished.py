"""What a partner does not publish is not told at a table of someone else."""

from typing import Any

import pytest

from tests.matching_tables.afternoon import an_afternoon
from tests.matching_tables.test_handing_over import a_handover
from tests.service import Service

UNPUBLISHED = [
    {"status": "draft"},
    {"status": "paused"},
    {"status": "withdrawn"},
    {"kind": "placement", "paidWorkCheck": {"vacancyOpen": True}},
]


@pytest.mark.parametrize("change", UNPUBLISHED)
async def test_what_a_partner_does_not_publish_stays_off_the_table(service: Service, change: dict[str, Any]) -> None:
    table = await an_afternoon(service)
    await table.decide("K1", "agree", table.cooking)
    await table.decide("K2", "agree", table.wood)
    changed = await service.partner.patch(f"/offers/{table.cooking}", change)
    assert changed.status_code == 200, changed.text
    refused = await service.host.put(f"{table.path}/offers", {"offerIds": [table.wood, table.cooking]})
    assert [error["pointer"] for error in refused.json()["errors"]] == ["/offerIds/1"]
    proposal = await table.propose()
    assert [each["offerId"] for each in proposal["offers"]] == [table.wood]
    assert proposal["clients"][0]["impossiblePin"]["code"] == "pin-unsuitable"
    board = (await table.read())["boardUrl"]
    for address in (board, f"{board}&print=1"):
        assert "Koken voor de buurt" not in (await service.anonymous.get(address)).text


async def test_what_was_handed_over_stays_on_the_board_when_it_is_paused(service: Service) -> None:
    table = await an_afternoon(service)
    await table.decide("K1", "agree", table.cooking)
    await service.host.post(f"{table.path}/handovers", {"handovers": [a_handover("K1")]})
    await service.partner.patch(f"/offers/{table.cooking}", {"status": "paused"})
    assert "Koken voor de buurt" in (await service.anonymous.get((await table.read())["boardUrl"])).text
